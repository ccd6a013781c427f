package markdown

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/residual"
	"github.com/triptych-docs/triptych/templates"
)

// Print prints a book. What it returns is filled for each customer. A book that
// cannot be printed is an error: a reference that leads nowhere, a row of a
// table without all its cells.
func Print(b *book.Book, f Flavour) (*residual.Residual, error) {
	p := &printer{book: b, flavour: f, dialect: dialectOf(f.Flavour), sink: &residual.Sink{}, words: templates.ReadWords()}
	p.findAnchors()
	p.out.Grow(usual)
	if len(f.Front) > 0 {
		p.front(f.Front)
	}
	if f.InTabs {
		p.imports()
	}
	if len(b.Title) > 0 {
		p.heading(1, b.Title, "")
	}
	if f.Made != "" && len(f.Front) == 0 {
		p.made()
	}
	if len(b.Lead) > 0 {
		p.separate()
		p.blocks(b.Lead)
	}
	for _, c := range b.Chapters {
		p.heading(c.Level, p.title(c), c.ID)
		p.separate()
		if c.Guard != nil {
			p.blocks([]plan.Block{plan.Paragraph{Line: c.Condition}})
			p.separate()
		}
		p.blocks(c.Blocks)
	}
	if p.err != nil {
		return nil, fmt.Errorf("markdown: %w", p.err)
	}
	return p.sink.Cut(p.out.String())
}

// usual is room for a runbook, which has about 80 KB.
const usual = 96 << 10

// A printer prints one book, line by line.
type printer struct {
	book    *book.Book
	flavour Flavour
	dialect dialect
	words   templates.Words
	sink    *residual.Sink
	anchors map[string]Text // where each id of the book is reached

	out        strings.Builder
	containers []container
	flat       flattener
	pieces     []Text // of the line that is being printed
	noted      bool   // inside of a note that ends with three colons
	gap        bool   // an empty line is due before the next one
	err        error  // the first one
}

// A container is a list item or a quote: each line inside begins with first if
// it is the first one, and with rest if it is not.
type container struct {
	first, rest Text
	begun       bool
	prefix      Text // what a further line begins with, those around it included
}

func (p *printer) fail(err error) {
	if p.err == nil {
		p.err = err
	}
}

func (p *printer) open(first, rest Text) {
	p.flush()
	p.containers = append(p.containers, container{first: first, rest: rest, prefix: join(p.prefix(), rest)})
}

func (p *printer) close() { p.containers = p.containers[:len(p.containers)-1] }

// line prints one line inside the open containers.
func (p *printer) line(t Text) {
	p.flush()
	before := p.prefix()
	if slices.ContainsFunc(p.containers, func(c container) bool { return !c.begun }) {
		before = Text{}
		for i := range p.containers {
			c := &p.containers[i]
			if c.begun {
				before = join(before, c.rest)
			} else {
				before = join(before, c.first)
			}
			c.begun = true
		}
	}
	p.end(before, t)
}

// end writes a line. An empty one has no spaces either.
func (p *printer) end(before, t Text) {
	if t == (Text{}) {
		before = before.trimmed()
	}
	p.out.WriteString(before.s)
	p.out.WriteString(t.s)
	p.out.WriteByte('\n')
}

// separate asks for an empty line before what comes next. It takes nothing
// where nothing has been printed yet.
func (p *printer) separate() { p.gap = p.out.Len() > 0 }

func (p *printer) flush() {
	if p.gap {
		p.gap = false
		p.end(p.prefix(), Text{})
	}
}

// prefix is what a further line begins with inside the open containers.
func (p *printer) prefix() Text {
	if n := len(p.containers); n > 0 {
		return p.containers[n-1].prefix
	}
	return Text{}
}

func (p *printer) heading(level int, title plan.Line, id string) {
	if level < 1 || level > 6 {
		p.fail(fmt.Errorf("heading %q has level %d", id, level))
		return
	}
	if len(title) == 0 {
		p.fail(fmt.Errorf("heading %q has no text", id))
	}
	t := p.inline(title, place{start: leftEdge})
	if id != "" {
		before, after, err := headingID(p.flavour.Anchors, id)
		if err != nil {
			p.fail(err)
		}
		t = join(before, t, after)
	}
	p.separate()
	p.line(join(repeat(syntax("#"), level), syntax(" "), t))
}
