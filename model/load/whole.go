package load

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/prose"
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
		if !ok || cell.Value.Manual != nil || cell.Value.Absent != nil {
			continue // no address is found under it, and none is meant to be
		}
		if !writtenOut(cell.Value) {
			c.faults.Add(source.Diagnostic{
				Pos: cell.Value.Pos, Message: fmt.Sprintf("the %s of %q is worked out, and addresses are looked up by it", w.Column.Text, a.ID),
				Hint: "write it out as one text, letter by letter",
			})
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

// writtenOut tells whether a value is one text that is the same for every reader.
func writtenOut(v model.Value) bool {
	return v.Text != nil && !slices.ContainsFunc(v.Text.Runs, func(r prose.Run) bool {
		_, words := r.(prose.Words)
		return !words
	})
}

// compared checks that what an input says of its values can be asked of them: values
// are compared as they are given, one with one.
func (c *checker) compared(in model.Input) {
	if in.Each.Text != "" && len(in.Differs) > 0 {
		c.faults.Add(source.Diagnostic{
			Pos: in.Differs[0].Pos, Message: fmt.Sprintf("input %q has a value for each of %q, and only an input with one value can differ from others", in.ID, in.Each),
			Hint: "say it of the other input: \"differs\" there may name this one",
		})
	}
	if in.Whole != nil && in.Distinct.Text != "" {
		c.faults.Add(source.Diagnostic{
			Pos: in.Distinct.Pos, Message: fmt.Sprintf("input %q takes whole addresses, of which only the part before the @ counts, and cannot be \"distinct\"", in.ID),
			Hint: "leave out one of the two",
		})
	}
}
