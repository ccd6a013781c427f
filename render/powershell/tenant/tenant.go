package tenant

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
)

// A Tenant has objects of some kinds. Its cmdlets are those of the kinds.
type Tenant struct {
	kinds   []plan.Kind
	objects map[string][]*Object // kind → objects; replaced and never changed
	made    int

	Sent int // messages that validations have sent
}

// An Object has texts for its settings: none where a setting is not set. It is not
// changed once it is in a tenant: another takes its place, so that copies of the
// tenant can share it.
type Object struct {
	Identity string
	Texts    map[string][]string

	shown  *Object // as the service returns it, once somebody has asked
	stated string  // everything that is set, once somebody has asked
}

// New is a tenant that has nothing but its singletons, with nothing set.
func New(kinds []plan.Kind) *Tenant {
	t := &Tenant{kinds: kinds, objects: map[string][]*Object{}}
	for _, k := range kinds {
		if k.Singleton {
			t.objects[k.ID] = []*Object{{Texts: map[string][]string{}}}
		}
	}
	return t
}

// Clone is a copy that shares nothing that changes.
func (t *Tenant) Clone() *Tenant {
	return &Tenant{kinds: t.kinds, objects: maps.Clone(t.objects), made: t.made, Sent: t.Sent}
}

// clone is a copy whose texts can be replaced.
func (o *Object) clone() *Object { return &Object{Identity: o.Identity, Texts: maps.Clone(o.Texts)} }

// add puts an object there.
func (t *Tenant) add(kind string, o *Object) {
	t.objects[kind] = append(slices.Clip(t.objects[kind]), o)
}

// remove takes some objects away.
func (t *Tenant) remove(kind string, which func(*Object) bool) {
	t.objects[kind] = slices.DeleteFunc(slices.Clone(t.objects[kind]), which)
}

// replace puts an object with other texts in the place of one.
func (t *Tenant) replace(kind string, o *Object, texts map[string][]string) {
	c := o.clone()
	maps.Copy(c.Texts, texts)
	objects := slices.Clone(t.objects[kind])
	objects[slices.Index(objects, o)] = c
	t.objects[kind] = objects
}

// Put adds an object as it is, without what a cmdlet would say to it: for a state
// that is there before anything is done.
func (t *Tenant) Put(kind string, texts map[string][]string) {
	k := t.kind(kind)
	if k.Singleton {
		t.replace(kind, t.objects[kind][0], texts)
		return
	}
	o := &Object{Identity: t.identity(), Texts: map[string][]string{}}
	t.defaults(k, o)
	maps.Copy(o.Texts, texts)
	t.add(kind, o)
}

// Objects are the objects of a kind, in the order in which they were made: to look
// at, and to change by [Tenant.Alter] only.
func (t *Tenant) Objects(kind string) []*Object { return slices.Clone(t.objects[kind]) }

// Alter gives a setting a value, or takes it away, without what a cmdlet would say
// to it: somebody has been there, or a test takes away what no cmdlet can.
func (t *Tenant) Alter(kind, identity, name string, texts ...string) {
	for _, o := range t.objects[kind] {
		if o.Identity == identity {
			t.replace(kind, o, map[string][]string{name: texts})
		}
	}
}

// Drop removes an object, as somebody else does.
func (t *Tenant) Drop(kind, identity string) {
	t.remove(kind, func(o *Object) bool { return o.Identity == identity })
}

// State shows everything that is set, a line for an object, in an order that does
// not depend on the order in which it was made. Identities are shown only when
// asked for: an object that is made twice has another one. Settings named in
// without are left out.
func (t *Tenant) State(identities bool, without ...string) string {
	var lines []string
	for kind, objects := range t.objects {
		for _, o := range objects {
			head := kind
			if identities {
				head += " " + o.Identity
			}
			lines = append(lines, head+": "+o.state(without))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// state is everything that is set, but for some settings.
func (o *Object) state(without []string) string {
	if len(without) == 0 && o.stated != "" {
		return o.stated
	}
	var parts []string
	for name, texts := range o.Texts {
		if len(texts) == 0 || slices.Contains(without, name) {
			continue
		}
		sorted := slices.Clone(texts)
		slices.Sort(sorted)
		parts = append(parts, name+"="+strings.Join(sorted, ","))
	}
	slices.Sort(parts)
	state := strings.Join(parts, "; ")
	if len(without) == 0 {
		o.stated = state
	}
	return state
}

func (t *Tenant) identity() string {
	t.made++
	return fmt.Sprintf("guid-%d", t.made)
}

func (t *Tenant) kind(id string) plan.Kind {
	for _, k := range t.kinds {
		if k.ID == id {
			return k
		}
	}
	panic("tenant: no kind " + id)
}

// defaults are what an object has whose settings nobody gave.
func (t *Tenant) defaults(k plan.Kind, o *Object) {
	for _, s := range k.Settings {
		if text := reference(s.NewDefault); text != "" {
			o.Texts[s.Name] = []string{text}
		}
	}
	if k.Validate != nil {
		o.Texts[k.Validate.NoteSuccess] = []string{"False"}
	}
}

// reference is a default as the reference spells it, as a text: "" for none.
func reference(text string) string {
	switch text {
	case "$true":
		return "True"
	case "$false":
		return "False"
	case "$null":
		return ""
	}
	return text
}
