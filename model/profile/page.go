package profile

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
)

// A Page is what a page has to know to ask for a profile of one procedure and
// to check it as [Bind] does. A script in the page does that, and a test holds
// the two together. Conditions are lists of picks: whoever has all answers of
// one of them is meant, and an empty list means everyone.
type Page struct {
	Procedure string         `json:"procedure"`
	Title     string         `json:"title"`
	Script    string         `json:"script"` // file name
	Model     string         `json:"model"`  // hash of the content
	Questions []PageQuestion `json:"questions"`
	Inputs    []PageInput    `json:"inputs"`
	Forbid    []PageForbid   `json:"forbid"`
}

type (
	// A PageQuestion is a question with its answers.
	PageQuestion struct {
		ID       string       `json:"id"`
		Question string       `json:"question"`
		Why      string       `json:"why,omitempty"`
		Default  string       `json:"default,omitempty"`
		Many     [][]string   `json:"many,omitempty"` // when it takes several answers; none: never
		ManyWhy  string       `json:"manyWhy,omitempty"`
		Answers  []PageAnswer `json:"answers"`
	}

	// A PageAnswer is one answer.
	PageAnswer struct {
		ID    string `json:"id"`
		Label string `json:"label"`
	}

	// A PageInput is a value that only the customer knows.
	PageInput struct {
		ID          string     `json:"id"`
		Type        string     `json:"type"`
		Question    string     `json:"question"`
		Why         string     `json:"why,omitempty"`
		Example     string     `json:"example"`
		Placeholder string     `json:"placeholder"`
		When        [][]string `json:"when,omitempty"`
		Each        string     `json:"each,omitempty"`
		Whole       *PageWhole `json:"whole,omitempty"`
		Within      string     `json:"within,omitempty"`
		Distinct    string     `json:"distinct,omitempty"`
		Differs     []string   `json:"differs,omitempty"`
	}

	// A PageWhole says which answer a whole address gives to a question.
	PageWhole struct {
		Question   string            `json:"question"`
		Domains    map[string]string `json:"domains"` // by answer
		Superseded map[string]string `json:"superseded,omitempty"`
	}

	// A PageForbid is answers that do not go together.
	PageForbid struct {
		When [][]string `json:"when"`
		Why  string     `json:"why"`
	}

	// A PageFact is something that every profile may say.
	PageFact struct {
		Name     string `json:"name"`
		Type     string `json:"type"` // text, domain, id, date or runbook
		What     string `json:"what"`
		Required bool   `json:"required,omitempty"`
		Expected bool   `json:"expected,omitempty"`
	}
)

// PageOf is the page of a procedure.
func PageOf(project *model.Project, p *model.Procedure) Page {
	page := Page{Forbid: []PageForbid{}, Inputs: []PageInput{}, Procedure: p.ID.Text, Title: Plain(p, p.Title), Script: p.Script.Text + ".ps1", Model: project.Hash}
	for _, f := range p.Facets {
		q := PageQuestion{ID: f.ID.Text, Question: Plain(p, f.Question), Why: Plain(p, f.Why), Default: f.Default.Text}
		if f.Many != nil {
			q.Many, q.ManyWhy = picks(f.Many.When), Plain(p, f.Many.Why)
		}
		for _, a := range f.Answers {
			q.Answers = append(q.Answers, PageAnswer{a.ID.Text, plan.Capital(Plain(p, a.Label))})
		}
		page.Questions = append(page.Questions, q)
	}
	for _, in := range p.Inputs {
		page.Inputs = append(page.Inputs, pageInput(p, in))
	}
	for _, f := range p.Forbid {
		page.Forbid = append(page.Forbid, PageForbid{picks(f.When), Plain(p, f.Why)})
	}
	return page
}

func pageInput(p *model.Procedure, in model.Input) PageInput {
	out := PageInput{
		ID: in.ID.Text, Type: in.Type.Text, Question: Plain(p, in.Question), Why: Plain(p, in.Why),
		Example: in.Example, Placeholder: in.Placeholder, When: picks(in.When), Each: in.Each.Text,
		Within: in.Within.Text, Distinct: Plain(p, in.Distinct),
	}
	for _, w := range in.Differs {
		out.Differs = append(out.Differs, w.Text)
	}
	if in.Whole == nil {
		return out
	}
	f := facetOf(p, in.Whole.Facet.Text)
	out.Whole = &PageWhole{Question: f.ID.Text, Domains: map[string]string{}, Superseded: map[string]string{}}
	for _, a := range f.Answers {
		if cell, ok := a.Row.Get(in.Whole.Column.Text); ok && cell.Value.Text != nil {
			out.Whole.Domains[a.ID.Text] = cell.Value.Text.Text
		}
	}
	for _, e := range in.Whole.Superseded {
		out.Whole.Superseded[e.Key.Text] = Plain(p, e.Value)
	}
	return out
}

// picks is a condition as lists of answers: "compliance.regional".
func picks(c model.Condition) [][]string {
	var all [][]string
	for _, one := range c.Any {
		some := [][]string{nil}
		for _, e := range one {
			var longer [][]string
			for _, pick := range some {
				for _, a := range e.Value {
					longer = append(longer, append(pick[:len(pick):len(pick)], e.Key.Text+"."+a.Text))
				}
			}
			some = longer
		}
		all = append(all, some...)
	}
	return all
}

// PageFacts are the facts that every profile may say, in the order in which a
// profile is written.
func PageFacts() []PageFact {
	var all []PageFact
	for _, f := range facts {
		out := PageFact{Name: f.name, Type: "text", What: f.what, Required: f.required, Expected: f.expected}
		switch f.name {
		case "customer.id":
			out.Type = "id"
		case "customer.tenant":
			out.Type = "domain"
		case "prepared.on":
			out.Type = "date"
		case "change.replaces":
			out.Type = "runbook"
		}
		all = append(all, out)
	}
	return all
}

// PageCharacters are the characters that no text may have although they are no
// control characters, and those that no text may start with, each as the inside
// of a character class of a regular expression with the flag u. A browser has
// another edition of Unicode than this program, and must not decide otherwise.
func PageCharacters() (invisibles, marks string) {
	return class(func(r rune) bool {
			return strings.HasPrefix(invisible(r), "the invisible")
		}), class(func(r rune) bool {
			return unicode.Is(unicode.M, r)
		})
}

// class writes the characters of a kind as ranges.
func class(is func(rune) bool) string {
	var b strings.Builder
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if !is(r) {
			continue
		}
		first := r
		for r < utf8.MaxRune && is(r+1) {
			r++
		}
		fmt.Fprintf(&b, `\u{%x}`, first)
		if r > first {
			fmt.Fprintf(&b, `-\u{%x}`, r)
		}
	}
	return b.String()
}
