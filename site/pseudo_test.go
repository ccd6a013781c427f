package site

import (
	"bytes"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/plan"
	printer "github.com/triptych-docs/triptych/render/html"
	"github.com/triptych-docs/triptych/templates"
)

// In another language, everything around a document is said in it: a page in a
// language in which each text of the catalogue stands in brackets has no word
// outside of them but those of the content.
func TestWordsAroundADocumentAreInTheCatalogue(t *testing.T) {
	plain := catalogue()
	defer func() { catalogue = func() map[string]string { return plain } }()
	bracketed := map[string]string{}
	for name, text := range plain {
		// What is put in is bracketed or content by itself.
		bracketed[name] = "⟦" + brace.ReplaceAllString(text, "⟧$0⟦") + "⟧"
	}
	catalogue = func() map[string]string { return bracketed }

	project := fixture.Load(t, os.DirFS("../testdata/world"), "content")
	s := Site{Base: "https://docs.example/", Model: "sha256:0", form: map[kind]form{guide: {}, variant: {}, runbook: {}}}
	content := s.Model
	for _, p := range project.Procedures {
		open, closed, err := compile.Pages(project, p)
		if err != nil {
			t.Fatal(err)
		}
		s.Procedures = append(s.Procedures, Procedure{Open: open, Closed: closed})
		content += strings.ToLower(said(open))
	}
	pages, _ := s.pages()
	kinds, texts := map[kind]bool{}, 0
	for _, p := range pages {
		if p.kind == search || p.kind == missing {
			p.seek = func() ([]find, error) { return nil, nil } // places of documents
		}
		// Nothing of the document, but one chapter for the table of contents.
		v, err := p.view(s, printer.Parts{Chapters: []printer.PartChapter{{ID: "1", Level: 2}}})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := frame().ExecuteTemplate(&b, "site.html.tmpl", v); err != nil {
			t.Fatal(err)
		}
		root, err := html.Parse(&b)
		if err != nil {
			t.Fatal(err)
		}
		kinds[p.kind] = true
		visitTexts(root, func(where, text string) {
			texts++
			for _, rest := range brackets.Split(brace.ReplaceAllString(text, ""), -1) {
				// Answers are listed with a semicolon between them.
				for _, one := range strings.Split(rest, ";") {
					one = strings.TrimSpace(one)
					if strings.ContainsFunc(one, unicode.IsLetter) && !strings.Contains(content, strings.ToLower(one)) {
						t.Errorf("%s%s: %s says %q, which is not in the catalogue", p.folder, p.file, where, one)
					}
				}
			}
		})
		for _, d := range v.Data {
			for _, m := range wordy.FindAllString(brackets.ReplaceAllString(string(d.JSON), ""), -1) {
				t.Errorf("%s%s: %s has %s, which is not in the catalogue", p.folder, p.file, d.ID, m)
			}
		}
	}
	if len(kinds) < 8 || texts < 500 {
		t.Errorf("%d kinds of page with %d texts were looked at", len(kinds), texts)
	}
}

// The scripts of pages say nothing of their own. What is wrong with a value they
// say as the command does, which has no other language.
func TestScriptsHaveNoWords(t *testing.T) {
	names, err := fs.Glob(templates.Files, "site.*.js")
	if err != nil || len(names) == 0 {
		t.Fatalf("%v, %v", names, err)
	}
	for _, name := range names {
		if name == "site.profile.js" {
			continue
		}
		raw, err := templates.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range wordy.FindAllString(lineComment.ReplaceAllString(string(raw), ""), -1) {
			t.Errorf("%s says %s, which is not in the catalogue", name, m)
		}
	}
}

var (
	brace       = regexp.MustCompile(`\{[^}]*\}`)
	brackets    = regexp.MustCompile(`⟦[^⟧]*⟧`)
	lineComment = regexp.MustCompile(`(?m)//.*$`)
	// wordy is a literal that reads like words: with a capital letter, or
	// several words.
	wordy = regexp.MustCompile(`"[A-Z][a-z]+ [a-z ]+[^"]*"`)
)

// said is what the content of a plan says on pages around documents.
func said(p *plan.Plan) string {
	var b strings.Builder
	add := func(lines ...plan.Line) {
		for _, l := range lines {
			b.WriteString(" " + plainly(l) + " ")
		}
	}
	add(p.Title, p.Product)
	for _, c := range p.Choices {
		add(c.Question, c.Why)
		for _, o := range c.Options {
			add(o.Label)
		}
	}
	for _, i := range p.Impossible {
		add(i.Why)
	}
	return b.String()
}

// visitTexts visits every text of a page that a reader may see or hear.
func visitTexts(n *html.Node, visit func(where, text string)) {
	switch {
	case n.Type == html.TextNode && strings.TrimSpace(n.Data) != "":
		visit("<"+n.Parent.Data+">", n.Data)
	case n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style" || n.Data == "code"):
		return
	}
	for _, a := range n.Attr {
		switch {
		case a.Key == "aria-label" || a.Key == "title" || a.Key == "placeholder" || a.Key == "alt",
			n.Data == "html" && a.Key == "lang",
			n.Data == "meta" && a.Key == "content" && described(n),
			strings.HasPrefix(a.Key, "data-") && strings.Contains(a.Val, " ") && a.Key != "data-tools" && a.Key != "data-is" && a.Key != "data-impossible":
			visit(a.Key, a.Val)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		visitTexts(c, visit)
	}
}

// described tells whether an element of the head is read by people.
func described(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Val {
		case "description", "og:title", "og:description", "og:site_name", "og:locale":
			return true
		}
	}
	return false
}
