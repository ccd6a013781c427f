package site

import (
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
	naming := book.Naming(p.of.Open).Facet
	for _, c := range questions(p.of.Open) {
		q := questionView{Facet: c.Facet, Question: plainly(c.Question), Why: plainly(c.Why)}
		if c.Facet == naming {
			q.Help = "consoles/" + index
		}
		for _, o := range c.Options {
			q.Options = append(q.Options, optionView{Name: o.ID, Token: o.Name, ID: pickID(o.Name), Label: plan.Capital(plainly(o.Label))})
		}
		v.Questions = append(v.Questions, q)
	}
	for _, i := range p.of.Open.Impossible {
		var names []string
		for _, pick := range i.Picks {
			names = append(names, html.PickName(pick))
		}
		v.Impossible = append(v.Impossible, impossibleView{strings.Join(names, " "), plainly(i.Why)})
	}
	short := shortNames(p.of.Open.Choices)
	for _, closed := range p.of.Closed {
		var names []string
		for _, name := range closed.Answers {
			names = append(names, short[name])
		}
		a := p.of.answers(closed)
		v.Pages = append(v.Pages, pageView{strings.Join(names, " "), relative(p.folder, a.folder()+index), a.label()})
	}
	return v
}

// plainly is a line without its marks and its holes.
func plainly(l plan.Line) string { return book.Plain(l) }
