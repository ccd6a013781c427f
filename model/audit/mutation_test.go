package audit_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/audit"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/publish"
	"github.com/triptych-docs/triptych/model/report"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render"
)

// printed are the documents that the model prints itself, by the id of each.
func printed(t testing.TB, project *model.Project) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, p := range project.Procedures {
		for i := range p.Publications {
			document, err := publish.Document(project, p, &p.Publications[i])
			if err != nil {
				t.Fatal(err)
			}
			files, err := render.Documents(document)
			if err != nil {
				t.Fatal(err)
			}
			out[p.Publications[i].ID.Text] = string(files[0].Data)
		}
	}
	return out
}

func find(t testing.TB, a *audit.Auditor, name, text string) *audit.Result {
	t.Helper()
	result, err := a.Audit(&source.File{Name: name, Text: []byte(text)}, audit.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// told is the findings as lines of text, for a message of a test.
func told(result *audit.Result) string {
	var b strings.Builder
	for _, f := range result.Findings {
		fmt.Fprintf(&b, "  %s %s %s: %s\n", f.Pos, f.Severity, f.Rule, f.Message)
	}
	return b.String()
}

// What the model prints agrees with the model.
func TestOwnDocumentsAreClean(t *testing.T) {
	p := fixture.Content(t)
	a := audit.New(p)
	for id, text := range printed(t, p) {
		result := find(t, a, id+".md", text)
		if len(result.Findings) > 0 || result.Publication != id {
			t.Errorf("%s is taken for %q and has\n%s", id, result.Publication, told(result))
		}
	}
}

// A mutation changes one fact in a line, if the line has one of its kind.
type mutation struct {
	name   string
	change func(line string, r *rand.Rand) string
}

var (
	hostIn   = regexp.MustCompile(`[a-z0-9-]+(\.[a-z0-9-]+)+\.(io|mx|net|com)`)
	codeIn   = regexp.MustCompile("`[^`]+`")
	strongIn = regexp.MustCompile(`\*\*[A-Z][^*]+\*\*`)
	numberIn = regexp.MustCompile(`\b[2-9]\b|\b[1-9][0-9]+\b`)
	anchorIn = regexp.MustCompile(`\]\(#[a-z0-9-]+\)`)
	urlIn    = regexp.MustCompile(`\]\(https://[^)]+\)`)
	verbIn   = regexp.MustCompile(`\b(Select|Clear|select|enter|go to|leave|stop|remove|add)\b`)
	denialIn = regexp.MustCompile(`\b(not|no|without|never|only) `)
	placeIn  = regexp.MustCompile(`\b(US|EU|India|Germany|Australia)\b`)
)

// in replaces one of the matches in a line.
func in(pattern *regexp.Regexp, with func(found string, r *rand.Rand) string) func(string, *rand.Rand) string {
	return func(line string, r *rand.Rand) string {
		all := pattern.FindAllStringIndex(line, -1)
		if len(all) == 0 {
			return line
		}
		m := all[r.IntN(len(all))]
		return line[:m[0]] + with(line[m[0]:m[1]], r) + line[m[1]:]
	}
}

func mutations() []mutation {
	letter := func(s string, r *rand.Rand) string {
		i := 2 + r.IntN(max(1, len(s)-4))
		for i < len(s)-2 && (s[i] < 'a' || s[i] > 'z') {
			i++
		}
		return s[:i] + "q" + s[i:]
	}
	return []mutation{
		{"a host", in(hostIn, letter)},
		{"another ending", in(hostIn, func(s string, _ *rand.Rand) string { return s[:strings.LastIndexByte(s, '.')] + ".org" })},
		{"a value", in(codeIn, letter)},
		{"a label", in(strongIn, letter)},
		{"another label", in(strongIn, func(string, *rand.Rand) string { return "**Advanced**" })},
		{"a number", in(numberIn, func(s string, _ *rand.Rand) string { return s + "1" })},
		{"an anchor", in(anchorIn, func(s string, _ *rand.Rand) string { return s[:len(s)-1] + "-x)" })},
		{"a link", in(urlIn, func(s string, _ *rand.Rand) string { return s[:len(s)-1] + "/old)" })},
		{"a verb", in(verbIn, func(string, *rand.Rand) string { return "Ignore" })},
		{"a denial", in(denialIn, func(string, *rand.Rand) string { return "" })},
		{"a place", in(placeIn, func(s string, _ *rand.Rand) string {
			if s == "US" {
				return "EU"
			}
			return "US"
		})},
	}
}

// One fact changed in a document of the model's is found at its line, whatever
// the fact is.
func TestEveryChangedFactIsFoundAtItsLine(t *testing.T) {
	rounds := 2000
	if testing.Short() {
		rounds = 66
	}
	p := fixture.Content(t)
	a := audit.New(p)
	texts := printed(t, p)
	ids := sortedKeys(texts)
	r := rand.New(rand.NewPCG(4, 2))
	kinds := mutations()
	tried := map[string]int{}
	for n := 0; n < rounds; {
		id := ids[r.IntN(len(ids))]
		kind := kinds[n%len(kinds)]
		text, line, was, is := mutated(texts[id], kind, r)
		if text == "" {
			continue
		}
		n++
		tried[kind.name]++
		if result := find(t, a, id+".md", text); !toldAt(result, line) {
			t.Errorf("%s: %s changed in line %d is not found there\n  was %s\n  is  %s\n%s", id, kind.name, line, was, is, told(result))
		}
	}
	t.Logf("%d changes: %v", rounds, tried)
}

// The runbooks of all profiles agree with the model, and a fact changed in one
// is found at its line.
func TestRunbooks(t *testing.T) {
	names, err := filepath.Glob("../../testdata/golden/runbook/*.md")
	if err != nil || len(names) < 5 {
		t.Fatalf("%d runbooks: %v", len(names), err)
	}
	rounds := 220
	if testing.Short() {
		names, rounds = names[:2], 22
	}
	a := audit.New(fixture.Content(t))
	var texts []string
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
		if result := find(t, a, "runbook.md", string(text)); len(result.Findings) > 0 || result.Publication == "" {
			t.Errorf("%s, taken for %q:\n%s", name, result.Publication, told(result))
		}
	}
	r := rand.New(rand.NewPCG(7, 1))
	kinds := mutations()
	for n := 0; n < rounds; {
		at := r.IntN(len(texts))
		text, line, was, is := mutated(texts[at], kinds[n%len(kinds)], r)
		if text == "" {
			continue
		}
		// What only this customer knows, and a single line says, nobody can check.
		if ofCustomer.MatchString(was) {
			continue
		}
		n++
		if result := find(t, a, "runbook.md", text); !toldAt(result, line) {
			t.Errorf("%s: %s changed in line %d is not found there\n  was %s\n  is  %s\n%s", names[at], kinds[(n-1)%len(kinds)].name, line, was, is, told(result))
		}
	}
}

// ofCustomer finds lines of a runbook's head, and hashes.
var ofCustomer = regexp.MustCompile(`^\| (Customer|Runbook|Change|Owner|Prepared|Made by|Checked by|Vendor contact) \||[0-9a-f]{64}`)

// mutated is a text with one fact of a line changed; empty where the line has
// none of its kind for its readers.
func mutated(text string, kind mutation, r *rand.Rand) (changed string, line int, was, is string) {
	lines := strings.Split(text, "\n")
	at := r.IntN(len(lines))
	was, is = lines[at], kind.change(lines[at], r)
	if was == is || strings.HasPrefix(was, "<!--") { // nobody reads a comment
		return "", 0, "", ""
	}
	lines[at] = is
	return strings.Join(lines, "\n"), at + 1, was, is
}

func toldAt(result *audit.Result, line int) bool {
	return slices.ContainsFunc(result.Findings, func(f report.Finding) bool { return f.Pos.Line == line })
}

// A line that is left out is told at one of the lines around it.
func TestWhatIsLeftOutIsFound(t *testing.T) {
	p := fixture.Content(t)
	a := audit.New(p)
	texts := printed(t, p)
	ids := sortedKeys(texts)
	r := rand.New(rand.NewPCG(9, 3))
	rounds := 300
	if testing.Short() {
		rounds = 20
	}
	for n := 0; n < rounds; {
		id := ids[r.IntN(len(ids))]
		blocks := strings.Split(texts[id], "\n\n")
		at := 2 + r.IntN(len(blocks)-2)
		left := blocks[at]
		n++
		text := strings.Join(slices.Delete(blocks, at, at+1), "\n\n")
		if result := find(t, a, id+".md", text); len(result.Findings) == 0 {
			t.Errorf("%s: nobody misses\n%s", id, left)
		}
	}
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
