package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/audit"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/prove"
	"github.com/triptych-docs/triptych/model/report"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render/readback"
)

func listProcedures(l *lister) table {
	t := table{columns: []string{"procedure", "title", "script", "facets", "inputs", "documents"}}
	for _, p := range l.procedures {
		t.add(p.ID.Text, profile.Plain(p, p.Title), p.Script.Text+".ps1",
			strconv.Itoa(len(p.Facets)), strconv.Itoa(len(p.Inputs)), strconv.Itoa(len(p.Publications)))
	}
	return t
}

func listFacets(l *lister) table {
	t := table{columns: []string{"procedure", "facet", "answers", "default", "several", "question"}}
	for _, p := range l.procedures {
		for _, f := range p.Facets {
			var answers []string
			for _, a := range f.Answers {
				answers = append(answers, a.ID.Text)
			}
			several := "no"
			if f.Many != nil {
				several = "if " + needs(f.Many.When)
			}
			t.add(p.ID.Text, f.ID.Text, strings.Join(answers, "|"), f.Default.Text, several, profile.Plain(p, f.Question))
		}
	}
	return t
}

func listAnswers(l *lister) table {
	t := table{columns: []string{"procedure", "facet", "answer", "label"}}
	for _, p := range l.procedures {
		for _, f := range p.Facets {
			for _, a := range f.Answers {
				t.add(p.ID.Text, f.ID.Text, a.ID.Text, profile.Plain(p, a.Label))
			}
		}
	}
	return t
}

func listVariants(l *lister) table {
	t := table{columns: []string{"procedure", "answers"}}
	for _, p := range l.procedures {
		for a := range space.Variants(p, l.answers[p]) {
			t.add(p.ID.Text, a.String(p))
		}
	}
	return t
}

func listInputs(l *lister) table {
	t := table{columns: []string{"procedure", "input", "type", "when", "each", "example", "question"}}
	for _, p := range l.procedures {
		for _, in := range p.Inputs {
			if l.there(p, in.When) {
				t.add(p.ID.Text, in.ID.Text, in.Type.Text, needs(in.When), in.Each.Text, in.Example, profile.Plain(p, in.Question))
			}
		}
	}
	return t
}

func listSections(l *lister) table {
	t := table{columns: []string{"procedure", "section", "role", "steps", "when", "each", "title"}}
	for _, p := range l.procedures {
		for _, s := range p.Sections {
			if l.there(p, s.When) {
				t.add(p.ID.Text, s.ID.Text, s.Role.Text, strconv.Itoa(len(s.Steps)), needs(s.When), s.Each.Text, profile.Plain(p, s.Title))
			}
		}
	}
	return t
}

func listSteps(l *lister) table {
	t := table{columns: []string{"procedure", "step", "when", "sets", "source", "title"}}
	l.steps(func(p *model.Procedure, s *model.Section, step *model.Step) {
		t.add(p.ID.Text, s.ID.Text+"."+step.ID.Text, both(s.When, step.When), strings.Join(settingsOf(step), " "), words(step.Source), profile.Plain(p, step.Title))
	})
	return t
}

// steps visits the steps that readers of the answers given come to.
func (l *lister) steps(visit func(*model.Procedure, *model.Section, *model.Step)) {
	for _, p := range l.procedures {
		for i := range p.Sections {
			s := &p.Sections[i]
			for j := range s.Steps {
				if l.there(p, s.When, s.Steps[j].When) {
					visit(p, s, &s.Steps[j])
				}
			}
		}
	}
}

// both says what two conditions need together.
func both(a, b model.Condition) string {
	var parts []string
	for _, c := range []model.Condition{a, b} {
		if !c.IsZero() {
			parts = append(parts, needs(c))
		}
	}
	return strings.Join(parts, "; ")
}

// settingsOf are the settings that a step establishes.
func settingsOf(step *model.Step) []string {
	var ids []string
	add := func(w model.Word) {
		if w.Text != "" && !slices.Contains(ids, w.Text) {
			ids = append(ids, w.Text)
		}
	}
	for _, f := range step.Fields {
		add(f.Setting)
	}
	for _, w := range step.Sets {
		add(w)
	}
	return ids
}

func listFields(l *lister) table {
	t := table{columns: []string{"procedure", "step", "label", "control", "setting", "when"}}
	l.steps(func(p *model.Procedure, s *model.Section, step *model.Step) {
		for _, f := range step.Fields {
			if l.there(p, f.When) {
				t.add(p.ID.Text, s.ID.Text+"."+step.ID.Text, f.Label.Text, f.Control.Text, f.Setting.Text, needs(f.When))
			}
		}
	})
	return t
}

func listObjects(l *lister) table {
	t := table{columns: []string{"procedure", "object", "kind", "when", "each", "settings"}}
	for _, p := range l.procedures {
		for _, o := range p.Objects {
			if l.there(p, o.When) {
				t.add(p.ID.Text, o.ID.Text, o.Kind.Text, needs(o.When), o.Each.Text, strings.Join(o.Settings.Keys(), " "))
			}
		}
	}
	return t
}

