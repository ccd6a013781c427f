package compile

import (
	"slices"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
)

// A scope is the set of readers who come to a place of the procedure. A closed
// plan has one reader; those of what is done once for each answer are bound to it.
type scope struct {
	space.Readers
	each []bound
}

// bound is an answer that something is done for.
type bound struct {
	facet, answer string
	several       bool // there are others: ids and titles name the answer
}

// meet is the scope of the readers who meet a condition.
func (s scope) meet(cond model.Condition) scope { return scope{s.Meeting(cond), s.each} }

// meetCase is the scope of the readers who meet a case of a condition.
func (s scope) meetCase(one model.Case) scope { return scope{s.MeetingCase(one), s.each} }

// all tells whether an inner scope leaves nobody out.
func (s scope) all(inner scope) bool { return inner.Count() == s.Count() }

// with narrows the scope to one answer, for what is done once for each.
func (s scope) with(facet, answer string, several bool) scope {
	return scope{s.Giving(facet, answer), append(slices.Clip(s.each), bound{facet, answer, several})}
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
	if facet == "" || slices.ContainsFunc(s.each, func(b bound) bool { return b.facet == facet }) || !s.Settled(facet) {
		return []scope{s}
	}
	answers := s.Given(facet)
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
		if one = one.meet(cond); !one.Nobody() {
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
	out, in := c.settles(s, inner)
	return &plan.Guard{Lead: c.say("guard", parts{"clause": clause}), Clause: clause, Out: out, In: in}
}

// clause is a condition in words, without what holds for every reader here.
func (c *compiler) clause(s scope, cond model.Condition) plan.Line {
	var cases []plan.Line
	for _, one := range cond.Any {
		if s.meetCase(one).Nobody() {
			continue
		}
		var clause plan.Line
		for _, e := range one {
			alone := s.meetCase(model.Case{e})
			if s.all(alone) {
				continue
			}
			var answers plan.Line
			for _, a := range e.Value {
				if !slices.Contains(alone.Given(e.Key.Text), a.Text) {
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
