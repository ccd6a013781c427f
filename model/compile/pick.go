package compile

import (
	"slices"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
)

// A picker is what is needed to say which answers settle a condition. A reader
// who picks gives one answer to a question or leaves it open, so that a set of
// answers is a set of bits: one for each answer to each open facet.
type picker struct {
	facets []pickedFacet
	bit    map[string]answers // "gateway.none" → its bit
	single []answers          // by reader: the facets to which one answer is given
	// known are the settlements worked out so far, by the readers of a place and
	// those inside: many conditions of a procedure are the same.
	known map[string]settlement
}

// A settlement is the picks that settle that nobody is left inside, or outside.
type settlement struct{ out, in []plan.Pick }

// A pickedFacet is an open facet with the names of its answers and their bits.
type pickedFacet struct {
	id    string
	names []string
	bits  []answers
	all   answers
}

// answers is a set of answers, one bit for each.
type answers = uint64

// newPicker names the answers that readers of an open plan still have. There is
// none where they are more than bits: such a plan has no page with a picker.
func newPicker(p *model.Procedure, s scope) *picker {
	k := &picker{bit: map[string]answers{}, known: map[string]settlement{}}
	for _, f := range p.Facets {
		if s.Settled(f.ID.Text) {
			continue
		}
		picked := pickedFacet{id: f.ID.Text}
		for _, a := range f.Answers {
			if !slices.Contains(s.Given(f.ID.Text), a.ID.Text) {
				continue
			}
			name := token(f.ID.Text, a.ID.Text)
			picked.names = append(picked.names, name)
			bit := answers(1) << len(k.bit)
			k.bit[name] = bit
			picked.bits = append(picked.bits, bit)
			picked.all |= bit
		}
		k.facets = append(k.facets, picked)
	}
	if len(k.bit) > 64 {
		return nil
	}
	for _, given := range s.All {
		var set answers
		for _, f := range k.facets {
			if a, ok := given.One(f.id); ok {
				set |= k.bit[token(f.id, a)]
			}
		}
		k.single = append(k.single, set)
	}
	return k
}

// token names an answer for a page.
func token(facet, answer string) string { return facet + "." + answer }

