package pdf

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/picture"
	"github.com/triptych-docs/triptych/templates"
)

// A Page is what a PDF has beside its book.
type Page struct {
	ID   string    // of the runbook, at the foot of each page
	Date time.Time // the date that the file bears
}

// A MissingError says that the built-in fonts do not have some characters.
type MissingError struct{ Runes []rune }

// Error names the characters by their code points: they may be a customer's.
func (e *MissingError) Error() string {
	var all []string
	for i, r := range e.Runes {
		if i == 8 {
			all = append(all, fmt.Sprintf("and %d more", len(e.Runes)-i))
			break
		}
		all = append(all, fmt.Sprintf("U+%04X", r))
	}
	return "the fonts of the built-in PDF do not have " + strings.Join(all, ", ")
}

// Print prints a book without holes. Characters that it cannot print are a
// [MissingError].
func Print(b *book.Book, page Page) ([]byte, error) {
	// The first time counts the pages, which each page states.
	first := newPrinter(b, page, 0)
	if _, err := first.print(); err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	out, err := newPrinter(b, page, first.pages).print()
	if err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	return out, nil
}

// Sizes, in points: A4.
const (
	paperWidth  = 595.28
	paperHeight = 841.89
	left        = 48.0
	top         = 46.0
	bottom      = paperHeight - 54
	textWidth   = paperWidth - 2*left
)

// A printer prints one book once.
type printer struct {
	out     *fpdf.Fpdf
	book    *book.Book
	page    Page
	words   templates.Words
	total   int // pages; 0 the first time
	pages   int // so far
	links   map[string]int
	missing map[rune]bool
	err     error // the first one
}

func newPrinter(b *book.Book, page Page, total int) *printer {
	out := fpdf.New("P", "pt", "A4", "")
	out.SetAutoPageBreak(false, 0)
	out.SetCreationDate(page.Date)
	out.SetModificationDate(page.Date)
	out.SetCatalogSort(true)
	out.SetProducer("triptych", true)
	out.SetTitle(b.Spoken(b.Title).Fill(nil), true)
	out.SetSubject(page.ID, true)
	// The library changes the font that it is given.
	out.AddUTF8FontFromBytes("sans", "", slices.Clone(goregular.TTF))
	out.AddUTF8FontFromBytes("bold", "", slices.Clone(gobold.TTF))
	out.AddUTF8FontFromBytes("mono", "", slices.Clone(gomono.TTF))
	return &printer{
		out: out, book: b, page: page, words: templates.ReadWords(), total: total,
		links: map[string]int{}, missing: map[rune]bool{},
	}
}

func (p *printer) fail(err error) {
	if p.err == nil {
		p.err = err
	}
}

func (p *printer) print() ([]byte, error) {
	p.paginate(p.rows())
	if len(p.missing) > 0 {
		return nil, &MissingError{slices.Sorted(maps.Keys(p.missing))}
	}
	if p.err != nil {
		return nil, p.err
	}
	var out bytes.Buffer
	if err := p.out.Output(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// rows sets the whole book.
func (p *printer) rows() []row {
	var all []row
	if len(p.book.Title) > 0 {
		all = append(all, p.text(bold(p.spans(p.book.Title)), left, textWidth, 19, ink)...)
		all = append(all, space(12))
	}
	all = append(all, p.blocks(p.book.Lead, left, textWidth)...)
	for _, c := range p.book.Chapters {
		all = append(all, p.chapter(c)...)
	}
	return all
}

// chapter sets a heading, which stays with what follows it, and its blocks.
func (p *printer) chapter(c book.Chapter) []row {
	size, before := 11.5, 12.0
	if c.Level <= 2 {
		size, before = 14.5, 20
	}
	title := p.book.Spoken(c.Title).Fill(nil)
	if c.Number != "" {
		title = c.Number + " " + title
	}
	p.check(picture.Bold, title)
	heading := p.text([]picture.Span{{Font: picture.Bold, Text: title}}, left, textWidth, size, ink)
	draw := heading[0].draw
	heading[0].draw = func(y float64) {
		p.out.Bookmark(title, max(0, c.Level-2), y)
		p.target(c.ID, y)
		draw(y)
	}
	rows := append([]row{space(before)}, heading...)
	rows = append(rows, space(5))
	for i := range rows {
		rows[i].follow = true
	}
	return append(rows, p.blocks(c.Blocks, left, textWidth)...)
}

// target is where a reference to an anchor leads.
func (p *printer) target(anchor string, y float64) {
	if anchor != "" {
		p.out.SetLink(p.link(anchor), y, -1)
	}
}

func (p *printer) link(anchor string) int {
	if _, ok := p.links[anchor]; !ok {
		p.links[anchor] = p.out.AddLink()
	}
	return p.links[anchor]
}

// check notes the characters of a text that the font does not have.
func (p *printer) check(f picture.Font, text string) {
	for _, r := range text {
		if !picture.Has(f, r) {
			p.missing[r] = true
		}
	}
}

// spans is a line in fonts. Behind a link to the web stands its address, as on
// paper nothing can be followed.
func (p *printer) spans(l plan.Line) []picture.Span {
	var all []picture.Span
	spans := picture.Spans(p.book, l)
	for i, s := range spans {
		all = append(all, s)
		last := i == len(spans)-1 || spans[i+1].Link != s.Link
		if last && strings.HasPrefix(s.Link, "http") && s.Text != s.Link {
			all = append(all, picture.Span{Font: picture.Sans, Text: " (" + s.Link + ")", Link: s.Link})
		}
	}
	for _, s := range all {
		p.check(s.Font, s.Text)
	}
	return all
}

// bold is spans in bold, values apart.
func bold(spans []picture.Span) []picture.Span {
	var all []picture.Span
	for _, s := range spans {
		if s.Font == picture.Sans {
			s.Font = picture.Bold
		}
		all = append(all, s)
	}
	return all
}
