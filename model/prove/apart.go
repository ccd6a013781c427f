package prove

import (
	"fmt"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// apart proves that what an object is recognized by is another value for each answer
// that it is made for, whatever customers give, for readers who may give several.
func (c *prover) apart(r *reading, o *model.Object, readers space.Set) {
	for _, f := range c.p.Facets {
		if f.ID.Text != o.Each.Text || f.Many == nil {
			continue
		}
		several := readers.And(c.meet(scope{set: r.set}, f.Many.When).set)
		for _, name := range c.kinds[o.Kind.Text].Match {
			if setting, ok := o.Settings.Get(name); ok {
				c.apartBy(r, o, setting, name, scope{set: several}, f)
			}
		}
	}
}

// apartBy proves that one setting of an object is not the same for two answers.
func (c *prover) apartBy(r *reading, o *model.Object, setting model.Setting, name string, s scope, f model.Facet) {
	w := &world{u: c.u, p: c.p}
	var before []element
	for _, a := range f.Answers {
		made := c.value(c.bind(s, f.ID.Text, a.ID.Text), setting.Value)
		for _, e := range made {
			for _, other := range before {
				both := e.set.And(other.set)
				if both.IsEmpty() || e.is != other.is || e.is == isText && w.apart(e.text, other.text) {
					continue
				}
				c.fault(r.view, fault{law: lawApart, pos: setting.Label.Pos, set: both,
					message: fmt.Sprintf("%q may be the same for two answers to %q, and objects of its kind are recognized by it", o.ID.Text+"."+name, f.ID),
					also: []source.Note{
						{Pos: other.pos, Message: fmt.Sprintf("for one of them it is %q", other.shown())},
						{Pos: e.pos, Message: fmt.Sprintf("for %q it is %q", a.ID, e.shown())},
					}})
			}
		}
		before = append(before, made...)
	}
}

// alike are the readers, of some, who get the same value whatever they answer to a
// facet: each of its answers is tried on all of them.
func (c *prover) alike(v model.Value, readers space.Set, facet string) space.Set {
	var first []element
	same := readers
	for _, f := range c.p.Facets {
		if f.ID.Text != facet {
			continue
		}
		for i, a := range f.Answers {
			row := c.value(scope{set: readers, at: space.Bound{facet: a.ID.Text}}, v)
			if i == 0 {
				first = row
				continue
			}
			same = same.Minus(c.differing(first, row)).Minus(c.differing(row, first))
		}
	}
	return same
}

// differing are the readers who have one of some values and none like it among
// others.
func (c *prover) differing(values, others []element) space.Set {
	set := c.u.None()
	for _, e := range values {
		left := e.set
		for _, other := range others {
			if e.same(other) {
				left = left.Minus(other.set)
			}
		}
		set = set.Or(left)
	}
	return set
}
