package prove

import (
	"fmt"
	"slices"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// An entry is a step that establishes a setting of an object, for its readers.
type entry struct {
	set  space.Set
	step *stepRead
	pos  source.Pos
}

// established proves that each setting of each object is established by exactly
// one step for every reader who has the object, and that no control of a step is
// filled in twice.
func (c *prover) established(r *reading) {
	for i := range c.p.Objects {
		o := &c.p.Objects[i]
		for _, one := range c.spread(c.meet(scope{set: r.set}, o.When), o.Each) {
			for _, e := range o.Settings {
				c.once(r, o, e.Key, one, c.entries(r, o, e.Key.Text, one))
			}
		}
	}
	for _, s := range r.steps {
		c.fieldOnce(r, s)
	}
}

// entries are the steps that establish a setting of an object: the one of the
// answer at hand, where there is one for each.
func (c *prover) entries(r *reading, o *model.Object, setting string, one scope) []entry {
	var all []entry
	name := o.ID.Text + "." + setting
	for _, s := range r.steps {
		readers := c.same(o, one, s.scope)
		if readers.IsEmpty() {
			continue
		}
		for _, f := range s.step.Fields {
			if f.Setting.Text == name && !f.Drawn() {
				if set := readers.And(c.meet(s.scope, f.When).set); !set.IsEmpty() {
					all = append(all, entry{set, s, f.Setting.Pos})
				}
			}
		}
		for _, w := range s.step.Sets {
			if w.Text == name {
				all = append(all, entry{readers, s, w.Pos})
			}
		}
	}
	return all
}

// same are the readers of a step who work there on one of the objects that are
// made once for each answer: those of a step for the same answer, and those who
// have given no other.
func (c *prover) same(o *model.Object, one, step scope) space.Set {
	set := one.set.And(step.set)
	if o.Each.Text == "" {
		return set
	}
	answer := one.at[o.Each.Text]
	if bound, ok := step.at[o.Each.Text]; ok {
		if bound != answer {
			return c.u.None()
		}
		return set
	}
	return set.And(c.u.Answered(space.Answers{o.Each.Text: {answer}}))
}

func (c *prover) once(r *reading, o *model.Object, setting model.Word, one scope, entries []entry) {
	left := one.set
	for i, e := range entries {
		for _, other := range entries[:i] {
			if twice := e.set.And(other.set); !twice.IsEmpty() {
				c.fault(r.view, fault{
					law: lawEstablished, pos: e.pos, set: twice,
					message: fmt.Sprintf("%q is established here a second time", o.ID.Text+"."+setting.Text),
					do:      "leave it to one of the steps, or give them conditions that no reader meets both of",
					also:    []source.Note{{Pos: other.pos, Message: "here it is established already"}},
				})
			}
		}
		left = left.Minus(e.set)
	}
	if left.IsEmpty() {
		return
	}
	f := fault{
		law: lawEstablished, pos: setting.Pos, set: left,
		message: fmt.Sprintf("no step establishes %q", o.ID.Text+"."+setting.Text),
		do:      "add it to the fields of a step, or to its \"sets\"",
	}
	for _, e := range entries {
		f.also = append(f.also, source.Note{Pos: e.pos, Message: "this step is for other readers"})
	}
	c.fault(r.view, f)
}

// fieldOnce proves that no two fields of a step are for the same control and
// the same readers.
func (c *prover) fieldOnce(r *reading, s *stepRead) {
	for i, f := range s.step.Fields {
		for _, g := range s.step.Fields[:i] {
			if f.Label.Text != g.Label.Text || f.Drawn() || g.Drawn() {
				continue
			}
			if both := c.meet(s.scope, f.When).set.And(c.meet(s.scope, g.When).set); !both.IsEmpty() {
				c.fault(r.view, fault{
					law: lawField, pos: f.Label.Pos, set: both,
					message: fmt.Sprintf("field %q is filled in twice", f.Label),
					do:      "give the two fields conditions that no reader meets both of",
					also:    []source.Note{{Pos: g.Label.Pos, Message: "here it is filled in already"}},
				})
			}
		}
	}
}

// committed proves that what is entered for an object is saved once, and after
// all of it was entered.
func (c *prover) committed(r *reading) {
	for i := range c.p.Objects {
		o := &c.p.Objects[i]
		for _, one := range c.spread(c.meet(scope{set: r.set}, o.When), o.Each) {
			commits := c.commits(r, o, one)
			if len(commits) == 0 {
				continue
			}
			c.savedOnce(r, o, one, commits)
			for _, e := range o.Settings {
				for _, in := range c.entries(r, o, e.Key.Text, one) {
					for _, by := range commits {
						if late := by.set.And(in.set).And(c.before(by.step, in.step)); !late.IsEmpty() {
							c.fault(r.view, fault{
								law: lawCommitted, pos: in.pos, set: late,
								message: fmt.Sprintf("%q is entered after %q was saved", o.ID.Text+"."+e.Key.Text, o.ID),
								do:      "move one of the two steps",
								also:    []source.Note{{Pos: by.pos, Message: "here it is saved"}},
							})
						}
					}
				}
			}
		}
	}
}

// commits are the steps that say that they save an object.
func (c *prover) commits(r *reading, o *model.Object, one scope) []entry {
	var all []entry
	for _, s := range r.steps {
		i := slices.IndexFunc(s.step.Commits, func(w model.Word) bool { return w.Text == o.ID.Text })
		if i < 0 {
			continue
		}
		if set := c.same(o, one, s.scope); !set.IsEmpty() {
			all = append(all, entry{set, s, s.step.Commits[i].Pos})
		}
	}
	return all
}

func (c *prover) savedOnce(r *reading, o *model.Object, one scope, commits []entry) {
	left := one.set
	for i, e := range commits {
		for _, other := range commits[:i] {
			if twice := e.set.And(other.set); !twice.IsEmpty() {
				c.fault(r.view, fault{
					law: lawCommitted, pos: e.pos, set: twice,
					message: fmt.Sprintf("%q is saved here a second time", o.ID),
					do:      "leave it to one of the steps",
					also:    []source.Note{{Pos: other.pos, Message: "here it is saved already"}},
				})
			}
		}
		left = left.Minus(e.set)
	}
	if !left.IsEmpty() {
		c.fault(r.view, fault{
			law: lawCommitted, pos: o.ID.Pos, set: left,
			message: fmt.Sprintf("no step saves %q for these readers", o.ID),
			do:      "name the object in \"commits\" of the step whose button saves it",
			also:    []source.Note{{Pos: commits[0].pos, Message: "here it is saved for others"}},
		})
	}
}

// before are the readers who come to one step before another.
func (c *prover) before(a, b *stepRead) space.Set {
	both := a.set.And(b.set)
	if a.section != b.section {
		if a.section < b.section {
			return both
		}
		return c.u.None()
	}
	index := func(order []model.Word, s *model.Step) int {
		return slices.IndexFunc(order, func(w model.Word) bool { return w.Text == s.ID.Text })
	}
	if a.of.Order == nil {
		at := func(s *stepRead) int {
			return slices.IndexFunc(s.of.Steps, func(x model.Step) bool { return x.ID.Text == s.step.ID.Text })
		}
		if at(a) < at(b) {
			return both
		}
		return c.u.None()
	}
	earlier := c.u.None()
	choose(c, scope{both, a.at}, a.of.Order, func(order *[]model.Word, s scope) {
		if i, j := index(*order, a.step), index(*order, b.step); i >= 0 && j >= 0 && i < j {
			earlier = earlier.Or(s.set)
		}
	})
	return earlier
}
