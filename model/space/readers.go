package space

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/triptych-docs/triptych/model"
)

// Readers are the variants who come to a place of a procedure. Inside what is done
// once for each answer they are bound to that answer: a condition on its facet is
// judged for it, whatever else they may have answered. Readers are not changed
// after they are made.
type Readers struct {
	of    *crowd
	in    bitset
	bound []binding // the last one of a facet holds
}

// A binding is the answer, to one facet, for which something is done once.
type binding struct{ facet, answer string }

// A crowd is all readers of a plan, with a bit for each: who gives an answer is
// worked out once, and a condition is then judged for all of them at a time.
type crowd struct {
	variants []Answers
	facets   map[string]gives
	any      bitset             // for whoever is judging
	asked    func(facet string) // told of each question whose answers matter; or nil
}

// gives is who gives which answer to a facet.
type gives struct {
	answers []string
	by      []bitset // as many as answers
}

// Everybody are all readers whose answers agree with those fixed. Of a facet that
// takes several answers, sets of more than two are left out where it is open: a
// condition asks whether any answer is among some, so that who has three is in
// wherever one of two of them is, and out where none is.
func Everybody(p *model.Procedure, fixed Answers) Readers {
	of := &crowd{variants: slices.Collect(variants(p, fixed, 2)), facets: make(map[string]gives, len(p.Facets))}
	of.any = newBitset(len(of.variants))
	everybody := newBitset(len(of.variants))
	for i := range of.variants {
		everybody.set(i)
	}
	for _, f := range p.Facets {
		var g gives
		for _, a := range f.Answers {
			by := newBitset(len(of.variants))
			for i, v := range of.variants {
				if slices.Contains(v[f.ID.Text], a.ID.Text) {
					by.set(i)
				}
			}
			g.answers, g.by = append(g.answers, a.ID.Text), append(g.by, by)
		}
		of.facets[f.ID.Text] = g
	}
	return Readers{of: of, in: everybody}
}

// Nobody tells whether there are none.
func (r Readers) Nobody() bool { return r.in.empty() }

// Count is how many there are.
func (r Readers) Count() int { return r.in.count() }

// First are the answers of the first of them. There is somebody.
func (r Readers) First() Answers {
	a := r.of.variants[r.in.first()]
	for _, b := range r.bound {
		a = a.With(b.facet, b.answer)
	}
	return a
}

// BoundTo is the answer to a facet that they are bound to, if they are.
func (r Readers) BoundTo(facet string) (string, bool) {
	if r.of.asked != nil {
		r.of.asked(facet)
	}
	for i := len(r.bound) - 1; i >= 0; i-- {
		if r.bound[i].facet == facet {
			return r.bound[i].answer, true
		}
	}
	return "", false
}

// All are their numbers among everybody, and what each has answered; what they
// are bound to is no part of it.
func (r Readers) All(yield func(int, Answers) bool) {
	for i := range r.in.all {
		if !yield(i, r.of.variants[i]) {
			return
		}
	}
}

// Key is the same for the same readers of a plan, bound to the same answers, and
// for no others.
func (r Readers) Key() string {
	key := make([]byte, 0, 8*len(r.in))
	for _, word := range r.in {
		key = binary.LittleEndian.AppendUint64(key, word)
	}
	for _, b := range r.bound {
		key = fmt.Appendf(key, "%q%q", b.facet, b.answer)
	}
	return string(key)
}

// Kinds are the readers one by one, but of those who answer alike only the first.
// Two readers are alike if they have the same answers to all questions that were
// asked of the first of them while it was looked at: whoever looks at a reader
// finds the same with the other. What [Readers.First] and [Readers.Key] tell is no
// question.
func (r Readers) Kinds(yield func(Readers) bool) {
	before := r.of.asked
	defer func() { r.of.asked = before }()
	for left := r; !left.Nobody(); {
		first := newBitset(len(r.of.variants))
		first.set(left.in.first())
		alike := slices.Clone(left.in)
		r.of.asked = func(facet string) {
			for _, by := range r.of.facets[facet].by {
				if by.meets(first) {
					alike.keep(by)
				} else {
					alike.drop(by)
				}
			}
			if before != nil {
				before(facet)
			}
		}
		if !yield(r.only(first)) {
			return
		}
		left = left.Without(r.only(alike))
	}
}

func (r Readers) only(in bitset) Readers { return Readers{r.of, in, r.bound} }

// Meeting are those who meet a condition.
func (r Readers) Meeting(c model.Condition) Readers {
	if c.IsZero() {
		return r
	}
	met := r.MeetingCase(c.Any[0])
	for _, one := range c.Any[1:] {
		met.in.add(r.MeetingCase(one).in)
	}
	return met
}

// MeetingCase are those who meet a case of a condition.
func (r Readers) MeetingCase(one model.Case) Readers {
	in := slices.Clone(r.in)
	for _, e := range one {
		if bound, ok := r.BoundTo(e.Key.Text); ok {
			if !slices.ContainsFunc(e.Value, func(w model.Word) bool { return w.Text == bound }) {
				clear(in)
			}
			continue
		}
		any := r.of.any
		clear(any)
		g := r.of.facets[e.Key.Text]
		for _, w := range e.Value {
			if i := slices.Index(g.answers, w.Text); i >= 0 {
				any.add(g.by[i])
			}
		}
		in.keep(any)
	}
	return r.only(in)
}

// Without are those who are not among others of the same place.
func (r Readers) Without(others Readers) Readers {
	in := slices.Clone(r.in)
	in.drop(others.in)
	return r.only(in)
}

// Giving are those who give an answer, bound to it.
func (r Readers) Giving(facet, answer string) Readers {
	in := r.MeetingCase(model.Case{{Key: model.Word{Text: facet}, Value: []model.Word{{Text: answer}}}}).in
	return Readers{r.of, in, append(slices.Clip(r.bound), binding{facet, answer})}
}

// Settled tells whether all have the same answers to a facet.
func (r Readers) Settled(facet string) bool {
	if _, ok := r.BoundTo(facet); ok {
		return true
	}
	for _, by := range r.of.facets[facet].by {
		if r.in.meets(by) && !r.in.within(by) {
			return false
		}
	}
	return true
}

// Given are the answers to a facet that they have, in the order of the first
// reader who has each.
func (r Readers) Given(facet string) []string {
	switch bound, ok := r.BoundTo(facet); {
	case r.Nobody():
		return nil
	case ok:
		return []string{bound}
	case r.Settled(facet):
		return r.of.variants[r.in.first()][facet]
	}
	type given struct {
		answer    string
		first, at int
	}
	var all []given
	g := r.of.facets[facet]
	for i, answer := range g.answers {
		if first := r.in.firstOf(g.by[i]); first >= 0 {
			all = append(all, given{answer, first, slices.Index(r.of.variants[first][facet], answer)})
		}
	}
	slices.SortFunc(all, func(a, b given) int { return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.at, b.at)) })
	answers := make([]string, len(all))
	for i, a := range all {
		answers[i] = a.answer
	}
	return answers
}
