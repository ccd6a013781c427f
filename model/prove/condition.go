package prove

import (
	"fmt"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/source"
)

// conditions proves that every condition tells readers apart, and that sections
// and steps have readers. A document may well be for some of the readers only.
func (c *prover) conditions(r *reading) {
	if r.pub != nil {
		c.orders(r)
		return
	}
	for _, j := range r.judged {
		c.condition(r, j)
	}
	c.alive(r)
}

func (c *prover) condition(r *reading, j *judged) {
	come, left := c.u.None(), c.u.None()
	for i, s := range j.scopes {
		come = come.Or(s.set)
		left = left.Or(s.set.Minus(j.met[i].set))
	}
	if left.IsEmpty() {
		c.fault(r.view, fault{
			law: lawCondition, note: true, pos: j.cond.Pos, set: c.u.None(),
			message: fmt.Sprintf("everybody who comes here meets %s", j.cond),
			do:      "take the condition out",
		})
		return
	}
	for _, one := range j.cond.Any {
		for _, e := range one {
			for _, a := range e.Value {
				given := c.u.None()
				for _, s := range j.scopes {
					given = given.Or(s.set.And(c.u.Gives(e.Key.Text, a.Text, s.at)))
				}
				if given.IsEmpty() {
					c.fault(r.view, fault{
						law: lawCondition, note: true, pos: a.Pos, set: c.u.None(),
						message: fmt.Sprintf("nobody who comes here has the answer %q to %q", a, e.Key),
						do:      "take the answer out of the condition",
					})
				}
			}
		}
	}
}

// alive proves that sections and steps have readers, and that no order lists a
// step for readers who do not have it.
func (c *prover) alive(r *reading) {
	read := map[*model.Step]bool{}
	for _, s := range r.steps {
		read[s.step] = true
	}
	for i := range r.sections {
		section := r.sections[i]
		for j := range section.Steps {
			if step := &section.Steps[j]; !read[step] {
				c.fault(r.view, fault{
					law: lawStep, pos: step.ID.Pos, set: c.u.None(),
					message: fmt.Sprintf("step %q has no reader: no order of its section lists it for those who meet its condition", step.ID),
					do:      "list it, or take it out",
				})
			}
		}
		if section.Order == nil {
			continue
		}
		for _, part := range c.spread(c.meet(scope{set: r.set}, section.When), section.Each) {
			choose(c, part, section.Order, func(order *[]model.Word, s scope) { c.order(r, section, order, s) })
		}
	}
}

// order proves of one order that its readers have the steps in it, and that it
// has all the steps that they meet the conditions of.
func (c *prover) order(r *reading, section *model.Section, order *[]model.Word, s scope) {
	listed := map[string]bool{}
	for _, w := range *order {
		listed[w.Text] = true
		for i := range section.Steps {
			step := &section.Steps[i]
			if step.ID.Text != w.Text {
				continue
			}
			if c.meet(s, step.When).set.IsEmpty() {
				c.fault(r.view, fault{
					law: lawOrder, pos: w.Pos, set: s.set,
					message: fmt.Sprintf("the order lists step %q for readers who do not meet its condition", w),
					do:      "take it out of the order, or mend the condition",
					also:    []source.Note{{Pos: step.When.Pos, Message: "this condition leaves all of them out"}},
				})
			}
		}
	}
	for i := range section.Steps {
		step := &section.Steps[i]
		if listed[step.ID.Text] {
			continue
		}
		if left := c.meet(s, step.When); !left.set.IsEmpty() && !step.When.IsZero() {
			c.fault(r.view, fault{
				law: lawOrder, pos: step.ID.Pos, set: left.set,
				message: fmt.Sprintf("step %q is for readers whose order does not list it", step.ID),
				do:      "list it, or mend the condition",
				also:    []source.Note{{Pos: step.When.Pos, Message: "this condition lets them in"}},
			})
		}
	}
}

// orders proves that a document that is read in several consoles has the steps
// of a section in one order.
func (c *prover) orders(r *reading) {
	for _, section := range r.sections {
		if section.Order == nil || section.Order.Choose == nil {
			continue
		}
		var merged []string
		for _, part := range c.spread(c.meet(scope{set: r.set}, section.When), section.Each) {
			choose(c, part, section.Order, func(order *[]model.Word, s scope) {
				if w, ok := outOfOrder(merged, *order); ok {
					c.fault(r.view, fault{
						law: lawOrder, note: true, pos: w.Pos, set: s.set,
						message: fmt.Sprintf("a document for these readers as well has step %q of section %q in another order", w, section.ID),
						do:      fmt.Sprintf("settle %q in the answers of the document", section.Order.Choose.Facet),
					})
				}
				for _, w := range *order {
					merged = appendNew(merged, w.Text)
				}
			})
		}
	}
}

// outOfOrder is a step that comes earlier in a merged order than it should.
func outOfOrder(merged []string, order []model.Word) (model.Word, bool) {
	last := -1
	for _, w := range order {
		for i, m := range merged {
			if m != w.Text {
				continue
			}
			if i < last {
				return w, true
			}
			last = i
		}
	}
	return model.Word{}, false
}

func appendNew(all []string, s string) []string {
	for _, x := range all {
		if x == s {
			return all
		}
	}
	return append(all, s)
}

// goal proves that every reader has the step that the procedure is for.
func (c *prover) goal(r *reading) {
	reached := c.u.None()
	for _, s := range r.steps {
		if s.of.ID.Text+"."+s.step.ID.Text == c.p.Goal.Text {
			reached = reached.Or(s.set)
		}
	}
	if missing := r.set.Minus(reached); !missing.IsEmpty() {
		c.fault(r.view, fault{
			law: lawGoal, pos: c.p.Goal.Pos, set: missing,
			message: fmt.Sprintf("the goal, step %q, is not reached", c.p.Goal),
			do:      "mend the condition or the order that keeps these readers from it",
		})
	}
}
