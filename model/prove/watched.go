package prove

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/prose"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// watched proves that an object is captured before and checked after.
func (c *prover) watched(r *reading, o *model.Object, readers space.Set) {
	captured, checked, validated, unchanged := c.u.None(), c.u.None(), c.u.None(), c.u.None()
	for _, x := range c.p.Runbook.Capture {
		if x.Kind.Text == o.Kind.Text {
			captured = captured.Or(c.meet(scope{set: r.set}, x.When).set)
		}
	}
	all := func(w source.Word) bool { return w.Text == o.ID.Text }
	of := func(w source.Word) bool { return w.Text == o.ID.Text || strings.HasPrefix(w.Text, o.ID.Text+".") }
	for _, x := range c.p.Runbook.Checks {
		if x.Script == nil {
			continue
		}
		set := c.meet(scope{set: r.set}, x.When).set
		if slices.ContainsFunc(x.Script.Settings, all) || len(o.Settings) == 1 && slices.ContainsFunc(x.Script.Settings, of) {
			checked = checked.Or(set)
		}
		if slices.ContainsFunc(x.Script.Validated, of) {
			validated = validated.Or(set)
		}
		if x.Script.Unchanged {
			unchanged = unchanged.Or(set)
		}
		if slices.ContainsFunc(x.Script.Disjoint, of) && o.Each.Text != "" {
			c.several(r, o, x, set)
		}
	}
	if o.Validate != nil && o.Validate.Disregard && !validated.IsEmpty() {
		c.fault(r.view, fault{law: lawChecked, pos: o.ID.Pos, set: readers.And(validated),
			message: fmt.Sprintf("a check compares the validation of object %q, whose result is to be disregarded", o.ID)})
	}
	kind := c.kinds[o.Kind.Text]
	for _, part := range []struct {
		law, what string
		needed    bool
		set       space.Set
	}{
		{lawCaptured, "no capture reads the objects of kind \"" + kind.ID + "\" before object %q is changed", len(kind.Get) > 0 || len(o.Settings) > 1, captured},
		{lawChecked, "no check compares object %q", len(kind.Get) > 0 && (!o.Keep || c.taken(o)), checked},
		{lawChecked, "no check sees that nothing but object %q and the like has changed", len(kind.Get) > 0, unchanged},
		{lawChecked, "no check sees the validation of object %q", o.Validate != nil && !o.Validate.Disregard, validated},
	} {
		if lost := readers.Minus(part.set); part.needed && !lost.IsEmpty() {
			c.fault(r.view, fault{law: part.law, pos: o.ID.Pos, set: lost, message: fmt.Sprintf(part.what, o.ID)})
		}
	}
}

// taken tells whether a value of another object is made of one of this object.
func (c *prover) taken(o *model.Object) bool {
	for _, other := range c.p.Objects {
		for _, e := range other.Settings {
			if other.ID.Text != o.ID.Text && c.takes(e.Value.Value, o.ID.Text) {
				return true
			}
		}
	}
	return false
}

func (c *prover) takes(v model.Value, object string) bool {
	if v.Choose != nil {
		return slices.ContainsFunc(v.Choose.Arms, func(a model.Arm[model.Value]) bool { return c.takes(a.Value, object) })
	}
	texts := v.List
	if v.Text != nil {
		texts = append(slices.Clone(texts), *v.Text)
	}
	return objectOf(v.DomainsOf.Text) == object || slices.ContainsFunc(texts, func(t model.Template) bool {
		return slices.ContainsFunc(t.Runs, func(run prose.Run) bool {
			b, ok := run.(prose.Brace)
			return ok && b.Kind == "" && objectOf(b.Name) == object
		})
	})
}

// captures proves that what cmdlets capture is there for the readers of it: what
// is captured for nothing hides what matters.
func (c *prover) captures(r *reading) {
	for _, x := range c.p.Runbook.Capture {
		if len(c.kinds[x.Kind.Text].Get) == 0 {
			continue // a look at the vendor's console serves other readers too
		}
		have := c.u.None()
		for _, o := range c.p.Objects {
			if o.Kind.Text == x.Kind.Text {
				have = have.Or(c.meet(scope{set: r.set}, o.When).set)
			}
		}
		if idle := c.meet(scope{set: r.set}, x.When).set.Minus(have); !idle.IsEmpty() {
			c.fault(r.view, fault{law: lawCaptured, pos: x.ID.Pos, set: idle,
				message: fmt.Sprintf("capture %q is for readers who change nothing of the kind %q", x.ID, x.Kind)})
		}
	}
}

// made proves that each check is made by a script, or says that a person makes it.
func (c *prover) made(r *reading) {
	for _, x := range c.p.Runbook.Checks {
		if x.Script == nil && !x.Manual {
			c.fault(r.view, fault{law: lawChecked, pos: x.ID.Pos, set: c.meet(scope{set: r.set}, x.When).set,
				message: fmt.Sprintf("check %q is made by no script, and does not say that a person makes it (manual)", x.ID)})
		}
	}
}
