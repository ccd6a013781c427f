package tenant

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
)

// A Tenant has objects of some kinds. Its cmdlets are those of the kinds.
type Tenant struct {
	kinds   []plan.Kind
	objects map[string][]*Object // kind → objects
	made    int

	Sent int // messages that validations have sent
}

// An Object has texts for its settings: none where a setting is not set.
type Object struct {
	Identity string
	Texts    map[string][]string
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
	c := &Tenant{kinds: t.kinds, objects: map[string][]*Object{}, made: t.made, Sent: t.Sent}
	for kind, objects := range t.objects {
		for _, o := range objects {
			c.objects[kind] = append(c.objects[kind], o.clone())
		}
	}
	return c
}

func (o *Object) clone() *Object {
	c := &Object{o.Identity, map[string][]string{}}
	for name, texts := range o.Texts {
		c.Texts[name] = texts // replaced as a whole, never changed
	}
	return c
}

// Put adds an object as it is, without what a cmdlet would say to it: for a state
// that is there before anything is done.
func (t *Tenant) Put(kind string, texts map[string][]string) {
	k := t.kind(kind)
	o := &Object{Texts: map[string][]string{}}
	if k.Singleton {
		o = t.objects[kind][0]
	} else {
		t.defaults(k, o)
		o.Identity = t.identity()
		t.objects[kind] = append(t.objects[kind], o)
	}
	for name, values := range texts {
		o.Texts[name] = values
	}
}

// Objects are the objects of a kind, in the order in which they were made: to look
// at, and to change by [Tenant.Alter] only.
func (t *Tenant) Objects(kind string) []*Object { return slices.Clone(t.objects[kind]) }

// Alter gives a setting a value, or takes it away, without what a cmdlet would say
// to it: somebody has been there, or a test takes away what no cmdlet can.
func (t *Tenant) Alter(kind, identity, name string, texts ...string) {
	for _, o := range t.objects[kind] {
		if o.Identity == identity {
			o.Texts[name] = texts
		}
	}
}

// Drop removes an object, as somebody else does.
func (t *Tenant) Drop(kind, identity string) {
	t.objects[kind] = slices.DeleteFunc(t.objects[kind], func(o *Object) bool { return o.Identity == identity })
}

// State shows everything that is set, a line for an object, in an order that does
// not depend on the order in which it was made. Identities are shown only when
// asked for: an object that is made twice has another one. Settings named in
// without are left out.
func (t *Tenant) State(identities bool, without ...string) string {
	var lines []string
	for kind, objects := range t.objects {
		for _, o := range objects {
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
			head := kind
			if identities {
				head += " " + o.Identity
			}
			lines = append(lines, head+": "+strings.Join(parts, "; "))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
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
