package compile

import (
	"fmt"
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
	bit    map[string]uint64 // "gateway.none" → its bit
	// known are the settlements worked out so far, by whom they tell apart: many
	// conditions of a procedure are the same.
	known map[string]settlement
}

// A settlement is the picks that settle that nobody is left inside, or outside.
type settlement struct{ out, in []plan.Pick }

// A pickedFacet is an open facet with the names of its answers' bits.
type pickedFacet struct {
	id    string
	names []string
}

// answers is a set of answers, one bit for each.
type answers = uint64

// newPicker names the answers that readers of an open plan still have. There is
// none where they are more than bits: such a plan has no page with a picker.
func newPicker(p *model.Procedure, s scope) *picker {
	k := &picker{bit: map[string]uint64{}, known: map[string]settlement{}}
	for _, f := range p.Facets {
		if s.settled(f.ID.Text) {
			continue
		}
		picked := pickedFacet{id: f.ID.Text}
		for _, a := range f.Answers {
			if !slices.Contains(s.given(f.ID.Text), a.ID.Text) {
				continue
			}
			name := token(f.ID.Text, a.ID.Text)
			picked.names = append(picked.names, name)
			k.bit[name] = 1 << len(k.bit)
		}
		k.facets = append(k.facets, picked)
	}
	if len(k.bit) > 64 {
		return nil
	}
	return k
}

// token names an answer for a page.
func token(facet, answer string) string { return facet + "." + answer }

// seen are the distinct sets of single answers that the worlds have. An answer
// that is one of several is none that a reader could have picked.
func (k *picker) seen(worlds []space.Answers) []answers {
	had := map[answers]bool{}
	var all []answers
	for _, w := range worlds {
		var set answers
		for _, f := range k.facets {
			if a, ok := w.One(f.id); ok {
				set |= k.bit[token(f.id, a)]
			}
		}
		if !had[set] {
			had[set] = true
			all = append(all, set)
		}
	}
	return all
}

// meets tells whether someone in a set of readers could have picked q.
func meets(readers []answers, q answers) bool {
	return slices.ContainsFunc(readers, func(r answers) bool { return r&q == q })
}

// settle finds the smallest picks that leave readers of yes and nobody of no.
func (k *picker) settle(yes, no []answers) []plan.Pick {
	var found []answers
	var picks []plan.Pick
	for size := 1; size <= len(k.facets); size++ {
		k.each(0, size, 0, nil, func(q answers, names plan.Pick) {
			if slices.ContainsFunc(found, func(f answers) bool { return q&f == f }) || meets(no, q) || !meets(yes, q) {
				return
			}
			found = append(found, q)
			picks = append(picks, slices.Clone(names))
		})
	}
	return picks
}

// each visits every pick of so many answers, in the order of the facets.
func (k *picker) each(from, size int, q answers, names plan.Pick, visit func(answers, plan.Pick)) {
	if size == 0 {
		visit(q, names)
		return
	}
	for i := from; i+size <= len(k.facets); i++ {
		for _, name := range k.facets[i].names {
			k.each(i+1, size-1, q|k.bit[name], append(names, name), visit)
		}
	}
}

// settles says which picks decide whether a reader here is one of those inside.
func (c *compiler) settles(s scope, inside func(space.Answers) bool) (out, in []plan.Pick) {
	if c.picker == nil {
		return nil, nil
	}
	yes := c.picker.seen(s.filter(inside).worlds)
	no := c.picker.seen(s.filter(func(w space.Answers) bool { return !inside(w) }).worlds)
	key := fmt.Sprint(yes, no)
	found, ok := c.picker.known[key]
	if !ok {
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
	if s.settled(facet) {
		return nil
	}
	out, in := c.settles(s, func(w space.Answers) bool { return slices.Contains(w[facet], answer) })
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
