package browser_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/site"
	"github.com/triptych-docs/triptych/site/browser"
)

// kinds is a page of each kind that the site has.
func kinds(t *testing.T) []string {
	t.Helper()
	all := []string{"index.html", "404.html", "search/index.html", "changelog/index.html", "mimecast-journaling/index.html"}
	folders, err := filepath.Glob(filepath.Join(folder(t), "area1-journaling", "*", "index.html"))
	if err != nil || len(folders) < 5 {
		t.Fatalf("%d pages beside the guide, %v", len(folders), err)
	}
	all = append(all, "area1-journaling/index.html")
	for _, f := range folders {
		name, err := filepath.Rel(folder(t), f)
		if err != nil {
			t.Fatal(err)
		}
		// Of the records of decisions the shorter one will do.
		if name = filepath.ToSlash(name); name == "area1-journaling/drift/index.html" {
			name = "mimecast-journaling/drift/index.html"
		}
		all = append(all, name)
	}
	variants, err := filepath.Glob(filepath.Join(folder(t), "area1-journaling", "v", "*", "index.html"))
	if err != nil || len(variants) == 0 {
		t.Fatalf("no page of a variant, %v", err)
	}
	name, err := filepath.Rel(folder(t), variants[len(variants)/2])
	if err != nil {
		t.Fatal(err)
	}
	return append(all, filepath.ToSlash(name))
}

// Every kind of page is accessible in both schemes and reflows at 320 px; none
// asks for anything but its own files.
func TestPagesAreAccessible(t *testing.T) {
	for _, name := range kinds(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := browser.New(t)
			p.Open(browser.File(t, folder(t)) + "/" + name)
			p.Axe("light")
			p.Scheme("dark")
			p.AxeColours("dark")
			p.Width(320)
			p.AxeWidth("narrow")
			if over := sideways(p); len(over) > 0 {
				t.Errorf("these go over the edge at 320 px: %q", over)
			}
			if begun := begunByStop(p); len(begun) > 0 {
				t.Errorf("these are followed by a line that begins with their full stop: %q", begun)
			}
			if faults := p.Faults(); len(faults) > 0 {
				t.Errorf("faults: %q", faults)
			}
			for _, r := range p.Requests() {
				if !strings.HasPrefix(r, "file:") && !strings.HasPrefix(r, "data:") {
					t.Errorf("the page asked for %s", r)
				}
			}
		})
	}
}

// At the address of an older guide a link leads on; nothing happens by itself.
func TestOldAddressIsAccessible(t *testing.T) {
	world := fixture.Load(t, os.DirFS("../../testdata/world"), "world")
	open, closed, err := compile.Pages(world, world.Procedures[0])
	if err != nil {
		t.Fatal(err)
	}
	files, err := site.Build(site.Site{Procedures: []site.Procedure{{Open: open, Closed: closed}}})
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := write(folder, files); err != nil {
		t.Fatal(err)
	}
	browser.Validate(t, []string{filepath.Join(folder, "old-lantern", "index.html")})
	p := browser.New(t)
	p.Open(browser.File(t, folder) + "/old-lantern/index.html")
	p.Axe("stub")
	p.Click("main a")
	p.Wait(`location.pathname.endsWith("/lantern-copies/index.html")`)
}

func TestPagesAreValidHTML(t *testing.T) {
	var all []string
	for _, name := range kinds(t) {
		all = append(all, filepath.Join(folder(t), filepath.FromSlash(name)))
	}
	browser.Validate(t, all)
}

