package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	goast "go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/xeipuuv/gojsonschema"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"github.com/triptych-docs/triptych/model/golden"
	"github.com/triptych-docs/triptych/model/report"
	"github.com/triptych-docs/triptych/model/source"
)

var forms = map[report.Form]string{
	report.Text: "txt", report.JSON: "json", report.SARIF: "sarif", report.GitHub: "github", report.Markdown: "md",
}

// forged is content that wants to be a workflow command, a list, a mention, a
// tag and a table of its own.
const forged = "x\r\n::error file=a,line=1::owned\n::add-mask::100%\n- [@team](http://www.bad.example) #1 `c` <b> | & $x$ \\ https://bad.example"

func sample() report.Report {
	a := &source.File{Name: "content/a b/one,two:three.yaml", Text: []byte("first: line\n  second: k\u00e4se\n::error::third\n")}
	at := func(line, col int) source.Pos { return source.Pos{File: a, Line: line, Col: col} }
	return report.Report{
		Command: "check",
		Summary: "3,324 variants and 5 documents",
		Rules: []report.Rule{
			{ID: "names-distinct", Title: "No two rules have the same name", Reason: "The second would take the first one's place.", Source: "drift:E5", Since: "2026-11-22"},
			{ID: "reference-reachable", Title: "A reader can reach every part that the text sends them to", Reason: "Nobody can follow a step that is not in their document.", Source: "000:86", Since: "2026-11-22"},
		},
		Findings: []report.Finding{
			{
				Rule: "reference-reachable", Severity: report.Error, Pos: at(2, 11), Message: `step "connector.routing" is not there for all who are sent to it`,
				Why: "they cannot follow it", Do: "say it in words, or give the sentence a condition",
				Also:    []source.Note{{Pos: at(1, 1), Message: "this condition leaves them out"}, {Message: "and no place at all"}},
				Variant: "gateway=none regions=eu", Count: 120,
			},
			{Rule: "names-distinct", Severity: report.Warning, Pos: at(3, 1), Message: forged, Variant: "gateway=none", Count: 1},
			{Rule: "unlisted", Severity: report.Note, Message: "a finding without a place", Count: 2},
			{Rule: "unlisted", Severity: report.Note, Pos: source.Pos{File: a}, Message: "a finding in a file"},
		},
	}
}

// many has n findings of each of some rules.
func many(n int, rules ...string) report.Report {
	r := report.Report{Command: "audit"}
	f := &source.File{Name: "guide.md", Text: []byte(strings.Repeat("text\n", n))}
	for _, rule := range rules {
		for i := range n {
			r.Findings = append(r.Findings, report.Finding{
				Rule: rule, Severity: report.Error, Pos: source.Pos{File: f, Line: i + 1, Col: 1}, Message: fmt.Sprintf("number %d", i+1),
			})
		}
	}
	return r
}

func TestForms(t *testing.T) {
	reports := map[string]report.Report{
		"sample": sample(),
		"clean":  {Command: "check", Summary: "2 procedures", Rules: sample().Rules},
		"many":   many(14, "first", "second", "third"),
	}
	var names []string
	for name, r := range reports {
		for form, ending := range forms {
			file := name + "." + ending
			names = append(names, file)
			golden.Check(t, "testdata/"+file, written(t, r, form))
		}
	}
	golden.Only(t, "testdata", names)
}

func written(t *testing.T, r report.Report, form report.Form) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := r.Write(&b, form); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAnUnknownFormIsAnError(t *testing.T) {
	if err := sample().Write(&bytes.Buffer{}, "yaml"); err == nil || !strings.Contains(err.Error(), `"yaml"`) {
		t.Errorf("got %v", err)
	}
}

// Each line of the form for GitHub is one command that the report meant.
func TestContentCannotForgeACommand(t *testing.T) {
	commands := []string{"error", "warning", "notice", "notice"}
	lines := strings.Split(strings.TrimSuffix(string(written(t, sample(), report.GitHub)), "\n"), "\n")
	if len(lines) != len(commands) {
		t.Fatalf("%d lines, want %d:\n%s", len(lines), len(commands), strings.Join(lines, "\n"))
	}
	for i, line := range lines {
		head, message, _ := strings.Cut(strings.TrimPrefix(line, "::"), "::")
		name, properties, _ := strings.Cut(head, " ")
		if !strings.HasPrefix(line, "::") || name != commands[i] || strings.Contains(message, "\r") {
			t.Errorf("line %d is %q", i+1, line)
		}
		for _, p := range strings.Split(properties, ",") {
			if key, value, _ := strings.Cut(p, "="); !strings.Contains("file line col title", key) || strings.ContainsAny(value, ":\r\n") {
				t.Errorf("line %d has the property %q", i+1, p)
			}
		}
	}
}

func TestAnnotationsStayWithinWhatIsShown(t *testing.T) {
	for _, n := range []int{1, 9, 10, 11, 12, 100} {
		lines := bytes.Count(written(t, many(n, "only"), report.GitHub), []byte("\n"))
		if want := min(n, 10); lines != want {
			t.Errorf("%d findings: %d annotations, want %d", n, lines, want)
		}
	}
	out := string(written(t, many(14, "first", "second", "third"), report.GitHub))
	for _, rule := range []string{"first", "second", "third"} {
		if got := strings.Count(out, "title="+rule); got != 3 {
			t.Errorf("rule %q has %d annotations, want 3", rule, got)
		}
	}
	if !strings.Contains(out, "and 33 more: 11 of first, 11 of second, 11 of third; run triptych audit") {
		t.Errorf("the last does not say how many more there are:\n%s", out)
	}
}

