package prove

import (
	"slices"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// A view is what some readers read: everything, each in a variant of their own
// (a runbook), or a document that is published for many of them.
type view struct {
	pub      *model.Publication // nil: the variants
	set      space.Set
	sections []*model.Section
}

func (c *prover) views() []view {
	all := view{set: c.u.All()}
	for i := range c.p.Sections {
		all.sections = append(all.sections, &c.p.Sections[i])
	}
	views := []view{all}
	for i := range c.p.Publications {
		pub := &c.p.Publications[i]
		answers := space.Answers{}
		for _, e := range pub.Answers {
			for _, a := range e.Value {
				answers[e.Key.Text] = append(answers[e.Key.Text], a.Text)
			}
		}
		v := view{pub: pub, set: c.u.Answered(answers)}
		for _, w := range pub.Outline {
			i := slices.IndexFunc(c.p.Sections, func(s model.Section) bool { return s.ID.Text == w.Text })
			v.sections = append(v.sections, &c.p.Sections[i])
		}
		views = append(views, v)
	}
	return views
}

// A scope is who comes to a place: a set of variants, and the answers that
// something is done for there.
type scope struct {
	set space.Set
	at  space.Bound
}

// meet are those who meet a condition.
func (c *prover) meet(s scope, cond model.Condition) scope {
	if cond.IsZero() {
		return s
	}
	s.set = s.set.And(c.u.Meets(cond, s.at))
	return s
}

// spread is a scope once for each answer to a facet; without a facet, and where
// the answer is settled already, it is the scope itself.
func (c *prover) spread(s scope, facet model.Word) []scope {
	if _, bound := s.at[facet.Text]; bound || facet.Text == "" {
		return []scope{s}
	}
	var all []scope
	for _, f := range c.p.Facets {
		if f.ID.Text != facet.Text {
			continue
		}
		for _, a := range f.Answers {
			if one := c.bind(s, f.ID.Text, a.ID.Text); !one.set.IsEmpty() {
				all = append(all, one)
			}
		}
	}
	return all
}

// bind is the scope of what is done for one answer.
func (c *prover) bind(s scope, facet, answer string) scope {
	at := make(space.Bound, len(s.at)+1)
	for f, a := range s.at {
		at[f] = a
	}
	set := s.set.And(c.u.Gives(facet, answer, s.at))
	at[facet] = answer
	return scope{set, at}
}

// choose visits the arms of a choice with the readers of each.
func choose[T any](c *prover, s scope, v *model.Switched[T], visit func(*T, scope)) {
	if v.Choose == nil {
		visit(v.Plain, s)
		return
	}
	for _, arm := range v.Choose.Arms {
		inner := s
		inner.set = s.set.And(c.u.Gives(v.Choose.Facet.Text, arm.Answer.Text, s.at))
		if !inner.set.IsEmpty() {
			choose(c, inner, &arm.Value, visit)
		}
	}
}

// listed are the readers whose order of the section has a step, and the place
// of the first list that has it.
func (c *prover) listed(s scope, section *model.Section, step *model.Step) (space.Set, source.Pos) {
	if section.Order == nil {
		return s.set, source.Pos{}
	}
	set := c.u.None()
	var pos source.Pos
	choose(c, s, section.Order, func(order *[]model.Word, s scope) {
		for _, w := range *order {
			if w.Text == step.ID.Text {
				set = set.Or(s.set)
				pos = w.Pos
			}
		}
	})
	return set, pos
}
