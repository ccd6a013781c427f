package readback

import (
	"sort"
	"strings"
)

// A Document is a printed text as a tree that does not depend on its language.
type Document struct {
	Blocks []Block
	// Anchors are what a reference inside the document may lead to.
	Anchors map[string]bool
}

// A Block is a part of a document. What is of no use to a kind is empty.
type Block struct {
	Kind  Kind
	Line  int     // of the file, from 1
	Level int     // of a heading
	Runs  []Run   // of a heading or a paragraph
	Items []Item  // of a list
	Rows  [][]Run // of a table: cells, row by row, Width to a row
	Width int
	// Inner are the blocks of a quote or a note.
	Inner []Block
	// Lines are where the rows of a table stand.
	Lines []int
}

// A Kind is what a block is.
type Kind int

// The kinds of block.
const (
	Paragraph Kind = iota
	Heading
	List
	Table
	Quote
	Code
)

// An Item is an entry of a list.
type Item struct {
	ID     string // the page's id of it; empty in Markdown
	Tick   bool   // it can be ticked off
	Blocks []Block
}

// A Run is a piece of a line.
type Run struct {
	Kind    RunKind
	Text    string
	To      string // of a link: its target
	Setting string // of a value on the page: the setting that it says it is
	Line    int
}

// A RunKind is how a run is marked.
type RunKind int

// The kinds of run. What is bold is stressed or a label of the console: Markdown
// does not tell them apart. A way through menus is one bold run, "A > B".
const (
	Words RunKind = iota
	Bold
	Typed
	Link
)

// said is what runs say, without their marks.
func said(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// tidy joins neighbours of the same kind, and the labels of a way through menus.
func tidy(runs []Run) []Run {
	var out []Run
	for _, r := range runs {
		if r.Kind != Typed {
			r.Text = spaces.Replace(r.Text)
		}
		n := len(out)
		switch {
		case n > 0 && r.Kind == Words && out[n-1].Kind == Words:
			out[n-1].Text += r.Text
		case n > 1 && r.Kind == Bold && out[n-1].Text == " > " && out[n-2].Kind == Bold:
			out[n-2].Text += " > " + r.Text
			out = out[:n-1]
		case r.Text != "":
			out = append(out, r)
		}
	}
	return out
}

var spaces = strings.NewReplacer("\n", " ", "\t", " ")

// A ruler tells the line of an offset of a text.
type ruler []int

func measure(text []byte) ruler {
	var ends ruler
	for i, c := range text {
		if c == '\n' {
			ends = append(ends, i)
		}
	}
	return ends
}

func (r ruler) line(offset int) int { return 1 + sort.SearchInts(r, offset) }
