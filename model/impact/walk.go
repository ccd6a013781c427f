package impact

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/triptych-docs/triptych/model/plan"
)

// A statement is one thing that a plan says: a line, a value, a mark, the order
// of things that have names.
type statement struct {
	list list
	node string // what it is about, as authored: "step connector.routing"
	of   string // of one that says that a thing is there: what it is there in
	part *part
	// context is what else decides whether the statement is printed: whether a
	// step is one that the script does, a value one that the runbook's table has.
	context string
	text    string
}

// A list is statements in order: what one thing says in one field of the plan.
type list struct {
	instance string // of the thing, in the plan: "step groups-eu.members"
	field    string // "Step.Body"
}

// A walker takes a plan apart into statements. It goes by reflection, so that a
// field that is added to the plan later is not forgotten.
type walker struct {
	plan     *plan.Plan
	schema   schema
	authored func(id string) string
	once     map[string]bool // what stands in many places and is said once
	cmdlets  map[string]bool // objects and settings that a script establishes
	document bool            // only what a document prints
	dialogs  bool            // forms are drawn
	all      []statement
}

// A place is where the walker is.
type place struct{ instance, node, context string }

// statements are what a closed plan says, in order.
func (s schema) statements(p *plan.Plan, authored func(string) string) []statement {
	w := s.walker(p, authored)
	w.fields(reflect.ValueOf(p).Elem(), place{node: "procedure"})
	return w.all
}

// documentStatements are what an open plan says as a document.
func (s schema) documentStatements(p *plan.Plan, dialogs bool, authored func(string) string) []statement {
	w := s.walker(p, authored)
	w.document, w.dialogs = true, dialogs
	sections := s[reflect.TypeFor[plan.Plan]()]
	i := slices.IndexFunc(sections, func(f field) bool { return f.name == "Plan.Sections" })
	w.field(&sections[i], reflect.ValueOf(&p.Sections).Elem(), place{node: "procedure"})
	return w.all
}

func (s schema) walker(p *plan.Plan, authored func(string) string) *walker {
	w := &walker{plan: p, schema: s, authored: authored, once: map[string]bool{}, cmdlets: map[string]bool{}}
	for i := range p.Objects {
		o := &p.Objects[i]
		if len(o.Kind.Get) == 0 {
			continue
		}
		w.cmdlets[o.ID] = true
		for j := range o.Settings {
			w.cmdlets[o.Settings[j].ID] = true
		}
	}
	return w
}

func (w *walker) add(f *field, at place, text string) {
	if text != "" {
		w.all = append(w.all, statement{
			list: list{at.instance, f.name}, node: at.node, part: &f.part, context: at.context, text: text,
		})
	}
}

// fields walks the fields of a struct.
func (w *walker) fields(v reflect.Value, at place) {
	all := w.schema[v.Type()]
	for i := range all {
		if f := &all[i]; !w.document || f.document {
			w.field(f, v.Field(f.index), at)
		}
	}
}

func (w *walker) field(f *field, v reflect.Value, at place) {
	switch x := v.Addr().Interface().(type) {
	case *plan.Line:
		w.add(f, at, w.line(*x))
		return
	case *plan.Text:
		w.add(f, at, pieces(*x))
		return
	case *[]plan.Block:
		b := &blocks{w: w, field: f, at: at}
		b.all(*x)
		return
	case *plan.Guard:
		w.add(f, at, w.line(x.Lead))
		return
	case *plan.Dialog:
		if w.dialogs {
			(&blocks{w: w, field: f, at: at}).Dialog(*x)
		}
		return
	case *plan.Value:
		if *x != nil {
			w.add(f, at, w.value(*x))
		}
		return
	case *plan.Kind:
		if name := "kind " + x.ID; w.first(name) {
			w.fields(v, place{name, name, ""})
		}
		return
	case *string:
		w.add(f, at, *x)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			w.field(f, v.Elem(), at)
		}
	case reflect.Struct:
		w.fields(v, at)
	case reflect.Slice:
		for i := range v.Len() {
			w.element(f, v.Index(i), at)
		}
	case reflect.String, reflect.Bool, reflect.Int:
		if !v.IsZero() {
			w.add(f, at, fmt.Sprint(v.Interface()))
		}
	default:
		panic(fmt.Sprintf("impact: a plan has %s of kind %s", f.name, v.Kind()))
	}
}

// element walks one of several. What has a name is said to be there, and is
// then walked as a thing of its own.
func (w *walker) element(f *field, v reflect.Value, at place) {
	kind, id := nameOf(v.Addr().Interface())
	if kind == "" {
		w.field(f, v, at)
		return
	}
	instance, node := kind+id, kind+id
	switch kind {
	case "section ", "step ", "object ", "setting ", "check ", "symptom ":
		node = kind + w.authored(id)
	}
	w.add(f, at, instance)
	there := &w.all[len(w.all)-1]
	there.node, there.of = node, at.node
	if kind == "role " && !w.first(instance) {
		return
	}
	if step, ok := v.Addr().Interface().(*plan.Step); ok && !w.document {
		w.dialogs = step.Draw
	}
	w.fields(v, place{instance, node, w.context(v.Addr().Interface())})
}

func (w *walker) first(what string) bool {
	seen := w.once[what]
	w.once[what] = true
	return !seen
}

// nameOf is the kind and the id of what has one.
func nameOf(v any) (kind, id string) {
	switch x := v.(type) {
	case *plan.Section:
		return "section ", x.ID
	case *plan.Step:
		return "step ", x.ID
	case *plan.Object:
		return "object ", x.ID
	case *plan.Setting:
		return "setting ", x.ID
	case *plan.Choice:
		return "facet ", x.Facet
	case *plan.Hole:
		return "input ", x.Name
	case *plan.Check:
		return "check ", x.ID
	case *plan.Symptom:
		return "symptom ", x.ID
	case *plan.Capture:
		return "capture ", x.ID
	case *plan.Decision:
		return "decision ", x.ID
	case *plan.Source:
		return "source ", x.ID
	case *plan.Role:
		return "role ", x.ID
	}
	return "", ""
}

// context is what decides, beside the statements of a thing, which formats
// print them.
func (w *walker) context(v any) string {
	switch x := v.(type) {
	case *plan.Section:
		return string(x.Role)
	case *plan.Step:
		return w.scripted(x.Settings, x.Commits) + flags(x.ByHand, x.Changes)
	case *plan.Object:
		return flags(len(x.Kind.Get) > 0)
	case *plan.Setting:
		return flags(x.Short != "", w.cmdlets[x.ID], len(x.Unverified) > 0)
	case *plan.Choice:
		return flags(x.Forced)
	case *plan.Check:
		return w.scripted(x.Settings, x.Validated, x.Disjoint) + flags(x.Manual, x.Unchanged)
	case *plan.Decision:
		return flags(x.Value)
	}
	return ""
}

// scripted tells which of some settings and objects a script establishes: none
// are named, some are, others are not.
func (w *walker) scripted(names ...[]string) string {
	any, ours, foreign := false, false, false
	for _, list := range names {
		for _, id := range list {
			any = true
			ours = ours || w.cmdlets[id]
			foreign = foreign || !w.cmdlets[id]
		}
	}
	return flags(any, ours, foreign)
}

func flags(all ...bool) string {
	text := make([]byte, len(all))
	for i, on := range all {
		text[i] = '-'
		if on {
			text[i] = '+'
		}
	}
	return string(text)
}
