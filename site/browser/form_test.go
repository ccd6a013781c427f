package browser_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/site/browser"
)

const (
	guidePage   = "/area1-journaling/index.html"
	builderPage = "/area1-journaling/runbook/index.html"
)

// guide opens the guide with its form.
func guide(t *testing.T, p *browser.Page, url string) {
	t.Helper()
	p.Open(url + guidePage)
	p.Click("#personalise button")
	p.Wait(`document.querySelector("#personalise input")`)
}

// builder opens the page of the runbook.
func builder(t *testing.T, p *browser.Page, url string) {
	t.Helper()
	p.Open(url + builderPage)
	p.Wait(`document.querySelector("#builder input")`)
}

// into types into the field whose label begins with a text and leaves it.
func into(p *browser.Page, label, text string) {
	p.Do(fmt.Sprintf(`document.querySelectorAll("[data-now]").forEach(e => e.removeAttribute("data-now"));
		const l = [...document.querySelectorAll(".field:not([hidden]) label")].find(l => l.textContent.startsWith(%q));
		document.getElementById(l.htmlFor).setAttribute("data-now", "")`, label))
	p.Type("[data-now]", text)
	p.Press(kb.Tab)
}

// choose selects the answer with a label to the question that begins with a text.
func choose(p *browser.Page, question, answer string) {
	p.Do(fmt.Sprintf(`const f = [...document.querySelectorAll("#builder fieldset, .personalise fieldset")].find(f => f.querySelector("legend").textContent.startsWith(%q));
		[...f.querySelectorAll("label")].find(l => l.textContent.trim() === %q).querySelector("input").click()`, question, answer))
}

// The values of acme.yaml, as its reader gives them.
func fillAcme(p *browser.Page) {
	choose(p, "Does mail that leaves", "Outbound gateway")
	choose(p, "Which admin consoles", "Exchange admin center and Microsoft Purview compliance portal")
	choose(p, "In which region", "EU only")
	into(p, "What is your journal address", "acme")
	into(p, "To which mailbox", "journal-ndr@contoso.example")
	into(p, "Customer", "Acme Corp")
	into(p, "Short name", "acme")
	into(p, "Change ticket", "CHG-10432")
	into(p, "Owner of the change", "J. Doe")
	into(p, "Prepared on", "2026-12-05")
	p.Wait(`document.querySelectorAll(".downloads button").length === 4`)
}

func names(f string) string {
	return fmt.Sprintf(`[...document.querySelectorAll(".downloads button")].find(b => b.textContent.includes(%q)).click()`, f)
}

// What a reader saves is what the command writes: from a disk and from a server.
func TestBuilderMakesTheFilesOfTheCommand(t *testing.T) {
	all := fixture.Content(t)
	for _, place := range []struct{ name, url string }{
		{"disk", browser.File(t, folder(t))},
		{"server", browser.Serve(t, folder(t))},
	} {
		t.Run(place.name, func(t *testing.T) {
			p := browser.New(t)
			builder(t, p, place.url)
			fillAcme(p)
			b := bound(t, all, "acme.yaml")
			for name, want := range map[string][]byte{
				"runbook.md":              runbook(t, all, b, render.Markdown),
				"runbook.html":            runbook(t, all, b, render.HTML),
				"Set-Area1Journaling.ps1": runbook(t, all, b, render.PowerShell),
				"profile.yaml":            b.YAML(),
			} {
				p.Do(names(name))
				if got := p.Download(name); !bytes.Equal(got, want) {
					t.Errorf("%s has %d bytes, the command's has %d", name, len(got), len(want))
				}
			}
			if faults := p.Faults(); len(faults) > 0 {
				t.Errorf("faults: %q", faults)
			}
			if got, want := p.Text("#builder .result"), render.ID(all.Hash, b.Change()); !strings.Contains(got, want) {
				t.Errorf("the preview does not have %s", want)
			}
		})
	}
}

