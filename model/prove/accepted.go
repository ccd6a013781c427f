package prove

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// values proves that the values of settings are what the cmdlet takes, that a
// form has an option for each, and that what is counted can be counted.
func (c *prover) values(r *reading) {
	for i := range c.p.Objects {
		o := &c.p.Objects[i]
		for _, one := range c.spread(c.meet(scope{set: r.set}, o.When), o.Each) {
			for _, e := range o.Settings {
				c.accepted(r, o, e.Key, one)
				c.derived(r, one, e.Value.Value)
			}
		}
	}
	for _, s := range r.steps {
		for i := range s.step.Fields {
			c.options(r, s, &s.step.Fields[i])
		}
	}
	for _, q := range r.quoted {
		if q.brace.Kind == "count" {
			c.counted(r, q)
		}
	}
}

// accepted compares the values of a setting with what its kind takes.
func (c *prover) accepted(r *reading, o *model.Object, key model.Word, one scope) {
	kind := c.kindOf(o)
	k, known := kind.Setting(key.Text)
	if !known {
		return
	}
	name := o.ID.Text + "." + key.Text
	elements := c.setting(one, name)
	refuse := func(set space.Set, pos source.Pos, format string, args ...any) {
		if !pos.IsValid() {
			pos = key.Pos
		}
		c.fault(r.view, fault{
			law: lawValue, pos: pos, set: set, message: fmt.Sprintf("%q ", name) + fmt.Sprintf(format, args...),
			do:   "give it a value that the cmdlet takes, or mend the setting in kinds.yaml",
			also: []source.Note{{Pos: o.Kind.Pos, Message: fmt.Sprintf("of the kind %q", o.Kind)}},
		})
	}
	for i, e := range elements {
		if e.is == isText && k.Type == "boolean" || (e.is == isOn || e.is == isOff) && k.Type != "boolean" {
			refuse(e.set, e.pos, "is a %s in the cmdlet, and not %q", k.Type, e.shown())
		}
		if k.Type != "list" {
			for _, other := range elements[:i] {
				if both := e.set.And(other.set); !both.IsEmpty() && !e.same(other) {
					refuse(both, e.pos, "takes one value, and has %q and %q", other.shown(), e.shown())
				}
			}
		}
		if fixed, ok := e.fixed(); ok && len(k.Values) > 0 && !slices.Contains(k.Values, fixed) {
			refuse(e.set, e.pos, "takes one of %s, and not %q", strings.Join(k.Values, ", "), fixed)
		}
		if n := shortest(e.text); e.is == isText && k.Max > 0 && n > k.Max {
			refuse(e.set, e.pos, "has at most %d characters, and %q has %d", k.Max, e.shown(), n)
		}
	}
	for _, with := range k.With {
		if _, ok := o.Settings.Get(with); !ok {
			refuse(one.set, key.Pos, "is given only together with %q", with)
		}
	}
}

// shortest is the length of a text whose holes are empty.
func shortest(t plan.Text) int {
	n := 0
	for _, p := range t {
		n += utf8.RuneCountInString(p.Literal)
	}
	return n
}

// derived proves that what domains are taken of are addresses.
func (c *prover) derived(r *reading, one scope, v model.Value) {
	if v.Choose != nil {
		for _, arm := range v.Choose.Arms {
			inner := one
			inner.set = one.set.And(c.u.Gives(v.Choose.Facet.Text, arm.Answer.Text, one.at))
			c.derived(r, inner, arm.Value)
		}
	}
	if v.DomainsOf.Text == "" {
		return
	}
	for _, e := range c.setting(one, v.DomainsOf.Text) {
		if _, ok := domainOf(e.text); !ok || e.is != isText {
			c.fault(r.view, fault{
				law: lawValue, pos: v.DomainsOf.Pos, set: e.set,
				message: fmt.Sprintf("%q is %q, no address whose domain can be told", v.DomainsOf, e.shown()),
				do:      "take the domain of a setting that has an \"@\" in its value",
				also:    []source.Note{{Pos: e.pos, Message: "here is the value"}},
			})
		}
	}
}

// options proves that a list of a form has an option for every value.
func (c *prover) options(r *reading, s *stepRead, f *model.Field) {
	if f.Control.Text != "select" || f.Option.Text != "" || f.Setting.Text == "" {
		return
	}
	if _, any := f.Options.Get("*"); any {
		return
	}
	for _, e := range c.setting(c.meet(s.scope, f.When), f.Setting.Text) {
		option := e.shown()
		switch e.is {
		case isAbsent:
			option = "absent"
		case isManual:
			continue
		}
		if _, ok := f.Options.Get(option); !ok {
			c.fault(r.view, fault{
				law: lawValue, pos: f.Label.Pos, set: e.set,
				message: fmt.Sprintf("field %q has no option for the value %q of %q", f.Label, option, f.Setting),
				do:      "add the value to \"options\", with the label of its option",
				also:    []source.Note{{Pos: e.pos, Message: "here is the value"}},
			})
		}
	}
}

// counted proves that all readers of a number have the same number of values.
func (c *prover) counted(r *reading, q quoted) {
	name, _, _ := strings.Cut(q.brace.Name, "+")
	o := c.objects[objectOf(name)]
	if o == nil {
		return
	}
	for _, one := range c.spread(c.meet(q.scope, o.When), o.Each) {
		exactly := counts(c.u, one.set, c.setting(one, name))
		for n := range exactly {
			if n == 0 && !exactly[0].IsEmpty() {
				c.fault(r.view, fault{
					law: lawValue, pos: q.brace.Pos, set: exactly[0],
					message: fmt.Sprintf("how many values %q has cannot be told", name),
					do:      "say it without the number, or state the values",
				})
			}
		}
	}
}

// counts are the readers who have none of the texts, one of them, and so on.
func counts(u *space.Universe, readers space.Set, elements []element) []space.Set {
	exactly := []space.Set{readers}
	for i, e := range elements {
		if e.is != isText || slices.ContainsFunc(elements[:i], e.same) {
			continue
		}
		set := e.set
		for _, again := range elements[i+1:] {
			if e.same(again) {
				set = set.Or(again.set)
			}
		}
		next := make([]space.Set, len(exactly)+1)
		for n := range next {
			next[n] = u.None()
			if n < len(exactly) {
				next[n] = exactly[n].Minus(set)
			}
			if n > 0 {
				next[n] = next[n].Or(exactly[n-1].And(set))
			}
		}
		exactly = next
	}
	return exactly
}
