package site

import (
	"slices"

	"github.com/triptych-docs/triptych/model/parallel"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
)

// searchFolder is the folder of the page that searches.
const searchFolder = "search/"

// notFound is the file that a server answers with where there is no page.
const notFound = "404.html"

// pages lists every page of the site, and the scripts that pages lead to.
func (s Site) pages() (all []*page, scripts []output) {
	all = []*page{{kind: home, file: index, book: ready(book.Home(s.plans(), changesFolder+index)), description: say("home_description")}}
	for i := range s.Procedures {
		p := &s.Procedures[i]
		own := p.scripts(s.Model)
		all = append(all, p.pages(own)...)
		all = append(all, p.moved()...)
		for _, script := range own {
			scripts = append(scripts, script.output)
		}
	}
	if s.versioned() {
		all = append(all, &page{
			kind: reference, folder: changesFolder, file: index, book: ready(book.Changelog(s.plans())), description: say("changes_description"),
		})
	}
	all = append(all,
		&page{kind: search, folder: searchFolder, file: index, book: ready(book.Search()), description: say("search_description")},
		&page{kind: missing, file: notFound, book: ready(book.Missing(s.plans(), s.Base)), description: say("missing_description")},
	)
	for _, p := range all {
		switch p.kind {
		case search:
			p.seek = func() ([]find, error) { return finds(all, p.way(s), mostWords) }
		case missing:
			p.seek = func() ([]find, error) { return finds(all, p.way(s), 0) }
		}
		if p.canonical == "" {
			p.canonical = p.folder
		}
	}
	return all, scripts
}

// versioned tells whether any procedure says what its versions changed.
func (s Site) versioned() bool {
	return slices.ContainsFunc(s.Procedures, func(p Procedure) bool { return len(p.Open.Changes) > 0 })
}

func (s Site) plans() []*plan.Plan {
	var all []*plan.Plan
	for _, p := range s.Procedures {
		all = append(all, p.Open)
	}
	return all
}

// pages are the pages of one procedure: its guide first, then the pages beside
// it, then the guides of single variants.
func (p *Procedure) pages(scripts []script) []*page {
	open := p.Open
	all := []*page{
		{kind: guide, book: later(func() (*book.Book, error) { return book.Guide(open, book.GuideTitle(open)), nil })},
		{kind: runbook, folder: "runbook/", book: later(func() (*book.Book, error) { return book.Builder(open), nil })},
		{kind: reference, folder: "powershell/", book: later(func() (*book.Book, error) { return p.scriptPage(scripts) })},
	}
	for _, beside := range book.Companions(open) {
		all = append(all, &page{kind: reference, folder: beside.Name + "/", book: later(func() (*book.Book, error) { return beside.Book(open), nil })})
	}
	if len(p.Closed) > 1 {
		all = append(all, &page{kind: reference, folder: "differences/", book: later(p.differences)})
	}
	var nav []place
	for _, page := range all {
		page.folder = p.id() + "/" + page.folder
		name := "nav_guide"
		if page.kind != guide {
			name = "nav_" + page.folder[len(p.id())+1:len(page.folder)-1]
		}
		page.description = say(name+"_description", "title", plainly(open.Title))
		nav = append(nav, place{Title: say(name), To: page.folder + index})
	}
	for _, closed := range p.Closed {
		a := p.answers(closed)
		all = append(all, &page{
			kind: variant, folder: a.folder(), answers: a, closed: closed.Plan, canonical: p.id() + "/",
			description: say("variant_description", "title", plainly(open.Title), "answers", a.label()),
			book: later(func() (*book.Book, error) {
				compiled, err := closed.Plan()
				if err != nil {
					return nil, err
				}
				return book.Guide(compiled, book.GuideTitle(compiled)), nil
			}),
		})
	}
	values := holes(open)
	for _, page := range all {
		page.of, page.file, page.placeholders, page.nav = p, index, values, nav
	}
	return all
}

// differences is the page on what each answer changes.
func (p *Procedure) differences() (*book.Book, error) {
	closed, err := parallel.Map(p.Closed, func(c plan.Page) (*plan.Plan, error) { return c.Plan() })
	if err != nil {
		return nil, err
	}
	return book.Differences(p.Open, closed), nil
}

// holes are the placeholders of a procedure. A plan that is open to all readers
// has the values of each of them.
func holes(open *plan.Plan) placeholders {
	all := placeholders{}
	for _, h := range open.Holes {
		all[h.Name] = h.Placeholder
	}
	return all
}
