package powershell

import (
	"slices"

	"github.com/triptych-docs/triptych/model/plan"
)

// A rename is a name of the plan that a parameter may replace: some organizations
// have rules for the names of their objects.
type rename struct {
	hole string    // stands for the name in the texts of the script
	text plan.Text // the plan's name, which is the default
}

// rename gives a parameter to the name of each object that is also found by its
// name. A name with a customer's value in it is settled by that value.
func (s *script) rename() {
	s.renamed, s.fixed = map[string]rename{}, map[string]plan.Text{}
	for _, o := range s.plan.Objects {
		if o.Kind.New == "" || !slices.Contains(o.Kind.Match, nameSetting) {
			continue
		}
		for _, setting := range o.Settings {
			one, ok := setting.Value.(plan.One)
			if !ok || setting.Name != nameSetting || setting.Policy != "" || holed(one.Text) {
				continue
			}
			r := rename{hole: "name." + o.ID, text: one.Text}
			s.renamed[setting.ID] = r
			s.fixed[r.hole] = r.text
			s.inputs[r.hole] = s.names.take(pascal(o.ID) + nameSetting)
		}
	}
}

// nameSetting is what every kind of Exchange Online calls the name of an object.
const nameSetting = "Name"

func holed(t plan.Text) bool {
	return slices.ContainsFunc(t, func(p plan.Piece) bool { return p.Hole != "" })
}

// nameParameters are the parameters for names, in the order of the objects.
func (s *script) nameParameters() []parameter {
	var all []parameter
	for _, o := range s.plan.Objects {
		for _, setting := range o.Settings {
			r, ok := s.renamed[setting.ID]
			if !ok {
				continue
			}
			all = append(all, parameter{
				name: s.inputs[r.hole], kind: "string", value: r.text, attributes: []Source{s.pattern("name")},
				help: []plan.Text{plan.Literal("Another name for the " + o.Kind.Title + " than the runbook's.")},
			})
		}
	}
	return all
}
