package readback_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render/powershell/readback"
	read "github.com/triptych-docs/triptych/render/readback"
)

// One change of what an output prints is one fact that differs, at the line of
// the change; where other outputs state the same setting, the finding names
// their lines too.
func TestOneChangeIsOneDifference(t *testing.T) {
	all := fixture.Content(t)
	for i, answers := range []space.Answers{
		{"gateway": {"outbound"}, "console": {"purview"}, "compliance": {"regional"}, "regions": {"eu", "india"}, "scope": {"everyone"}, "pictures": {"none"}},
		{"region": {"europe"}, "provisioned": {"before"}, "topology": {"hybrid"}, "console": {"classic"}},
	} {
		p := all.Procedures[i]
		printed, err := read.Print(compiled(t, all, p, answers))
		if err != nil {
			t.Fatal(err)
		}
		page, err := read.Page(printed.Page)
		if err != nil {
			t.Fatal(err)
		}
		script, err := readback.Read(string(printed.Script), nil)
		if err != nil {
			t.Fatal(err)
		}
		var settings []read.Fact
		for _, f := range script.Facts {
			settings = append(settings, read.Fact{Key: f.Object + "." + f.Setting, Value: strings.Join(f.Values, " | "), Line: f.Line})
		}
		for _, output := range []struct {
			name  string
			facts []read.Fact
			text  *[]byte
			least int
		}{
			{"Markdown", read.Markdown(printed.Markdown).Runbook(), &printed.Markdown, 10},
			{"page", page.Runbook(), &printed.Page, 10},
			{"script", settings, &printed.Script, 5},
		} {
			before, changed := *output.text, 0
			every := 3
			if testing.Short() {
				every = 15
			}
			for n, f := range output.facts {
				after, ok := change(before, f)
				if !ok || output.name != "script" && n%every != 0 {
					continue
				}
				changed++
				*output.text = after
				findings, err := printed.Differences()
				if err != nil {
					t.Fatalf("%s, %s: %v", output.name, f, err)
				}
				if len(findings) != 1 || findings[0].Pos.Line != f.Line {
					t.Errorf("%s, line %d, %s: %d findings, want one at that line", output.name, f.Line, f, len(findings))
					for _, f := range findings {
						t.Logf("  %s %s", f.Pos, f.Message)
					}
					continue
				}
				if strings.HasPrefix(f.Key, "V") && len(findings[0].Also) == 0 {
					t.Errorf("%s, %s: the finding names no line of another output", output.name, f)
				}
			}
			*output.text = before
			if changed < output.least {
				t.Errorf("%s: %d facts were changed, want %d at least", output.name, changed, output.least)
			}
			t.Logf("%s %s: %d changes", p.ID, output.name, changed)
		}
	}
}

// chapter is a chapter of the runbook's own frame, whose title no plan has.
var chapter = regexp.MustCompile(`^[0-9]+\. `)

// change puts an "x" into the value of a fact, where it is certain which bytes
// of its line state it.
func change(text []byte, f read.Fact) ([]byte, bool) {
	value, _, _ := strings.Cut(f.Value, " | ")
	lines := bytes.SplitAfter(text, []byte("\n"))
	if f.Line < 1 || f.Line > len(lines) || len(value) < 2 || strings.HasPrefix(value, "(") || strings.HasPrefix(value, "$") {
		return nil, false
	}
	line := lines[f.Line-1]
	if bytes.Count(line, []byte(value)) != 1 || strings.HasPrefix(f.Key, "order") || chapter.MatchString(value) {
		return nil, false
	}
	at := bytes.Index(line, []byte(value)) + 1
	out := bytes.Join(lines[:f.Line-1], nil)
	out = append(append(append(out, line[:at]...), 'x'), line[at:]...)
	return append(out, bytes.Join(lines[f.Line:], nil)...), true
}

// What stands on a page that is not closed properly cannot be read.
func TestPageFaults(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{"<p>a", "readback: line 1: <p> is not closed"},
		{"<p>a\n</div>", "readback: line 2: </div> where <p> of line 1 is open"},
	} {
		if _, err := read.Page([]byte(c.page)); err == nil || err.Error() != c.want {
			t.Errorf("%q: got %v, want %s", c.page, err, c.want)
		}
	}
}

const runbook = "## 5. Values\n\n| Id | Where | Value | Steps |\n| --- | --- | --- | --- |\n| V1 | thing: Name | `a\\|b` | A1 |\n\n" +
	"## Part A\n\n1. [ ] **A1 Fill in.** On the **Page** page:\n\n   - **Name**: `a|b` (V1)\n   - **Kind**: **One** > **Two**\n" +
	"   - **Hosts**: enter each of these, and select **+** after each:\n     - `h1` (V2)\n     - `h2` (V2)\n   - Clear the **Trap** checkbox.\n   - **Rest**: leave it empty.\n" +
	"   - **Own**: what your console shows\n\n   See step A2 [Next](#part-a) and [Gone](#gone).\n\n- [ ] **T1 Look.** Is it `a|b` (V1)?\n"

func TestReadRunbook(t *testing.T) {
	var got []string
	for _, f := range read.Markdown([]byte(runbook)).Runbook() {
		got = append(got, f.String())
	}
	want := `where V1 goes = thing: Name
V1 = a|b
steps of V1 = A1
title of A1 = Fill in
label of field 1 of A1 = Name
field 1 of A1 = a|b
label of field 2 of A1 = Kind
field 2 of A1 = One > Two
label of field 3 of A1 = Hosts
field 3 of A1 = h1 | h2
label of field 4 of A1 = Trap
field 4 of A1 = (cleared)
label of field 5 of A1 = Rest
field 5 of A1 = (left empty)
label of field 6 of A1 = Own
field 6 of A1 = what your console shows
reference 1 of A1 = A2 Next
reference 2 of A1 = Gone (which is not there)
title of T1 = Look
quotation of V1 = a|b
order of the steps and checks = A1 T1`
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}
