package book

import (
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/templates"
)

// Arrows are the arrows of a flow in words, for the list that says the same as
// the picture. What stands below the name of a box is said with it once.
func Arrows(f plan.Flow) []plan.Line {
	between := templates.ReadWords().Arrow
	nodes := map[string]plan.FlowNode{}
	for _, n := range f.Nodes {
		nodes[n.ID] = n
	}
	name := func(id string) plan.Line {
		n := nodes[id]
		if len(n.Text) == 0 {
			return n.Name
		}
		line := joined(n.Name, plan.Say(" ("), n.Text, plan.Say(")"))
		n.Text = nil
		nodes[id] = n
		return line
	}
	var all []plan.Line
	for _, a := range f.Arrows {
		all = append(all, joined(name(a.From), plan.Say(between[0]), name(a.To), plan.Say(between[1]), a.Text))
	}
	return all
}
