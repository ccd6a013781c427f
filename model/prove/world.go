package prove

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// A world is what rules are tried on: the objects that are there afterwards and
// what is said, each with its readers. A procedure is one, and so is a witness.
type world struct {
	u      *space.Universe
	p      *model.Procedure
	things []thing // in the order in which a script makes them
	said   []said
	// late are the readers who come to a step for one thing before they come to
	// one for another that has to be there first; nil where there are no steps.
	late func(first, then thing) []entry
}

// A thing is an object as it is made for some readers, once for each answer
// where it is made for each.
type thing struct {
	scope
	id       model.Word
	kind     string
	order    int
	object   *model.Object
	settings map[string][]element
	policy   map[string]string
	places   map[string]source.Pos // of the settings
}

// validation is the name, among the settings of a thing, of the addresses that
// it is validated with.
const validation = "validation"

// world is the procedure as rules see it, for the readers of a view.
func (c *prover) world(r *reading) *world {
	w := &world{u: c.u, p: c.p, said: r.said}
	for i := range c.p.Objects {
		o := &c.p.Objects[i]
		for _, one := range c.spread(c.meet(scope{set: r.set}, o.When), o.Each) {
			t := thing{
				scope: one, id: o.ID, kind: o.Kind.Text, order: i, object: o,
				settings: map[string][]element{}, policy: map[string]string{}, places: map[string]source.Pos{},
			}
			for _, e := range o.Settings {
				t.settings[e.Key.Text] = c.setting(one, o.ID.Text+"."+e.Key.Text)
				t.policy[e.Key.Text] = e.Value.Policy.Text
				t.places[e.Key.Text] = e.Key.Pos
			}
			if o.Validate != nil {
				t.settings[validation] = c.value(one, o.Validate.With)
			}
			w.things = append(w.things, t)
		}
	}
	w.late = func(first, then thing) []entry { return c.late(r, first, then) }
	return w
}

// late are the steps that save one thing for readers who have not come to those
// of another yet. A thing that no step saves counts from its last value on.
func (c *prover) late(r *reading, first, then thing) []entry {
	var all []entry
	for _, early := range c.working(r, first) {
		for _, e := range c.working(r, then) {
			if set := early.set.And(e.set).And(c.before(e.step, early.step)); !set.IsEmpty() {
				all = append(all, entry{set, e.step, e.pos})
			}
		}
	}
	return all
}

// working are the steps that save a thing or, where none does, give it values.
func (c *prover) working(r *reading, t thing) []entry {
	if commits := c.commits(r, t.object, t.scope); len(commits) > 0 {
		return commits
	}
	var all []entry
	for _, e := range t.object.Settings {
		all = append(all, c.entries(r, t.object, e.Key.Text, t.scope)...)
	}
	return all
}

// named are the things of a kind, or of an object of this procedure.
func (w *world) named(name string) []thing {
	return slices.DeleteFunc(slices.Clone(w.things), func(t thing) bool { return t.kind != name && t.id.Text != name })
}

// A term names values: "kind.Setting", or "domains of kind.Setting".
type term struct {
	of, setting string
	domains     bool
}

func termOf(w model.Word) term {
	name, domains := strings.CutPrefix(w.Text, "domains of ")
	of, setting, _ := strings.Cut(name, ".")
	return term{of, setting, domains}
}

// values are the values of a term in one thing.
func (t term) values(th thing) []element {
	all := th.settings[t.setting]
	if t.domains {
		return domains(all)
	}
	return all
}

// several are the readers who have more than one of some things.
func (w *world) several(things []thing) space.Set {
	set := w.u.None()
	for i, t := range things {
		for _, other := range things[:i] {
			set = set.Or(t.set.And(other.set))
		}
	}
	return set
}

// place is where a setting of a thing stands, or the thing itself.
func (t thing) place(setting string) source.Pos {
	if pos, ok := t.places[setting]; ok {
		return pos
	}
	return t.id.Pos
}

// apart tells whether two texts differ whatever values customers give: by their
// words, or because the values that customers give are refused otherwise.
func (w *world) apart(a, b plan.Text) bool {
	if w.refused(a, b) || w.refused(b, a) {
		return true
	}
	a, b = w.spelled(a), w.spelled(b)
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 0 || len(b) == 0 {
		return shortest(a)+shortest(b) > 0
	}
	fixed := func(p, q plan.Piece) bool { return p.Hole == "" && q.Hole == "" }
	return fixed(a[0], b[0]) || fixed(a[len(a)-1], b[len(b)-1])
}

// spelled is a text letter by letter, in which an address that has to be in the
// domain of another input ends with that domain.
func (w *world) spelled(t plan.Text) plan.Text {
	var out plan.Text
	for _, p := range t {
		for _, r := range strings.ToLower(p.Literal) {
			out = append(out, plan.Piece{Literal: string(r)})
		}
		if p.Hole == "" {
			continue
		}
		if in := w.input(p.Hole); in != nil && in.Within.Text != "" {
			out = append(out, plan.Piece{Hole: p.Hole + "."}, plan.Piece{Literal: "@"}, plan.Piece{Hole: "input." + in.Within.Text})
			continue
		}
		out = append(out, p)
	}
	return out
}

// refused tells whether the values in two texts have to differ: an input says
// that its value is another than that of the other input, or another for each answer.
func (w *world) refused(a, b plan.Text) bool {
	for _, p := range a {
		in := w.input(p.Hole)
		if in == nil {
			continue
		}
		for _, q := range b {
			other := w.input(q.Hole)
			if other == nil {
				continue
			}
			if slices.ContainsFunc(in.Differs, func(d model.Word) bool { return d.Text == other.ID.Text }) {
				return true
			}
			if in == other && p.Hole != q.Hole && in.Distinct.Text != "" {
				return true
			}
		}
	}
	return false
}

// input is the input of a hole, or nil.
func (w *world) input(hole string) *model.Input {
	name, ok := strings.CutPrefix(hole, "input.")
	if !ok {
		return nil
	}
	name, _, _ = strings.Cut(name, ".")
	for i := range w.p.Inputs {
		if w.p.Inputs[i].ID.Text == name {
			return &w.p.Inputs[i]
		}
	}
	return nil
}
