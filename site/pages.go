package site

import (
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/book"
)

// searchFolder is the folder of the page that searches.
const searchFolder = "search/"

// notFound is the file that a server answers with where there is no page.
const notFound = "404.html"

// pages lists every page of the site, and makes the files that are no page.
func (s Site) pages() ([]*page, []render.File, error) {
	all := []*page{{kind: home, file: index, book: book.Home(s.plans()), description: say("home_description")}}
	var files []render.File
	for i := range s.Procedures {
		pages, more, err := s.Procedures[i].pages(s.Model)
		if err != nil {
			return nil, nil, err
		}
		all, files = append(all, pages...), append(files, more...)
	}
	all = append(all,
		&page{kind: search, folder: searchFolder, file: index, book: book.Search(), description: say("search_description")},
		&page{kind: missing, file: notFound, book: book.Missing(s.plans(), s.Base), description: say("missing_description")},
	)
	for _, p := range all {
		switch p.kind {
		case search:
			p.data = map[string]any{"search": finds(all, p.way(s), mostWords)}
		case missing:
			p.data = map[string]any{"search": finds(all, p.way(s), 0)}
		}
		if p.kind != variant {
			p.canonical = p.folder
		}
	}
	machine, err := s.machineFiles(all)
	return all, append(files, machine...), err
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
func (p *Procedure) pages(model string) ([]*page, []render.File, error) {
	script, files, err := p.scriptPage(model)
	if err != nil {
		return nil, nil, err
	}
	open := p.Open
	all := []*page{{kind: guide, plan: open, book: book.Guide(open, book.GuideTitle(open))}}
	for _, beside := range []struct {
		folder string
		kind   kind
		book   *book.Book
	}{
		{"runbook/", runbook, book.Builder(open)},
		{"powershell/", reference, script},
		{"verify/", reference, book.Verify(open)},
		{"undo/", reference, book.Undo(open)},
		{"regions/", reference, book.Tables(open)},
		{"fields/", reference, book.Fields(open)},
		{"consoles/", reference, book.Consoles(open)},
		{"drift/", reference, book.Drift(open)},
	} {
		if beside.kind == runbook || len(beside.book.Chapters) > 0 {
			all = append(all, &page{kind: beside.kind, folder: beside.folder, plan: open, book: beside.book})
		}
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
		all = append(all, &page{
			kind: variant, folder: variantFolder(closed), plan: closed, book: book.Guide(closed, book.GuideTitle(closed)),
			canonical:   p.id() + "/",
			description: say("variant_description", "title", plainly(open.Title), "answers", variantLabel(closed)),
		})
	}
	values := holes(p)
	for _, page := range all {
		page.of, page.file, page.placeholders, page.nav = p, index, values, nav
	}
	return all, files, nil
}

// holes are the placeholders of a procedure, also of the values that readers of
// one answer have.
func holes(p *Procedure) placeholders {
	all := placeholders{}
	for _, of := range append([]*plan.Plan{p.Open}, p.Closed...) {
		for _, h := range of.Holes {
			all[h.Name] = h.Placeholder
		}
	}
	return all
}
