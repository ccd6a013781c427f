package book

import (
	"slices"

	"github.com/triptych-docs/triptych/model/plan"
)

// A Companion is a page beside the guide of a procedure, about one side of it.
type Companion struct {
	Name string
	Book func(*plan.Plan) *Book
}

// Companions are the pages beside the guide of a plan in their order, those that
// have something to say of it.
func Companions(p *plan.Plan) []Companion {
	all := []Companion{{"verify", verify}, {"undo", undo}}
	if len(p.Tables) > 0 {
		all = append(all, Companion{"regions", tables})
	}
	if slices.ContainsFunc(p.Sections, fillsIn) {
		all = append(all, Companion{"fields", fields})
	}
	if len(Naming(p).Options) > 0 {
		all = append(all, Companion{"consoles", consoles})
	}
	if len(p.Decisions)+len(p.Sources) > 0 {
		all = append(all, Companion{"drift", drift})
	}
	return all
}

// fillsIn tells whether some step of a section fills in a field.
func fillsIn(s plan.Section) bool {
	return slices.ContainsFunc(s.Steps, func(step plan.Step) bool { return len(step.Fields) > 0 })
}
