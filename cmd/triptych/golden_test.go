package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/golden"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render"
)

const (
	goldens  = "../../testdata/golden"
	profiles = "../../testdata/profiles"
	today    = goldenDay
)

func bindFile(t testing.TB, project *model.Project, path string) *profile.Bound {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return bindText(t, project, path, text)
}

func bindText(t testing.TB, project *model.Project, name string, text []byte) *profile.Bound {
	t.Helper()
	var faults source.List
	read := profile.Read(&source.File{Name: name, Text: text}, &faults)
	if read == nil {
		t.Fatal(faults.Error())
	}
	bound := profile.Bind(project, read, today, &faults)
	if bound == nil {
		t.Fatal(faults.Error())
	}
	return bound
}

func runbookOf(t testing.TB, project *model.Project, bound *profile.Bound) (*plan.Plan, *render.Runbook) {
	t.Helper()
	compiled, err := closed(project, bound.Procedure, bound.Answers)
	if err != nil {
		t.Fatal(err)
	}
	runbook, err := render.NewRunbook(compiled)
	if err != nil {
		t.Fatal(err)
	}
	return compiled, runbook
}

func profileFiles(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob(profiles + "/*")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d profiles, %v", len(files), err)
	}
	return files
}

// TestGoldens pins every output that the index of the goldens names, the
// documents, and the Markdown of each profile. It writes what "golden update"
// writes.
func TestGoldens(t *testing.T) {
	project := fixture.Content(t)
	listed, err := readIndex(goldens)
	if err != nil {
		t.Fatal(err)
	}
	all, err := makeGoldens(project, profiles, listed)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string][]string{}
	for _, g := range all {
		golden.Check(t, filepath.Join(goldens, filepath.FromSlash(g.name)), g.data)
		folder, name, _ := strings.Cut(g.name, "/")
		names[folder] = append(names[folder], name)
	}
	for _, folder := range goldenFolders {
		golden.Only(t, filepath.Join(goldens, folder), names[folder])
	}
	// Which content the goldens were made of is for "golden update" to compare:
	// content may change in what no golden shows.
	content := listed.content
	if golden.Updating(t) {
		content = project.Hash
	}
	golden.Check(t, filepath.Join(goldens, goldenIndex), indexOf(content, all))
}

// TestProfilesCover: the goldens stand for every console, with and without a
// gateway, one region and several, a group, and both vendors.
func TestProfilesCover(t *testing.T) {
	project := fixture.Content(t)
	seen := map[string]bool{}
	for _, path := range profileFiles(t) {
		bound := bindFile(t, project, path)
		for facet, answers := range bound.Answers {
			seen[bound.Procedure.ID.Text+" several "+facet] = seen[bound.Procedure.ID.Text+" several "+facet] || len(answers) > 1
			for _, a := range answers {
				seen[bound.Procedure.ID.Text+" "+facet+"="+a] = true
			}
		}
	}
	for _, want := range []string{
		"area1-journaling gateway=none", "area1-journaling gateway=outbound", "area1-journaling console=classic",
		"area1-journaling console=compliance-portal", "area1-journaling console=purview", "area1-journaling compliance=none",
		"area1-journaling compliance=regional", "area1-journaling several regions", "area1-journaling scope=group",
		"mimecast-journaling topology=cloud", "mimecast-journaling topology=hybrid", "mimecast-journaling provisioned=before",
	} {
		if !seen[want] {
			t.Errorf("no profile has %s", want)
		}
	}
}

// TestNothingIsLeftOpen: a closed runbook has no placeholder in it, no brace and
// no hole, in any format, for any profile.
func TestNothingIsLeftOpen(t *testing.T) {
	project := fixture.Content(t)
	for _, path := range profileFiles(t) {
		bound := bindFile(t, project, path)
		if strings.Contains(bound.Values["customer.name"], "{{") {
			continue // it has braces in its name
		}
		_, runbook := runbookOf(t, project, bound)
		files, err := runbook.Fill(customerOf(project.Hash, bound), render.Formats()...)
		if err != nil {
			t.Fatal(err)
		}
		open := regexp.MustCompile(`\{(input|ui|term|step|section|table|count|customer|change)[.:][a-z]|%!|<no value>|<nil>`)
		for _, f := range files {
			if found := open.Find(f.Data); found != nil {
				t.Errorf("%s: %s has %q in it", path, f.Name, found)
			}
			if bytes.Contains(f.Data, []byte("\x00")) {
				t.Errorf("%s: %s has a NUL in it", path, f.Name)
			}
			for _, in := range bound.Procedure.Inputs {
				if f.Name != render.ScriptName(&plan.Plan{Script: bound.Procedure.Script.Text}) && bytes.Contains(f.Data, []byte(in.Placeholder)) {
					t.Errorf("%s: %s has the placeholder %s in it", path, f.Name, in.Placeholder)
				}
			}
		}
	}
}

