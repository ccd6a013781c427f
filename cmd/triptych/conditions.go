package main

import (
	"fmt"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/space"
)

// A verdict is whether a reader comes to a place.
type verdict int

const (
	isIn verdict = iota
	isOut
	isOpen // it depends on a question that is not answered
)

// A reason is what one condition says for some answers.
type reason struct {
	verdict verdict
	words   string // "gateway = outbound", or what it needs
}

// judge says whether a condition holds for some answers, of which some may be
// missing, and because of what. It asks the judge of conditions about every
// variant that agrees with the answers; one condition names few facets.
func judge(p *model.Procedure, c model.Condition, answers space.Answers) reason {
	if c.IsZero() {
		return reason{verdict: isIn}
	}
	yes, no := false, false
	for a := range space.Variants(p, fixed(p, c, answers)) {
		if space.Holds(c, a) {
			yes = true
		} else {
			no = true
		}
		if yes && no {
			return reason{isOpen, "it depends on " + needs(c)}
		}
	}
	named := said(c, answers)
	if yes {
		return reason{isIn, named}
	}
	if named == "" {
		return reason{isOut, "it needs " + needs(c)}
	}
	return reason{isOut, fmt.Sprintf("%s, and it needs %s", named, needs(c))}
}

// fixed answers the facets that have no say in a condition, so that there are
// few variants to look at. What other facets depend on stays open.
func fixed(p *model.Procedure, c model.Condition, answers space.Answers) space.Answers {
	says := map[string]bool{}
	mention := func(c model.Condition) {
		for _, one := range c.Any {
			for _, e := range one {
				says[e.Key.Text] = true
			}
		}
	}
	mention(c)
	for _, f := range p.Forbid {
		mention(f.When)
	}
	for _, f := range p.Facets {
		if f.Many != nil {
			mention(f.Many.When)
		}
	}
	all := space.Answers{}
	for facet, a := range answers {
		all[facet] = a
	}
	for _, f := range p.Facets {
		if all[f.ID.Text] == nil && !says[f.ID.Text] {
			all[f.ID.Text] = []string{f.Answers[0].ID.Text}
		}
	}
	return all
}

// said are the answers given to the facets that a condition names.
func said(c model.Condition, answers space.Answers) string {
	var parts []string
	seen := map[string]bool{}
	for _, one := range c.Any {
		for _, e := range one {
			if given := answers[e.Key.Text]; given != nil && !seen[e.Key.Text] {
				seen[e.Key.Text] = true
				parts = append(parts, fmt.Sprintf("%s = %s", e.Key.Text, strings.Join(given, ", ")))
			}
		}
	}
	return strings.Join(parts, " and ")
}

// needs is a condition in words: "gateway = outbound and console = classic or purview".
func needs(c model.Condition) string { return c.In("%s = %s", " or ", " and ", ", or ") }
