package explain

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/source"
)

// A copier copies a project and changes some of its texts on the way. It counts
// the texts, always in the same order, so that a text has a number.
type copier struct {
	shifts func(n int) bool
	leaves []Leaf
}

// A place is where the copier is: in a node, at a key below it.
type place struct {
	node, part string
	id         string // of the node, for those within it
}

func (p place) at(key string) place {
	p.part = strings.TrimPrefix(p.part+"."+key, ".")
	return p
}

// leaf counts a text and tells whether it is to be changed.
func (c *copier) leaf(at place, pos source.Pos, text string) bool {
	c.leaves = append(c.leaves, Leaf{at.node, at.part, pos, text})
	return c.shifts(len(c.leaves) - 1)
}

// project copies a project that has one procedure.
func (c *copier) project(project *model.Project, p *model.Procedure) (*model.Project, *model.Procedure) {
	out := *project
	shared := func(into any, name string) {
		v := reflect.ValueOf(into).Elem()
		v.Set(c.copy(v, place{node: name, part: ""}, name))
	}
	shared(&out.Phrases, "phrase")
	shared(&out.Labels, "label")
	shared(&out.Kinds, "kind")
	shared(&out.Roles, "role")
	shared(&out.Sources, "source")
	copied := c.copy(reflect.ValueOf(*p), place{node: "procedure " + p.ID.Text}, "").Interface().(model.Procedure)
	out.Procedures = []*model.Procedure{&copied}
	return &out, &copied
}

// values copies the values of a profile.
func (c *copier) values(values plan.Values) plan.Values {
	out := plan.Values{}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		out[name] = values[name]
		if c.leaf(place{node: "profile", part: name}, source.Pos{}, "") {
			out[name] = shift(values[name])
		}
	}
	return out
}

// copy copies a value; key is the name of the field that it stands in.
func (c *copier) copy(v reflect.Value, at place, key string) reflect.Value {
	switch x := v.Interface().(type) {
	case source.Pos, model.Condition:
		return v
	case model.Prose:
		if x.Text != "" && c.leaf(at, x.Pos, x.Text) {
			return reflect.ValueOf(shiftProse(x))
		}
		return v
	case model.Template:
		if c.leaf(at, x.Pos, x.Text) {
			x.Runs = shiftRuns(x.Runs)
		}
		return reflect.ValueOf(x)
	case model.Label:
		return reflect.ValueOf(c.label(x, at))
	case source.Word:
		if (key == "links" || key == "front") && c.leaf(at, x.Pos, x.Text) {
			x.Text = shift(x.Text)
		}
		return reflect.ValueOf(x)
	case plan.Kind:
		return reflect.ValueOf(c.kind(x))
	}
	switch v.Kind() {
	case reflect.Struct:
		return c.fields(v, at, key)
	case reflect.Slice:
		return c.slice(v, at, key)
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		if on, ok := v.Interface().(*bool); ok {
			flipped := *on != c.leaf(at, source.Pos{}, "")
			return reflect.ValueOf(&flipped)
		}
		out := reflect.New(v.Type().Elem())
		out.Elem().Set(c.copy(v.Elem(), at, key))
		return out
	case reflect.String:
		if (key == "example" || key == "placeholder") && c.leaf(at, source.Pos{}, v.String()) {
			return reflect.ValueOf(shift(v.String())).Convert(v.Type())
		}
	case reflect.Int:
		if slices.Contains([]string{"minutes", "min", "typical", "max"}, key) && c.leaf(at, source.Pos{}, "") {
			return reflect.ValueOf(int(v.Int()) + 1)
		}
	}
	return v
}

func (c *copier) label(l model.Label, at place) model.Label {
	var words []string
	for _, w := range l.Path {
		words = append(words, w.Text)
	}
	if !c.leaf(at, l.Path[0].Pos, strings.Join(words, " > ")) {
		return l
	}
	out := model.Label{}
	for _, w := range l.Path {
		w.Text = shift(w.Text)
		out.Path = append(out.Path, w)
	}
	return out
}

// kind copies a kind of object: what people read of it, and its cmdlets.
func (c *copier) kind(k plan.Kind) plan.Kind {
	at := place{node: "kind " + k.ID}
	text := func(key string, s *string) {
		if *s != "" && c.leaf(at.at(key), source.Pos{}, *s) {
			*s = shift(*s)
		}
	}
	text("title", &k.Title)
	text("plural", &k.Plural)
	text("new", &k.New)
	text("set", &k.Set)
	text("remove", &k.Remove)
	text("enable", &k.Enable)
	text("disable", &k.Disable)
	k.Get = slices.Clone(k.Get)
	for i := range k.Get {
		text("get", &k.Get[i].Cmdlet)
	}
	return k
}

func (c *copier) slice(v reflect.Value, at place, key string) reflect.Value {
	if v.IsNil() {
		return v
	}
	if options, ok := v.Interface().(model.OptionMap); ok && key == "options" {
		return reflect.ValueOf(both(options))
	}
	out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
	for i := range v.Len() {
		out.Index(i).Set(c.copy(v.Index(i), at, key))
	}
	return out
}

// both are options by the values that they have and by those that they have
// when the value is changed: which option is selected stays the same.
func both(options model.OptionMap) model.OptionMap {
	out := slices.Clone(options)
	for _, o := range options {
		if changed := shift(o.Key.Text); o.Key.Text != "*" && changed != o.Key.Text {
			o.Key.Text = changed
			out = append(out, o)
		}
	}
	return out
}

func (c *copier) fields(v reflect.Value, at place, key string) reflect.Value {
	t := v.Type()
	out := reflect.New(t).Elem()
	out.Set(v)
	at = c.enter(v, at, key)
	for i := range t.NumField() {
		field := t.Field(i)
		if isEntry(t) && field.Name == "Key" {
			continue
		}
		name, _, _ := strings.Cut(field.Tag.Get("yaml"), ",")
		inner := at.at(name)
		if name == "" {
			name, inner = key, at // of a type that reads itself: the key that it stands at
		}
		out.Field(i).Set(c.copy(v.Field(i), inner, name))
	}
	return out
}
