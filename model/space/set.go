package space

import (
	"math"
	"slices"

	"github.com/triptych-docs/triptych/model"
)

// A Universe makes and compares sets of variants of one procedure without
// listing them. It is not safe for use by several goroutines at a time.
type Universe struct {
	p      *model.Procedure
	sets   algebra
	first  map[string]int // facet → variable of its first answer
	facets map[string]*model.Facet
	all    ref
}

// A Set is a set of variants of its universe. Sets are equal when they hold the
// same variants.
type Set struct {
	u  *Universe
	at ref
}

// A Bound is the answer, by facet, for which something is done once: inside it,
// a condition on the facet is judged for this answer and no other that the
// reader may have given.
type Bound map[string]string

// A ref names a set of an algebra: equal sets have equal names.
type ref int32

// An algebra is how sets are kept. A variable stands for one answer to one
// facet, and is true in the variants in which it was given.
type algebra interface {
	none() ref
	whole() ref
	variable(v int) ref
	and(a, b ref) ref
	or(a, b ref) ref
	minus(a, b ref) ref
	count(a ref) float64
}

// Symbolic is the universe of a procedure, kept as decision diagrams: what it
// costs depends on how conditions hang together and not on how many variants
// there are.
func Symbolic(p *model.Procedure) *Universe {
	variables := 0
	for _, f := range p.Facets {
		variables += len(f.Answers)
	}
	return universe(p, newDiagrams(variables))
}

// Enumerated is the same universe kept as lists of variants: slow, plain, and
// made by [Variants]. Tests compare the two.
func Enumerated(p *model.Procedure) *Universe {
	return universe(p, newLists(p))
}

func universe(p *model.Procedure, sets algebra) *Universe {
	u := &Universe{p: p, sets: sets, first: map[string]int{}, facets: map[string]*model.Facet{}}
	n := 0
	for i := range p.Facets {
		u.first[p.Facets[i].ID.Text] = n
		u.facets[p.Facets[i].ID.Text] = &p.Facets[i]
		n += len(p.Facets[i].Answers)
	}
	all := sets.whole()
	for i := range p.Facets {
		all = sets.and(all, u.answered(&p.Facets[i]))
	}
	u.all = all
	for _, f := range p.Forbid {
		all = sets.minus(all, u.condition(f.When, nil))
	}
	u.all = all
	return u
}

// answered are the ways to answer a facet: one answer, or several where that
// is allowed.
func (u *Universe) answered(f *model.Facet) ref {
	some, several := u.sets.none(), u.sets.none()
	for i := range f.Answers {
		v := u.sets.variable(u.first[f.ID.Text] + i)
		several = u.sets.or(several, u.sets.and(some, v))
		some = u.sets.or(some, v)
	}
	if f.Many == nil {
		return u.sets.minus(some, several)
	}
	return u.sets.minus(some, u.sets.minus(several, u.condition(f.Many.When, nil)))
}

// condition are the answers that meet a condition, whether variants have them
// or not.
func (u *Universe) condition(c model.Condition, at Bound) ref {
	if c.IsZero() {
		return u.sets.whole()
	}
	any := u.sets.none()
	for _, one := range c.Any {
		all := u.sets.whole()
		for _, e := range one {
			all = u.sets.and(all, u.oneOf(e.Key.Text, e.Value, at))
		}
		any = u.sets.or(any, all)
	}
	return any
}

func (u *Universe) oneOf(facet string, answers []model.Word, at Bound) ref {
	if bound, ok := at[facet]; ok {
		if slices.ContainsFunc(answers, func(w model.Word) bool { return w.Text == bound }) {
			return u.sets.whole()
		}
		return u.sets.none()
	}
	any := u.sets.none()
	for _, w := range answers {
		if v, ok := u.variable(facet, w.Text); ok {
			any = u.sets.or(any, v)
		}
	}
	return any
}

func (u *Universe) variable(facet, answer string) (ref, bool) {
	f := u.facets[facet]
	if f == nil {
		return 0, false
	}
	i := slices.IndexFunc(f.Answers, func(a model.Answer) bool { return a.ID.Text == answer })
	if i < 0 {
		return 0, false
	}
	return u.sets.variable(u.first[facet] + i), true
}

func (u *Universe) set(at ref) Set { return Set{u, at} }

// All is the set of all variants.
func (u *Universe) All() Set { return u.set(u.all) }

// None is the empty set.
func (u *Universe) None() Set { return u.set(u.sets.none()) }

// Meets are the variants that meet a condition, at a place inside some answers.
func (u *Universe) Meets(c model.Condition, at Bound) Set {
	return u.set(u.sets.and(u.all, u.condition(c, at)))
}

// Forbidden are the answers that meet a condition, those among them that the
// forbidden combinations exclude included. The set is no part of [Universe.All];
// it is for comparing the conditions of forbidden combinations.
func (u *Universe) Forbidden(c model.Condition) Set {
	at := u.condition(c, nil)
	for i := range u.p.Facets {
		at = u.sets.and(at, u.answered(&u.p.Facets[i]))
	}
	return u.set(at)
}

