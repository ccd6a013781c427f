package ledger

import (
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/space"
)

// controls compares what a reader sees on screen: the label of each field that
// is filled in, and the option that is selected in it. A field that shows no
// setting has an entry under its step.
func (b *book) controls(a space.Answers) {
	for _, s := range b.p.Sections {
		if !space.Holds(s.When, a) {
			continue
		}
		for _, step := range s.Steps {
			if !space.Holds(step.When, a) {
				continue
			}
			b.form(a, s.ID.Text+"."+step.ID.Text, step)
		}
	}
}

func (b *book) form(a space.Answers, id string, step model.Step) {
	var loose []*model.Fact
	for _, f := range b.of[id] {
		if space.Holds(f.When, a) {
			loose = append(loose, f)
			b.used[f] = true
		}
	}
	for _, f := range step.Fields {
		if !space.Holds(f.When, a) || f.Quiet || f.Control.Text == "line" || f.Control.Text == "task" {
			continue
		}
		var fact *model.Fact
		switch {
		case f.Setting.Text != "":
			fact = b.fact(f.Setting.Pos, f.Setting.Text, a)
		case len(loose) == 0:
			b.say(f.Label.Pos, nil, a, "the field %q of %q has no second entry", f.Label, id)
		default:
			fact, loose = loose[0], loose[1:]
		}
		if fact != nil {
			b.control(a, f, fact)
		}
	}
	for _, f := range loose {
		b.say(f.Of.Pos, nil, a, "the second entry has a field of %q that is not there", id)
	}
}

func (b *book) control(a space.Answers, f model.Field, fact *model.Fact) {
	if got, want := b.label(f.Label.Text, a), text(fact.Called, a); got != want {
		b.say(f.Label.Pos, fact, a, "the field of %q is called %q, and %q in the second entry", fact.Of, got, want)
	}
	got := ""
	if f.Control.Text == "select" {
		got = b.label(b.option(f, fact), a)
	}
	if want := text(fact.Shown, a); got != want {
		b.say(f.Label.Pos, fact, a, "the option of %q is %q, and %q in the second entry", fact.Of, got, want)
	}
	if f.Cleared != fact.Cleared {
		b.say(f.Label.Pos, fact, a, "the checkbox of %q is cleared: %v, and %v in the second entry", fact.Of, f.Cleared, fact.Cleared)
	}
}

// option is the label of the option that a field selects for the value that the
// second entry has.
func (b *book) option(f model.Field, fact *model.Fact) string {
	if f.Option.Text != "" || fact.Is == nil {
		return f.Option.Text
	}
	key := strings.Trim(shown(*fact.Is), `"`)
	if fact.Is.Absent != nil {
		key = "absent"
	}
	if w, ok := f.Options.Get(key); ok {
		return w.Text
	}
	w, _ := f.Options.Get("*")
	return w.Text
}

// label is what the reader's console calls something.
func (b *book) label(id string, a space.Answers) string {
	if id == "" {
		return ""
	}
	switched, ok := b.p.Labels.Get(id)
	if !ok {
		switched, _ = b.project.Labels.Get(id)
	}
	return text(&switched, a)
}

// text is the label of a switch that a reader has; a way through menus is joined.
func text(s *model.Switched[model.Label], a space.Answers) string {
	label := arm(s, a)
	if label == nil {
		return ""
	}
	return joined(label.Path, " > ")
}

// arm is what a switch has for a reader, or nil.
func arm[T any](s *model.Switched[T], a space.Answers) *T {
	for s != nil && s.Choose != nil {
		answer, _ := a.One(s.Choose.Facet.Text)
		inner, ok := s.Choose.Of(answer)
		if !ok {
			return nil
		}
		s = &inner
	}
	if s == nil {
		return nil
	}
	return s.Plain
}

func joined(words []model.Word, by string) string {
	var all []string
	for _, w := range words {
		all = append(all, w.Text)
	}
	return strings.Join(all, by)
}
