package load

import (
	"slices"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/source"
)

// ids are the names that may be referred to in a procedure, each list in the order
// of the content.
type ids struct {
	sources, roles, labels []string
	facets, inputs         []string
	objects                []string
	sections, steps        []string // a step is section.step
	tables, moments        []string
	parts                  []string // what a decision may be about
}

func idsOf(project *model.Project, p *model.Procedure) ids {
	i := ids{
		sources:  idsIn(project.Sources, func(s *model.Source) source.Word { return s.ID }),
		roles:    idsIn(project.Roles, func(r *model.Role) source.Word { return r.ID }),
		labels:   slices.Concat(project.Labels.Keys(), p.Labels.Keys()),
		facets:   idsIn(p.Facets, func(f *model.Facet) source.Word { return f.ID }),
		inputs:   idsIn(p.Inputs, func(in *model.Input) source.Word { return in.ID }),
		objects:  idsIn(p.Objects, func(o *model.Object) source.Word { return o.ID }),
		sections: idsIn(p.Sections, func(s *model.Section) source.Word { return s.ID }),
		tables:   idsIn(p.Tables, func(t *model.Table) source.Word { return t.ID }),
		moments:  idsIn(p.Runbook.Moments, func(m *model.Moment) source.Word { return m.ID }),
	}
	for _, f := range p.Facets {
		i.parts = append(i.parts, f.ID.Text)
		for _, col := range f.Columns {
			i.parts = append(i.parts, f.ID.Text+"."+col.ID.Text)
		}
	}
	for _, o := range p.Objects {
		i.parts = append(i.parts, o.ID.Text)
		for _, s := range o.Settings {
			i.parts = append(i.parts, o.ID.Text+"."+s.Key.Text)
		}
	}
	for _, input := range i.inputs {
		i.parts = append(i.parts, "input."+input)
	}
	for _, s := range p.Sections {
		i.parts = append(i.parts, s.ID.Text)
		for _, step := range s.Steps {
			i.steps = append(i.steps, s.ID.Text+"."+step.ID.Text)
			i.parts = append(i.parts, s.ID.Text+"."+step.ID.Text)
		}
	}
	i.parts = append(i.parts, i.tables...)
	for _, t := range p.Terms {
		i.parts = append(i.parts, "term:"+t.Key.Text)
	}
	for _, pub := range p.Publications {
		i.parts = append(i.parts, pub.ID.Text)
	}
	return i
}

func idsIn[T any](all []T, id func(*T) source.Word) []string {
	ids := make([]string, len(all))
	for i := range all {
		ids[i] = id(&all[i]).Text
	}
	return ids
}
