package markdown

import (
	"fmt"

	"github.com/triptych-docs/triptych/model/plan"
)

// blocks prints blocks with an empty line between them.
func (p *printer) blocks(blocks []plan.Block) { p.reduced(p.reduce(blocks)) }

// reduced prints blocks that reduce has been through.
func (p *printer) reduced(blocks []plan.Block) {
	v := &blockPrinter{printer: p}
	for i, b := range blocks {
		if i > 0 {
			p.separate()
		}
		b.Visit(v)
	}
}

// A blockPrinter prints the blocks of one container. It knows what it printed
// last, because two lists in a row would read as one.
type blockPrinter struct {
	*printer
	last listKind
}

func (p *blockPrinter) Paragraph(b plan.Paragraph) {
	p.last = noList
	p.line(p.inline(b.Line, place{start: leftBlock}))
}

func (p *blockPrinter) Table(b plan.Table) {
	p.last = noList
	p.row(b.Columns)
	delimiter := syntax("|")
	for range b.Columns {
		delimiter = join(delimiter, syntax(" --- |"))
	}
	p.line(delimiter)
	for _, row := range b.Rows {
		p.wide(b, row, len(b.Columns))
		p.row(row.Cells)
	}
}

func (p *printer) row(cells []plan.Line) {
	texts := make([]Text, 0, 1+3*len(cells))
	texts = append(texts, syntax("|"))
	for _, cell := range cells {
		if len(cell) > 0 {
			texts = append(texts, syntax(" "), p.inline(cell, place{start: leftEdge, cell: true}))
		}
		texts = append(texts, syntax(" |"))
	}
	p.line(join(texts...))
}

// wide checks that a row has as many cells as its table has columns.
func (p *printer) wide(t plan.Table, row plan.TableRow, columns int) {
	if len(row.Cells) != columns {
		p.fail(fmt.Errorf("table %q: a row has %d cells, not %d", t.ID, len(row.Cells), columns))
	}
}

func (p *blockPrinter) Command(b plan.Command) {
	p.last = noList
	ends := fence(p.sink, values(b))
	p.line(join(ends, syntax("powershell")))
	p.line(command(p.sink, b, p.prefix()))
	p.line(ends)
}

func (p *blockPrinter) Picture(b plan.Picture) {
	p.last = noList
	file, err := url(b.File)
	if err != nil {
		p.fail(err)
	}
	alt := words(p.sink, p.spoken(b.Alt), leftRun, rightRun, p.dialect)
	p.line(join(syntax("!["), alt, syntax("]("), file, syntax(")")))
}

func (p *blockPrinter) Form(b plan.Form) {
	p.last = noList
	var out []Text
	for i, blank := range b.Blanks {
		l := leftRun
		if i == 0 {
			l = leftBlock
		} else {
			out = append(out, syntax("  "))
		}
		// Between spaces a row of underscores is a row of underscores.
		out = append(out, words(p.sink, plan.Literal(blank), l, rightRun, p.dialect), syntax(": ____"))
	}
	p.line(join(out...))
}

// Guarded blocks and drawings have been replaced by other blocks.
func (p *blockPrinter) Guarded(b plan.Guarded) { p.blocks([]plan.Block{b}) }
func (p *blockPrinter) Dialog(b plan.Dialog)   { p.blocks([]plan.Block{b}) }
func (p *blockPrinter) Flow(b plan.Flow)       { p.blocks([]plan.Block{b}) }
