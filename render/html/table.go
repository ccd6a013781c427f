package html

import (
	"fmt"

	"github.com/triptych-docs/triptych/model/plan"
)

func (v *blockPrinter) Table(b plan.Table) {
	v.put(syntax(`<div class="table"><table`))
	if b.ID != "" {
		v.attribute("id", plan.Literal(b.ID))
	}
	columns := len(b.Columns)
	if columns == 0 {
		columns = 2
		v.put(syntax(` class="names"`))
	}
	v.put(syntax(">\n"))
	if len(b.Caption) > 0 {
		v.put(syntax("<caption>"))
		v.inline(b.Caption)
		v.put(syntax("</caption>\n"))
	}
	if len(b.Columns) > 0 {
		v.put(syntax("<thead><tr>"))
		for _, c := range b.Columns {
			v.put(syntax(`<th scope="col">`))
			v.inline(c)
			v.put(syntax("</th>"))
		}
		v.put(syntax("</tr></thead>\n"))
	}
	v.put(syntax("<tbody>\n"))
	// On a narrow screen a row is a card, and each cell shows its head.
	var heads []plan.Text
	for _, c := range b.Columns {
		heads = append(heads, v.spoken(c))
	}
	for _, row := range b.Rows {
		if len(row.Cells) != columns {
			v.fail(fmt.Errorf("table %q: a row has %d cells, not %d", b.ID, len(row.Cells), columns))
			continue
		}
		v.row(heads, row)
	}
	v.put(syntax("</tbody></table></div>\n"))
}

// row prints a row. Its first cell names it, unless it is there to be filled in
// by hand.
func (v *blockPrinter) row(heads []plan.Text, row plan.TableRow) {
	v.put(syntax("<tr"))
	if row.Guard != nil {
		v.put(v.unless(row.Guard))
	}
	if row.ByHand {
		v.put(syntax(` class="hand"`))
	}
	if len(row.Cells[0]) == 0 {
		v.put(syntax("><td></td>"))
	} else {
		v.put(syntax(`><th scope="row">`))
		v.inline(row.Cells[0])
		if len(heads) == 0 {
			v.put(syntax(`<span class="unseen">:</span>`))
		}
		v.put(syntax("</th>"))
	}
	for i, cell := range row.Cells[1:] {
		v.put(syntax("<td"))
		if len(heads) > 0 {
			v.attribute("data-head", heads[i+1])
		}
		v.put(syntax(">"))
		v.inline(cell)
		v.put(syntax("</td>"))
	}
	v.put(syntax("</tr>\n"))
}