// The bars: no page weighs more than 150 kB as a file, nor, with all that its
// form loads, more than 60 kB as a server sends it. No page has more than 20 KB of
// script, its form's included. The texts of the runbooks are no part of a page:
// they come when all is answered.
func TestPagesAreLight(t *testing.T) {
	pages := 0
	err := filepath.WalkDir(folder(t), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".html") {
			return err
		}
		page := read(t, path)
		if len(page) > 150_000 {
			t.Errorf("%s has %d bytes", path, len(page))
		}
		pages++
		scripts, sent := 0, packed(t, page)
		for _, m := range inline.FindAllSubmatch(page, -1) {
			scripts += len(m[1])
		}
		for _, names := range tools.FindAllSubmatch(page, -1) {
			for _, name := range strings.Fields(string(names[1])) {
				text := read(t, filepath.Join(folder(t), "assets", name))
				sent += packed(t, text)
				if !strings.Contains(name, ".known.") { // that is data
					scripts += len(text)
				}
			}
		}
		if scripts > 20<<10 {
			t.Errorf("%s has %d bytes of script", path, scripts)
		}
		if sent > 60_000 {
			t.Errorf("%s is %d bytes with its form, compressed", path, sent)
		}
		if strings.HasSuffix(path, "area1-journaling/index.html") || strings.HasSuffix(path, "runbook/index.html") || strings.HasSuffix(path, "search/index.html") {
			t.Logf("%s: %d bytes, %d of script with its form; %d sent", path, len(page), scripts, sent)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if pages < 100 {
		t.Errorf("only %d pages", pages)
	}
}

var (
	inline = regexp.MustCompile(`(?s)<script>(.*?)</script>`)
	tools  = regexp.MustCompile(` data-tools="([^"]*)"`)
)

func read(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// packed is how many bytes a server sends for a file.
func packed(t *testing.T, text []byte) int {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// A step of a list as a reader sees it.
type seen struct {
	ID     string
	Number int
}

// steps are the steps that a plan has, with their numbers.
func steps(p *plan.Plan) []seen {
	var all []seen
	for _, s := range p.Sections {
		for _, step := range s.Steps {
			all = append(all, seen{step.ID, step.Number})
		}
	}
	return all
}

const visible = `[...document.querySelectorAll("ol > li[id]")].filter(e => e.checkVisibility()).map(e => ({
	ID: e.id, Number: [...e.parentElement.children].filter(c => c.checkVisibility()).indexOf(e) + (e.parentElement.start || 1)}))`

// With scripts off, choosing answers leaves exactly the steps of that variant,
// numbered as in its own plan.
func TestPickerShowsTheStepsOfEachVariant(t *testing.T) {
	all := fixture.Content(t)
	for _, p := range all.Procedures {
		t.Run(p.ID.Text, func(t *testing.T) {
			page := browser.New(t)
			page.NoScript()
			page.Open(browser.File(t, folder(t)) + "/" + p.ID.Text + "/index.html")
			asked := browser.Eval[[]string](page, `[...new Set([...document.querySelectorAll("#picker input")].map(i => i.name))]`)
			tried := 0
			for answers := range space.Variants(p, nil) {
				several := slices.ContainsFunc(p.Facets, func(f model.Facet) bool { return len(answers[f.ID.Text]) > 1 })
				if several || slices.Contains(answers["compliance"], "regional") || slices.Contains(answers["pictures"], "files") {
					continue // done once for each region, under other ids
				}
				if tried++; testing.Short() && tried%7 != 0 {
					continue
				}
				closed, err := compile.Compile(all, p, compile.Options{Answers: answers})
				if err != nil {
					t.Fatal(err)
				}
				var picks []string
				for _, name := range asked {
					picks = append(picks, fmt.Sprintf("[%q,%q]", name, answers[name][0]))
				}
				page.Do(`for (const [n, v] of [` + strings.Join(picks, ",") + `]) {
					[...document.querySelectorAll("#picker input")].find(i => i.name === n && i.value === v).checked = true }`)
				got, want := browser.Eval[[]seen](page, visible), steps(closed)
				if !slices.Equal(got, want) {
					t.Fatalf("%s: the page shows\n%v\nthe variant has\n%v", answers.String(p), got, want)
				}
			}
			if tried < 8 {
				t.Errorf("only %d variants", tried)
			}
		})
	}
}

// Where mail is split by region, a guide has what is done for each region once:
// the steps that are left are those of every variant of up to three regions,
// each under the id and the number that it has for the first region.
func TestPickerShowsTheStepsOfRegionalVariants(t *testing.T) {
	all := fixture.Content(t)
	p := all.Procedures[0]
	page := browser.New(t)
	page.NoScript()
	page.Open(browser.File(t, folder(t)) + "/" + p.ID.Text + "/index.html")
	n, tried := 0, 0
	for answers := range space.Variants(p, map[string][]string{"compliance": {"regional"}, "pictures": {"none"}}) {
		if n++; len(answers["regions"]) > 3 || n%23 != 0 {
			continue
		}
		tried++
		closed, err := compile.Compile(all, p, compile.Options{Answers: answers})
		if err != nil {
			t.Fatal(err)
		}
		// Of several regions a reader of the guide chooses none: all are shown.
		page.Do(fmt.Sprintf(`for (const i of document.querySelectorAll("#picker input")) {
			i.checked = (%s)[i.name] === i.value || i.name === "regions" && i.value === %q }`,
			picksOf(answers, "gateway", "console", "compliance", "scope"), single(answers["regions"])))
		if got, want := browser.Eval[[]seen](page, visible), once(steps(closed), answers["regions"]); !slices.Equal(got, want) {
			t.Fatalf("%s: the page shows\n%v\nthe variant has\n%v", answers.String(p), got, want)
		}
	}
	if tried < 10 {
		t.Errorf("only %d variants", tried)
	}
}

// picksOf are single answers as an object of a script.
func picksOf(answers space.Answers, facets ...string) string {
	var all []string
	for _, f := range facets {
		all = append(all, fmt.Sprintf("%q: %q", f, answers[f][0]))
	}
	return "{" + strings.Join(all, ", ") + "}"
}

// single is the only one of some answers; empty where there are several.
func single(answers []string) string {
	if len(answers) > 1 {
		return ""
	}
	return answers[0]
}

// once is each step of a section that is done for each region, for the first of
// them only, and under the id that it was written with.
func once(all []seen, regions []string) []seen {
	var out []seen
	for _, s := range all {
		section, step, _ := strings.Cut(s.ID, ".")
		for _, r := range regions {
			section = strings.TrimSuffix(section, "-"+r)
		}
		s.ID = section + "." + step
		if !slices.ContainsFunc(out, func(o seen) bool { return o.ID == s.ID }) {
			out = append(out, s)
		}
	}
	return out
}

// The pages are there without a server: a word finds its step, and the link of
// what is found opens it.
func TestSearchFindsTheStep(t *testing.T) {
	p := browser.New(t)
	p.Open(browser.File(t, folder(t)) + "/search/index.html")
	p.Type("main input", "smart host")
	p.Wait(`document.querySelector("main a[href*='area1-journaling/index.html#']")`)
	first := browser.Eval[string](p, `document.querySelector("main ol a, main ul a").getAttribute("href")`)
	if !strings.HasSuffix(first, "index.html#connector.routing") {
		t.Errorf("the first that is found is %q", first)
	}
	p.Do(`location.href = document.querySelector("main ol a, main ul a").href`)
	p.Wait(`location.hash && document.readyState === "complete" && document.getElementById(decodeURIComponent(location.hash.slice(1)))`)
	if faults := p.Faults(); len(faults) > 0 {
		t.Errorf("faults: %q", faults)
	}
}

// The variant is in the address and nothing else is; a link to it shows the same
// steps, and what it asks for in vain is said.
func TestAddressHasTheVariant(t *testing.T) {
	p := browser.New(t)
	url := browser.File(t, folder(t)) + guidePage
	p.Open(url)
	p.Do(`[...document.querySelectorAll("#picker input")].filter(i => ["none", "purview", "eu"].includes(i.value) && i.name !== "compliance").forEach(i => i.click())`)
	query := browser.Eval[string](p, "location.search")
	if query != "?gateway=none&console=purview&regions=eu" {
		t.Errorf("the address says %q", query)
	}
	before := browser.Eval[[]seen](p, visible)
	p.Open(url + query)
	if after := browser.Eval[[]seen](p, visible); !slices.Equal(before, after) || len(after) == 0 {
		t.Errorf("the link shows\n%v\nthe page showed\n%v", after, before)
	}
	p.Open(url + "?regions=apac")
	if said := p.Text("main [role=status]"); !strings.Contains(said, "apac") {
		t.Errorf("of a region that is none the page says %q", said)
	}
	// Of two answers to one question none is taken; the same one twice is one.
	p.Open(url + "?gateway=none&gateway=outbound&console=purview&console=purview")
	if said := p.Text("main [role=status]"); !strings.Contains(said, "more than one answer to a question: gateway=none, gateway=outbound.") {
		t.Errorf("of a question with two answers the page says %q", said)
	}
	if picked := browser.Eval[[]string](p, `[...document.querySelectorAll("#picker input:checked")].map(i => i.value).filter(v => v)`); !slices.Equal(picked, []string{"purview"}) {
		t.Errorf("of a question with two answers the page took %q", picked)
	}
	// A link to a step that its own answers leave out shows the step, and says so.
	p.Open(url + "?gateway=none&console=purview#connector.routing")
	if said := p.Text("main [role=status]"); !strings.Contains(said, "leads to a part that your answers leave out") {
		t.Errorf("of a link to a step that is left out the page says %q", said)
	}
	if query := browser.Eval[string](p, "location.search"); query != "?console=purview" {
		t.Errorf("with a step shown that was left out, the address says %q", query)
	}
	// An address that was cut off on its way leads nowhere, and the questions still answer.
	p.Open(url + "#%E0%A4%A")
	p.Do(`document.querySelector("#picker input[value=purview]").click()`)
	if query := browser.Eval[string](p, "location.search"); query != "?console=purview" {
		t.Errorf("behind an address that was cut off, the address says %q", query)
	}
}

// With the keyboard alone, every control is reached, and nothing covers it.
func TestPagesByKeyboard(t *testing.T) {
	for _, name := range []string{guidePage, builderPage} {
		p := browser.New(t)
		p.Open(browser.File(t, folder(t)) + name)
		p.Frames(3)
		keyboardOnly(t, p, 40)
	}
}

// Printed, a guide says which variant it is, and has no controls.
func TestPagesPrint(t *testing.T) {
	p := browser.New(t)
	p.Open(browser.File(t, folder(t)) + guidePage)
	p.Do(`[...document.querySelectorAll("#picker input")].find(i => i.value === "eu").click()`)
	p.Print()
	shown := browser.Eval[[]string](p, `[...document.querySelectorAll("button, nav, input, summary")].filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))`)
	if len(shown) > 0 {
		t.Errorf("printed with controls: %q", shown)
	}
	if said := p.Text("main"); !strings.Contains(said, "EU only") {
		t.Error("what is printed does not say for whom")
	}
}
