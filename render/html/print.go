package html

import (
	"fmt"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/residual"
	"github.com/triptych-docs/triptych/templates"
)

// A Page is what a page has beside its book.
type Page struct {
	// Key is the id of the runbook: the browser keeps ticks, times and notes
	// under it, and it stands at the foot of each printed page. Without one
	// nothing is kept.
	Key plan.Text
	// Pictures are the files that the book's pictures name. One that is not
	// here is replaced by its words.
	Pictures map[string]File
	// Picker marks what is for some readers only, for the rules of a style.
	Picker bool
	// Scripted is the closed plan whose script does the steps of the book. The
	// lines of each step stand behind it, closed; nil: they do not.
	Scripted *plan.Plan
}

// Print prints a book as a page. What it returns is filled for each customer. A
// book that cannot be printed is an error: a reference that leads nowhere, an
// id that stands twice, a row of a table without all its cells.
func Print(b *book.Book, page Page) (*residual.Residual, error) {
	p := &printer{book: b, page: page, sink: &residual.Sink{}, words: templates.ReadWords()}
	p.findAnchors()
	p.findLines()
	v := p.view()
	if p.err != nil {
		return nil, fmt.Errorf("html: %w", p.err)
	}
	var out strings.Builder
	out.Grow(len(v.Body) + len(v.Style) + len(v.Script) + frameSize)
	if err := frame().Execute(&out, v); err != nil {
		return nil, fmt.Errorf("html: %w", err)
	}
	return p.sink.Cut(out.String())
}

// frameSize is about what a page has beside its body, its style and its script.
const frameSize = 8 << 10

// A printer prints one book.
type printer struct {
	book    *book.Book
	page    Page
	words   templates.Words
	sink    *residual.Sink
	anchors map[string]bool   // ids that a reference may lead to
	notes   int               // so far: each needs an id
	ticks   int               // boxes so far
	picked  []plan.Pick       // in attributes so far
	lines   map[string]string // of the script, by step
	pieces  []Text            // of all that is being gathered, the innermost last
	err     error             // the first one
}

// gather joins what is put while something is done. That may gather what it puts
// itself.
func (p *printer) gather(do func()) Text {
	from := len(p.pieces)
	do()
	t := join(p.pieces[from:]...)
	p.pieces = p.pieces[:from]
	return t
}

func (p *printer) put(t ...Text) { p.pieces = append(p.pieces, t...) }

func (p *printer) fail(err error) {
	if p.err == nil {
		p.err = err
	}
}

// chapter prints a chapter with its heading.
func (p *printer) chapter(c book.Chapter) Text {
	t := syntax("<section")
	if c.ID != "" {
		t = join(t, attribute(p.sink, "id", plan.Literal(c.ID)))
	}
	var condition Text
	if c.Guard != nil {
		t = join(t, p.unless(c.Guard))
		condition = join(syntax(`<p class="lead"`), p.settled(c.Guard), syntax(">"), p.inline(c.Condition), syntax("</p>\n"))
	}
	return join(t, syntax(">\n"), p.heading(c), condition, p.blocks(c.Blocks), syntax("</section>\n"))
}

// heading prints the heading of a chapter. The page's own title is its only
// heading of level 1.
func (p *printer) heading(c book.Chapter) Text {
	level := number(max(2, c.Level))
	if c.Level < 1 || c.Level > 6 {
		p.fail(fmt.Errorf("heading %q has level %d", c.ID, c.Level))
	}
	if len(c.Title) == 0 {
		p.fail(fmt.Errorf("heading %q has no text", c.ID))
	}
	return join(syntax("<h"), level, syntax(">"), p.title(c), syntax("</h"), level, syntax(">\n"))
}

// title is the title of a chapter with its number.
func (p *printer) title(c book.Chapter) Text {
	if c.Number == "" {
		return p.inline(c.Title)
	}
	return join(syntax(`<span class="number">`), words(p.sink, plan.Literal(c.Number)),
		syntax("</span> "), p.inline(c.Title))
}
