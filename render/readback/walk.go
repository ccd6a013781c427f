package readback

import (
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
)

// A finder gathers the targets of references in the order in which they stand.
type finder struct{ found []string }

func (f *finder) blocks(all []plan.Block) {
	for _, b := range all {
		b.Visit(f)
	}
}

func (f *finder) line(l plan.Line) {
	for _, r := range l {
		r.Visit(f)
	}
}

func (f *finder) Paragraph(b plan.Paragraph) { f.line(b.Line) }
func (f *finder) List(b plan.List) {
	for _, item := range b.Items {
		f.blocks(item.Blocks)
	}
}
func (f *finder) Table(b plan.Table) {
	for _, row := range b.Rows {
		for _, cell := range row.Cells {
			f.line(cell)
		}
	}
}
func (f *finder) Note(b plan.Note)       { f.blocks(b.Blocks) }
func (f *finder) Guarded(b plan.Guarded) { f.line(b.Guard.Lead); f.blocks(b.Blocks) }
func (f *finder) Command(plan.Command)   {}
func (f *finder) Picture(plan.Picture)   {}
func (f *finder) Dialog(plan.Dialog)     {}
func (f *finder) Flow(plan.Flow)         {}
func (f *finder) Form(plan.Form)         {}

func (f *finder) Strong(r plan.Strong) { f.line(r.Line) }
func (f *finder) Link(r plan.Link)     { f.line(r.Line) }
func (f *finder) Ref(r plan.Ref)       { f.found = append(f.found, r.Target) }
func (f *finder) Words(plan.Words)     {}
func (f *finder) Code(plan.Code)       {}
func (f *finder) Label(plan.Label)     {}
func (f *finder) Path(plan.Path)       {}
func (f *finder) Shown(plan.Shown)     {}

// A flattener says a line without its marks.
type flattener struct {
	values plan.Values
	b      strings.Builder
}

func (f *flattener) line(l plan.Line) {
	for _, r := range l {
		r.Visit(f)
	}
}

func (f *flattener) text(t plan.Text) { f.b.WriteString(t.Fill(f.values)) }

func (f *flattener) Words(r plan.Words)   { f.text(r.Text) }
func (f *flattener) Strong(r plan.Strong) { f.line(r.Line) }
func (f *flattener) Code(r plan.Code)     { f.text(r.Text) }
func (f *flattener) Label(r plan.Label)   { f.b.WriteString(r.Text) }
func (f *flattener) Path(r plan.Path)     { f.b.WriteString(strings.Join(r.Labels, " > ")) }
func (f *flattener) Link(r plan.Link)     { f.line(r.Line) }
func (f *flattener) Ref(r plan.Ref)       { f.b.WriteString(r.Target) }
func (f *flattener) Shown(r plan.Shown) {
	f.text(r.Text)
	if r.Name != "" {
		f.b.WriteString(" (" + r.Name + ")")
	}
}