// Three regions, each with its group.
func TestBuilderMakesARegionalRunbook(t *testing.T) {
	all := fixture.Content(t)
	p := browser.New(t)
	builder(t, p, browser.File(t, folder(t)))
	choose(p, "Does mail that leaves", "Outbound gateway")
	choose(p, "Which admin consoles", "Exchange admin center and Microsoft Purview compliance portal")
	choose(p, "Does mail of different people", "By region")
	for _, region := range []string{"US", "EU only", "Australia / New Zealand only"} {
		choose(p, "In which region", region)
	}
	into(p, "What is your journal address", "contoso")
	into(p, "To which mailbox", "journal-ndr@contoso.example")
	for i, group := range []string{"us", "eu", "au"} {
		p.Do(fmt.Sprintf(`document.querySelectorAll("[data-now]").forEach(e => e.removeAttribute("data-now"));
			const boxes = [...document.querySelectorAll(".field:not([hidden]) label")].filter(l => l.textContent.includes("group") && l.textContent.includes("("));
			document.getElementById(boxes[%d].htmlFor).setAttribute("data-now", "")`, i))
		p.Type("[data-now]", "journaled-"+group+"@contoso.example")
		p.Press(kb.Tab)
	}
	into(p, "Customer", "O'Brien & Söhne <x>")
	into(p, "Short name", "obrien")
	into(p, "Prepared on", "2026-12-05")
	p.Wait(`document.querySelectorAll(".downloads button").length === 4`)
	b := bind(t, all, `procedure: area1-journaling
customer: {id: obrien, name: "O'Brien & Söhne <x>"}
answers: {gateway: outbound, console: compliance-portal, compliance: regional, regions: [us, eu, australia]}
inputs:
  address: contoso
  undeliverable: journal-ndr@contoso.example
  groups: {us: journaled-us@contoso.example, eu: journaled-eu@contoso.example, australia: journaled-au@contoso.example}
`)
	for name, format := range map[string]render.Format{"runbook.html": render.HTML, "Set-Area1Journaling.ps1": render.PowerShell} {
		p.Do(names(name))
		if got, want := p.Download(name), runbook(t, all, b, format); !bytes.Equal(got, want) {
			t.Errorf("%s has %d bytes, the command's has %d", name, len(got), len(want))
		}
	}
}

// Mimecast, by the same form: what is saved is what the command writes.
func TestBuilderMakesAMimecastRunbook(t *testing.T) {
	all := fixture.Content(t)
	p := browser.New(t)
	p.Open(browser.File(t, folder(t)) + "/mimecast-journaling/runbook/index.html")
	p.Wait(`document.querySelector("#builder input")`)
	choose(p, "In which region", "Europe, except Germany")
	choose(p, "Was your Mimecast service", "Service provisioned before 26 March 2015")
	choose(p, "Are all mailboxes", "Mailboxes in Exchange Online and on Exchange servers of your own")
	choose(p, "Which admin consoles", "Exchange admin center and Microsoft Purview compliance portal")
	into(p, "What is the primary", "litware.example")
	into(p, "Which mailbox", "journal-ndr@litware.example")
	into(p, "Customer", "Litware, Inc. 'EU'")
	into(p, "Short name", "litware")
	into(p, "Prepared on", "2026-12-05")
	p.Wait(`document.querySelectorAll(".downloads button").length === 4`)
	b := bind(t, all, `procedure: mimecast-journaling
customer: {id: litware, name: "Litware, Inc. 'EU'"}
answers: {region: europe, provisioned: before, topology: hybrid, console: compliance-portal}
inputs: {domain: litware.example, undeliverable: journal-ndr@litware.example}
`)
	for name, format := range map[string]render.Format{
		"runbook.md": render.Markdown, "runbook.html": render.HTML, "Set-MimecastJournaling.ps1": render.PowerShell,
	} {
		p.Do(names(name))
		if got, want := p.Download(name), runbook(t, all, b, format); !bytes.Equal(got, want) {
			t.Errorf("%s has %d bytes, the command's has %d", name, len(got), len(want))
		}
	}
}

// bind is a profile, read and bound.
func bind(t *testing.T, all *model.Project, text string) *profile.Bound {
	t.Helper()
	var faults source.List
	b := profile.Bind(all, profile.Read(&source.File{Name: "x.yaml", Text: []byte(text)}, &faults), "2026-12-05", &faults)
	if b == nil {
		t.Fatal(faults.Error())
	}
	return b
}

