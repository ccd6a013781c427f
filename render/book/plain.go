package book

import (
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
)

// Plain is what a line says, without its marks: for places that take text only.
// A customer's value is the name of its hole, a reference its target.
func Plain(l plan.Line) string {
	p := &plainer{}
	p.line(l)
	return p.b.String()
}

// PlainBlocks is what blocks say, with a space between them: for an index.
func PlainBlocks(blocks []plan.Block) string {
	p := &plainer{}
	p.blocks(blocks)
	return strings.Join(strings.Fields(p.b.String()), " ")
}

type plainer struct{ b strings.Builder }

func (p *plainer) line(l plan.Line) {
	for _, r := range l {
		r.Visit(p)
	}
}

func (p *plainer) blocks(blocks []plan.Block) {
	for _, b := range blocks {
		b.Visit(p)
		p.b.WriteByte(' ')
	}
}

func (p *plainer) text(t plan.Text) {
	for _, piece := range t {
		p.b.WriteString(piece.Literal + piece.Hole)
	}
}

func (p *plainer) Words(r plan.Words)   { p.text(r.Text) }
func (p *plainer) Strong(r plan.Strong) { p.line(r.Line) }
func (p *plainer) Code(r plan.Code)     { p.text(r.Text) }
func (p *plainer) Label(r plan.Label)   { p.b.WriteString(r.Text) }
func (p *plainer) Path(r plan.Path)     { p.b.WriteString(strings.Join(r.Labels, " > ")) }
func (p *plainer) Link(r plan.Link)     { p.line(r.Line) }
func (p *plainer) Shown(r plan.Shown)   { p.text(r.Text) }
func (p *plainer) Ref(r plan.Ref)       { p.b.WriteString(r.Target) }

func (p *plainer) Paragraph(b plan.Paragraph) { p.line(b.Line) }
func (p *plainer) Note(b plan.Note)           { p.blocks(b.Blocks) }
func (p *plainer) Picture(b plan.Picture)     { p.line(b.Alt) }
func (p *plainer) Dialog(plan.Dialog)         {}
func (p *plainer) Form(plan.Form)             {}

func (p *plainer) Flow(b plan.Flow) {
	for _, line := range Arrows(b) {
		p.line(line)
		p.b.WriteByte(' ')
	}
}

func (p *plainer) List(b plan.List) {
	for _, item := range b.Items {
		p.blocks(item.Blocks)
	}
}

func (p *plainer) Table(b plan.Table) {
	p.line(b.Caption)
	for _, row := range b.Rows {
		for _, cell := range row.Cells {
			p.b.WriteByte(' ')
			p.line(cell)
		}
	}
}

func (p *plainer) Command(b plan.Command) {
	for _, c := range b.Pipeline {
		p.b.WriteString(c.Cmdlet + " ")
	}
}

func (p *plainer) Guarded(b plan.Guarded) {
	p.line(b.Guard.Lead)
	p.b.WriteByte(' ')
	p.blocks(b.Blocks)
}
