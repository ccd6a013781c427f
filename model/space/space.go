// Package space is the space of variants of a procedure: which answers go
// together, and for which of them a condition holds. It is the only place where
// a condition is judged.
package space

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
)

// Answers maps a facet to the answers given to it: one, or several for a facet
// that takes several. A facet that is missing is open. Answers are not changed
// after they are made; use [Answers.With].
type Answers map[string][]string

// With is a copy in which a facet is answered.
func (a Answers) With(facet string, answers ...string) Answers {
	b := make(Answers, len(a)+1)
	for f, v := range a {
		b[f] = v
	}
	b[facet] = answers
	return b
}

// One is the answer to a facet that has exactly one.
func (a Answers) One(facet string) (string, bool) {
	v := a[facet]
	if len(v) != 1 {
		return "", false
	}
	return v[0], true
}

// String is "gateway=none regions=eu,us", facets in the order of the procedure.
func (a Answers) String(p *model.Procedure) string {
	var parts []string
	for _, f := range p.Facets {
		if v := a[f.ID.Text]; len(v) > 0 {
			parts = append(parts, f.ID.Text+"="+strings.Join(v, ","))
		}
	}
	return strings.Join(parts, " ")
}

// Holds judges a condition for a reader who has answered every facet in it.
func Holds(c model.Condition, a Answers) bool {
	return c.IsZero() || slices.ContainsFunc(c.Any, func(one model.Case) bool { return HoldsCase(one, a) })
}

// HoldsCase judges one case of a condition. Of a facet with several answers one
// of those allowed is enough.
func HoldsCase(one model.Case, a Answers) bool {
	for _, e := range one {
		if !slices.ContainsFunc(e.Value, func(w model.Word) bool { return slices.Contains(a[e.Key.Text], w.Text) }) {
			return false
		}
	}
	return true
}

// Variants are all variants that agree with the answers fixed, in the order of
// facets and answers. Answers in which a facet names several mean exactly those.
func Variants(p *model.Procedure, fixed Answers) iter.Seq[Answers] {
	return func(yield func(Answers) bool) {
		vary(p, p.Facets, fixed, Answers{}, yield)
	}
}

func vary(p *model.Procedure, rest []model.Facet, fixed, sofar Answers, yield func(Answers) bool) bool {
	if len(rest) == 0 {
		return Allowed(p, sofar) != nil || yield(sofar)
	}
	f := rest[0]
	if given, ok := fixed[f.ID.Text]; ok {
		return vary(p, rest[1:], fixed, sofar.With(f.ID.Text, given...), yield)
	}
	for set := range choices(f) {
		if !vary(p, rest[1:], fixed, sofar.With(f.ID.Text, set...), yield) {
			return false
		}
	}
	return true
}

// choices are the sets of answers that a facet can have: the single ones first.
func choices(f model.Facet) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for _, a := range f.Answers {
			if !yield([]string{a.ID.Text}) {
				return
			}
		}
		if f.Many == nil {
			return
		}
		for bits := 1; bits < 1<<len(f.Answers); bits++ {
			var set []string
			for i, a := range f.Answers {
				if bits&(1<<i) != 0 {
					set = append(set, a.ID.Text)
				}
			}
			if len(set) > 1 && !yield(set) {
				return
			}
		}
	}
}

// Allowed is nil for a variant that exists, else the reason why it does not.
// Every facet is answered.
func Allowed(p *model.Procedure, a Answers) error {
	for _, f := range p.Facets {
		if len(a[f.ID.Text]) > 1 && (f.Many == nil || !Holds(f.Many.When, a)) {
			if f.Many == nil {
				return fmt.Errorf("%q takes one answer", f.ID.Text)
			}
			return fmt.Errorf("%q takes one answer here: %s", f.ID.Text, f.Many.Why.Text)
		}
	}
	for _, f := range p.Forbid {
		if Holds(f.When, a) {
			return fmt.Errorf("%s cannot be: %s", f.When, f.Why.Text)
		}
	}
	return nil
}
