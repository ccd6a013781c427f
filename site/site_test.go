package site_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"io/fs"
	"net/url"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"github.com/triptych-docs/triptych/content"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/golden"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/site"
)

const base = "https://docs.example/journaling/"

// made is the site of some content, each file under its name.
func made(t *testing.T, files fs.FS, base string) map[string][]byte {
	t.Helper()
	project := fixture.Load(t, files, "content")
	s := site.Site{Base: base, Model: "sha256:test"}
	for _, p := range project.Procedures {
		open, closed, err := compile.Pages(project, p)
		if err != nil {
			t.Fatal(err)
		}
		s.Procedures = append(s.Procedures, site.Procedure{Open: open, Closed: closed})
	}
	built, err := site.Build(s)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(built[:len(built)-1], func(a, b render.File) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the files are not in the order of their names")
	}
	all := map[string][]byte{}
	for _, f := range built {
		all[f.Name] = f.Data
	}
	return all
}

// The site of the content, made once for all tests that read it.
var (
	once  sync.Once
	files map[string][]byte
)

func ourSite(t *testing.T) map[string][]byte {
	t.Helper()
	once.Do(func() { files = made(t, content.Files, base) })
	if files == nil {
		t.Fatal("the site could not be made")
	}
	return files
}

// A node of a page and all nodes below it.
func walk(n *html.Node, visit func(*html.Node)) {
	visit(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, visit)
	}
}

func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func text(n *html.Node) string {
	var b strings.Builder
	walk(n, func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	})
	return b.String()
}

// Every page is well formed, has what the head of a page needs, stays within
// its weight, and every link in the site leads to a file and a place in it.
func TestPagesAreWholeAndLinksLead(t *testing.T) {
	checkPages(t, ourSite(t))
}

// A procedure that nobody wrote code for gets the same pages.
func TestAnotherVendorNeedsContentOnly(t *testing.T) {
	files := made(t, os.DirFS("../testdata/world"), "")
	checkPages(t, files)
	for _, name := range []string{"lantern-copies/index.html", "lantern-copies/v/outbound.old.north/index.html", "lantern-copies/drift/index.html", "lantern-copies/regions/index.html"} {
		if files[name] == nil {
			t.Errorf("there is no %s", name)
		}
	}
	golden.Check(t, "../testdata/golden/site/lantern.html", bare(files["lantern-copies/index.html"]))
	golden.Check(t, "../testdata/golden/site/lantern.md", files["lantern-copies/index.md"])
}

func checkPages(t *testing.T, files map[string][]byte) {
	t.Helper()
	places := map[string]map[string]bool{} // file → its ids
	pages := map[string]*html.Node{}
	for name, data := range files {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		page, err := html.Parse(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		pages[name], places[name] = page, map[string]bool{}
		walk(page, func(n *html.Node) {
			if id, ok := attribute(n, "id"); ok {
				if places[name][id] {
					t.Errorf("%s: the id %q stands twice", name, id)
				}
				places[name][id] = true
			}
		})
		if files[strings.TrimSuffix(name, ".html")+".md"] == nil {
			t.Errorf("%s has no twin", name)
		}
		if len(data) > 150<<10 {
			t.Errorf("%s has %d bytes, more than 150 KB", name, len(data))
		}
	}
	if len(pages) < 20 {
		t.Fatalf("only %d pages", len(pages))
	}
	for name, page := range pages {
		checkPage(t, name, page)
		walk(page, func(n *html.Node) {
			to, ok := attribute(n, "href")
			if !ok || n.Type != html.ElementNode {
				return
			}
			u, err := url.Parse(to)
			if err != nil {
				t.Errorf("%s: link %q: %v", name, to, err)
				return
			}
			if name == "404.html" && strings.HasPrefix(to, base) {
				if u.Path = strings.TrimPrefix(to, base); n.Data != "link" && files[u.Path] == nil {
					t.Errorf("%s: the link %q leads to no file", name, to)
				}
				return
			}
			if u.Scheme != "" || u.Host != "" {
				if n.Data == "link" && u.Scheme != "data" && !strings.HasPrefix(to, base) {
					t.Errorf("%s: <link> to %s", name, to)
				}
				return
			}
			file := name
			if u.Path != "" {
				file = path.Join(path.Dir(name), u.Path)
			}
			if files[file] == nil {
				t.Errorf("%s: the link %q leads to no file", name, to)
				return
			}
			if u.Fragment != "" && !places[file][u.Fragment] {
				t.Errorf("%s: the link %q leads to no place in %s", name, to, file)
			}
		})
	}
}

var numbered = regexp.MustCompile(`(?i)\bstep \d`)

// checkPage is what holds for a page by itself.
func checkPage(t *testing.T, name string, page *html.Node) {
	t.Helper()
	policy, script := "", 0
	seen := map[string]int{}
	walk(page, func(n *html.Node) {
		if n.Type != html.ElementNode {
			return
		}
		if n.Data != "title" || n.Parent.Data == "head" { // a picture has one too
			seen[n.Data]++
		}
		if n.Data == "meta" {
			if kind, _ := attribute(n, "http-equiv"); kind == "Content-Security-Policy" {
				policy, _ = attribute(n, "content")
			}
		}
		for _, a := range n.Attr {
			if a.Key == "src" || a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("%s: <%s> has the attribute %s", name, n.Data, a.Key)
			}
		}
	})
	for _, one := range []string{"h1", "main", "title"} {
		if seen[one] != 1 {
			t.Errorf("%s has %d <%s>", name, seen[one], one)
		}
	}
	walk(page, func(n *html.Node) {
		if n.Type != html.ElementNode || n.Data != "style" && n.Data != "script" {
			return
		}
		if kind, _ := attribute(n, "type"); kind == "application/json" {
			return
		}
		sum := sha256.Sum256([]byte(text(n)))
		if !strings.Contains(policy, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
			t.Errorf("%s: the policy refuses a <%s> of the page", name, n.Data)
		}
		if n.Data == "script" {
			script += len(text(n))
		}
	})
	if !strings.HasPrefix(policy, "default-src 'none'; connect-src 'none'; form-action 'none'; base-uri 'none'") {
		t.Errorf("%s: the policy is %q", name, policy)
	}
	if script > 20<<10 {
		t.Errorf("%s: its script has %d bytes, more than 20 KB", name, script)
	}
	walk(page, func(n *html.Node) {
		if n.Type == html.ElementNode && n.Data == "main" {
			if m := numbered.FindString(text(n)); m != "" {
				t.Errorf("%s says %q: numbers of steps move", name, m)
			}
		}
	})
}