// With the keyboard alone a reader opens the form of a guide, gives values and
// answers, and saves the runbook.
func TestFormByKeyboard(t *testing.T) {
	all := fixture.Content(t)
	p := browser.New(t)
	p.Open(browser.File(t, folder(t)) + guidePage)
	// tab goes on to the first control of which something holds.
	tab := func(what string) {
		t.Helper()
		for range 150 {
			p.Press(kb.Tab)
			if browser.Eval[bool](p, `(e => `+what+`)(document.activeElement)`) {
				return
			}
		}
		t.Fatalf("Tab reaches nothing of which %s", what)
	}
	label := func(text string) string { return fmt.Sprintf(`e.labels?.[0]?.textContent.startsWith(%q)`, text) }
	// Arrow keys choose among the answers to a question, which has one of them.
	answer := func(question, text string) {
		t.Helper()
		tab(fmt.Sprintf(`e.type === "radio" && e.closest("fieldset")?.querySelector("legend").textContent.startsWith(%q)`, question))
		for range 12 {
			if browser.Eval[string](p, `document.activeElement.checked ? document.activeElement.labels[0].textContent.trim() : ""`) == text {
				return
			}
			p.Press(kb.ArrowDown)
		}
		t.Fatalf("the arrow keys do not reach the answer %q to %q", text, question)
	}
	answer("Does mail that leaves", "Outbound gateway")
	answer("Which admin consoles", "Exchange admin center and Microsoft Purview compliance portal")
	answer("In which region", "EU only")
	tab(`e.textContent === "Fill in your own values"`)
	p.Press(kb.Enter)
	p.Wait(`document.activeElement.matches("#personalise input")`)
	p.Press("acme")
	tab(label("To which mailbox"))
	p.Press("journal-ndr@contoso.example")
	tab(`e.textContent === "Make a runbook and a script of these values"`)
	p.Press(kb.Enter)
	p.Wait(`document.querySelector("#personalise .builder")`)
	for _, fact := range [][2]string{{"Customer", "Acme Corp"}, {"Short name", "acme"}, {"Prepared on", "2026-12-05"}} {
		tab(label(fact[0]))
		p.Press(fact[1])
	}
	tab(`e.textContent === "Save runbook.md"`)
	p.Press(kb.Enter)
	b := bind(t, all, `procedure: area1-journaling
customer: {id: acme, name: Acme Corp}
answers: {gateway: outbound, console: compliance-portal, regions: [eu]}
inputs: {address: acme, undeliverable: journal-ndr@contoso.example}
`)
	if got, want := p.Download("runbook.md"), runbook(t, all, b, render.Markdown); !bytes.Equal(got, want) {
		t.Errorf("the runbook has %d bytes, the command's has %d", len(got), len(want))
	}
}

// What the command refuses the page refuses, in the same words, and gives no file.
func TestBuilderRefusesWhatTheCommandRefuses(t *testing.T) {
	for _, c := range []struct{ label, value, why string }{
		{"What is your journal address", "a b", "has a space in it"},
		{"What is your journal address", "acme@elsewhere.example", `This has the domain "elsewhere.example", which no answer to regions has`},
		{"To which mailbox", "nobody", "has no @ and so is no mail address"},
		{"To which mailbox", "acme@journaling.mailstream-eu1.mxrecord.io", "is inputs.address too"},
		{"Customer", "a\u202eb", "turns the direction of the text round"},
		{"Prepared on", "5.12.2026", "is no date"},
	} {
		t.Run(c.label+" "+c.why, func(t *testing.T) {
			p := browser.New(t)
			builder(t, p, browser.File(t, folder(t)))
			fillAcme(p)
			into(p, c.label, c.value)
			p.Wait(`document.querySelectorAll(".downloads button").length === 0`)
			if got := browser.Eval[string](p, `document.querySelector("[data-now]").closest(".field").querySelector(".fault").textContent`); !strings.Contains(got, c.why) {
				t.Errorf("the page says %q and not %q", got, c.why)
			}
			if !browser.Eval[bool](p, `document.querySelector("[data-now]").getAttribute("aria-invalid") === "true"`) {
				t.Error("the box is not marked as wrong")
			}
		})
	}
}

