package main

import (
	"slices"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/site"
	"github.com/triptych-docs/triptych/site/residuals"
)

// severalInPage is how many answers to one question the page makes runbooks
// for; for more it gives the profile, and the command makes the runbook.
const severalInPage = 3

// formsOf is what the site needs to make runbooks in its pages.
func formsOf(project *model.Project) (*site.Forms, error) {
	invisibles, marks := profile.PageCharacters()
	forms := &site.Forms{
		Known: site.Known{
			Characters: map[string]string{"invisibles": invisibles, "marks": marks},
			Facts:      profile.PageFacts(),
			Procedures: map[string]any{},
		},
		Runbooks: map[string][]residuals.Group{},
	}
	for _, p := range project.Procedures {
		groups, err := residuals.Groups(variantsInPage(project, p))
		if err != nil {
			return nil, err
		}
		forms.Known.Procedures[p.ID.Text] = profile.PageOf(project, p)
		forms.Runbooks[p.ID.Text] = groups
	}
	return forms, nil
}

// variantsInPage are the variants that a page makes runbooks of.
func variantsInPage(project *model.Project, p *model.Procedure) []residuals.Variant {
	var all []residuals.Variant
	for answers := range space.Variants(p, nil) {
		if slices.ContainsFunc(p.Facets, func(f model.Facet) bool { return len(answers[f.ID.Text]) > severalInPage }) {
			continue
		}
		v := residuals.Variant{Plan: func() (*plan.Plan, error) {
			return compile.Compile(project, p, compile.Options{Answers: answers})
		}}
		for _, f := range p.Facets {
			v.Answers = append(v.Answers, residuals.Answer{Facet: f.ID.Text, Answers: answers[f.ID.Text], Many: f.Many != nil})
		}
		all = append(all, v)
	}
	return all
}
