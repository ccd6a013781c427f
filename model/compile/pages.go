package compile

import (
	"fmt"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/parallel"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
)

// Pages makes the plans of a procedure's pages on a site: one that is open to
// all readers, and a closed one for each set of single answers to the questions
// that every reader has to answer. Questions with a default have that answer on
// those pages; the open one has all of them.
func Pages(project *model.Project, p *model.Procedure) (open *plan.Plan, closed []*plan.Plan, err error) {
	fixed := space.Answers{}
	for _, f := range p.Facets {
		if f.Default.Text != "" {
			fixed[f.ID.Text] = []string{f.Default.Text}
		}
	}
	all := []space.Answers{{}}
	for a := range space.Variants(p, fixed) {
		if single(a) {
			all = append(all, a)
		}
	}
	plans, err := parallel.Map(all, func(a space.Answers) (*plan.Plan, error) {
		compiled, err := Compile(project, p, Options{Answers: a})
		if err != nil {
			return nil, fmt.Errorf("page of %s for %q: %w", p.ID, a.String(p), err)
		}
		return compiled, nil
	})
	if err != nil {
		return nil, nil, err
	}
	return plans[0], plans[1:], nil
}

// single tells whether every facet has one answer.
func single(a space.Answers) bool {
	for _, answers := range a {
		if len(answers) != 1 {
			return false
		}
	}
	return true
}