// Gives are the variants in which an answer is given, alone or with others. A
// bound facet has its bound answer and no other.
func (u *Universe) Gives(facet, answer string, at Bound) Set {
	if bound, ok := at[facet]; ok {
		if bound == answer {
			return u.All()
		}
		return u.None()
	}
	v, ok := u.variable(facet, answer)
	if !ok {
		return u.None()
	}
	return u.set(u.sets.and(u.all, v))
}

// Answered are the variants that have exactly these answers to the facets named.
func (u *Universe) Answered(a Answers) Set {
	s := u.All()
	for _, f := range u.p.Facets {
		if given, ok := a[f.ID.Text]; ok {
			s = s.And(u.exactly(f, given))
		}
	}
	return s
}

func (u *Universe) exactly(f model.Facet, given []string) Set {
	at := u.all
	for i, a := range f.Answers {
		v := u.sets.variable(u.first[f.ID.Text] + i)
		if slices.Contains(given, a.ID.Text) {
			at = u.sets.and(at, v)
		} else {
			at = u.sets.minus(at, v)
		}
	}
	return u.set(at)
}

// And holds what both hold.
func (s Set) And(t Set) Set { return Set{s.u, s.u.sets.and(s.at, t.at)} }

// Or holds what one of both holds.
func (s Set) Or(t Set) Set { return Set{s.u, s.u.sets.or(s.at, t.at)} }

// Minus holds what s holds and t does not.
func (s Set) Minus(t Set) Set { return Set{s.u, s.u.sets.minus(s.at, t.at)} }

// IsEmpty tells whether the set holds no variant.
func (s Set) IsEmpty() bool { return s.at == s.u.sets.none() }

// Within tells whether t holds all that s holds.
func (s Set) Within(t Set) bool { return s.Minus(t).IsEmpty() }

// Meets tells whether some variant is in both sets.
func (s Set) Meets(t Set) bool { return !s.And(t).IsEmpty() }

// Count is how many variants the set holds; it stops at the largest int.
func (s Set) Count() int {
	n := s.u.sets.count(s.at)
	if n >= math.MaxInt {
		return math.MaxInt
	}
	return int(n)
}

// Smallest are the fewest answers that all variants have in which something in
// s happens: every variant with these answers is in s, and there is one. Of
// several such answers to as few facets, those are taken that stand first. The
// set is not empty and is part of [Universe.All].
func (s Set) Smallest() Answers {
	for size := range min(len(s.u.p.Facets), mostFacets) + 1 {
		if found := s.some(s.u.p.Facets, size, s.u.All(), Answers{}); found != nil {
			return found
		}
	}
	return s.fewer(s.one())
}

// mostFacets is how many facets a counterexample is looked for in, before one
// variant is taken and what does not matter is left out.
const mostFacets = 3

// some looks for answers to so many of the facets left.
func (s Set) some(rest []model.Facet, size int, sofar Set, answers Answers) Answers {
	if !sofar.Meets(s) {
		return nil
	}
	if size == 0 {
		if sofar.Within(s) {
			return answers
		}
		return nil
	}
	for i, f := range rest {
		for given := range choices(f, mostAnswers) {
			inner := sofar.And(s.u.exactly(f, given))
			if found := s.some(rest[i+1:], size-1, inner, answers.With(f.ID.Text, given...)); found != nil {
				return found
			}
		}
	}
	return nil
}

// mostAnswers is how many answers to one facet a small counterexample has.
const mostAnswers = 2

// one is the first variant of a set.
func (s Set) one() Answers {
	all := Answers{}
	for _, f := range s.u.p.Facets {
		for given := range choices(f, math.MaxInt) {
			if inner := s.And(s.u.exactly(f, given)); !inner.IsEmpty() {
				s = inner
				all = all.With(f.ID.Text, given...)
				break
			}
		}
	}
	return all
}

// fewer leaves out the answers of a variant without which it still shows what
// happens in s.
func (s Set) fewer(variant Answers) Answers {
	for i := len(s.u.p.Facets) - 1; i >= 0; i-- {
		without := Answers{}
		for facet, given := range variant {
			if facet != s.u.p.Facets[i].ID.Text {
				without[facet] = given
			}
		}
		if s.u.Answered(without).Within(s) {
			variant = without
		}
	}
	return variant
}

// Pairs are variants in which every two answers stand together that can: each
// is taken because it has two answers that none before it had.
func (u *Universe) Pairs() []Answers {
	type answer struct{ facet, id string }
	var answers []answer
	for _, f := range u.p.Facets {
		for _, a := range f.Answers {
			answers = append(answers, answer{f.ID.Text, a.ID.Text})
		}
	}
	var all []Answers
	for i, a := range answers {
		for _, b := range answers[:i+1] {
			both := u.Gives(a.facet, a.id, nil).And(u.Gives(b.facet, b.id, nil))
			if both.IsEmpty() || slices.ContainsFunc(all, func(v Answers) bool {
				return slices.Contains(v[a.facet], a.id) && slices.Contains(v[b.facet], b.id)
			}) {
				continue
			}
			all = append(all, both.one())
		}
	}
	return all
}
