// Package prose reads the small Markdown that content is written in: paragraphs,
// lists, strong, code, links, and braces that quote the model. Raw HTML,
// headings and everything else of Markdown are faults. Frames, which lay out a
// whole document, may have headings and tables too.
//
// It says what the author wrote, with places; what a brace stands for is found
// out in model/compile.
package prose

import "github.com/triptych-docs/triptych/model/source"

// A Block is a [Paragraph], a [List], a [Heading] or a [Table].
type Block interface{ block() }

// A Paragraph is a line of runs.
type Paragraph struct{ Runs []Run }

// A List has items of blocks; Task marks items with a box to tick.
type List struct {
	Ordered bool
	Task    bool
	Items   [][]Block
}

// A Heading stands in frames only. ID is what stands in {#…} behind its text.
type Heading struct {
	Level int
	ID    string
	Runs  []Run
	Pos   source.Pos
}

// A Table stands in frames only.
type Table struct {
	Header [][]Run
	Rows   [][][]Run
}

func (Paragraph) block() {}
func (List) block()      {}
func (Heading) block()   {}
func (Table) block()     {}

// A Run is [Words], [Strong], [Code], [Link] or [Brace].
type Run interface{ run() }

// Words are plain words.
type Words struct{ Text string }

// Strong is stressed.
type Strong struct{ Runs []Run }

// Code holds [Words] and [Brace] only.
type Code struct{ Runs []Run }

// A Link leads to a URL, or to one of the named links as "link:id".
type Link struct {
	Runs []Run
	URL  string
	Pos  source.Pos
}

// A Brace quotes the model: {ui:connector.add} has Kind "ui" and Name
// "connector.add"; {connector.Name} has no Kind.
type Brace struct {
	Kind string
	Name string
	Pos  source.Pos
}

func (Words) run()  {}
func (Strong) run() {}
func (Code) run()   {}
func (Link) run()   {}
func (Brace) run()  {}
