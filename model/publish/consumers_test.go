package publish_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/aymanbagabas/go-udiff"
	"golang.org/x/net/html"

	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/publish"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/markdown"
	"github.com/triptych-docs/triptych/templates"
)

// slow names the generators that are built with beside the quick ones: those that
// take long, or packages that "make test-consumers" installs.
var slow = flag.String("consumers", "", "generators to build documents with beside Hugo and MkDocs of the system: hugo-current,starlight,docusaurus")

const projects = "../../testdata/consumers"

// A consumer is a real generator of sites with a project of its own.
type consumer struct {
	name      string
	flavour   string // and the folder of its project
	documents string // where the documents go in the project
	static    string // where the files go that a site serves from its root
	command   []string
	output    string
	slow      bool
	title     bool // the heading of a page is the title of its front matter
	reader    reader
}

// straight undoes what a generator makes of quotes, dashes and dots in plain text
// where its project does not say otherwise. Text in code stays.
func straight(s string) string {
	return dots.ReplaceAllString(dashes.ReplaceAllString(quotes.Replace(s), "-"), "...")
}

var (
	quotes = strings.NewReplacer("“", `"`, "”", `"`, "``", `"`, "''", `"`, "‘", "'", "’", "'")
	dashes = regexp.MustCompile(`[-–—]+`)
	dots   = regexp.MustCompile(`(…|\.\.\.)\.*`)
)

var consumers = []consumer{
	{
		name: "hugo", flavour: "hugo", documents: "content", static: "static", output: "public", title: true,
		command: []string{"hugo", "--quiet"},
		// Older versions show the alternative of a picture as it was written.
		reader: reader{main: element("main"), plain: straight, mute: true},
	}, {
		name: "hugo-current", flavour: "hugo", documents: "content", static: "static", output: "public", title: true, slow: true,
		command: []string{projects + "/bin/hugo", "--quiet"},
		reader:  reader{main: element("main"), plain: straight},
	}, {
		name: "mkdocs", flavour: "mkdocs", documents: "docs", static: "docs", output: "site",
		command: []string{"mkdocs", "build", "--quiet", "--strict"},
		reader:  reader{main: element("article")},
	}, {
		name: "starlight", flavour: "starlight", documents: "src/content/docs", static: "public", output: "dist", slow: true, title: true,
		command: []string{"node", "node_modules/astro/astro.js", "build"},
		reader:  reader{main: element("main"), chrome: []string{"sl-anchor-link"}, plain: straight, alt: html.UnescapeString, links: true},
	}, {
		name: "docusaurus", flavour: "docusaurus", documents: "docs", static: "static", output: "build", slow: true, title: true,
		command: []string{"node", "node_modules/@docusaurus/core/bin/docusaurus.mjs", "build", "--no-minify"},
		reader:  reader{main: class("theme-doc-markdown"), chrome: []string{"hash-link"}, alt: html.UnescapeString, links: true},
	},
}

// What readers see on the pages that real generators make of the documents is
// what the plan says, block by block, with its numbers, its marks and its links.
func TestConsumers(t *testing.T) {
	for _, c := range consumers {
		t.Run(c.name, func(t *testing.T) {
			if c.slow && !slices.Contains(strings.Split(*slow, ","), c.name) {
				t.Skip("takes long; \"make test-consumers\" runs it")
			}
			c.build(t)
		})
	}
}