// A message cannot start a line of its own, or move the cursor.
func TestTextShowsNoControlCharacters(t *testing.T) {
	r := report.Report{Findings: []report.Finding{{Severity: report.Error, Message: "a\n::b\x1b[31m\u202e", Why: "c\r"}}}
	if got, want := string(written(t, r, report.Text)), "-: error: a\u25a1::b\u25a1[31m\u25a1\n    c\u25a1\n1 finding (1 error).\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestMarkdownFitsIntoAComment(t *testing.T) {
	out := written(t, many(2000, "first", "second"), report.Markdown)
	if n := utf8.RuneCount(out); n >= 65_000 || n < 50_000 {
		t.Errorf("%d characters", n)
	}
	shown := bytes.Count(out, []byte("number"))
	if want := fmt.Sprintf("no room for %d more", 4000-shown); !bytes.Contains(out, []byte(want)) {
		t.Errorf("%q is missing; the end is\n%s", want, out[len(out)-200:])
	}
}

// What a finding says is text in Markdown and nothing else.
func TestMarkdownOfHostileContentIsText(t *testing.T) {
	out := written(t, sample(), report.Markdown)
	doc := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader(out))
	_ = ast.Walk(doc, func(n ast.Node, in bool) (ast.WalkStatus, error) {
		switch n.(type) {
		case *ast.Link, *ast.AutoLink, *ast.Image, *ast.Heading, *ast.FencedCodeBlock:
			t.Errorf("there is a %s in\n%s", n.Kind(), out)
		}
		return ast.WalkContinue, nil
	})
	if bytes.Contains(out, []byte("@team")) || bytes.Contains(out, []byte("#1")) || bytes.Contains(out, []byte("<b>")) {
		t.Errorf("a mention, a link to an issue or a tag is in\n%s", out)
	}
}

func TestSARIFPassesItsSchema(t *testing.T) {
	schema, err := gojsonschema.NewSchema(gojsonschema.NewStringLoader(sarifSchema(t)))
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]report.Report{"sample": sample(), "many": many(14, "a"), "clean": {Command: "check"}} {
		out := written(t, r, report.SARIF)
		result, err := schema.Validate(gojsonschema.NewBytesLoader(out))
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range result.Errors() {
			t.Errorf("%s: %s", name, fault)
		}
		// The schema lets unknown keys pass in places; these types do not.
		var log sarif.Report
		d := json.NewDecoder(bytes.NewReader(out))
		d.DisallowUnknownFields()
		if err := d.Decode(&log); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		prints := map[string]bool{}
		for _, result := range log.Runs[0].Results {
			print := result.PartialFingerprints["triptych/v1"]
			if print == "" || prints[print] {
				t.Errorf("%s: %q is no fingerprint of its own", name, print)
			}
			prints[print] = true
		}
	}
	broken := bytes.Replace(written(t, sample(), report.SARIF), []byte(`"startLine": 2`), []byte(`"startLine": 0`), 1)
	if result, err := schema.Validate(gojsonschema.NewBytesLoader(broken)); err != nil || result.Valid() {
		t.Errorf("a line 0 passes the schema: %v", err)
	}
}

// sarifSchema is the schema of the standard, as the library of its types
// carries it: it does not export it.
func sarifSchema(t *testing.T) string {
	t.Helper()
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif").Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	schema := ""
	goast.Inspect(file, func(n goast.Node) bool {
		if value, ok := n.(*goast.BasicLit); ok && len(value.Value) > len(schema) {
			schema, _ = strconv.Unquote(value.Value)
		}
		return true
	})
	return schema
}

// A finding is the same finding when lines are put in before it.
func TestFingerprintsStayWhenLinesMove(t *testing.T) {
	print := func(before string) string {
		f := &source.File{Name: "a.yaml", Text: []byte(before + "  k: v\n")}
		pos := source.Pos{File: f, Line: 1 + strings.Count(before, "\n"), Col: 3}
		r := report.Report{Findings: []report.Finding{{Rule: "r", Severity: report.Error, Pos: pos, Message: "m"}}}
		var log sarif.Report
		if err := json.Unmarshal(written(t, r, report.SARIF), &log); err != nil {
			t.Fatal(err)
		}
		return log.Runs[0].Results[0].PartialFingerprints["triptych/v1"]
	}
	if a, b := print(""), print("x: y\nz: 1\n"); a != b {
		t.Errorf("%s and %s", a, b)
	}
}

func TestFaultsAreFindings(t *testing.T) {
	var list source.List
	if got := report.Faults("content", nil); got != nil {
		t.Errorf("got %v of nothing", got)
	}
	list.Add(source.Diagnostic{Message: "m", Hint: "h"})
	got := report.Faults("content", &list)
	if len(got) != 1 || got[0].Message != "m" || got[0].Do != "h" || got[0].Severity != report.Error || got[0].Rule != "content" {
		t.Errorf("got %+v", got)
	}
}

func TestWhatFails(t *testing.T) {
	of := func(s report.Severity) report.Report {
		return report.Report{Findings: []report.Finding{{Severity: s}}}
	}
	for _, c := range []struct {
		r            report.Report
		want, strict bool
	}{
		{report.Report{}, false, false}, {of(report.Error), true, true}, {of(report.Warning), false, true}, {of(report.Note), false, false},
	} {
		if got := c.r.Fails(false); got != c.want {
			t.Errorf("%v fails: %t", c.r.Findings, got)
		}
		if got := c.r.Fails(true); got != c.strict {
			t.Errorf("%v fails strictly: %t", c.r.Findings, got)
		}
	}
}
