package compile

import (
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
)

// flow is a picture of what goes from where to where, for the readers here.
func (c *compiler) flow(s scope, f *model.Flow) plan.Flow {
	out := plan.Flow{ID: f.ID.Text, Title: c.line(s, f.Title)}
	made := map[string][]string{} // node as authored → suffixes of what there is of it
	for _, n := range f.Nodes {
		for _, inner := range s.meet(n.When).perAnswer(n.Each.Text, n.When) {
			suffix := inner.suffix(n.Each.Text)
			made[n.ID.Text] = append(made[n.ID.Text], suffix)
			out.Nodes = append(out.Nodes, plan.FlowNode{
				ID: n.ID.Text + suffix, Side: plan.FlowSide(n.Side.Text),
				Name: c.fixed(inner, n.Name), Text: c.fixed(inner, n.Text),
			})
		}
	}
	for _, a := range f.Arrows {
		inner := s.meet(a.When)
		if inner.Nobody() {
			continue
		}
		for _, from := range made[a.From.Text] {
			for _, to := range made[a.To.Text] {
				if from == to || from == "" || to == "" {
					out.Arrows = append(out.Arrows, plan.FlowArrow{
						From: a.From.Text + from, To: a.To.Text + to, Text: c.fixed(inner, a.Text),
					})
				}
			}
		}
	}
	return out
}

// fixed is a line of a picture: it is measured before a customer's values are
// known, so that it cannot have one.
func (c *compiler) fixed(s scope, p model.Prose) plan.Line {
	line := c.line(s, p)
	if !flat(line).Fixed() {
		c.fault(p.Pos, "a picture of the mail flow is the same for all customers: it cannot have a customer's value (%s)", strings.TrimSpace(p.Text))
	}
	return line
}
