package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/explain"
	"github.com/triptych-docs/triptych/model/source"
)

// A known thing is one that can be explained: its id as a user types it, what
// says it, and which texts of the model are its own.
type known struct {
	id   string
	tell func()
	own  func(explain.Leaf) bool
}

// texts picks the texts of a node of the model and of the nodes below it.
func texts(node, below string) func(explain.Leaf) bool {
	return func(l explain.Leaf) bool {
		return l.Node == node || below != "" && strings.HasPrefix(l.Node, below+".")
	}
}

// known is everything of a procedure that can be explained. A section and an
// object may have the same id: both are explained.
func (e *explainer) known() []known {
	var all []known
	add := func(id string, own func(explain.Leaf) bool, tell func()) { all = append(all, known{id, tell, own}) }
	for i := range e.p.Sections {
		s := &e.p.Sections[i]
		add(s.ID.Text, texts("section "+s.ID.Text, "step "+s.ID.Text), func() { e.section(s) })
		for j := range s.Steps {
			step := &s.Steps[j]
			id := s.ID.Text + "." + step.ID.Text
			add(id, texts("step "+id, ""), func() { e.step(s, step) })
		}
	}
	for i := range e.p.Objects {
		o := &e.p.Objects[i]
		add(o.ID.Text, texts("object "+o.ID.Text, "setting "+o.ID.Text), func() { e.object(o) })
		for _, s := range o.Settings {
			id := o.ID.Text + "." + s.Key.Text
			add(id, e.textsOfSetting(id), func() { e.setting(o, s) })
		}
	}
	for i := range e.p.Facets {
		f := &e.p.Facets[i]
		add(f.ID.Text, texts("facet "+f.ID.Text, "answer "+f.ID.Text), func() { e.facet(f) })
		for j := range f.Answers {
			id := f.ID.Text + "." + f.Answers[j].ID.Text
			add(id, texts("answer "+id, ""), func() { e.answer(f, &f.Answers[j]) })
		}
	}
	for i := range e.p.Decisions {
		d := &e.p.Decisions[i]
		add(d.ID.Text, texts("decision "+d.ID.Text, ""), func() { e.decision(d) })
	}
	for i := range e.p.Inputs {
		in := &e.p.Inputs[i]
		own := func(l explain.Leaf) bool { return l.Node == "input "+in.ID.Text || isValue(l, "input."+in.ID.Text) }
		add("input."+in.ID.Text, own, func() { e.input(in) })
	}
	for i := range e.p.Tables {
		t := &e.p.Tables[i]
		add("table:"+t.ID.Text, texts("table "+t.ID.Text, ""), func() { e.table(t) })
	}
	for _, labels := range []source.Map[model.Switched[model.Label]]{e.p.Labels, e.project.Labels} {
		for _, l := range labels {
			add("ui:"+l.Key.Text, texts("label "+l.Key.Text, ""), func() { e.label(l) })
		}
	}
	for i := range e.p.Runbook.Checks {
		c := &e.p.Runbook.Checks[i]
		add("check:"+c.ID.Text, texts("check "+c.ID.Text, ""), func() { e.check(c) })
	}
	for i := range e.p.Runbook.Symptoms {
		s := &e.p.Runbook.Symptoms[i]
		add("symptom:"+s.ID.Text, texts("symptom "+s.ID.Text, ""), func() { e.symptom(s) })
	}
	for _, t := range e.p.Terms {
		add("term:"+t.Key.Text, texts("term "+t.Key.Text, ""), func() { e.term(t) })
	}
	return all
}

// isValue tells whether a text is what a profile has for an input, or for one
// answer of it.
func isValue(l explain.Leaf, input string) bool {
	return l.Node == "profile" && (l.Part == input || strings.HasPrefix(l.Part, input+"."))
}

// isLocalPart tells whether an input stands before the @ of addresses, where it is
// no part of their domains.
func (e *explainer) isLocalPart(input string) bool {
	return slices.ContainsFunc(e.p.Inputs, func(in model.Input) bool { return in.ID.Text == input && in.Type.Text == "local-part" })
}

// textsOfSetting picks the texts of a setting, and of the cells, settings and inputs
// that its value quotes, because the words of the value stand there.
func (e *explainer) textsOfSetting(id string) func(explain.Leaf) bool {
	nodes, cells, inputs := []string{}, []string{}, []string{}
	var follow func(id string, domain bool)
	follow = func(id string, domain bool) {
		if slices.Contains(nodes, "setting "+id) || slices.Contains(cells, id) {
			return
		}
		first, name, _ := strings.Cut(id, ".")
		if first == "input" {
			if !domain || !e.isLocalPart(name) {
				inputs = append(inputs, id)
			}
			return
		}
		i := slices.IndexFunc(e.p.Objects, func(o model.Object) bool { return o.ID.Text == first })
		if i < 0 {
			cells = append(cells, id)
			return
		}
		nodes = append(nodes, "setting "+id)
		if s, ok := e.p.Objects[i].Settings.Get(name); ok {
			for _, quoted := range quoted(s.Value) {
				follow(quoted, domain)
			}
			if s.Value.DomainsOf.Text != "" {
				follow(s.Value.DomainsOf.Text, true)
			}
		}
	}
	follow(id, false)
	return func(l explain.Leaf) bool {
		if slices.Contains(nodes, l.Node) {
			return true
		}
		if slices.ContainsFunc(inputs, func(id string) bool {
			return isValue(l, id) || l.Part == "placeholder" && l.Node == "input "+strings.TrimPrefix(id, "input.")
		}) {
			return true
		}
		answer, ok := strings.CutPrefix(l.Node, "answer ")
		if !ok {
			return false
		}
		facet, _, _ := strings.Cut(answer, ".")
		column, ok := strings.CutPrefix(l.Part, "row.")
		column, _, _ = strings.Cut(column, ".")
		return ok && slices.Contains(cells, facet+"."+column)
	}
}

// targets are the ids of everything that can be explained without a variant.
func targets(project *model.Project, p *model.Procedure) []string {
	var ids []string
	for _, k := range (&explainer{project: project, p: p}).known() {
		ids = append(ids, k.id)
		if _, bare, ok := strings.Cut(k.id, ":"); ok {
			ids = append(ids, bare)
		}
	}
	return ids
}

// explain explains what an id names, and where it stands. What may be called by
// a kind before its id may also be called by the id alone.
func (e *explainer) explain(target string) error {
	id := e.authored(target)
	all := e.known()
	exact := slices.ContainsFunc(all, func(k known) bool { return k.id == id })
	found := false
	for _, k := range all {
		_, bare, _ := strings.Cut(k.id, ":")
		if k.id != id && (exact || bare != id) {
			continue
		}
		found = true
		k.tell()
		if err := e.standsIn(k.own); err != nil {
			return err
		}
	}
	if !found {
		return unknownTarget(fmt.Sprintf("nothing in %s", e.p.ID), target, targets(e.project, e.p))
	}
	return e.err
}