// Everything that a reader can be told without a script stands in the page:
// each step, and the condition of each step that is not for everybody.
func TestGuideHasAllStepsWithTheirConditions(t *testing.T) {
	page, err := html.Parse(bytes.NewReader(ourSite(t)["area1-journaling/index.html"]))
	if err != nil {
		t.Fatal(err)
	}
	steps, conditional := 0, 0
	walk(page, func(n *html.Node) {
		id, _ := attribute(n, "id")
		if n.Data != "li" || !strings.Contains(id, ".") {
			return
		}
		steps++
		if _, ok := attribute(n, "data-unless"); ok {
			conditional++
			if said := strings.TrimSpace(text(n)); !strings.HasPrefix(said, "If ") {
				t.Errorf("step %s is not for everybody and begins with %.60q", id, said)
			}
		}
	})
	if steps < 25 || conditional < 8 {
		t.Errorf("%d steps, %d of them conditional", steps, conditional)
	}
}

// The page of a variant has nothing to choose, and says whom it is for.
func TestVariantIsSettled(t *testing.T) {
	page := string(ourSite(t)["area1-journaling/v/outbound.purview.eu/index.html"])
	for _, word := range []string{"data-unless", "data-settled", `type="radio"`, "REGION_DOMAIN"} {
		if strings.Contains(page, word) {
			t.Errorf("the page has %s", word)
		}
	}
	for _, word := range []string{"journaling.mailstream-eu1.mxrecord.io", "Outbound gateway", "EU only", `rel="canonical" href="` + base + `area1-journaling/"`} {
		if !strings.Contains(page, word) {
			t.Errorf("the page lacks %s", word)
		}
	}
}

