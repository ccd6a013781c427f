package markdown

import "github.com/triptych-docs/triptych/model/plan"

// values are all texts of a command, one after the other.
func values(c plan.Command) plan.Text {
	g := &valueGatherer{}
	for _, call := range c.Pipeline {
		for _, a := range call.Args {
			if a.Value != nil {
				a.Value.Visit(g)
			}
		}
	}
	return g.text
}

type valueGatherer struct{ text plan.Text }

func (g *valueGatherer) One(v plan.One) { g.text = append(g.text, v.Text...) }

func (g *valueGatherer) Many(v plan.Many) {
	for _, t := range v.Texts {
		g.text = append(g.text, t...)
	}
}

// The others print no text of a customer.
func (g *valueGatherer) Switch(plan.Switch)             {}
func (g *valueGatherer) Absent(plan.Absent)             {}
func (g *valueGatherer) Manual(plan.Manual)             {}
func (g *valueGatherer) Lookup(plan.Lookup)             {}
func (g *valueGatherer) Alternatives(plan.Alternatives) {}
