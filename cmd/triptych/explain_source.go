package main

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/prose"
	"github.com/triptych-docs/triptych/model/source"
)

// sources prints where something is from, each source with its title.
func (e *explainer) sources(lead string, all []source.Word) {
	for _, w := range all {
		id, _, _ := strings.Cut(w.Text, ":")
		i := slices.IndexFunc(e.project.Sources, func(s model.Source) bool { return s.ID.Text == id })
		if i < 0 {
			e.say("%ssource %s", lead, w)
			continue
		}
		e.say("%ssource %s, %s", lead, w, profile.Plain(e.p, e.project.Sources[i].Title))
	}
}

// decisions prints the decisions about any of some ids, in short.
func (e *explainer) decisions(about ...string) {
	for _, d := range e.p.Decisions {
		if slices.ContainsFunc(d.About, func(w model.Word) bool { return slices.Contains(about, w.Text) }) {
			e.say("  decision %s: %s. Chosen: %s", d.ID, strings.TrimSuffix(profile.Plain(e.p, d.Fact), "."), profile.Plain(e.p, d.Chosen))
		}
	}
}

// aboutSetting is what a decision about a setting may name: the setting, and
// the columns and inputs that its value is made from.
func (e *explainer) aboutSetting(id string, s model.Setting) []string {
	return append([]string{id}, quoted(s.Value)...)
}

// quoted are the names that a value quotes.
func quoted(v model.Value) []string {
	var names []string
	add := func(runs []prose.Run) {
		for _, r := range runs {
			if b, ok := r.(prose.Brace); ok && b.Kind == "" {
				names = append(names, b.Name)
			}
		}
	}
	if v.Text != nil {
		add(v.Text.Runs)
	}
	for _, t := range v.List {
		add(t.Runs)
	}
	if v.Choose != nil {
		for _, a := range v.Choose.Arms {
			names = append(names, quoted(a.Value)...)
		}
	}
	return names
}