// TestSameBytes: two runs, and a run from the profile that the bundle has, give
// the same bytes.
func TestSameBytes(t *testing.T) {
	for _, path := range profileFiles(t) {
		var runs [][]render.File
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			project := fixture.Content(t)
			bound := bindText(t, project, path, text)
			_, runbook := runbookOf(t, project, bound)
			files, err := runbook.Bundle(customerOf(project.Hash, bound), render.Formats()...)
			if err != nil {
				t.Fatal(err)
			}
			runs = append(runs, files)
			text = bound.YAML()
		}
		for _, run := range runs[1:] {
			for i, f := range run {
				if !bytes.Equal(f.Data, runs[0][i].Data) {
					t.Errorf("%s: %s differs from run to run", path, f.Name)
				}
			}
		}
	}
}

// hostile are texts that some language takes for something else. All of them
// pass the profile: nothing in them is invisible.
var hostile = []string{
	`"double" 'single' ` + "`back` ``ticks``", "a | b || c", "<script>alert(1)</script>", "$(Remove-Mailbox *)", "${x} $env:PATH $x",
	`\ \\ \" \n \u0041`, "*a* _b_ **c** __d__ ~~e~~", "# a", "- a", "1. a", "> a", "[a](https://b.example)", "![a](b)", "<https://a.example>",
	"&amp; &lt; &#65;", "{{ .X }} {{< a >}} {{% a %}}", "{input.address}", "a: b # c", "@' '@", "#> <#", "\u2018a\u2019 \u201ca\u201d \u201aa\u201b",
	"--- ... ===", "%PATH% %0A", "日本語 🚀 e\u0301", "]]> <!-- -->", "javascript:alert(1)", "www.a.example a@b.example", "|", "`", "\\", "'", "^ ~ !",
}

// TestHostileTexts: each of them comes out of the JSON as it is, and of every
// other format without ending it. What Markdown, the page and the script read
// back is tested where they are printed.
func TestHostileTexts(t *testing.T) {
	project := fixture.Content(t)
	base := bindFile(t, project, profiles+"/acme.yaml")
	_, runbook := runbookOf(t, project, base)
	for _, text := range hostile {
		if err := profile.Valid("text", text); err != nil {
			t.Errorf("%q is refused: %v", text, err)
			continue
		}
		values := maps.Clone(base.Values)
		for _, name := range []string{"customer.name", "change.ticket", "change.owner", "change.window", "contact.phone", "prepared.by"} {
			values[name] = text
		}
		customer := customerOf(project.Hash, base)
		customer.Values = values
		files, err := runbook.Fill(customer, render.Formats()...)
		if err != nil {
			t.Fatal(err)
		}
		var got struct {
			Title    string
			Customer struct{ Name string }
			Change   struct{ Ticket, Owner, Window string }
			Contact  struct{ Phone string }
			Prepared struct{ By string }
		}
		data := files[slices.Index(render.Formats(), render.JSON)].Data
		if err := json.Unmarshal(data, &got); err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		for _, value := range []string{got.Customer.Name, got.Change.Ticket, got.Change.Owner, got.Change.Window, got.Contact.Phone, got.Prepared.By} {
			if value != text {
				t.Errorf("%q came out as %q", text, value)
			}
		}
	}
}

// Goldens are shown in a review: nothing marks them as generated, and git knows
// how to head their differences.
func TestGoldensAreShown(t *testing.T) {
	for name, want := range map[string][]string{
		"runbook/acme.md":     {"linguist-generated: unset", "diff: markdown", "eol: lf"},
		"runbook/acme.ps1":    {"linguist-generated: unset", "diff: powershell", "eol: lf"},
		"docs/area1-guide.md": {"linguist-generated: unset", "diff: markdown", "eol: lf"},
	} {
		out, err := exec.Command("git", "check-attr", "linguist-generated", "diff", "eol", "--", filepath.Join(goldens, filepath.FromSlash(name))).Output()
		if err != nil {
			if os.Getenv("CI") == "" {
				t.Skipf("git cannot tell the attributes: %v", err)
			}
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(string(out), w) {
				t.Errorf("%s: got\n%swant %q", name, out, w)
			}
		}
	}
}