// build builds all documents and a page of hostile text in a copy of the project.
func (c consumer) build(t *testing.T) {
	folder := c.project(t)
	var pages []page
	var files []render.File
	for _, d := range c.pages(t) {
		printed, err := render.Documents(d)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, printed...)
		values := plan.Values{}
		for _, h := range d.Plan.Holes {
			values[h.Name] = h.Placeholder
		}
		layout := d.Layout
		layout.Partial = false // the title is on the page, wherever it was written
		for _, f := range d.Front {
			if f.Key == "title" && c.title {
				layout.Title = plan.Line{plan.Words{Text: f.Text}}
			}
		}
		pages = append(pages, page{d.Name, plan.Bind(book.Document(d.Plan, layout), values), d.Drawings != "", d.Tabs})
	}
	hostile := hostileBook(c.flavour)
	files = append(files, render.File{Name: "hostile.md", Data: printedFor(t, hostile, c.flavour)})
	pages = append(pages, page{name: "hostile.md", book: hostile})
	c.write(t, folder, files)

	program := c.command[0]
	if strings.Contains(program, "/") {
		program = absolute(t, program)
	}
	command := exec.Command(program, c.command[1:]...)
	command.Dir = folder
	command.Env = append(os.Environ(), "ASTRO_TELEMETRY_DISABLED=1", "DO_NOT_TRACK=1", "NO_UPDATE_NOTIFIER=1", "CI=1", "NODE_ENV=production")
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(c.command, " "), err, out)
	}
	for _, p := range pages {
		c.compare(t, filepath.Join(folder, c.output), p)
	}
}

// A page is a document with what it has to say.
type page struct {
	name  string
	book  *book.Book
	drawn bool // its drawings are files
	tabs  bool // what is for different readers is in tabs
}

// project is a copy of the generator's project to build in.
func (c consumer) project(t *testing.T) string {
	t.Helper()
	own := filepath.Join(projects, c.flavour)
	if _, err := exec.LookPath(c.command[0]); err != nil {
		absent(t, err.Error())
	}
	folder := workspace(t)
	copied(t, own, folder)
	if _, err := os.Stat(filepath.Join(own, "package.json")); err != nil {
		return folder
	}
	packages := absolute(t, filepath.Join(own, "node_modules"))
	if _, err := os.Stat(filepath.Join(packages, ".package-lock.json")); err != nil {
		absent(t, err.Error())
	}
	if err := os.Symlink(packages, filepath.Join(folder, "node_modules")); err != nil {
		t.Fatal(err)
	}
	return folder
}

