// Package paper reads documents that people wrote by hand - Markdown, HTML or
// plain text - into one flat list of blocks. Whoever looks for faults sees the
// same blocks whatever the document was written in, and can say for each of
// their characters where in the file it stands.
//
// It knows nothing of procedures or of the model.
package paper

import (
	"strings"
	"unicode/utf8"

	"github.com/triptych-docs/triptych/model/source"
)

// A Paper is a document as its readers see it.
type Paper struct {
	File   *source.File
	Form   Form
	Blocks []Block
	// Front is the lines of a front matter; 0 where there is none.
	Front int
	// IDs are the anchors that the document gives by itself, with explicit ids.
	IDs []string

	text  []byte // what was parsed: the file with plain line ends
	lines []int  // where each line of text starts
}

// A Form is what a document is written in.
type Form string

// The forms.
const (
	Markdown Form = "markdown"
	HTML     Form = "html"
	Plain    Form = "text"
)

// A Block is one run of text: a heading, a paragraph, an item of a list, a row
// of a table. Blocks stand in reading order.
type Block struct {
	Kind  Kind
	Level int // of a heading, from 1
	Depth int // how many lists it is in
	// Number is that of an ordered item; Ordered tells an ordered one without.
	Number  int
	Ordered bool
	Written int  // the number of an ordered item as the file has it
	Note    bool // in a block quote or an alert
	Table   int  // of a row: which table of the document, from 1
	Header  bool // a row that heads a table
	Cells   []Span
	Text    string // without markup; a line break inside is "\n"
	Marks   []Mark

	offsets []int // of each byte of Text in the parsed text, and of its end
}

// A Kind is what a block is.
type Kind string

// The kinds of block.
const (
	Heading   Kind = "heading"
	Paragraph Kind = "paragraph"
	Item      Kind = "item" // the first paragraph of an item
	Row       Kind = "row"
	Code      Kind = "code"
	Picture   Kind = "picture" // Text is its description
)

// A Span is a part of a block's text, from Start up to End.
type Span struct{ Start, End int }

// A Mark is a part of a block's text that stands out.
type Mark struct {
	Span
	Kind MarkKind
	URL  string // of a link
}

// A MarkKind is how a part stands out.
type MarkKind string

// The kinds of mark.
const (
	Strong   MarkKind = "strong"
	Emphasis MarkKind = "emphasis"
	Fixed    MarkKind = "code"
	Link     MarkKind = "link"
)

// Of is the text of a span of the block.
func (b Block) Of(s Span) string { return b.Text[s.Start:s.End] }

// At is the place of a byte of a block's text.
func (p *Paper) At(b Block, i int) source.Pos {
	if len(b.offsets) == 0 {
		return source.Pos{File: p.File, Line: 1, Col: 1}
	}
	return p.Place(b.offsets[max(0, min(i, len(b.offsets)-1))])
}

// Place is the place of a byte of the parsed text.
func (p *Paper) Place(offset int) source.Pos {
	offset = max(0, min(offset, len(p.text)))
	lo, hi := 0, len(p.lines)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; p.lines[mid] <= offset {
			lo = mid
		} else {
			hi = mid
		}
	}
	return source.Pos{File: p.File, Line: lo + 1, Col: 1 + utf8.RuneCount(p.text[p.lines[lo]:offset])}
}

// Source is the lines of the document as they were written, without their ends.
func (p *Paper) Source() []string {
	return strings.Split(strings.TrimSuffix(string(p.text), "\n"), "\n")
}

// add takes in a block that says something.
func (p *Paper) add(b Block) {
	if strings.TrimSpace(b.Text) != "" {
		p.Blocks = append(p.Blocks, b)
	}
}

// index notes where lines start.
func (p *Paper) index() {
	p.lines = []int{0}
	for i, c := range p.text {
		if c == '\n' && i+1 < len(p.text) {
			p.lines = append(p.lines, i+1)
		}
	}
}

// Line is the start of a line.
func (p *Paper) Line(n int) source.Pos { return source.Pos{File: p.File, Line: n, Col: 1} }