// Paste anything: the name is taken out of it, the region is set, and both are said.
func TestWholeAddressSetsTheRegion(t *testing.T) {
	for _, pasted := range []string{
		"acme@journaling.mailstream-eu1.mxrecord.io",
		" mailto:acme@journaling.mailstream-eu1.mxrecord.io?subject=x ",
		"Acme Journal <acme@JOURNALING.mailstream-eu1.mxrecord.io>",
	} {
		p := browser.New(t)
		builder(t, p, browser.File(t, folder(t)))
		into(p, "What is your journal address", pasted)
		p.Wait(`document.querySelector("#builder [role=status]").textContent.includes("EU only")`)
		if got := browser.Eval[string](p, `document.querySelector("[data-now]").value`); got != "acme" {
			t.Errorf("of %q the page took %q", pasted, got)
		}
		if got := browser.Eval[[]string](p, `[...document.querySelectorAll("#builder input:checked")].map(i => i.value)`); !slices.Contains(got, "eu") {
			t.Errorf("of %q the page took the answers %q", pasted, got)
		}
		guide(t, p, browser.File(t, folder(t)))
		into(p, "What is your journal address", pasted)
		if got := browser.Eval[[]string](p, `[...document.querySelectorAll("#picker input:checked")].map(i => i.value)`); !slices.Contains(got, "eu") {
			t.Errorf("of %q the guide took the answers %q", pasted, got)
		}
		if got := browser.Eval[string](p, `document.querySelector("[data-now]").closest(".field").querySelector(".fault").textContent`); !strings.Contains(got, "EU only") {
			t.Errorf("the guide says %q", got)
		}
	}
}

// An address of another region than the one chosen is a question of where mail
// is kept: it is refused and not obeyed.
func TestAddressOfAnotherRegionIsRefused(t *testing.T) {
	p := browser.New(t)
	guide(t, p, browser.File(t, folder(t)))
	p.Do(`[...document.querySelectorAll("#picker input")].find(i => i.value === "us").click()`)
	into(p, "What is your journal address", "acme@journaling.mailstream-eu1.mxrecord.io")
	if got := browser.Eval[string](p, `document.querySelector("[data-now]").closest(".field").querySelector(".fault").textContent`); !strings.Contains(got, "data-residency decision") {
		t.Errorf("the guide says %q", got)
	}
	if n := browser.Eval[int](p, `document.querySelectorAll(".hole.filled").length`); n != 0 {
		t.Errorf("%d places were filled", n)
	}
}

// The reader's values are in every place that has a hole, as text and nothing
// else, until they are cleared.
func TestGuideIsFilled(t *testing.T) {
	p := browser.New(t)
	guide(t, p, browser.File(t, folder(t)))
	before := browser.Eval[[]string](p, `[...document.querySelectorAll("[data-var]")].map(e => e.textContent)`)
	into(p, "What is your journal address", "acme-2")
	into(p, "To which mailbox", "ndr@contoso.example")
	for hole, want := range map[string]string{"input.address": "acme-2", "input.undeliverable": "ndr@contoso.example"} {
		got := browser.Eval[[]string](p, fmt.Sprintf(`[...document.querySelectorAll("[data-var='%s']")].map(e => e.textContent)`, hole))
		if len(got) == 0 || slices.ContainsFunc(got, func(s string) bool { return s != want }) {
			t.Errorf("%s is %q in the page", hole, got)
		}
	}
	if left := browser.Eval[[]string](p, `[...document.querySelectorAll("[data-var^='input.address'], [data-var='input.undeliverable']")].filter(e => !e.classList.contains("filled")).map(e => e.outerHTML)`); len(left) > 0 {
		t.Errorf("not marked as filled: %q", left)
	}
	p.Screenshot("guide-filled")
	// Places of other readers are filled as well, and are not counted.
	p.Do(`document.querySelector("#picker input[value=eu]").click()`)
	into(p, "What is your journal address", "acme-3")
	p.Do(`document.querySelectorAll("details").forEach(d => d.open = true)`)
	filled := browser.Eval[int](p, `document.querySelectorAll("[data-var].filled").length`)
	seen := browser.Eval[int](p, `[...document.querySelectorAll("[data-var].filled")].filter(e => e.getClientRects().length).length`)
	if said := p.Text("#personalise [role=status]"); seen == 0 || seen == filled || !strings.HasPrefix(said, fmt.Sprint(seen, " ")) {
		t.Errorf("of %d places that are filled, %d are this reader's, and the page says %q", filled, seen, said)
	}
	// What is no value of its kind is not put in at all, and never as markup.
	into(p, "What is your journal address", `<img src=x onerror=alert(1)>`)
	if n := browser.Eval[int](p, `document.querySelectorAll("[data-var='input.address'].filled, main img").length`); n != 0 {
		t.Errorf("%d places took it", n)
	}
	into(p, "What is your journal address", "acme")
	p.Do(`[...document.querySelectorAll("#personalise button")].find(b => b.textContent === "Clear").click()`)
	if after := browser.Eval[[]string](p, `[...document.querySelectorAll("[data-var]")].map(e => e.textContent)`); !slices.Equal(before, after) {
		t.Errorf("after clearing the page says %q", after)
	}
}

