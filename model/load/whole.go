package load

import (
	"fmt"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/source"
)

// whole checks the column that the domain of a whole address is looked up in. Mail
// goes by that domain: two answers with the same one are processed in the same
// place, whatever their rows say, and a row that was copied is mail on the wrong
// continent.
func (c *checker) whole(w model.Whole) {
	first := map[string]source.Pos{}
	for _, a := range c.facets[w.Facet.Text].Answers {
		cell, ok := a.Row.Get(w.Column.Text)
		if !ok || cell.Value.Text == nil {
			continue
		}
		domain := strings.ToLower(cell.Value.Text.Text)
		if pos, twice := first[domain]; twice {
			c.faults.Add(source.Diagnostic{
				Pos: cell.Value.Text.Pos, Message: fmt.Sprintf("two answers have the %s %q, which tells them apart", w.Column.Text, domain),
				Hint: "mail goes by its address: correct the one that was copied, or make one answer of both",
				Also: []source.Note{{Pos: pos, Message: "the other one"}},
			})
			continue
		}
		first[domain] = cell.Value.Text.Pos
	}
	for _, old := range w.Superseded {
		if pos, now := first[strings.ToLower(old.Key.Text)]; now {
			c.faults.Add(source.Diagnostic{
				Pos: old.Key.Pos, Message: fmt.Sprintf("%q is superseded, and an answer has it", old.Key.Text),
				Hint: "take out the one that is wrong", Also: []source.Note{{Pos: pos, Message: "the answer has it here"}},
			})
		}
	}
}
