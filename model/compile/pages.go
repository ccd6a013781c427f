package compile

import (
	"fmt"
	"runtime"
	"sync"

	"github.com/triptych-docs/triptych/model"
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
	plans, errs := make([]*plan.Plan, len(all)), make([]error, len(all))
	next := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range next {
				plans[i], errs[i] = Compile(project, p, Options{Answers: all[i]})
			}
		})
	}
	for i := range all {
		next <- i
	}
	close(next)
	workers.Wait()
	for i, err := range errs {
		if err != nil {
			return nil, nil, fmt.Errorf("page of %s for %q: %w", p.ID, all[i].String(p), err)
		}
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
