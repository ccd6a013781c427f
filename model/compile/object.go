package compile

import (
	"fmt"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
)

// establish works out the objects with their settings, in the order in which
// they are established. It runs after the sections, which know the steps.
func (c *compiler) establish(s scope) {
	for i := range c.p.Objects {
		o := &c.p.Objects[i]
		inner := s.meet(o.When)
		if inner.Nobody() {
			continue
		}
		for _, each := range inner.spread(o.Each.Text) {
			c.out.Objects = append(c.out.Objects, c.object(each, o, c.guard(s, o.When)))
		}
		c.there[o.ID.Text] = []string{o.ID.Text}
	}
}

func (c *compiler) object(s scope, o *model.Object, guard *plan.Guard) plan.Object {
	out := plan.Object{
		ID: o.ID.Text + s.suffix(o.Each.Text), Of: o.ID.Text, Kind: c.kind(o), Guard: guard,
		Stop: c.line(s, o.Stop), Undo: c.line(s, o.Undo), Keep: o.Keep,
	}
	for _, e := range o.Settings {
		w := model.Word{Text: o.ID.Text + "." + e.Key.Text, Pos: e.Key.Pos}
		r := c.setting(s, w)
		id := out.ID + "." + e.Key.Text
		out.Settings = append(out.Settings, plan.Setting{
			ID: id, Name: e.Key.Text, Label: c.line(s, e.Value.Label), Value: r.value,
			Short: c.short[id], Steps: c.steps[id], Quoted: c.quoted[id], Source: cited(e.Value.Source), Unverified: r.unverified,
			Policy: plan.SettingPolicy(e.Value.Policy.Text),
		})
		c.there[w.Text] = append(c.there[w.Text], id)
		c.unverified[w.Text] = c.unverified[w.Text] || len(r.unverified) > 0
		c.typed(s, out.Kind, w, r.value)
	}
	out.Title = plan.Say(out.Kind.Title)
	for _, setting := range out.Settings {
		if setting.Name == "Name" {
			out.Title = c.say("object_named", parts{"kind": out.Title, "name": c.valueLine(setting.ID, setting.Value)})
		}
	}
	for _, e := range o.Known {
		known := plan.Known{Setting: e.Key.Text}
		for _, w := range e.Value {
			known.Texts = append(known.Texts, w.Text)
		}
		out.Known = append(out.Known, known)
	}
	if o.Validate != nil {
		out.Check = texts(c.value(s, o.Validate.With).value)
		out.Disregard = o.Validate.Disregard
	}
	return out
}

// instances are the ids of some objects as readers here have them: one for each
// answer where an object is made once for each, none where they have no such
// object.
func (c *compiler) instances(s scope, words []model.Word) []string {
	var all []string
	for _, w := range words {
		o := c.objects[w.Text]
		inner := s.meet(o.When)
		if inner.Nobody() {
			continue
		}
		for _, each := range inner.spread(o.Each.Text) {
			all = append(all, o.ID.Text+each.suffix(o.Each.Text))
		}
	}
	return all
}

// compared are the ids of the settings that a check compares.
func (c *compiler) compared(s scope, words []model.Word) []string {
	var all []string
	for _, w := range words {
		id, name, one := strings.Cut(w.Text, ".")
		names := []string{name}
		if !one {
			names = c.objects[id].Settings.Keys()
		}
		for _, instance := range c.instances(s, []model.Word{{Text: id, Pos: w.Pos}}) {
			for _, name := range names {
				all = append(all, instance+"."+name)
			}
		}
	}
	return all
}

// typed reports a value that does not fit the type of its setting.
func (c *compiler) typed(s scope, k plan.Kind, w model.Word, v plan.Value) {
	_, name, _ := strings.Cut(w.Text, ".")
	setting, ok := k.Setting(name)
	if !ok {
		return
	}
	fits := true
	switch v := v.(type) {
	case plan.Switch:
		fits = setting.Type == "boolean"
	case plan.One:
		fits = setting.Type != "boolean"
	case plan.Many:
		fits = setting.Type == "list" || setting.Type != "boolean" && len(v.Texts) == 1
	}
	if !fits {
		c.fault(w.Pos, "%q is %s in the cmdlet, and the value is not: %s", w.Text, article(setting.Type), s.First().String(c.p))
	}
}

func article(kind string) string {
	if kind == "address" {
		return "an address"
	}
	return "a " + kind
}

func cited(words []model.Word) []string {
	var all []string
	for _, w := range words {
		all = append(all, w.Text)
	}
	return all
}

// names gives every value that a person types its short name, in the order in
// which the steps need them: V1, V2 … A document for many readers has no table
// of values, and no short names.
func (c *compiler) names() {
	if !c.out.Closed {
		return
	}
	for _, p := range c.parts {
		for _, step := range p.steps {
			for _, f := range step.Fields {
				control := plan.Control(f.Control.Text)
				s := p.scope.meet(step.When).meet(f.When)
				if f.Setting.Text == "" || control != plan.ControlText && control != plan.ControlList || s.Nobody() {
					continue
				}
				if id := s.ids(c.objects, f.Setting.Text); c.short[id] == "" {
					c.short[id] = fmt.Sprintf("V%d", len(c.short)+1)
				}
			}
		}
	}
}