// seen are the distinct sets of single answers that readers have. An answer that
// is one of several is none that a reader could have picked; who is bound to an
// answer has picked it.
func (k *picker) seen(readers space.Readers) []answers {
	var rebound, bound answers
	for _, f := range k.facets {
		if answer, ok := readers.BoundTo(f.id); ok {
			rebound |= f.all
			bound |= k.bit[token(f.id, answer)]
		}
	}
	all := make([]answers, 0, readers.Count())
	for i := range readers.All {
		all = append(all, k.single[i]&^rebound|bound)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// meets tells whether someone in a set of readers could have picked q.
func meets(readers []answers, q answers) bool {
	return slices.ContainsFunc(readers, func(r answers) bool { return r&q == q })
}

// settle finds the smallest picks that leave readers of yes and nobody of no, the
// smaller ones first and then in the order of the facets. A pick grows by an
// answer at a time, for as long as it leaves readers of both.
func (k *picker) settle(yes, no []answers) []plan.Pick {
	facets, no := k.needed(no)
	yes = without(yes, ^all(facets))
	type pick struct {
		q    answers
		next int // the facet after those picked
	}
	var found []answers
	for undecided := []pick{{}}; len(undecided) > 0; {
		var grown []pick
		for _, p := range undecided {
			for i, f := range facets[p.next:] {
				for _, bit := range f.bits {
					q := p.q | bit
					switch {
					case slices.ContainsFunc(found, func(f answers) bool { return q&f == f }) || !meets(yes, q):
					case meets(no, q):
						grown = append(grown, pick{q, p.next + i + 1})
					default:
						found = append(found, q)
					}
				}
			}
		}
		undecided = grown
	}
	var picks []plan.Pick
	for _, q := range found {
		picks = append(picks, k.named(q))
	}
	return picks
}

// needed are the facets that the smallest picks which leave nobody of no can have,
// and no without its answers to the others. A facet is needless where, for every
// reader of no, there is one with the same answers to the rest for each answer to
// it: a pick that has it leaves somebody exactly if it does without it.
func (k *picker) needed(no []answers) ([]pickedFacet, []answers) {
	if len(no) == 0 {
		return k.facets, no
	}
	facets := slices.Clone(k.facets)
	for i := len(facets) - 1; i >= 0; i-- {
		f := facets[i]
		rest := without(no, f.all)
		if !slices.ContainsFunc(f.bits, func(bit answers) bool { return count(no, bit) < len(rest) }) {
			facets, no = slices.Delete(facets, i, i+1), rest
		}
	}
	return facets, no
}

// without are sets of answers less some answers, each once.
func without(sets []answers, less answers) []answers {
	rest := make([]answers, len(sets))
	for i, set := range sets {
		rest[i] = set &^ less
	}
	slices.Sort(rest)
	return slices.Compact(rest)
}

// count is how many sets have an answer.
func count(sets []answers, bit answers) int {
	n := 0
	for _, set := range sets {
		if set&bit != 0 {
			n++
		}
	}
	return n
}

// all are all answers to some facets.
func all(facets []pickedFacet) (set answers) {
	for _, f := range facets {
		set |= f.all
	}
	return set
}

// named is a set of answers as a pick.
func (k *picker) named(set answers) plan.Pick {
	var names plan.Pick
	for _, f := range k.facets {
		for i, bit := range f.bits {
			if set&bit != 0 {
				names = append(names, f.names[i])
			}
		}
	}
	return names
}

// settles says which picks decide whether a reader here is one of those inside.
func (c *compiler) settles(s, inside scope) (out, in []plan.Pick) {
	if c.picker == nil {
		return nil, nil
	}
	key := s.Key() + inside.Key()
	found, ok := c.picker.known[key]
	if !ok {
		yes, no := c.picker.seen(inside.Readers), c.picker.seen(s.Without(inside.Readers))
		found = settlement{out: c.picker.settle(no, yes), in: c.picker.settle(yes, no)}
		c.picker.known[key] = found
	}
	for _, pick := range found.out {
		for _, name := range pick {
			c.narrows[name] = true
		}
	}
	return found.out, found.in
}

// rowGuard hides the row of an answer from readers of another one. It has no
// words: the row says itself whom it is for.
func (c *compiler) rowGuard(s scope, facet, answer string) *plan.Guard {
	if s.Settled(facet) {
		return nil
	}
	giving := model.Case{{Key: model.Word{Text: facet}, Value: []model.Word{{Text: answer}}}}
	out, in := c.settles(s, s.meetCase(giving))
	return &plan.Guard{Out: out, In: in}
}

// narrowing says which questions parts of the plan depend on, and lists the
// picks that no reader can have, with the reason. It runs after all guards.
func (c *compiler) narrowing(s scope) {
	if c.picker == nil {
		return
	}
	for i := range c.out.Choices {
		choice := &c.out.Choices[i]
		for _, o := range choice.Options {
			choice.Narrows = choice.Narrows || c.narrows[o.Name]
		}
	}
	for _, f := range c.p.Forbid {
		for _, one := range f.When.Any {
			picks := []plan.Pick{nil}
			for _, e := range one {
				var next []plan.Pick
				for _, p := range picks {
					for _, a := range e.Value {
						if name := token(e.Key.Text, a.Text); c.picker.bit[name] != 0 {
							next = append(next, append(slices.Clone(p), name))
						}
					}
				}
				picks = next
			}
			if len(picks) > 0 {
				c.out.Impossible = append(c.out.Impossible, plan.Impossible{Picks: picks, Why: c.line(s, f.Why)})
			}
		}
	}
}
