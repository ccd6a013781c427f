package site

import (
	"net/url"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/html"
)

// A pickerView is the form that narrows a guide, and the pages for single sets
// of answers.
type pickerView struct {
	Questions  []questionView
	Impossible []impossibleView
	Pages      []pageView
}

// A questionView is a group of radio buttons.
type questionView struct {
	Facet    string
	Question string
	Why      string
	Help     string // where readers find out
	Options  []optionView
}

// An optionView is one radio button.
type optionView struct{ Name, Token, ID, Label string }

// An impossibleView says why some answers do not go together.
type impossibleView struct{ Picks, Why string }

// A pageView leads to the page of a variant.
type pageView struct{ Answers, To, Label string }

// picked are the questions that a picker asks: those that narrow the guide, and
// those that choose a page.
func questions(p *plan.Plan) []plan.Choice {
	var all []plan.Choice
	for _, c := range p.Choices {
		if len(c.Options) > 1 && (c.Narrows || c.Default == "") {
			all = append(all, c)
		}
	}
	return all
}

func newPickerView(p *page) *pickerView {
	v := &pickerView{}
	for _, c := range questions(p.plan) {
		q := questionView{Facet: c.Facet, Question: plainly(c.Question), Why: plainly(c.Why)}
		if c.Facet == namingFacet(p.plan) {
			q.Help = "consoles/" + index
		}
		for _, o := range c.Options {
			q.Options = append(q.Options, optionView{Name: o.ID, Token: o.Name, ID: pickID(o.Name), Label: sentence(plainly(o.Label))})
		}
		v.Questions = append(v.Questions, q)
	}
	for _, i := range p.plan.Impossible {
		var names []string
		for _, pick := range i.Picks {
			names = append(names, html.PickName(pick))
		}
		v.Impossible = append(v.Impossible, impossibleView{strings.Join(names, " "), plainly(i.Why)})
	}
	short := shortNames(p.plan.Choices)
	for _, closed := range p.of.Closed {
		var names []string
		for _, c := range closed.Choices {
			if c.Default == "" {
				names = append(names, short[c.Options[0].Name])
			}
		}
		v.Pages = append(v.Pages, pageView{strings.Join(names, " "), relative(p.folder, variantFolder(closed)+index), variantLabel(closed)})
	}
	return v
}

// namingFacet is the question that decides what things are called.
func namingFacet(p *plan.Plan) string {
	for _, n := range p.Names {
		if n.Facet != "" {
			return n.Facet
		}
	}
	return ""
}

// variantFolder is the folder of a variant: its answers to the questions that
// choose a page, in their order.
func variantFolder(p *plan.Plan) string {
	var names []string
	for _, c := range p.Choices {
		if c.Default == "" {
			names = append(names, c.Answers[0])
		}
	}
	return p.Procedure + "/v/" + strings.Join(names, ".") + "/"
}

// variantLabel says whom the page of a variant is for.
func variantLabel(p *plan.Plan) string {
	var labels []string
	for _, c := range p.Choices {
		if c.Default == "" {
			labels = append(labels, plainly(c.Shown))
		}
	}
	return sentence(strings.Join(labels, "; "))
}

// queryOf is the part of an address that picks a variant on the guide.
func queryOf(p *plan.Plan) string {
	var pairs []string
	for _, c := range p.Choices {
		if c.Default == "" {
			pairs = append(pairs, url.QueryEscape(c.Facet)+"="+url.QueryEscape(c.Answers[0]))
		}
	}
	return "?" + strings.Join(pairs, "&")
}

// plainly is a line without its marks and its holes.
func plainly(l plan.Line) string { return book.Plain(l) }

// sentence is a text with a capital letter at its start.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