// Nothing that is typed leaves the page: no request while the forms are filled,
// nothing in the address, in the history's state or in a store.
func TestNothingIsSentOrKept(t *testing.T) {
	for _, url := range []string{browser.File(t, folder(t)), browser.Serve(t, folder(t))} {
		p := browser.New(t)
		builder(t, p, url)
		choose(p, "Does mail that leaves", "Outbound gateway")
		choose(p, "Which admin consoles", "Exchange admin center and Microsoft Purview compliance portal")
		choose(p, "In which region", "EU only")
		p.Wait(`performance.getEntriesByType("resource").length >= 2 || location.protocol === "file:"`)
		time.Sleep(300 * time.Millisecond)
		for _, r := range p.Requests() {
			if !strings.HasPrefix(r, url) {
				t.Errorf("asked for %s", r)
			}
		}
		p.Forget()
		fillAcme(p)
		p.Do(names("runbook.md"))
		p.Download("runbook.md")
		quiet(t, p, "acme", "contoso", "CHG-10432")
		p.Forget()
		guide(t, p, url)
		p.Forget()
		into(p, "What is your journal address", "acme-secret")
		p.Do(`document.querySelectorAll("#picker input").forEach(i => i.click())`)
		quiet(t, p, "acme-secret")
		// Back and away: the values are gone.
		p.Open(url + "/index.html")
		p.Back()
		if strings.Contains(browser.Eval[string](p, `document.body.innerText + [...document.querySelectorAll("input")].map(i => i.value)`), "acme-secret") {
			t.Error("the value is there again after going back")
		}
	}
}

// quiet holds that a page asked for nothing but files that it gives away, and
// that no value is where another page could find it.
func quiet(t *testing.T, p *browser.Page, values ...string) {
	t.Helper()
	for _, r := range p.Requests() {
		if !strings.HasPrefix(r, "blob:") {
			t.Errorf("while the form was filled the page asked for %s", r)
		}
	}
	places := browser.Eval[string](p, `location.href + document.referrer + document.cookie + JSON.stringify(history.state) +
		JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage}) + document.title + window.name`)
	for _, v := range values {
		if strings.Contains(places, v) {
			t.Errorf("%q is in %s", v, places)
		}
	}
	if named := browser.Eval[int](p, `document.querySelectorAll("input[type=text][name], form input[type=text]").length`); named != 0 {
		t.Errorf("%d boxes have a name or stand in a form", named)
	}
}

func TestFormsAreAccessible(t *testing.T) {
	p := browser.New(t)
	builder(t, p, browser.File(t, folder(t)))
	p.Axe("empty")
	if got := browser.Eval[int](p, `[...document.querySelectorAll(".several label")].filter(l => l.textContent).length`); got != len(profile.PageFacts()) {
		t.Errorf("%d facts have a field with a name, there are %d", got, len(profile.PageFacts()))
	}
	fillAcme(p)
	into(p, "To which mailbox", "nobody")
	p.Axe("with a fault")
	into(p, "To which mailbox", "ndr@contoso.example")
	p.Wait(`document.querySelectorAll(".downloads button").length === 4`)
	p.Screenshot("builder-filled")
	p.Axe("filled")
	if got := browser.Eval[[]string](p, `[...document.querySelectorAll("#builder *")].flatMap(e => [...e.attributes])
		.filter(a => a.name !== "spellcheck" && /^(undefined|null|false|NaN)$/.test(a.value)).map(a => a.name + "=" + a.value)`); len(got) > 0 {
		t.Errorf("attributes of nothing: %q", got)
	}
	// The preview has the tables of the runbook as tables, each with all its rows.
	if got := browser.Eval[[]int](p, `[...document.querySelectorAll(".result table")].map(t => t.rows.length)`); len(got) != 2 || got[0] < 5 || got[1] < 5 {
		t.Errorf("the preview has tables of %v rows", got)
	}
	p.Scheme("dark")
	p.AxeColours("dark")
	p.Screenshot("builder-dark")
	p.Width(320)
	p.AxeWidth("narrow")
	p.Screenshot("builder-320")
	if over := sideways(p); len(over) > 0 {
		t.Errorf("these go over the edge at 320 px: %q", over)
	}
	guide(t, p, browser.File(t, folder(t)))
	into(p, "What is your journal address", strings.Repeat("long", 16))
	p.AxeWidth("guide, narrow")
	if over := sideways(p); len(over) > 0 {
		t.Errorf("a filled guide goes over the edge at 320 px: %q", over)
	}
	p.Width(1280)
	p.Axe("guide")
	p.Print()
	if n := browser.Eval[int](p, `[...document.querySelectorAll("#personalise, button, input")].filter(e => e.checkVisibility()).length`); n != 0 {
		t.Errorf("%d controls are printed", n)
	}
}

