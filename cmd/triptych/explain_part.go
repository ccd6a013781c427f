package main

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
)

func (e *explainer) section(s *model.Section) {
	e.say("Section %s %q", s.ID, profile.Plain(e.p, s.Title))
	e.verdict(e.why(s, nil))
	if s.Each.Text != "" {
		e.say("  once for each answer to %s", s.Each)
	}
	e.say("  stated at %s", s.ID.Pos)
	e.sources("  ", s.Source)
	for i := range s.Steps {
		e.line("  ", s.ID.Text+"."+s.Steps[i].ID.Text, e.why(s, &s.Steps[i]), profile.Plain(e.p, s.Steps[i].Title))
	}
	e.decisions(s.ID.Text)
}

func (e *explainer) step(s *model.Section, step *model.Step) {
	id := s.ID.Text + "." + step.ID.Text
	code := ""
	for _, section := range e.plan.Sections {
		for _, planned := range section.Steps {
			if e.plan.Closed && e.sectionOf(section.ID) == s.ID.Text && strings.HasSuffix(planned.ID, "."+step.ID.Text) {
				code += " " + planned.Code
			}
		}
	}
	e.say("Step%s %q (%s)", code, profile.Plain(e.p, step.Title), id)
	e.verdict(e.why(s, step))
	e.say("  stated at %s", step.ID.Pos)
	e.sources("  ", step.Source)
	about := []string{id}
	for _, setting := range settingsOf(step) {
		object, name, _ := strings.Cut(setting, ".")
		i := slices.IndexFunc(e.p.Objects, func(o model.Object) bool { return o.ID.Text == object })
		stated, _ := e.p.Objects[i].Settings.Get(name)
		e.valuesOf(object, name)
		about = append(about, e.aboutSetting(setting, stated)...)
	}
	e.decisions(about...)
}

func (e *explainer) object(o *model.Object) {
	e.say("Object %s (%s)", o.ID, o.Kind)
	e.verdict(judge(e.p, o.When, e.answers))
	if o.Each.Text != "" {
		e.say("  one for each answer to %s", o.Each)
	}
	e.say("  stated at %s", o.ID.Pos)
	e.sources("  ", o.Source)
	for _, s := range o.Settings {
		e.valuesOf(o.ID.Text, s.Key.Text)
	}
	e.decisions(o.ID.Text)
}

func (e *explainer) setting(o *model.Object, s source.Entry[model.Setting]) {
	id := o.ID.Text + "." + s.Key.Text
	e.say("Setting %s %q", id, profile.Plain(e.p, s.Value.Label))
	e.verdict(judge(e.p, o.When, e.answers))
	e.valuesOf(o.ID.Text, s.Key.Text)
	e.say("  stated at %s", s.Key.Pos)
	e.say("  stated as %s", asWritten(e.p, s.Value.Value))
	e.alternatives(s.Value.Value)
	e.sources("  ", s.Value.Source)
	for _, section := range e.p.Sections {
		for i := range section.Steps {
			if slices.Contains(settingsOf(&section.Steps[i]), id) {
				e.say("  set by step %s.%s", section.ID, section.Steps[i].ID)
			}
		}
	}
	e.decisions(e.aboutSetting(id, s.Value)...)
}

// valuesOf prints the value of a setting in this variant, for each object.
func (e *explainer) valuesOf(object, name string) {
	for _, o := range e.plan.Objects {
		if o.Of != object {
			continue
		}
		for _, s := range o.Settings {
			if s.Name != name {
				continue
			}
			short := ""
			if s.Short != "" && e.plan.Closed {
				short = " (" + s.Short + ")"
			}
			e.say("  value %s%s: %s", s.ID, short, strings.Join(valueInWords(s.Value, e.values), ", "))
			if len(s.Unverified) > 0 {
				e.say("    unverified: %s", inWords(s.Unverified, e.values))
			}
		}
	}
}

func (e *explainer) facet(f *model.Facet) {
	e.say("Facet %s: %s", f.ID, profile.Plain(e.p, f.Question))
	if why := profile.Plain(e.p, f.Why); why != "" {
		e.say("  why it is asked: %s", why)
	}
	for _, a := range f.Answers {
		mark := " "
		if slices.Contains(e.answers[f.ID.Text], a.ID.Text) {
			mark = "*"
		}
		e.say("  %s %s: %s", mark, a.ID, profile.Plain(e.p, a.Label))
	}
	e.say("  stated at %s", f.ID.Pos)
	e.sources("  ", f.Source)
	about := []string{f.ID.Text}
	for _, c := range f.Columns {
		about = append(about, f.ID.Text+"."+c.ID.Text)
	}
	e.decisions(about...)
}

func (e *explainer) decision(d *model.Decision) {
	e.say("Decision %s, since %s: %s", d.ID, d.Since, profile.Plain(e.p, d.Fact))
	for _, s := range d.Says {
		lines := ""
		if s.Lines.Text != "" {
			lines = ":" + s.Lines.Text
		}
		e.say("  %s%s says: %s", s.Source, lines, profile.Plain(e.p, s.Says))
	}
	e.say("  chosen: %s", profile.Plain(e.p, d.Chosen))
	e.say("  why: %s", profile.Plain(e.p, d.Why))
	e.say("  about: %s", words(d.About))
	e.say("  stated at %s", d.ID.Pos)
}
