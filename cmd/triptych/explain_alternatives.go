package main

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/prose"
)

// alternatives prints what else a value could be, and why it is not: the arms of
// a choice, the rows of a table.
func (e *explainer) alternatives(v model.Value) {
	if v.Choose != nil {
		for _, a := range v.Choose.Arms {
			e.alternative(v.Choose.Facet.Text, a.Answer.Text, asWritten(e.p, a.Value))
		}
		return
	}
	facet, column := e.cell(v)
	if facet == nil {
		return
	}
	for _, a := range facet.Answers {
		if cell, ok := a.Row.Get(column); ok {
			e.alternative(facet.ID.Text, a.ID.Text, asWritten(e.p, cell.Value))
		}
	}
}

// cell is the column that a value is taken from as it is.
func (e *explainer) cell(v model.Value) (facet *model.Facet, column string) {
	if v.Text == nil || len(v.Text.Runs) != 1 {
		return nil, ""
	}
	b, ok := v.Text.Runs[0].(prose.Brace)
	if !ok || b.Kind != "" {
		return nil, ""
	}
	id, column, _ := strings.Cut(b.Name, ".")
	i := slices.IndexFunc(e.p.Facets, func(f model.Facet) bool { return f.ID.Text == id })
	if i < 0 {
		return nil, ""
	}
	return &e.p.Facets[i], column
}

func (e *explainer) alternative(facet, answer, value string) {
	switch given := e.answers[facet]; {
	case given == nil:
		e.say("    if %s = %s: %s", facet, answer, value)
	case slices.Contains(given, answer):
		e.say("    taken, because %s = %s: %s", facet, answer, value)
	default:
		e.say("    not taken, because %s = %s and not %s: %s", facet, strings.Join(given, ", "), answer, value)
	}
}
