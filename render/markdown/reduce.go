package markdown

import (
	"slices"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/picture"
)

// reduce replaces the blocks that Markdown has no notation for by those that it
// has: guarded blocks by their lead and themselves, a table of names and values
// by a list, which reads better in a ticket than a table with an empty head,
// and a dialog by a table.
func (p *printer) reduce(blocks []plan.Block) []plan.Block {
	if !slices.ContainsFunc(blocks, reducible) {
		return blocks
	}
	r := &reducer{printer: p}
	for i := 0; i < len(blocks); i++ {
		if t, n := p.tabs(blocks[i:]); n > 0 {
			r.keep(t)
			i += n - 1
			continue
		}
		blocks[i].Visit(r)
	}
	return r.out
}

// reducible tells whether reduce may have something to do for a block.
func reducible(b plan.Block) bool {
	switch b := b.(type) {
	case plan.Paragraph:
		return len(b.Line) == 0
	case plan.List, plan.Note, plan.Command, plan.Picture, plan.Form:
		return false
	}
	return true
}

type reducer struct {
	*printer
	out []plan.Block
}

func (r *reducer) keep(b ...plan.Block) { r.out = append(r.out, b...) }

func (r *reducer) Paragraph(b plan.Paragraph) {
	if len(b.Line) > 0 {
		r.keep(b)
	}
}

func (r *reducer) Guarded(b plan.Guarded) {
	lead := append(b.Guard.Lead.Capital(), plan.Say(":")...)
	if len(b.Blocks) == 1 {
		if one, ok := b.Blocks[0].(plan.Paragraph); ok {
			r.keep(plan.Paragraph{Line: append(append(lead, plan.Say(" ")...), one.Line...)})
			return
		}
	}
	r.keep(plan.Paragraph{Line: lead})
	r.keep(r.reduce(b.Blocks)...)
}

func (r *reducer) Table(b plan.Table) {
	if len(b.Caption) > 0 {
		r.keep(plan.Paragraph{Line: plan.Line{plan.Strong{Line: b.Caption}}})
	}
	if len(b.Columns) > 0 {
		r.keep(b)
		return
	}
	var list plan.List
	for _, row := range b.Rows {
		r.wide(b, row, 2)
		if len(row.Cells) < 2 {
			continue
		}
		name := append(append(plan.Line{}, row.Cells[0]...), plan.Say(":")...)
		line := plan.Line{plan.Strong{Line: name}}
		if len(row.Cells[1]) > 0 {
			line = append(append(line, plan.Say(" ")...), row.Cells[1]...)
		}
		list.Items = append(list.Items, plan.Item{Blocks: []plan.Block{plan.Paragraph{Line: line}}})
	}
	r.keep(list)
}

// Dialog draws a form as a file, where the flavour has a folder for it, or else as
// a table: a row for each control, what the reader does with it beside its label.
func (r *reducer) Dialog(b plan.Dialog) {
	if r.flavour.Drawings != "" {
		r.keep(plan.Picture{ID: b.ID, File: r.flavour.Drawings + picture.FileName(b.ID), Alt: picture.DialogWords(b)})
		return
	}
	var title plan.Line
	if b.Title != "" {
		title = plan.Line{plan.Label{Text: b.Title}}
	}
	t := plan.Table{Columns: []plan.Line{title, plan.Say(r.words.Schematic)}}
	for _, f := range b.Fields {
		var name, shown plan.Line
		if f.Label != "" {
			name = plan.Line{plan.Label{Text: f.Label}}
		}
		if mark := r.words.Mark(f); mark != "" {
			name = append(name, plan.Say(" ("+mark+")")...)
		}
		for i, line := range book.Shown(f) {
			if i > 0 {
				shown = append(shown, plan.Say(", ")...)
			}
			shown = append(shown, line...)
		}
		t.Rows = append(t.Rows, plan.TableRow{Cells: []plan.Line{name, shown}})
	}
	r.keep(t)
}

// Flow says a flow as a list, below its picture where the flavour has a folder
// for it.
func (r *reducer) Flow(b plan.Flow) {
	r.keep(plan.Paragraph{Line: plan.Line{plan.Strong{Line: b.Title}}})
	if r.flavour.Drawings != "" {
		r.keep(plan.Picture{ID: b.ID, File: r.flavour.Drawings + picture.FileName(b.ID), Alt: b.Title})
	}
	list := plan.List{}
	for _, line := range book.Arrows(b) {
		list.Items = append(list.Items, plan.Item{Blocks: []plan.Block{plan.Paragraph{Line: line}}})
	}
	r.keep(list)
}

func (r *reducer) List(b plan.List)       { r.keep(b) }
func (r *reducer) Note(b plan.Note)       { r.keep(b) }
func (r *reducer) Command(b plan.Command) { r.keep(b) }
func (r *reducer) Picture(b plan.Picture) { r.keep(b) }
func (r *reducer) Form(b plan.Form)       { r.keep(b) }
