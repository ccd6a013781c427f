package pdf

import (
	"fmt"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/picture"
)

const (
	cellSize   = 8.5
	cellMargin = 5.0
	byHand     = 110.0 // the width of what a person writes
)

// Table sets a table: a head, then a row of cells below each other. Cells that
// are there to be written in have an edge and room.
func (v *setter) Table(b plan.Table) {
	columns := len(b.Columns)
	if columns == 0 {
		columns = 2
	}
	var cells [][][]picture.Span
	var hand []bool
	for _, r := range b.Rows {
		if len(r.Cells) != columns {
			v.fail(fmt.Errorf("table %q: a row has %d cells, not %d", b.ID, len(r.Cells), columns))
			return
		}
		var line [][]picture.Span
		for i, c := range r.Cells {
			spans := v.spans(c)
			if i == 0 {
				spans = bold(spans)
			}
			line = append(line, spans)
		}
		cells, hand = append(cells, line), append(hand, r.ByHand)
	}
	var head [][]picture.Span
	for _, c := range b.Columns {
		head = append(head, bold(v.spans(c)))
	}
	widths := v.columns(append(cells, head), append(hand, false), columns)
	var rows []row
	if len(b.Caption) > 0 {
		rows = append(rows, v.text(bold(v.spans(b.Caption)), v.x, v.width, size, ink)...)
		rows[len(rows)-1].follow = true
	}
	var again *row
	if len(head) > 0 {
		r := v.cells(head, widths, false, soft, edge)
		again = &row{height: r.height, draw: r.draw}
		r.follow = true
		rows = append(rows, r)
	}
	for i, line := range cells {
		r := v.cells(line, widths, hand[i], ink, faint)
		if i > 0 {
			r.head = again
		}
		rows = append(rows, r)
	}
	if len(rows) > 0 {
		draw := rows[0].draw
		rows[0].draw = func(y float64) {
			v.target(b.ID, y)
			draw(y)
		}
	}
	v.put(8, rows...)
}

// columns shares out the width: each column gets what its longest word needs,
// and the rest goes to those that have most to say.
func (v *setter) columns(rows [][][]picture.Span, hand []bool, n int) []float64 {
	least, wanted := make([]float64, n), make([]float64, n)
	for at, line := range rows {
		for i, cell := range line {
			whole := 0.0
			for _, s := range cell {
				whole += picture.Width(s.Font, cellSize, s.Text)
			}
			least[i] = max(least[i], picture.Longest(cell, cellSize)+2*cellMargin, 30)
			wanted[i] = max(wanted[i], whole+2*cellMargin, 48)
			if len(cell) == 0 && hand[at] {
				wanted[i] = max(wanted[i], byHand)
			}
		}
	}
	// A single long value must not starve the others: it is set smaller.
	for i := range least {
		least[i] = min(least[i], v.width*.55)
	}
	sum := total(least)
	if sum > v.width {
		for i := range least {
			least[i] *= v.width / sum
		}
		return least
	}
	more := make([]float64, n)
	for i := range more {
		more[i] = wanted[i] - least[i]
	}
	share := 1.0
	if t := total(more); t > v.width-sum {
		share = (v.width - sum) / t
	}
	for i := range least {
		least[i] += more[i] * share
	}
	if rest := v.width - total(least); rest > 0 {
		least[n-1] += rest
	}
	return least
}

func total(all []float64) float64 {
	sum := 0.0
	for _, w := range all {
		sum += w
	}
	return sum
}

// cells is one row of a table, with a line below it. By hand, its empty cells
// are there to be written in.
func (v *setter) cells(line [][]picture.Span, widths []float64, hand bool, c, below color) row {
	var texts [][]row
	height := 0.0
	for i, cell := range line {
		var rows []row
		x := v.x + total(widths[:i])
		if len(cell) > 0 {
			rows = v.text(cell, x+inset(i), widths[i]-inset(i)-cellMargin, cellSize, c)
		}
		h := 0.0
		for _, r := range rows {
			h += r.height
		}
		height = max(height, h)
		texts = append(texts, rows)
	}
	height += 6
	if hand {
		height = max(height, 24)
	}
	return row{height: height, draw: func(y float64) {
		for i, rows := range texts {
			x := v.x + total(widths[:i])
			if len(rows) == 0 && hand {
				v.stroke(edge, .4)
				v.out.Rect(x, y, widths[i], height, "D")
			}
			at := y + 2
			for _, r := range rows {
				r.draw(at)
				at += r.height
			}
		}
		v.stroke(below, .6)
		v.out.Line(v.x, y+height, v.x+v.width, y+height)
	}}
}

// inset is the space before the text of a column: the first one begins where
// the text around the table does.
func inset(column int) float64 {
	if column == 0 {
		return 0
	}
	return cellMargin
}
