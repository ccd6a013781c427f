package html

import (
	"fmt"
	"html/template"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/residual"
)

// Parts are a book printed for the frame of another package. What is in them
// may have tokens of the sink, which cuts the finished page.
type Parts struct {
	Heading  template.HTML
	Title    string // the heading without its marks
	Lead     template.HTML
	Chapters []PartChapter
	// Picks are those that the attributes data-unless and data-settled name,
	// each once.
	Picks []plan.Pick
}

// A PartChapter is a chapter: the entry of a table of contents, and the whole.
type PartChapter struct {
	ID     string
	Level  int
	Title  template.HTML
	Unless template.HTMLAttr // whom the entry is not for
	Body   template.HTML     // with its heading
}

// PrintParts prints a book for a frame. The title of the book has no hole.
func PrintParts(b *book.Book, page Page, sink *residual.Sink) (Parts, error) {
	p := newPrinter(b, page, sink)
	title := p.spoken(b.Title)
	if !title.Fixed() {
		p.fail(fmt.Errorf("the title of a page has a customer's value"))
		title = nil
	}
	parts := Parts{
		Heading: p.gather(func() { p.inline(b.Title) }).markup(),
		Title:   title.Fill(nil),
		Lead:    p.gather(func() { p.blocks(b.Lead) }).markup(),
	}
	for _, c := range b.Chapters {
		entry := PartChapter{
			ID: c.ID, Level: c.Level, Title: words(sink, p.spoken(c.Title)).markup(),
			Body: p.gather(func() { p.chapter(c) }).markup(),
		}
		if c.Guard != nil {
			entry.Unless = p.unless(c.Guard).inTag()
		}
		parts.Chapters = append(parts.Chapters, entry)
	}
	if p.err != nil {
		return Parts{}, fmt.Errorf("html: %w", p.err)
	}
	seen := map[string]bool{}
	for _, pick := range p.picked {
		if name := PickName(pick); !seen[name] {
			seen[name] = true
			parts.Picks = append(parts.Picks, pick)
		}
	}
	return parts, nil
}
