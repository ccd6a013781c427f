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
	p := newPrinter(b, page, &residual.Sink{})
	framed, err := p.framed()
	if err != nil {
		return nil, fmt.Errorf("html: %w", err)
	}
	return p.sink.Cut(framed)
}

// usual is room for the body of a runbook, which has about 180 KB.
const usual = 192 << 10

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
	out     strings.Builder   // all that was put so far
	err     error             // the first one
}

func newPrinter(b *book.Book, page Page, sink *residual.Sink) *printer {
	p := &printer{book: b, page: page, sink: sink, words: templates.ReadWords()}
	p.findAnchors()
	p.findLines()
	p.out.Grow(usual)
	return p
}

// gather is what is put while something is done.
func (p *printer) gather(do func()) Text {
	from := p.out.Len()
	do()
	return Text{p.out.String()[from:]}
}

func (p *printer) put(t ...Text) {
	for _, one := range t {
		p.out.WriteString(one.s)
	}
}

// attribute puts an attribute with its value in quotes, after a space.
func (p *printer) attribute(name fixed, value plan.Text) {
	p.put(syntax(" "), syntax(name), syntax(`="`), Text{p.sink.Put(value, inAttribute)}, syntax(`"`))
}

func (p *printer) fail(err error) {
	if p.err == nil {
		p.err = err
	}
}

// chapter prints a chapter with its heading.
func (p *printer) chapter(c book.Chapter) {
	p.put(syntax("<section"))
	if c.ID != "" {
		p.attribute("id", plan.Literal(c.ID))
	}
	if c.Guard != nil {
		p.put(p.unless(c.Guard))
	}
	p.put(syntax(">\n"))
	p.heading(c)
	if c.Guard != nil {
		p.put(syntax(`<p class="lead"`), p.settled(c.Guard), syntax(">"))
		p.inline(c.Condition)
		p.put(syntax("</p>\n"))
	}
	p.blocks(c.Blocks)
	p.put(syntax("</section>\n"))
}

// heading prints the heading of a chapter. The page's own title is its only
// heading of level 1.
func (p *printer) heading(c book.Chapter) {
	level := number(max(2, c.Level))
	if c.Level < 1 || c.Level > 6 {
		p.fail(fmt.Errorf("heading %q has level %d", c.ID, c.Level))
	}
	if len(c.Title) == 0 {
		p.fail(fmt.Errorf("heading %q has no text", c.ID))
	}
	p.put(syntax("<h"), level, syntax(">"))
	p.title(c)
	p.put(syntax("</h"), level, syntax(">\n"))
}

// title prints the title of a chapter with its number.
func (p *printer) title(c book.Chapter) {
	if c.Number != "" {
		p.put(syntax(`<span class="number">`), words(p.sink, plan.Literal(c.Number)), syntax("</span> "))
	}
	p.inline(c.Title)
}