// workspace is an empty folder beside the projects, and not under /tmp: Astro takes
// a package that has no folder but / in common with the site for one of the site.
func workspace(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp(projects, ".build-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	return folder
}

func absolute(t *testing.T, name string) string {
	t.Helper()
	name, err := filepath.Abs(name)
	if err != nil {
		t.Fatal(err)
	}
	return name
}

// copied copies a project without its packages.
func copied(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(name string, e fs.DirEntry, err error) error {
		target := to + strings.TrimPrefix(name, from)
		switch {
		case err != nil:
			return err
		case e.Name() == "node_modules":
			return fs.SkipDir
		case e.IsDir():
			return os.MkdirAll(target, 0o777)
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(target, data, 0o666)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// absent ends a test that cannot be made on this machine. Where CI is set it has
// failed.
func absent(t *testing.T, why string) {
	t.Helper()
	const then = "\"make test\" installs Hugo and MkDocs, \"make test-consumers\" the others"
	if os.Getenv("CI") != "" {
		t.Fatalf("%s; %s", why, then)
	}
	t.Skipf("%s; %s", why, then)
}

// documents are all publications of both procedures as pages for a reader.
func documents(t *testing.T, flavour string) []render.Document {
	t.Helper()
	project := fixture.Content(t)
	var out []render.Document
	for _, p := range project.Procedures {
		for i := range p.Publications {
			d, err := publish.Edition{Flavour: flavour, As: publish.Page}.Document(project, p, &p.Publications[i])
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, d)
		}
	}
	if len(out) != 5 {
		t.Fatalf("there are %d documents, want 5", len(out))
	}
	return out
}

// pages are all publications, and one of them a second time with tabs where
// the generator has them.
func (c consumer) pages(t *testing.T) []render.Document {
	t.Helper()
	all := documents(t, c.flavour)
	f, _ := templates.FindFlavour(c.flavour)
	if f.Tabs == templates.NoTabs {
		return all
	}
	project, p, pub := find(t, "area1-reference")
	d, err := publish.Edition{Flavour: c.flavour, Tabs: true}.Document(project, p, pub)
	if err != nil {
		t.Fatal(err)
	}
	d.Name = "tabs" + path.Ext(d.Name)
	return append(all, d)
}

// write puts the documents into the project, and beside them the pictures that
// the docs team serves from its own folders.
func (c consumer) write(t *testing.T, folder string, files []render.File) {
	t.Helper()
	put := func(name string, data []byte) {
		name = filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range files {
		put(path.Join(c.documents, f.Name), f.Data)
		for _, m := range served.FindAllSubmatch(f.Data, -1) {
			put(path.Join(c.static, string(m[1])), []byte(dot))
		}
	}
}

// served is a picture that a site serves from its root.
var served = regexp.MustCompile(`!\[[^\n]*?\]\((/[^)\n]+)\)`)

// dot is a picture. What it shows is of no matter, nor that it is called .png:
// no generator looks into what a site serves from its root.
const dot = `<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>`

// compare compares a page with what its document has to say.
func (c consumer) compare(t *testing.T, output string, p page) {
	t.Helper()
	name := strings.TrimSuffix(strings.TrimSuffix(p.name, path.Ext(p.name)), "/index")
	file := filepath.Join(output, filepath.FromSlash(name), "index.html")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Error(err)
		return
	}
	root, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		t.Error(err)
		return
	}
	want := said(p, c.reader)
	got, err := c.reader.shown(root)
	if err != nil {
		t.Errorf("%s: %v", p.name, err)
	}
	if c.reader.plain != nil {
		want = outsideCode(want, c.reader.plain)
	}
	if got != want {
		t.Errorf("%s of %s: the plan says (-) what the page does not (+)\n%s", p.name, c.name, udiff.Unified("plan", "page", want, got))
	}
	if p.tabs && strings.Count(want, "tabs\n") == 0 {
		t.Errorf("%s has no tabs", p.name)
	}
	if steps := strings.Count(want, "\n  item"); p.name != "hostile.md" && steps < 20 {
		t.Errorf("%s: only %d steps were compared", p.name, steps)
	}
	for _, source := range c.reader.sources(root) {
		if strings.HasPrefix(source, "data:") {
			continue
		}
		at := filepath.Join(filepath.Dir(file), filepath.FromSlash(source))
		if strings.HasPrefix(source, "/") {
			at = filepath.Join(output, filepath.FromSlash(source))
		}
		if _, err := os.Stat(at); err != nil {
			t.Errorf("%s: the picture %s is not there", p.name, source)
		}
	}
}

// printedFor is a book with a front matter, where the reader takes its title from.
func printedFor(t *testing.T, b *book.Book, flavour string) []byte {
	t.Helper()
	f, err := markdown.Named(flavour)
	if err != nil {
		t.Fatal(err)
	}
	if f.Title == "front" {
		f.Front = []markdown.Field{{Key: "title", Text: plan.Literal(string(b.Title[0].(plan.Words).Text.Fill(nil)))}}
		untitled := *b
		untitled.Title = nil
		b = &untitled
	}
	printed, err := markdown.Print(b, f)
	if err != nil {
		t.Fatal(err)
	}
	return printed.Fill(nil)
}

// hostileBook has in each of its places text that means something to some reader
// of Markdown.
func hostileBook(flavour string) *book.Book {
	b := &book.Book{Title: plan.Say("Hostile text"), References: map[string]book.Reference{}}
	for i, v := range hostile {
		words := plan.Words{Text: plan.Literal(v)}
		var code plan.Run = plan.Code(words)
		if flavour == "hugo" && (strings.Contains(v, "{{<") || strings.Contains(v, "{{%")) {
			code = words // Hugo reads a shortcode in code too: it is printed as plain text
		}
		coded := code
		if strings.Contains(v, `\|`) && (flavour == "starlight" || flavour == "docusaurus") {
			coded = words // remark ends the cell there
		}
		id := fmt.Sprintf("h.%d", i)
		b.References[id] = book.Reference{Title: plan.Say("back"), Anchor: id}
		line := func(runs ...plan.Run) []plan.Block { return []plan.Block{plan.Paragraph{Line: runs}} }
		item := func(blocks ...plan.Block) plan.Item { return plan.Item{Blocks: blocks} }
		bold := plan.Strong{Line: plan.Line{words}}
		list := plan.List{Items: []plan.Item{item(line(words)...), item(append(line(bold, words), line(code)...)...)}}
		steps := plan.List{Ordered: true, Start: 9, Items: []plan.Item{
			item(append(line(words), list, plan.List{Items: []plan.Item{item(line(plan.Words{Text: plan.Literal("another list")})...)}})...),
			item(append(line(plan.Label{Text: "Next"}), plan.Note{Kind: plan.NoteWarning, Blocks: append(line(words), list)})...),
		}}
		b.Chapters = append(b.Chapters, book.Chapter{ID: id, Level: 2, Title: append(plan.Say("Chapter "), words), Blocks: slices.Concat(
			line(words), line(plan.Words{Text: plan.Literal("Enter ")}, words, plan.Words{Text: plan.Literal(", then ")}, code, words, plan.Words{Text: plan.Literal(".")}),
			line(plan.Link{URL: "https://a.example/b_(c)?d=e&f=g", Line: plan.Line{words}}, plan.Words{Text: plan.Literal(" and ")}, plan.Ref{Target: id}),
			[]plan.Block{
				list, steps,
				plan.List{Ordered: true, Items: []plan.Item{item(line(words)...)}},
				plan.Note{Kind: plan.NoteCaution, Blocks: line(words)},
				plan.Picture{File: "/dot.svg", Alt: plan.Line{words}},
				plan.Table{Columns: []plan.Line{plan.Say("a"), {words}}, Rows: []plan.TableRow{{Cells: []plan.Line{{coded}, {words, coded}}}, {Cells: []plan.Line{nil, {bold}}}}},
			},
		)})
	}
	return b
}

// hostile are texts that have broken a document somewhere. No control characters
// are among them, which neither content nor a profile lets in.
var hostile = []string{
	"plain", "J. Doe & Sons", "a_b_c", "_a_", "__a__", "*a*", "**a**", "~~a~~", "`", "``a``", "a`b", "[a](b)", "![a](b)", "[ ]", "[^1]: a", "[a]: b",
	"<b>", "</b>", "<!-- a -->", "<", "<=", "<5", "a < b", "<a@b.c>", "<https://a.example>", "&amp;", "&", "&copy;", `\`, `a\`, `\*`, `C:\Users`, "|", "a|b", `\|`,
	"# a", "C#", "a #", "> a", "- a", "+ a", "--- a", "===", "1. a", "1) a", "2026. Year", ": a", "::: note", ":::note", "::a", ":a[b]{c}", "a:b", "10:30", ":smile:",
	"!!! note", "??? note", "/// note", `=== "a"`, "import a from 'b'", "export const a = 1", "important", "{a}", "{", "}", "{#id}", "{.c}", "{: .c}", "{/* a */}", "{{< a >}}", "{{% a %}}", "{{ a }}",
	"${a}", "$a$", "$$", "a^b^", "==a==", "++a++", "--8<-- a", "www.example.com", "https://example.com/a_b_?c=d", "mailto:a@b.example", "a@b.example", "@name", "#12", "é日本😀", "it's \"quoted\"...",
}

// outsideCode replaces in text that is not code.
func outsideCode(s string, replace func(string) string) string {
	parts := strings.Split(s, codeMark)
	for i := 0; i < len(parts); i += 2 {
		parts[i] = replace(parts[i])
	}
	return strings.Join(parts, codeMark)
}
