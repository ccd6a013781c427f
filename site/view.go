package site

import (
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"sync"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/html"
)

// A view is what the frame is filled with.
type view struct {
	html.Parts
	Kind        kind
	Name        string // in the title of the window
	Description string
	Canonical   string
	Address     string // where the page is published; empty: not known
	Twin        string
	Home        string
	Search      string
	Places      []place // the procedures
	Nav         []place // the pages beside this one
	Contents    []html.PartChapter
	Seeks       bool
	Picker      *pickerView
	Forms       *formsView
	Change      string   // where another variant is picked
	ScriptFile  string   // of a variant
	Model       string   // the start of the hash of the content, as long as people compare
	Since       string   // when the youngest decision of the procedure was made
	Version     string   // of the procedure, and its date
	Checked     []string // for each generation of consoles, when it was last looked at
	Changes     string   // where the versions are; empty: nowhere
	Feed        string   // the same for programs
	Styles      []asset
	Script      *asset
	Data        []datum
	Page        *page
	Live        bool // of a preview, which asks for changes
}

// A datum is a block of data for the script.
type datum struct {
	ID   string
	JSON template.JS
}

// view works out what is around the book.
func (p *page) view(s Site, printed html.Parts) (view, error) {
	v := view{
		Parts: printed, Kind: p.kind, Description: p.description, Model: s.Model[:min(12, len(s.Model))], Page: p,
		Name:      printed.Title,
		Twin:      twin(p.file),
		Home:      p.way(s)(index),
		Search:    p.way(s)(searchFolder + index),
		Canonical: relative(p.folder, p.canonical+index),
		Styles:    []asset{siteStyle()},
	}
	if s.Base != "" {
		v.Canonical = s.Base + p.canonical
		v.Address = s.Base + p.folder
	}
	p.tellVersion(s, &v)
	for _, c := range printed.Chapters {
		if c.ID != "" && c.Level == 2 && p.of != nil {
			v.Contents = append(v.Contents, c)
		}
	}
	for _, procedure := range s.Procedures {
		v.Places = append(v.Places, place{
			Title: plainly(procedure.Open.Product), To: p.way(s)(procedure.id() + "/" + index),
			Here: p.of != nil && p.of.id() == procedure.id(),
		})
	}
	for _, n := range p.nav {
		v.Nav = append(v.Nav, place{Title: n.Title, To: relative(p.folder, n.To), Here: n.To == p.folder+p.file})
	}
	if form, ok := s.form[p.kind]; ok {
		v.Styles = append(v.Styles, formStyle())
		v.Forms = form.view(p.of.id(), relative(p.folder, assetFolder), p.answers)
	}
	switch p.kind {
	case guide:
		v.Picker = newPickerView(p)
		v.Styles = append(v.Styles, newAsset(rules(p.of.Open.Choices, printed.Picks)+shown(p.of.Open.Impossible)))
	case variant:
		v.Change = relative(p.folder, p.of.id()+"/"+index) + p.answers.query()
		v.ScriptFile = render.ScriptName(p.of.Open)
	case search, missing:
		v.Seeks = true
	}
	if err := p.addScript(s, &v); err != nil {
		return view{}, err
	}
	return v, nil
}

// way finds the way from the page to a file of the site. What a server answers
// with at any address has ways that start at the address of the site.
func (p *page) way(s Site) func(string) string {
	return func(to string) string {
		if p.kind == missing {
			return s.Base + to
		}
		return relative(p.folder, to)
	}
}

// tellVersion says which version of the procedure a page is of, when its consoles were
// looked at, and where the versions are.
func (p *page) tellVersion(s Site, v *view) {
	if p.of != nil {
		for _, d := range p.of.Open.Decisions {
			v.Since = max(v.Since, d.Since)
		}
		if all := p.of.Open.Changes; len(all) > 0 {
			v.Version = say("version", "version", all[0].Version, "date", all[0].Date)
		}
		v.Checked = p.checked()
	}
	if s.versioned() {
		v.Changes = p.way(s)(changesFolder + index)
		if s.Base != "" {
			v.Feed = s.Base + feedName
		}
	}
}

// addScript adds the script of a page, and the data that it reads.
func (p *page) addScript(s Site, v *view) error {
	names := parts[p.kind]
	if s.Live {
		names = append(slices.Clone(names), "live")
		v.Live = true
		v.Data = append(v.Data, datum{ID: "data:live", JSON: template.JS(fmt.Sprintf(`{"edition": %q}`, s.Model))})
	}
	if len(names) > 0 {
		text := newAsset(joined(names))
		v.Script = &text
	}
	data := map[string]any{}
	if p.seek != nil {
		finds, err := p.seek()
		if err != nil {
			return err
		}
		data["search"] = finds
	}
	if slices.Contains(parts[p.kind], "copy") {
		data["copy"] = map[string]string{"copy": say("copy"), "copied": say("copied"), "placeholder": say("copy_placeholder")}
	}
	for _, id := range slices.Sorted(maps.Keys(data)) {
		raw, err := json.Marshal(data[id])
		if err != nil {
			return fmt.Errorf("data %s: %w", id, err)
		}
		v.Data = append(v.Data, datum{ID: "data:" + id, JSON: template.JS(raw)})
	}
	return nil
}

// checked says of each generation of consoles that readers of the page may have
// when somebody last held its screens against the steps.
func (p *page) checked() []string {
	var all []string
	for _, o := range book.Naming(p.of.Open).Options {
		if p.kind == variant && !p.answers.has(o.Name) {
			continue
		}
		name, with := "unchecked", []any{"console", plan.Capital(plainly(o.Label))}
		if o.Checked != "" {
			name, with = "checked", append(with, "date", o.Checked)
		}
		all = append(all, say(name, with...))
	}
	return all
}

// siteStyle is the style that all pages have.
var siteStyle = sync.OnceValue(func() asset { return newAsset(lean(file("document.css") + file("site.css"))) })

// formStyle is the style of the pages that have a form for a reader's values.
var formStyle = sync.OnceValue(func() asset { return newAsset(lean(file("site.form.css"))) })
