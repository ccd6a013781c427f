// Package space is the space of variants of a procedure: which answers go
// together, and for which of them a condition holds. It is the only place where
// a condition is judged.
package space

import (
	"fmt"
	"iter"
	"maps"
	"math"
	"math/bits"
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
	return variants(p, fixed, math.MaxInt)
}

// variants leaves out those with more than so many answers to a facet that is not
// fixed.
func variants(p *model.Procedure, fixed Answers, most int) iter.Seq[Answers] {
	return func(yield func(Answers) bool) {
		v := varying{p: p, sofar: Answers{}, yield: yield}
		for _, f := range p.Facets {
			v.sets = append(v.sets, answerable(f, fixed, most))
		}
		v.vary(0)
	}
}

// varying is a walk over the variants. Answers that are refused as far as they go
// are followed no further.
type varying struct {
	p     *model.Procedure
	sets  [][][]string // by facet: what it may be answered with
	sofar Answers
	yield func(Answers) bool
}

// vary answers the facets from one on.
func (v *varying) vary(from int) bool {
	if many, forbid := refused(v.p, v.sofar); many != nil || forbid != nil {
		return true
	}
	if from == len(v.sets) {
		return v.yield(maps.Clone(v.sofar))
	}
	facet := v.p.Facets[from].ID.Text
	defer delete(v.sofar, facet)
	for _, set := range v.sets[from] {
		v.sofar[facet] = set
		if !v.vary(from + 1) {
			return false
		}
	}
	return true
}

// answerable are the sets of no more than so many answers that a facet can have, or
// the one that is fixed.
func answerable(f model.Facet, fixed Answers, most int) [][]string {
	if given, ok := fixed[f.ID.Text]; ok {
		return [][]string{given}
	}
	return slices.Collect(choices(f, most))
}

// Possible tells whether there is a variant with some answers. Nearly always there
// is one that gives a single answer to each of the other questions.
func Possible(p *model.Procedure, fixed Answers) bool {
	for _, most := range []int{1, math.MaxInt} {
		for range variants(p, fixed, most) {
			return true
		}
	}
	return false
}

// choices are the sets of no more than so many answers that a facet can have: the
// single ones first.
func choices(f model.Facet, most int) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for _, a := range f.Answers {
			if !yield([]string{a.ID.Text}) {
				return
			}
		}
		if f.Many == nil || most < 2 {
			return
		}
		for given := uint(1); given < 1<<len(f.Answers); given++ {
			if n := bits.OnesCount(given); n < 2 || n > most {
				continue
			}
			var set []string
			for i, a := range f.Answers {
				if given&(1<<i) != 0 {
					set = append(set, a.ID.Text)
				}
			}
			if !yield(set) {
				return
			}
		}
	}
}

// Allowed is nil for a variant that exists, else the reason why it does not.
// Every facet is answered.
func Allowed(p *model.Procedure, a Answers) error {
	many, forbid := refused(p, a)
	switch {
	case many != nil && many.Many == nil:
		return fmt.Errorf("%q takes one answer", many.ID.Text)
	case many != nil:
		return fmt.Errorf("%q takes one answer here: %s", many.ID.Text, many.Many.Why.Text)
	case forbid != nil:
		return fmt.Errorf("%s cannot be: %s", forbid.When, forbid.Why.Text)
	}
	return nil
}

// refused is the facet that has several answers and may not, or the forbidden
// combination that is there. What more answers could mend is not refused yet: a
// combination that is there stays, whatever else is answered, and whether several
// answers may be given is judged when all is answered that it depends on.
func refused(p *model.Procedure, a Answers) (many *model.Facet, forbid *model.Forbid) {
	for i := range p.Facets {
		f := &p.Facets[i]
		if len(a[f.ID.Text]) > 1 && (f.Many == nil || decided(f.Many.When, a) && !Holds(f.Many.When, a)) {
			return f, nil
		}
	}
	for i := range p.Forbid {
		if Holds(p.Forbid[i].When, a) {
			return nil, &p.Forbid[i]
		}
	}
	return nil, nil
}

// decided tells whether every facet in a condition is answered.
func decided(c model.Condition, a Answers) bool {
	for _, one := range c.Any {
		for _, e := range one {
			if a[e.Key.Text] == nil {
				return false
			}
		}
	}
	return true
}
