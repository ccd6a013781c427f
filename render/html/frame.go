package html

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
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
	Ticks    int
	large
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
	style, script         string
	StyleHash, ScriptHash string
}

// large is what most of a page is made of. A template copies what it is given
// several times: it is given words for them, which nothing else in a page is,
// because no other token of a residual has letters.
type large struct {
	Body   template.HTML
	Style  template.CSS
	Script template.JS
}

var marks = large{Body: "\x00body\x00", Style: "\x00style\x00", Script: "\x00script\x00"}

// framed prints the book in its frame.
func (p *printer) framed() (string, error) {
	v := view{assets: readAssets(), large: marks}
	title := p.spoken(p.book.Title)
	v.Title = join(syntax("<title>"), words(p.sink, title), syntax("</title>")).markup()
	v.Key = attribute(p.sink, "data-runbook", p.page.Key).inTag()
	v.Heading = p.gather(func() { p.inline(p.book.Title) }).markup()
	body := p.gather(p.body)
	v.Contents, v.Top = p.contents()
	v.Ticks = p.ticks
	if p.err != nil {
		return "", p.err
	}
	var small, out strings.Builder
	if err := frame().Execute(&small, v); err != nil {
		return "", err
	}
	out.Grow(small.Len() + len(body.s) + len(v.style) + len(v.script))
	_, err := strings.NewReplacer(
		string(marks.Body), body.s, string(marks.Style), v.style, string(marks.Script), v.script,
	).WriteString(&out, small.String())
	return out.String(), err
}

// body prints what the frame is around.
func (p *printer) body() {
	if len(p.book.Lead) > 0 {
		p.put(syntax("<section>\n"))
		p.blocks(p.book.Lead)
		p.put(syntax("</section>\n"))
	}
	for _, c := range p.book.Chapters {
		p.chapter(c)
	}
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
		style: style, StyleHash: hash(style),
		script: script, ScriptHash: hash(script),
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
