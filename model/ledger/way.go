package ledger

import (
	"reflect"
	"slices"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/prose"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// orders compares the order in which a reader does the steps of each section.
func (b *book) orders(a space.Answers) {
	for _, s := range b.p.Sections {
		if len(s.Steps) == 0 || !space.Holds(s.When, a) {
			continue
		}
		fact := b.ways[s.ID.Text]
		if fact == nil {
			b.say(s.ID.Pos, nil, a, "the steps of section %q have no second entry", s.ID)
			continue
		}
		b.used[fact] = true
		want := ""
		if steps := arm(fact.Steps, a); steps != nil {
			want = joined(*steps, ", ")
		}
		if got := joined(steps(s, a), ", "); got != want {
			b.say(s.ID.Pos, fact, a, "the steps of section %q are %s, and %s in the second entry", s.ID, got, want)
		}
	}
}

// steps are the steps of a section that a reader does, in order.
func steps(s model.Section, a space.Answers) []model.Word {
	var all []model.Word
	add := func(step model.Step) {
		if space.Holds(step.When, a) {
			all = append(all, step.ID)
		}
	}
	order := arm(s.Order, a)
	if order == nil {
		for _, step := range s.Steps {
			add(step)
		}
		return all
	}
	for _, w := range *order {
		if i := slices.IndexFunc(s.Steps, func(step model.Step) bool { return step.ID.Text == w.Text }); i >= 0 {
			add(s.Steps[i])
		}
	}
	return all
}

// changes compares the order of the sections that change something: as they are
// written, and in each document.
func (b *book) changes() {
	var all []model.Word
	for _, s := range b.p.Sections {
		if s.Role.Text == "change" {
			all = append(all, s.ID)
		}
	}
	fact := b.ways[b.p.ID.Text]
	if fact == nil || fact.Steps.Plain == nil {
		b.say(b.p.ID.Pos, nil, nil, "the order of the sections that change something has no second entry")
		return
	}
	b.used[fact] = true
	if got, want := joined(all, ", "), joined(*fact.Steps.Plain, ", "); got != want {
		b.say(b.p.ID.Pos, fact, nil, "the sections that change something are %s, and %s in the second entry", got, want)
	}
	for _, pub := range b.p.Publications {
		listed := func(not []model.Word) func(model.Word) bool {
			return func(w model.Word) bool {
				return !slices.ContainsFunc(not, func(o model.Word) bool { return o.Text == w.Text })
			}
		}
		got := joined(slices.DeleteFunc(slices.Clone(pub.Outline), listed(*fact.Steps.Plain)), ", ")
		want := joined(slices.DeleteFunc(slices.Clone(*fact.Steps.Plain), listed(pub.Outline)), ", ")
		if got != want {
			b.say(pub.ID.Pos, fact, nil, "the document %q has the changes in the order %s, and %s in the second entry", pub.ID, got, want)
		}
	}
}

// leads compares where the text of each place sends its reader.
func (b *book) leads() {
	w := &walker{}
	p := b.p
	for _, x := range []any{p.Facets, p.Inputs, p.Objects, p.Sections, p.Tables, p.Runbook} {
		w.walk(reflect.ValueOf(x), source.Word{})
	}
	for _, place := range w.places {
		fact := b.sent[place.id.Text]
		if fact == nil {
			b.say(place.leads[0].Pos, nil, nil, "%q sends its reader to %s, and no second entry says so", place.id, joined(place.leads, ", "))
			continue
		}
		b.used[fact] = true
		if got, want := joined(place.leads, ", "), joined(fact.Leads, ", "); got != want {
			b.say(place.leads[0].Pos, fact, nil, "%q sends its reader to %s, and to %s in the second entry", place.id, got, want)
		}
	}
}

// A place is a part of a procedure with an id and the references in its own text.
type place struct {
	id    model.Word
	leads []model.Word
}

// A walker gathers the places that send their readers somewhere.
type walker struct{ places []place }

// walk reads all that an author wrote below v. The place is named by the ids on
// the way to it, joined with dots.
func (w *walker) walk(v reflect.Value, at model.Word) {
	switch x := v.Interface().(type) {
	case source.Word, source.Pos, model.Condition:
		return
	case model.Prose:
		prose.Walk(x.Blocks, func(run prose.Run) { w.refer(run, at) })
		return
	case model.Template:
		prose.WalkRuns(x.Runs, func(run prose.Run) { w.refer(run, at) })
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			w.walk(v.Elem(), at)
		}
	case reflect.Slice:
		for i := range v.Len() {
			w.walk(v.Index(i), at)
		}
	case reflect.Struct:
		if f := v.FieldByName("ID"); f.IsValid() && f.Type() == reflect.TypeFor[model.Word]() {
			id := f.Interface().(model.Word)
			if at.Text != "" {
				id.Text = at.Text + "." + id.Text
			}
			at = id
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				w.walk(v.Field(i), at)
			}
		}
	}
}

// refer notes a run that sends its reader somewhere.
func (w *walker) refer(run prose.Run, at model.Word) {
	if b, ok := run.(prose.Brace); ok && slices.Contains([]string{"section", "step", "table"}, b.Kind) {
		w.add(at, source.Word{Text: b.Kind + ":" + b.Name, Pos: b.Pos})
	}
}

// add notes a reference of a place.
func (w *walker) add(at, to model.Word) {
	i := slices.IndexFunc(w.places, func(p place) bool { return p.id.Text == at.Text })
	if i < 0 {
		i = len(w.places)
		w.places = append(w.places, place{id: at})
	}
	w.places[i].leads = append(w.places[i].leads, to)
}
