package site

import (
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/book"
)

// The folders of pages that each site has once.
const searchFolder = "search/"

// pages lists every page of the site, and makes the files that are no page.
func (s Site) pages() ([]*page, []render.File, error) {
	all := []*page{s.home()}
	for i := range s.Procedures {
		all = append(all, s.Procedures[i].pages()...)
	}
	return all, nil, nil
}

func (s Site) home() *page {
	return &page{kind: home, file: index, book: book.Home(s.plans()), description: say("home_description")}
}

func (s Site) plans() []*plan.Plan {
	var all []*plan.Plan
	for _, p := range s.Procedures {
		all = append(all, p.Open)
	}
	return all
}

// pages are the pages of one procedure.
func (p *Procedure) pages() []*page {
	values := holes(p.Open)
	all := []*page{{
		kind: guide, folder: p.id() + "/", file: index, plan: p.Open,
		book: book.Guide(p.Open, book.GuideTitle(p.Open)),
	}}
	for _, page := range all {
		page.canonical = page.folder
	}
	for _, closed := range p.Closed {
		all = append(all, &page{
			kind: variant, folder: variantFolder(closed), file: index, plan: closed,
			book: book.Guide(closed, book.GuideTitle(closed)), canonical: p.id() + "/",
		})
	}
	for _, page := range all {
		page.of, page.placeholders = p, values
		page.description = say("guide_description", "title", plainly(p.Open.Title))
	}
	return all
}

// holes are the placeholders of a procedure.
func holes(p *plan.Plan) placeholders {
	all := placeholders{}
	for _, h := range p.Holes {
		all[h.Name] = h.Placeholder
	}
	return all
}
