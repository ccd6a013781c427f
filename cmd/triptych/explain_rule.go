package main

import (
	"fmt"
	"slices"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/audit"
	"github.com/triptych-docs/triptych/model/prove"
	"github.com/triptych-docs/triptych/model/report"
	"github.com/triptych-docs/triptych/render/readback"
)

// explainRule explains a rule of check or of audit. It tells whether there is one of that
// name.
func (p *program) explainRule(id string) (bool, error) {
	project, err := p.project()
	if err != nil {
		return false, err
	}
	for _, r := range slices.Concat(prove.Rules(project), audit.Rules(), []report.Rule{compiles, readable, readback.Law, report.Expired, report.Unused}) {
		if r.ID != id {
			continue
		}
		fmt.Fprintf(p.stdout, "Rule %s: %s.\n  why    %s\n", r.ID, r.Title, r.Reason)
		if r.Source != "" {
			fmt.Fprintf(p.stdout, "  from   %s\n", r.Source)
		}
		_, err := fmt.Fprintf(p.stdout, "  since  %s\n  at     %s\n", r.Since, statedAt(project, id))
		return true, err
	}
	return false, nil
}

// statedAt is where a rule of the content stands, with its two witnesses.
func statedAt(project *model.Project, id string) string {
	rules := project.Rules
	for _, p := range project.Procedures {
		rules = append(rules[:len(rules):len(rules)], p.Rules...)
	}
	for _, r := range rules {
		if r.ID.Text == id {
			return fmt.Sprintf("%s, with a state that breaks it and one that passes", r.ID.Pos)
		}
	}
	return "part of triptych: it holds for any procedure"
}