func listSettings(l *lister) table {
	t := table{columns: []string{"procedure", "setting", "value", "stated at", "source", "label"}}
	for _, p := range l.procedures {
		for _, o := range p.Objects {
			if !l.there(p, o.When) {
				continue
			}
			for _, s := range o.Settings {
				t.add(p.ID.Text, o.ID.Text+"."+s.Key.Text, asWritten(p, s.Value.Value), s.Key.Pos.String(), words(s.Value.Source), profile.Plain(p, s.Value.Label))
			}
		}
	}
	return t
}

func listChecks(l *lister) table {
	t := table{columns: []string{"procedure", "check", "moment", "when", "manual", "title"}}
	for _, p := range l.procedures {
		for _, c := range p.Runbook.Checks {
			if l.there(p, c.When) {
				t.add(p.ID.Text, c.ID.Text, c.Moment.Text, needs(c.When), yes(c.Manual), profile.Plain(p, c.Title))
			}
		}
	}
	return t
}

func listPublications(l *lister) table {
	t := table{columns: []string{"procedure", "document", "file", "flavour", "closed over", "title"}}
	for _, p := range l.procedures {
		for _, pub := range p.Publications {
			var answers []string
			for _, e := range pub.Answers {
				answers = append(answers, e.Key.Text+"="+words(e.Value))
			}
			t.add(p.ID.Text, pub.ID.Text, pub.File.Text, pub.Flavour.Text, strings.Join(answers, " "), profile.Plain(p, pub.Title))
		}
	}
	return t
}

func listRules(l *lister) table {
	t := table{columns: []string{"rule", "since", "source", "what has to hold"}}
	for _, r := range slices.Concat(prove.Rules(l.project), []report.Rule{compiles, readback.Law, report.Expired, report.Unused}, audit.Rules()) {
		t.add(r.ID, r.Since, r.Source, r.Title)
	}
	return t
}

func listDecisions(l *lister) table {
	t := table{columns: []string{"procedure", "decision", "since", "about", "fact", "chosen", "why"}}
	for _, p := range l.procedures {
		for _, d := range p.Decisions {
			t.add(p.ID.Text, d.ID.Text, d.Since.Text, words(d.About), profile.Plain(p, d.Fact), profile.Plain(p, d.Chosen), profile.Plain(p, d.Why))
		}
	}
	return t
}

func listLabels(l *lister) table {
	t := table{columns: []string{"procedure", "label", "text"}}
	for _, e := range l.project.Labels {
		t.add("", e.Key.Text, labelAsWritten(e.Value))
	}
	for _, p := range l.procedures {
		for _, e := range p.Labels {
			t.add(p.ID.Text, e.Key.Text, labelAsWritten(e.Value))
		}
	}
	return t
}

func listKinds(l *lister) table {
	t := table{columns: []string{"kind", "get", "new", "set", "enable", "disable", "remove", "title"}}
	for _, k := range l.project.Kinds {
		var get []string
		for _, g := range k.Get {
			if !slices.Contains(get, g.Cmdlet) {
				get = append(get, g.Cmdlet)
			}
		}
		t.add(k.ID, strings.Join(get, " "), k.New, k.Set, k.Enable, k.Disable, k.Remove, k.Title)
	}
	return t
}

func listRoles(l *lister) table {
	t := table{columns: []string{"role", "title", "check"}}
	for _, r := range l.project.Roles {
		t.add(r.ID.Text, profile.Plain(&model.Procedure{}, r.Title), profile.Plain(&model.Procedure{}, r.Check))
	}
	return t
}

func listSources(l *lister) table {
	t := table{columns: []string{"source", "title"}}
	for _, s := range l.project.Sources {
		t.add(s.ID.Text, profile.Plain(&model.Procedure{}, s.Title))
	}
	return t
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func words(all []source.Word) string {
	parts := make([]string, len(all))
	for i, w := range all {
		parts[i] = w.Text
	}
	return strings.Join(parts, " ")
}

// asWritten is a value as the content states it, in one line.
func asWritten(p *model.Procedure, v model.Value) string {
	switch {
	case v.Text != nil:
		return v.Text.Text
	case v.Switch != nil:
		return fmt.Sprint(*v.Switch)
	case v.List != nil:
		var items []string
		for _, t := range v.List {
			items = append(items, t.Text)
		}
		return strings.Join(items, ", ")
	case v.DomainsOf.Text != "":
		return "domains of " + v.DomainsOf.Text
	case v.Absent != nil:
		return "not set (" + profile.Plain(p, *v.Absent) + ")"
	case v.Manual != nil:
		return "by hand: " + profile.Plain(p, *v.Manual)
	case v.Choose != nil:
		return arms(v.Choose.Facet.Text, v.Choose.Arms, func(v model.Value) string { return asWritten(p, v) })
	}
	return ""
}

func labelAsWritten(l model.Switched[model.Label]) string {
	if l.Plain != nil {
		path := make([]string, len(l.Plain.Path))
		for i, w := range l.Plain.Path {
			path[i] = w.Text
		}
		return strings.Join(path, " > ")
	}
	return arms(l.Choose.Facet.Text, l.Choose.Arms, labelAsWritten)
}

// arms is a choice in one line: "console: classic -> +; purview -> Add".
func arms[T any](facet string, all []model.Arm[T], say func(T) string) string {
	var parts []string
	for _, a := range all {
		parts = append(parts, a.Answer.Text+" -> "+say(a.Value))
	}
	return facet + ": " + strings.Join(parts, "; ")
}