// With scripts off there is no form, and the page says what to do instead.
func TestFormsWithoutScripts(t *testing.T) {
	p := browser.New(t)
	p.NoScript()
	p.Open(browser.File(t, folder(t)) + guidePage)
	if !strings.Contains(p.Text("main"), "Replace the highlighted text with your own values.") {
		t.Error("the guide does not say how to put values in by hand")
	}
	if browser.Eval[bool](p, `document.getElementById("personalise").checkVisibility()`) {
		t.Error("there is a form that does nothing")
	}
	p.Open(browser.File(t, folder(t)) + builderPage)
	if !strings.Contains(p.Text("main"), "triptych runbook") {
		t.Error("the page of the runbook does not say how it is made without a script")
	}
}

// Where the scripts of a form do not come, the page says so and lets its reader try
// again: a page that was saved alone, or a site that was copied in part.
func TestFormThatDoesNotLoadSaysSo(t *testing.T) {
	alone := t.TempDir()
	for _, name := range []string{guidePage, builderPage} {
		file := filepath.Join(alone, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, read(t, filepath.Join(folder(t), filepath.FromSlash(name))), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p := browser.New(t)
	says := func() {
		t.Helper()
		p.Wait(`document.querySelector("[role=alert]").checkVisibility()`)
		if text := p.Text("[role=alert]"); !strings.HasPrefix(text, "The form has not loaded") {
			t.Errorf("the page says %q", text)
		}
	}
	p.Open(browser.File(t, alone) + guidePage)
	for range 2 {
		p.Click("#personalise button")
		says()
		p.Wait(`!document.querySelector("#personalise button").disabled`)
	}
	p.Open(browser.File(t, alone) + builderPage)
	says()
	if !strings.Contains(p.Text("main"), "triptych runbook") {
		t.Error("the page of the runbook no longer says how it is made without its form")
	}
}

// On the page of a variant a reader's values go into its steps and into the lines
// of the script behind them: those of the script that the command writes.
func TestVariantIsFilled(t *testing.T) {
	all := fixture.Content(t)
	p := browser.New(t)
	p.Open(browser.File(t, folder(t)) + "/area1-journaling/v/outbound.compliance-portal.eu/index.html")
	if open := browser.Eval[int](p, `document.querySelectorAll("details.script[open]").length`); open != 0 {
		t.Errorf("%d of the parts about the script are open", open)
	}
	p.Click("#personalise button")
	p.Wait(`document.querySelector("#personalise input")`)
	into(p, "What is your journal address", "acme@journaling.mxrecord.io")
	if n := browser.Eval[int](p, `document.querySelectorAll("[data-var='input.address'].filled").length`); n != 0 {
		t.Errorf("%d places took an address of another region", n)
	}
	into(p, "What is your journal address", "acme")
	into(p, "To which mailbox", "journal-ndr@contoso.example")
	b := bound(t, all, "acme.yaml")
	lines := map[string]bool{}
	for line := range strings.Lines(string(runbook(t, all, b, render.PowerShell))) {
		lines[strings.TrimSuffix(strings.TrimSpace(line), ",")] = true
	}
	shown := browser.Eval[[]string](p, `[...document.querySelectorAll(".script code")].map(e => e.textContent)`)
	for _, text := range shown {
		for line := range strings.Lines(text) {
			if line = strings.TrimSpace(line); line != "" && !lines[line] {
				t.Errorf("the script does not have the line %s", line)
			}
		}
	}
	if len(shown) < 8 || !strings.Contains(strings.Join(shown, "\n"), "'journal-ndr@contoso.example'") {
		t.Errorf("the page shows of the script %q", shown)
	}
}
