package compile

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
)

// lookupTables notes what readers of an open plan find in a table: settings,
// cells and the labels of the answers. Only a table that stands in a section of
// the document counts.
func (c *compiler) lookupTables(s scope) {
	for _, t := range c.p.Tables {
		if s.Settled(t.Facet.Text) || !c.standing(s, t.ID.Text) {
			continue
		}
		for _, col := range t.Columns {
			lookup := plan.Lookup{Table: t.ID.Text, Column: plan.Line{plan.Strong{Line: c.line(s, col.Title)}}, Noun: c.noun(s, t.Facet.Text)}
			switch {
			case col.Setting.Text != "":
				c.lookups[col.Setting.Text] = lookup
			case col.Cell.Text != "":
				c.lookups[t.Facet.Text+"."+col.Cell.Text] = lookup
			}
		}
	}
}

// noun is what an answer to a facet is called.
func (c *compiler) noun(s scope, facet string) plan.Line {
	if noun := c.facets[facet].Noun; noun.Text != "" {
		return c.line(s, noun)
	}
	return plan.Say(facet)
}

// standing tells whether a table stands in one of the sections of the document,
// for some of its readers.
func (c *compiler) standing(s scope, table string) bool {
	for _, section := range c.chosenSections() {
		for _, b := range slices.Concat(section.Intro, section.Outro) {
			if b.Table.Text == table && !s.meet(section.When).meet(b.When).Nobody() {
				return true
			}
		}
	}
	return false
}

// tables works out every table, with a row for each answer that readers have.
func (c *compiler) tables(s scope) []plan.LookupTable {
	var all []plan.LookupTable
	for _, t := range c.p.Tables {
		table, notes := c.table(s, t)
		all = append(all, plan.LookupTable{Table: table, Notes: notes})
	}
	return all
}

func (c *compiler) table(s scope, t model.Table) (plan.Table, []plan.Line) {
	table := plan.Table{ID: t.ID.Text, Caption: c.line(s, t.Title)}
	var columns []model.TableColumn
	for _, col := range t.Columns {
		if !c.readersOf(s, col).Nobody() {
			columns = append(columns, col)
			table.Columns = append(table.Columns, c.line(s, col.Title))
		}
	}
	var notes []plan.Line
	for _, answer := range s.Given(t.Facet.Text) {
		row := s.with(t.Facet.Text, answer, false)
		var cells []plan.Line
		for _, col := range columns {
			cell, unverified := c.tableCell(row, t.Facet.Text, answer, col)
			if len(unverified) > 0 {
				notes = appendNew(notes, unverified)
			}
			cells = append(cells, c.marked(cell, unverified))
		}
		table.Rows = append(table.Rows, plan.TableRow{Cells: cells, Guard: c.rowGuard(s, t.Facet.Text, answer)})
	}
	return table, notes
}

// readersOf are the readers who have what a column shows.
func (c *compiler) readersOf(s scope, col model.TableColumn) scope {
	s = s.meet(col.When)
	if id, _, ok := strings.Cut(col.Setting.Text, "."); ok {
		s = s.meet(c.objects[id].When)
	}
	return s
}

func (c *compiler) tableCell(s scope, facet, answer string, col model.TableColumn) (cell, unverified plan.Line) {
	switch {
	case col.Label:
		return c.line(s, answerOf(*c.facets[facet], answer).Label), nil
	case col.Cell.Text != "":
		return c.cellLine(s, facet, col.Cell.Text), c.cell(s, facet, col.Cell.Text).unverified
	}
	inner := c.readersOf(s, col)
	if inner.Nobody() {
		return plan.Say("-"), nil
	}
	r := c.setting(inner, col.Setting)
	return c.valueLine(inner.ids(c.objects, col.Setting.Text), r.value), r.unverified
}

// appendNew appends a line that is not there yet.
func appendNew(lines []plan.Line, line plan.Line) []plan.Line {
	for _, l := range lines {
		if keyOf(flat(l)) == keyOf(flat(line)) {
			return lines
		}
	}
	return append(lines, line)
}
