package compile

import (
	"slices"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
)

// A scope is the set of readers who come to a place of the procedure: the
// variants that are possible there. A closed plan has one; what is done once
// for each answer has one that is narrowed to that answer.
type scope struct {
	worlds []space.Answers
	each   []bound
}

// bound is an answer that something is done for.
type bound struct {
	facet, answer string
	several       bool // there are others: ids and titles name the answer
}

// meet is the scope of the readers who meet a condition.
func (s scope) meet(cond model.Condition) scope {
	if cond.IsZero() {
		return s
	}
	return s.filter(func(w space.Answers) bool { return space.Holds(cond, w) })
}

func (s scope) filter(in func(space.Answers) bool) scope {
	if len(s.worlds) == 1 {
		if in(s.worlds[0]) {
			return s
		}
		return scope{each: s.each}
	}
	var worlds []space.Answers
	for _, w := range s.worlds {
		if in(w) {
			worlds = append(worlds, w)
		}
	}
	return scope{worlds, s.each}
}

// all tells whether an inner scope leaves nobody out.
func (s scope) all(inner scope) bool { return len(inner.worlds) == len(s.worlds) }

// given are the answers to a facet that readers here have, in the order of the
// first reader who has them.
func (s scope) given(facet string) []string {
	var all []string
	for _, w := range s.worlds {
		for _, a := range w[facet] {
			if !slices.Contains(all, a) {
				all = append(all, a)
			}
		}
	}
	return all
}

// settled tells whether all readers here have the same answers to a facet.
func (s scope) settled(facet string) bool {
	for _, w := range s.worlds[1:] {
		if !slices.Equal(w[facet], s.worlds[0][facet]) {
			return false
		}
	}
	return true
}

// with narrows the scope to one answer, for what is done once for each.
func (s scope) with(facet, answer string, several bool) scope {
	var worlds []space.Answers
	for _, w := range s.worlds {
		if slices.Contains(w[facet], answer) {
			worlds = append(worlds, w.With(facet, answer))
		}
	}
	return scope{worlds, append(slices.Clip(s.each), bound{facet, answer, several})}
}

// suffix is what the id of an instance ends with: "-eu", or nothing where
// there is only one.
func (s scope) suffix(facet string) string {
	for _, b := range s.each {
		if b.facet == facet && b.several {
			return "-" + b.answer
		}
	}
	return ""
}

// spread is the scope once for each answer to a facet, where all readers have
// the same answers; else, and without a facet, it is the scope itself.
func (s scope) spread(facet string) []scope {
	if facet == "" || slices.ContainsFunc(s.each, func(b bound) bool { return b.facet == facet }) || !s.settled(facet) {
		return []scope{s}
	}
	answers := s.worlds[0][facet]
	var all []scope
	for _, a := range answers {
		all = append(all, s.with(facet, a, len(answers) > 1))
	}
	return all
}

// perAnswer is the scope once for each answer that itself meets the condition: a
// caution about one region is not given for the others.
func (s scope) perAnswer(facet string, cond model.Condition) []scope {
	var all []scope
	for _, one := range s.spread(facet) {
		if one = one.meet(cond); len(one.worlds) > 0 {
			all = append(all, one)
		}
	}
	return all
}

// guard says in words what distinguishes the readers of a condition from the
// others here. It is nil where there are no others.
func (c *compiler) guard(s scope, cond model.Condition) *plan.Guard {
	inner := s.meet(cond)
	if s.all(inner) {
		return nil
	}
	clause := c.clause(s, cond)
	out, in := c.settles(s, func(w space.Answers) bool { return space.Holds(cond, w) })
	return &plan.Guard{Lead: c.say("guard", parts{"clause": clause}), Clause: clause, Out: out, In: in}
}

// clause is a condition in words, without what holds for every reader here.
func (c *compiler) clause(s scope, cond model.Condition) plan.Line {
	var cases []plan.Line
	for _, one := range cond.Any {
		if len(s.filter(func(w space.Answers) bool { return space.HoldsCase(one, w) }).worlds) == 0 {
			continue
		}
		var clause plan.Line
		for _, e := range one {
			alone := s.filter(func(w space.Answers) bool { return space.HoldsCase(model.Case{e}, w) })
			if s.all(alone) {
				continue
			}
			var answers plan.Line
			for _, a := range e.Value {
				if !slices.Contains(alone.given(e.Key.Text), a.Text) {
					continue
				}
				answers = c.join("or", answers, c.line(s, answerOf(*c.facets[e.Key.Text], a.Text).Clause))
			}
			clause = c.join("and", clause, answers)
		}
		cases = append(cases, clause)
	}
	var all plan.Line
	for _, one := range cases {
		all = c.join("or", all, one)
	}
	return all
}

func (c *compiler) join(phrase string, first, second plan.Line) plan.Line {
	if len(first) == 0 {
		return second
	}
	return c.say(phrase, parts{"first": first, "second": second})
}
