package html

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"sync"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/templates"
)

// A view is what the frame is filled with. Text of the book is markup already;
// the rest is fixed.
type view struct {
	Title    template.HTML     // the element, for the head
	Key      template.HTMLAttr // the id of the runbook
	Heading  template.HTML
	Contents []entry
	Top      int // level of the outermost chapters
	Body     template.HTML
	Ticks    int
	assets
}

// An entry leads to a chapter.
type entry struct {
	Level int // of its heading
	To    template.HTMLAttr
	Title template.HTML
}

// assets are the style and the script of the page, and their hashes: the page
// refuses any other.
type assets struct {
	Style      template.CSS
	StyleHash  string
	Script     template.JS
	ScriptHash string
}

// view prints the book.
func (p *printer) view() view {
	v := view{assets: readAssets()}
	title := p.spoken(p.book.Title)
	v.Title = join(syntax("<title>"), words(p.sink, title), syntax("</title>")).markup()
	v.Key = attribute(p.sink, "data-runbook", p.page.Key).inTag()
	v.Heading = p.inline(p.book.Title).markup()
	var body []Text
	if len(p.book.Lead) > 0 {
		body = append(body, join(syntax("<section>\n"), p.blocks(p.book.Lead), syntax("</section>\n")))
	}
	for _, c := range p.book.Chapters {
		body = append(body, p.chapter(c))
	}
	v.Body = join(body...).markup()
	v.Contents, v.Top = p.contents()
	v.Ticks = p.ticks
	return v
}

// contents lists the chapters that can be reached, and says which level is the
// outermost.
func (p *printer) contents() (entries []entry, top int) {
	top = 6
	for _, c := range p.book.Chapters {
		top = min(top, c.Level)
		if c.ID == "" {
			continue
		}
		title := words(p.sink, p.spoken(c.Title))
		if c.Number != "" {
			title = join(syntax(`<span class="number">`), words(p.sink, plan.Literal(c.Number)),
				syntax("</span> <span>"), title, syntax("</span>"))
		}
		entries = append(entries, entry{
			Level: c.Level,
			To:    attribute(p.sink, "href", plan.Literal("#"+c.ID)).inTag(),
			Title: title.markup(),
		})
	}
	return entries, top
}

// frame is the page around a book. It is part of the program, so that a fault
// in it panics and a test finds it.
var frame = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("runbook.html.tmpl").
		Option("missingkey=error").
		Funcs(template.FuncMap(templates.Funcs())).
		ParseFS(templates.Files, "runbook.html.tmpl"))
})

var readAssets = sync.OnceValue(func() assets {
	style, script := asset("document.css")+asset("runbook.css"), asset("runbook.js")
	return assets{
		Style: template.CSS(style), StyleHash: hash(style),
		Script: template.JS(script), ScriptHash: hash(script),
	}
})

func asset(name string) string {
	raw, err := templates.Files.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("html: %v", err))
	}
	return string(raw)
}

// hash is how a Content-Security-Policy names what it lets in.
func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
