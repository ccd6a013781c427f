package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
)

// why is the reason for a section, or for a step in it.
func (e *explainer) why(s *model.Section, step *model.Step) reason {
	reasons := []reason{judge(e.p, s.When, e.answers)}
	if step != nil {
		reasons = append(reasons, judge(e.p, step.When, e.answers), e.ordered(s, step))
	}
	return combined(reasons)
}

// combined is the reason for something that has several conditions.
func combined(reasons []reason) reason {
	for _, v := range []verdict{isOut, isOpen} {
		for _, r := range reasons {
			if r.verdict == v {
				return r
			}
		}
	}
	var words []string
	for _, r := range reasons {
		if r.words != "" && !slices.Contains(words, r.words) {
			words = append(words, r.words)
		}
	}
	return reason{isIn, strings.Join(words, " and ")}
}

// ordered is the reason that the order of a section's steps gives: a console
// that does not list a step does not have it.
func (e *explainer) ordered(s *model.Section, step *model.Step) reason {
	if s.Order == nil || s.Order.Choose == nil {
		return reason{verdict: isIn}
	}
	choice := s.Order.Choose
	facet := choice.Facet.Text
	has := func(answer string) bool {
		arm, _ := choice.Of(answer)
		return arm.Plain == nil || slices.ContainsFunc(*arm.Plain, func(w model.Word) bool { return w.Text == step.ID.Text })
	}
	if given, ok := e.answers.One(facet); ok {
		if !has(given) {
			return reason{isOut, fmt.Sprintf("%s = %s does not have it", facet, given)}
		}
		return reason{verdict: isIn}
	}
	for _, a := range choice.Arms {
		if !has(a.Answer.Text) {
			return reason{isOpen, "it depends on " + facet}
		}
	}
	return reason{verdict: isIn}
}

// verdict prints whether something is in, and because of what.
func (e *explainer) verdict(r reason) {
	switch {
	case r.verdict == isIn && r.words == "":
		e.say("  in: yes, always")
	case r.verdict == isIn:
		e.say("  in: yes, because %s", r.words)
	case r.verdict == isOut:
		e.say("  in: no, because %s", r.words)
	default:
		e.say("  in: %s", r.words)
	}
}
