package prove

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// references proves that whoever is sent to a section, a step or a table has it.
func (c *prover) references(r *reading) {
	for _, q := range r.quoted {
		switch q.brace.Kind {
		case "section", "step":
			c.reference(r, q)
		case "table":
			if !c.standing(r, q.brace.Name) {
				c.fault(r.view, fault{
					law: lawReference, pos: q.brace.Pos, set: q.set,
					message: fmt.Sprintf("reference to table %q, which stands in no section that these readers have", q.brace.Name),
					do:      "put the table into a section, or say what stands there",
				})
			}
		}
	}
}

func (c *prover) reference(r *reading, q quoted) {
	id, stepID, isStep := strings.Cut(q.brace.Name, ".")
	f := fault{
		law: lawReference, pos: q.brace.Pos,
		message: fmt.Sprintf("reference to %s %q, which readers who come here do not all have", q.brace.Kind, q.brace.Name),
		do:      "say it without the reference, or give the sentence the condition of its target",
	}
	i := slices.IndexFunc(r.sections, func(s *model.Section) bool { return s.ID.Text == id })
	if i < 0 {
		f.set = q.set
		f.message = fmt.Sprintf("reference to %s %q, which is not in the outline of the document", q.brace.Kind, q.brace.Name)
		c.fault(r.view, f)
		return
	}
	section := r.sections[i]
	reached := c.u.None()
	outer := c.meet(scope{r.set, q.at}, section.When)
	f.also = append(f.also, c.barrier(q, outer.set, section.When)...)
	target := section.ID
	for _, part := range c.spread(outer, section.Each) {
		if !isStep {
			reached = reached.Or(part.set)
			continue
		}
		j := slices.IndexFunc(section.Steps, func(s model.Step) bool { return s.ID.Text == stepID })
		step := &section.Steps[j]
		target = step.ID
		inner := c.meet(part, step.When)
		listed, _ := c.listed(part, section, step)
		reached = reached.Or(inner.set.And(listed))
	}
	if isStep {
		j := slices.IndexFunc(section.Steps, func(s model.Step) bool { return s.ID.Text == stepID })
		step := &section.Steps[j]
		f.also = append(f.also, c.barrier(q, c.meet(scope{r.set, q.at}, step.When).set, step.When)...)
		if section.Order != nil && section.Order.Choose != nil {
			listed, _ := c.listed(outer, section, step)
			if !q.set.And(outer.set).Within(listed) {
				f.also = append(f.also, source.Note{Pos: section.Order.Choose.Pos, Message: "this order of steps does not list it for all of them"})
			}
		}
	}
	f.also = append(f.also, source.Note{Pos: target.Pos, Message: "here is what they are sent to"})
	if f.set = q.set.Minus(reached); !f.set.IsEmpty() {
		c.fault(r.view, f)
	}
}

// barrier points at a condition that keeps readers of a quotation away.
func (c *prover) barrier(q quoted, past space.Set, cond model.Condition) []source.Note {
	if cond.IsZero() || q.set.Within(past) {
		return nil
	}
	return []source.Note{{Pos: cond.Pos, Message: "this condition leaves them out"}}
}

// standing tells whether a table stands in a section of the view.
func (c *prover) standing(r *reading, table string) bool {
	for _, s := range r.sections {
		for _, blocks := range [][]model.Block{s.Intro, s.Outro} {
			if slices.ContainsFunc(blocks, func(b model.Block) bool { return b.Table.Text == table }) {
				return true
			}
		}
	}
	return false
}

// quotations proves that whoever reads a value of an object or of the customer
// has it.
func (c *prover) quotations(r *reading) {
	for _, q := range r.quoted {
		switch q.brace.Kind {
		case "", "count":
			c.quotation(r, q)
		}
	}
}

func (c *prover) quotation(r *reading, q quoted) {
	name, _, _ := strings.Cut(q.brace.Name, "+")
	first, rest, _ := strings.Cut(name, ".")
	if first == "input" {
		for _, in := range c.p.Inputs {
			if in.ID.Text == rest {
				c.quotable(r, q, in.When, in.ID, "which some readers here are not asked for")
			}
		}
		return
	}
	if o := c.objects[first]; o != nil {
		c.quotable(r, q, o.When, o.ID, fmt.Sprintf("and some readers here have no %q", first))
	}
}

func (c *prover) quotable(r *reading, q quoted, when model.Condition, id model.Word, why string) {
	have := c.meet(q.scope, when)
	missing := q.set.Minus(have.set)
	if missing.IsEmpty() {
		return
	}
	c.fault(r.view, fault{
		law: lawQuotation, pos: q.brace.Pos, set: missing,
		message: fmt.Sprintf("%q is quoted, %s", q.brace.Name, why),
		do:      "give this place the condition of what it quotes",
		also: append(c.barrier(q, have.set, when),
			source.Note{Pos: id.Pos, Message: "here is what is quoted"}),
	})
}

// inputs proves that every value that a customer is asked for is used.
func (c *prover) inputs(r *reading) {
	for _, in := range c.p.Inputs {
		used := c.u.None()
		for _, q := range r.quoted {
			if q.brace.Kind == "" && q.brace.Name == "input."+in.ID.Text {
				used = used.Or(q.set)
			}
		}
		asked := c.meet(scope{set: r.set}, in.When)
		if idle := asked.set.Minus(used); !idle.IsEmpty() {
			c.fault(r.view, fault{
				law: lawInput, pos: in.ID.Pos, set: idle,
				message: fmt.Sprintf("input %q is asked for and not used", in.ID),
				do:      "use it in a setting or a step, or give the input a condition",
			})
		}
	}
}

// objectOf is the id of the object of "object.Setting".
func objectOf(setting string) string {
	id, _, _ := strings.Cut(setting, ".")
	return id
}
