package site

import (
	"fmt"
	"html/template"
	"strings"
	"sync"

	"github.com/triptych-docs/triptych/model/plan"
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

// frame is the page around a book. It is part of the program, so that a fault
// in it panics and a test finds it.
var frame = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").
		Option("missingkey=error").
		Funcs(template.FuncMap(templates.Funcs())).
		Funcs(template.FuncMap{"say": say}).
		ParseFS(templates.Files, "site*.html.tmpl"))
})
