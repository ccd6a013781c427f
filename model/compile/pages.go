package compile

import (
	"fmt"
	"sync"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
)

// Pages makes the plans of a procedure's pages on a site: one that is open to all
// readers, and a closed one for each set of single answers to the questions
// that every reader has to answer. Questions with a default have that answer on
// those pages; the open one has all of them.
func Pages(project *model.Project, p *model.Procedure) (open *plan.Plan, closed []plan.Page, err error) {
	return new(Memory).Pages(project, p)
}

// Pages is like the function [Pages] for those who make the pages of a procedure
// again and again: what follows from questions that have not changed is kept.
func (m *Memory) Pages(project *model.Project, p *model.Procedure) (open *plan.Plan, closed []plan.Page, err error) {
	m.ask(p)
	if open, err = page(project, p, space.Answers{}, m.readers, m); err != nil {
		return nil, nil, err
	}
	for _, a := range m.closed {
		closed = append(closed, plan.Page{
			Answers: asked(p, a),
			Plan:    sync.OnceValues(func() (*plan.Plan, error) { return page(project, p, a, readershipOf(p, a), nil) }),
		})
	}
	return open, closed, nil
}

// closedPages are the answers of those who have a page of their own.
func closedPages(p *model.Procedure) []space.Answers {
	fixed := space.Answers{}
	for _, f := range p.Facets {
		if f.Default.Text != "" {
			fixed[f.ID.Text] = []string{f.Default.Text}
		}
	}
	var all []space.Answers
	for a := range space.Variants(p, fixed) {
		if single(a) {
			all = append(all, a)
		}
	}
	return all
}

// page is the plan of one page.
func page(project *model.Project, p *model.Procedure, a space.Answers, r readership, m *Memory) (*plan.Plan, error) {
	made, err := compile(project, p, Options{Answers: a}, r, m)
	if err != nil {
		return nil, fmt.Errorf("page of %s for %q: %w", p.ID, a.String(p), err)
	}
	return made, nil
}

// asked are the answers to the questions that have no default.
func asked(p *model.Procedure, a space.Answers) plan.Pick {
	var pick plan.Pick
	for _, f := range p.Facets {
		if f.Default.Text == "" {
			pick = append(pick, token(f.ID.Text, a[f.ID.Text][0]))
		}
	}
	return pick
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
