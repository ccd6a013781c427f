package book

import (
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/templates"
)

// Shown is what a control of a dialog shows, one line below the other: its
// state in a word, the option that is selected, the values that stand in it. All
// drawings of a dialog take it from here, so that they say the same.
func Shown(f plan.DialogField) []plan.Line {
	var all []plan.Line
	if state := templates.ReadWords().State(f); state != "" {
		all = append(all, plan.Say(state))
	}
	if f.Option != "" {
		all = append(all, plan.Line{plan.Label{Text: f.Option}})
	}
	return append(all, f.Values...)
}
