package site

import (
	"net/url"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
)

// answers are what the readers of a variant answered to the questions that
// choose a page, in the order of the questions.
type answers struct {
	procedure string
	given     []answer
}

// An answer is one answer to one question.
type answer struct {
	facet string
	*plan.Option
}

// answers looks up the answers of a variant. What they are called is the same for
// all readers.
func (p *Procedure) answers(closed plan.Page) answers {
	all := answers{procedure: p.id()}
	for _, c := range p.Open.Choices {
		for i := range c.Options {
			if o := &c.Options[i]; slices.Contains(closed.Answers, o.Name) {
				all.given = append(all.given, answer{c.Facet, o})
			}
		}
	}
	return all
}

// has tells whether an answer is among them.
func (a answers) has(name string) bool {
	return slices.ContainsFunc(a.given, func(one answer) bool { return one.Name == name })
}

// joined joins what is said of each answer.
func (a answers) joined(between string, say func(answer) string) string {
	var all []string
	for _, one := range a.given {
		all = append(all, say(one))
	}
	return strings.Join(all, between)
}

// folder is the folder of the variant.
func (a answers) folder() string {
	return a.procedure + "/v/" + a.joined(".", func(one answer) string { return one.ID }) + "/"
}

// label says whom the page of the variant is for.
func (a answers) label() string {
	return plan.Capital(a.joined("; ", func(one answer) string { return plainly(one.Label) }))
}

// query is the part of an address that picks the variant on the guide.
func (a answers) query() string { return "?" + a.pairs() }

// pairs are the questions and their answers, as an address has them.
func (a answers) pairs() string {
	return a.joined("&", func(one answer) string {
		return url.QueryEscape(one.facet) + "=" + url.QueryEscape(one.ID)
	})
}
