package main

import (
	"fmt"
	"slices"

	"github.com/triptych-docs/triptych/model/report"
	"github.com/triptych-docs/triptych/model/source"
)

// except applies what the configuration says is to be ignored for a time. The
// content in the program has no files that a configuration could mean.
func (c *checkCommand) except(p *program, today string, r *report.Report) error {
	ignores := p.configuration.Project.Ignores
	if len(ignores) == 0 || p.Content == "" {
		return nil
	}
	var faults source.List
	var all []report.Exception
	var known []string
	for _, rule := range r.Rules {
		known = append(known, rule.ID)
	}
	for _, ignore := range ignores {
		if c.Procedure == "" && !slices.Contains(known, ignore.Rule.Text) {
			faults.Add(source.Diagnostic{
				Pos: ignore.Rule.Pos, Message: fmt.Sprintf("there is no rule %q", ignore.Rule.Text), Hint: source.DidYouMean(ignore.Rule.Text, known),
			})
		}
		all = append(all, report.Exception{
			Rule: ignore.Rule.Text, Why: ignore.Why.Text, Until: ignore.Until.Text, Pos: ignore.Pos,
			Covers: ignore.Covers, Elsewhere: c.Procedure != "" || !ignore.Meets(p.Content),
		})
	}
	if faults.Len() > 0 {
		return &failure{code: exitUsage, err: &faults}
	}
	r.Except(all, today)
	r.Sort()
	return nil
}
