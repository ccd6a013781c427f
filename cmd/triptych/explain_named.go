package main

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
)

func (e *explainer) answer(f *model.Facet, a *model.Answer) {
	e.say("Answer %s of %s: %s", a.ID, f.ID, profile.Plain(e.p, a.Label))
	switch given := e.answers[f.ID.Text]; {
	case slices.Contains(given, a.ID.Text):
		e.say("  in: yes, it is given")
	case given != nil:
		e.say("  in: no, because %s = %s", f.ID, strings.Join(given, ", "))
	}
	for _, cell := range a.Row {
		e.say("  %s: %s", cell.Key, asWritten(e.p, cell.Value.Value))
		if unverified := profile.Plain(e.p, cell.Value.Unverified); unverified != "" {
			e.say("    unverified: %s", unverified)
		}
		e.sources("    ", cell.Value.Source)
	}
	e.say("  stated at %s", a.ID.Pos)
	e.sources("  ", a.Source)
	about := []string{f.ID.Text}
	for _, cell := range a.Row {
		about = append(about, f.ID.Text+"."+cell.Key.Text)
	}
	e.decisions(about...)
}

func (e *explainer) input(in *model.Input) {
	e.say("Input %s (%s): %s", in.ID, in.Type, profile.Plain(e.p, in.Question))
	e.verdict(judge(e.p, in.When, e.answers))
	if in.Each.Text != "" {
		e.say("  once for each answer to %s", in.Each)
	}
	if why := profile.Plain(e.p, in.Why); why != "" {
		e.say("  why it is asked: %s", why)
	}
	e.say("  in documents it stands as %s", in.Placeholder)
	e.say("  stated at %s", in.ID.Pos)
	e.sources("  ", in.Source)
	e.decisions("input." + in.ID.Text)
}

func (e *explainer) table(t *model.Table) {
	e.say("Table %s %q: a row for each answer to %s", t.ID, profile.Plain(e.p, t.Title), t.Facet)
	for _, c := range t.Columns {
		from := "the answer"
		switch {
		case c.Cell.Text != "":
			from = t.Facet.Text + "." + c.Cell.Text
		case c.Setting.Text != "":
			from = "setting " + c.Setting.Text
		}
		e.say("  column %q: %s", profile.Plain(e.p, c.Title), from)
	}
	e.say("  stated at %s", t.ID.Pos)
	e.decisions(t.ID.Text)
}

func (e *explainer) label(l source.Entry[model.Switched[model.Label]]) {
	e.say("Label %s: %s", l.Key, labelAsWritten(l.Value))
	e.say("  stated at %s", l.Key.Pos)
	e.decisions("ui:" + l.Key.Text)
}

func (e *explainer) check(c *model.Check) {
	e.say("Check %s %q", c.ID, profile.Plain(e.p, c.Title))
	e.verdict(judge(e.p, c.When, e.answers))
	e.say("  made: %s", c.Moment)
	switch {
	case c.Manual || c.Script == nil:
		e.say("  by a person")
	default:
		e.say("  by the script, too")
	}
	e.say("  stated at %s", c.ID.Pos)
	e.sources("  ", c.Source)
}

func (e *explainer) symptom(s *model.Symptom) {
	e.say("Symptom %s: %s", s.ID, profile.Plain(e.p, s.Symptom))
	e.verdict(judge(e.p, s.When, e.answers))
	e.say("  cause: %s", profile.Plain(e.p, s.Cause))
	e.say("  stated at %s", s.ID.Pos)
	e.sources("  ", s.Source)
}

func (e *explainer) term(t source.Entry[model.Prose]) {
	e.say("Term %s: %s", t.Key, profile.Plain(e.p, t.Value))
	e.say("  stated at %s", t.Key.Pos)
}
