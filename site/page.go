package site

import (
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/html"
	"github.com/triptych-docs/triptych/render/markdown"
	"github.com/triptych-docs/triptych/render/residual"
	"github.com/triptych-docs/triptych/templates"
)

// A kind is what a page is for.
type kind string

// The kinds of page.
const (
	home      kind = "home"
	guide     kind = "guide"   // a procedure, open to all readers
	variant   kind = "variant" // the same for one set of answers
	runbook   kind = "runbook" // the builder
	reference kind = "reference"
	search    kind = "search"
	missing   kind = "missing" // what a server answers with where there is no page
	moved     kind = "moved"   // what stands at the address of an older guide
)

// parts are the parts of the script of each kind of page, in order.
var parts = map[kind][]string{
	guide:     {"contents", "picker", "copy", "personalise"},
	variant:   {"contents", "copy", "personalise"},
	runbook:   {"personalise"},
	reference: {"contents", "copy"},
	search:    {"search"},
	missing:   {"search"},
}

// A page is one page before it is printed.
type page struct {
	kind        kind
	folder      string // with a slash at its end; empty: the root
	file        string
	book        layout
	description string
	of          *Procedure                 // the procedure that it belongs to, or nil
	answers     answers                    // of a variant
	closed      func() (*plan.Plan, error) // of a variant: its plan
	canonical   string                     // folder of the page that a search engine is to show
	nav         []place                    // the pages beside it
	seek        func() ([]find, error)     // what the page can lead to; nil: it does not search
	placeholders
}

// A layout is the book of a page, the same one each time.
type layout func() (*book.Book, error)

// ready is the layout of a book that is there.
func ready(b *book.Book) layout { return func() (*book.Book, error) { return b, nil } }

// later is the layout of a book that is made when it is first asked for.
func later(make func() (*book.Book, error)) layout { return sync.OnceValues(make) }

// A place is a page that a list of links names.
type place struct {
	Title string
	To    string // from the root
	Here  bool
}

// placeholders are what stands for a customer's value, by the name of its hole.
type placeholders map[string]string

// html prints a page.
func (p *page) html(s Site) ([]byte, error) {
	laid, err := p.book()
	if err != nil {
		return nil, err
	}
	about := html.Page{Picker: p.kind == guide}
	if p.closed != nil {
		if about.Scripted, err = p.closed(); err != nil {
			return nil, err
		}
	}
	sink := &residual.Sink{}
	printed, err := html.PrintParts(laid, about, sink)
	if err != nil {
		return nil, err
	}
	v, err := p.view(s, printed)
	if err != nil {
		return nil, err
	}
	var out strings.Builder
	out.Grow(room(printed))
	if err := frame().ExecuteTemplate(&out, "site.html.tmpl", v); err != nil {
		return nil, err
	}
	cut, err := sink.Cut(out.String())
	if err != nil {
		return nil, err
	}
	if err := p.canSay(cut); err != nil {
		return nil, err
	}
	return p.open(cut, room(printed)), nil
}

// markdown prints the twin of a page.
func (p *page) markdown() ([]byte, error) {
	laid, err := p.book()
	if err != nil {
		return nil, err
	}
	text, err := markdown.Print(laid, markdown.GFM())
	if err != nil {
		return nil, err
	}
	if err := p.canSay(text); err != nil {
		return nil, err
	}
	return text.Fill(plan.Values(p.placeholders)), nil
}

// room is about how long a page is: what stands around its chapters is most of the
// time its style and its script.
func room(printed html.Parts) int {
	const around = 48 << 10
	n := around
	for _, c := range printed.Chapters {
		n += len(c.Body)
	}
	return n
}

// canSay makes sure that there is something to say in place of each value.
func (p *page) canSay(r *residual.Residual) error {
	for _, name := range r.Holes() {
		if _, ok := p.placeholders[name]; !ok {
			return fmt.Errorf("no page for everyone can say what %s is", name)
		}
	}
	return nil
}

// open is the page with every hole marked, for a script to fill.
func (p *page) open(r *residual.Residual, room int) []byte {
	b := make([]byte, 0, room)
	r.Each(
		func(fixed string) { b = append(b, fixed...) },
		func(text plan.Text, e residual.Escaper) {
			switch e.Name {
			case "html.text":
				b = p.mark(b, text, e, "", "")
			case "powershell.literal|html.text":
				b = p.mark(b, text, e, "&#39;", ` data-in="powershell"`)
			default:
				b = append(b, e.Escape(text.Fill(plan.Values(p.placeholders)))...)
			}
		})
	return b
}

// mark writes a text whose escaped form has quote at both ends, each hole in
// an element of its own.
func (p *page) mark(b []byte, text plan.Text, e residual.Escaper, quote, attributes string) []byte {
	bare := func(s string) string {
		return strings.TrimSuffix(strings.TrimPrefix(e.Escape(s), quote), quote)
	}
	b = append(b, quote...)
	for _, piece := range text {
		if piece.Hole == "" {
			b = append(b, bare(piece.Literal)...)
			continue
		}
		b = fmt.Appendf(b, `<span class="hole" data-var="%s"%s>%s</span>`,
			template.HTMLEscapeString(piece.Hole), attributes, bare(p.placeholders[piece.Hole]))
	}
	return append(b, quote...)
}

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
			return view{}, err
		}
		data["search"] = finds
	}
	if slices.Contains(parts[p.kind], "copy") {
		data["copy"] = map[string]string{"copy": say("copy"), "copied": say("copied"), "placeholder": say("copy_placeholder")}
	}
	for _, id := range slices.Sorted(maps.Keys(data)) {
		raw, err := json.Marshal(data[id])
		if err != nil {
			return view{}, fmt.Errorf("data %s: %w", id, err)
		}
		v.Data = append(v.Data, datum{ID: "data:" + id, JSON: template.JS(raw)})
	}
	return v, nil
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

// frame is the page around a book. It is part of the program, so that a fault
// in it panics and a test finds it.
var frame = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").
		Option("missingkey=error").
		Funcs(template.FuncMap(templates.Funcs())).
		Funcs(template.FuncMap{"say": say}).
		ParseFS(templates.Files, "site*.html.tmpl"))
})