func TestSitemapHasEveryPage(t *testing.T) {
	files := ourSite(t)
	var sitemap struct {
		URL []struct {
			Loc string `xml:"loc"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal(files["sitemap.xml"], &sitemap); err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, u := range sitemap.URL {
		listed[strings.TrimPrefix(u.Loc, base)+"index.html"] = true
		if files[strings.TrimPrefix(u.Loc, base)+"index.html"] == nil {
			t.Errorf("%s is no page", u.Loc)
		}
	}
	for name := range files {
		if strings.HasSuffix(name, ".html") && name != "404.html" && !listed[name] { // our content names no older addresses
			t.Errorf("the sitemap lacks %s", name)
		}
	}
}

// llms.txt has the form that its readers know, and its links lead to twins.
func TestListForProgramsLeads(t *testing.T) {
	files := ourSite(t)
	list := string(files["llms.txt"])
	if !regexp.MustCompile(`^# .+\n\n> .+\n\n`).MatchString(list) || strings.Count(list, "\n# ") > 0 {
		t.Errorf("llms.txt begins with\n%.200s", list)
	}
	links := regexp.MustCompile(`(?m)^- \[[^\]]+\]\(([^)]+)\)`).FindAllStringSubmatch(list, -1)
	if len(links) < 100 {
		t.Errorf("only %d links", len(links))
	}
	for _, m := range links {
		if files[strings.TrimPrefix(m[1], base)] == nil {
			t.Errorf("llms.txt leads to %s, which is not there", m[1])
		}
	}
}

// A page and its twin say the same words; the page has some more around them.
func TestTwinsSayTheSame(t *testing.T) {
	files := ourSite(t)
	for _, name := range []string{"index", "area1-journaling/index", "mimecast-journaling/undo/index", "mimecast-journaling/v/europe.before.hybrid.purview/index"} {
		page, err := html.Parse(bytes.NewReader(files[name+".html"]))
		if err != nil {
			t.Fatal(err)
		}
		var said string
		walk(page, func(n *html.Node) {
			if n.Type == html.ElementNode && n.Data == "main" {
				said = squeezed(text(n))
			}
		})
		plain := regexp.MustCompile("\\]\\([^)]*\\)|[\\\\`*\\[\\]>#|]|(?m)^ *(-|[0-9]+\\.) ").ReplaceAllString(string(files[name+".md"]), " ")
		words := strings.Fields(plain)
		if len(words) < 30 {
			t.Errorf("%s.md has %d words", name, len(words))
		}
		for _, word := range words {
			if letters(word) && !strings.Contains(said, word) {
				t.Errorf("%s: the page does not say %q", name, word)
			}
		}
	}
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

// letters tells whether a word is one of the document, and no mark of Markdown.
func letters(s string) bool { return !strings.ContainsAny(s, "-:!_") && s != "powershell" }

// The same content makes the same bytes.
func TestBuildsAreEqual(t *testing.T) {
	first, second := ourSite(t), made(t, content.Files, base)
	if len(first) != len(second) {
		t.Fatalf("%d files and %d files", len(first), len(second))
	}
	for name, data := range first {
		if !bytes.Equal(data, second[name]) {
			t.Errorf("%s differs between two builds", name)
		}
	}
}

// Without an address nothing pretends to know one.
func TestWithoutBaseNothingIsAbsolute(t *testing.T) {
	files := made(t, os.DirFS("../testdata/world"), "")
	if files["sitemap.xml"] != nil || bytes.Contains(files["robots.txt"], []byte("Sitemap")) || bytes.Contains(files["index.html"], []byte("og:url")) {
		t.Error("the site names an address that nobody gave")
	}
}

// bare is a page without its styles and scripts, which have files of their own,
// and without their hashes.
func bare(page []byte) []byte {
	page = regexp.MustCompile(`(?s)(<style>|<script>).*?(</style>|</script>)`).ReplaceAll(page, []byte("$1$2"))
	return regexp.MustCompile(`sha256-(?:[A-Za-z0-9/=]|&#43;)+`).ReplaceAll(page, []byte("sha256"))
}

func TestGoldenPages(t *testing.T) {
	files := ourSite(t)
	for name, file := range map[string]string{
		"home.html":    "index.html",
		"variant.html": "area1-journaling/v/outbound.purview.eu/index.html",
		"variant.md":   "area1-journaling/v/outbound.purview.eu/index.md",
		"guide.md":     "area1-journaling/index.md",
		"drift.md":     "mimecast-journaling/drift/index.md",
		"fields.md":    "mimecast-journaling/fields/index.md",
		"consoles.md":  "area1-journaling/consoles/index.md",
		"script.md":    "area1-journaling/powershell/index.md",
		"differs.md":   "area1-journaling/differences/index.md",
	} {
		golden.Check(t, "../testdata/golden/site/"+name, bare(files[file]))
	}
	golden.Only(t, "../testdata/golden/site", []string{"home.html", "variant.html", "variant.md", "guide.md", "drift.md", "fields.md", "consoles.md", "script.md", "differs.md", "lantern.html", "lantern.md"})
}

// Beside a guide stand the pages that have something to say, and no empty ones.
func TestPagesBesideAGuideHaveSomethingToSay(t *testing.T) {
	project := fixture.Load(t, os.DirFS("../testdata/world"), "world")
	open, _, err := compile.Pages(project, project.Procedures[0])
	if err != nil {
		t.Fatal(err)
	}
	bare := *open
	bare.Tables, bare.Names, bare.Decisions, bare.Sources = nil, nil, nil, nil
	bare.Sections = slices.Clone(open.Sections)
	for i := range bare.Sections {
		bare.Sections[i].Steps = nil
	}
	whole := site.NewPreview(site.Site{Procedures: []site.Procedure{{Open: open}}})
	least := site.NewPreview(site.Site{Procedures: []site.Procedure{{Open: &bare}}})
	for folder, always := range map[string]bool{"verify": true, "undo": true, "regions": false, "fields": false, "consoles": false, "drift": false} {
		name := open.Procedure + "/" + folder + "/index.html"
		data, ok, err := whole.File(name)
		if !ok || err != nil || !bytes.Contains(data, []byte("<h2")) {
			t.Errorf("%s: there %v, %v, without a chapter", name, ok, err)
		}
		if _, ok, _ := least.File(name); ok != always {
			t.Errorf("%s of a procedure without steps: there %v, want %v", name, ok, always)
		}
	}
}
