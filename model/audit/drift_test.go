package audit_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"

	"github.com/triptych-docs/triptych/model/audit"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/golden"
)

const guides = "../../testdata/audit"

// guide is the text of a faulty guide.
func guide(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(guides, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var bulletLead = regexp.MustCompile(`^([-*+]|[0-9]+\.) +`)

var guideNames = []string{"page.md", "partial.md", "copied.txt", "classic.txt"}

// An expected finding is one of the table: a row of the drift ledger, re-created
// in a guide of our own words.
type expected struct {
	file string
	line int
	rule string
	rows string
}

func rows(t testing.TB) []expected {
	t.Helper()
	var out []expected
	for line := range strings.Lines(guide(t, "rows.tsv")) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || len(cells) != 4 {
			continue
		}
		n, err := strconv.Atoi(cells[1])
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, expected{cells[0], n, cells[2], cells[3]})
	}
	return out
}

// Every row of drift that is re-created in a guide is found at its line, and of
// what is found beside them little is there for no row.
func TestDriftIsFoundAtItsLine(t *testing.T) {
	a := audit.New(fixture.Content(t))
	results := map[string]*audit.Result{}
	for _, name := range guideNames {
		results[name] = find(t, a, name, guide(t, name))
	}
	lines := map[string]bool{}
	all := rows(t)
	for _, want := range all {
		found := false
		for _, f := range results[want.file].Findings {
			found = found || f.Rule == want.rule && f.Pos.Line == want.line
		}
		if !found {
			t.Errorf("%s:%d: row %s is not found by %s", want.file, want.line, want.rows, want.rule)
		}
		lines[fmt.Sprint(want.file, want.line)] = true
	}
	found, beside := 0, 0
	for _, name := range guideNames {
		for _, f := range results[name].Findings {
			found++
			if !lines[fmt.Sprint(name, f.Pos.Line)] {
				beside++
			}
		}
	}
	t.Logf("%d rows expected; %d findings, %d on lines without a row", len(all), found, beside)
	if beside*20 > found {
		t.Errorf("%d of %d findings are on lines without a row: more than one in twenty", beside, found)
	}
}

// A guide that is right, in words that are not the model's, is clean.
func TestSoundGuideIsClean(t *testing.T) {
	if result := find(t, audit.New(fixture.Content(t)), "sound.md", guide(t, "sound.md")); len(result.Findings) > 0 || result.Procedure == "" {
		t.Errorf("taken for %q:\n%s", result.Procedure, told(result))
	}
}

// What is told about each guide is read by people: it stands in files.
func TestFindingsOfGuides(t *testing.T) {
	a := audit.New(fixture.Content(t))
	for _, name := range append(slices.Clone(guideNames), "wrong.html") {
		golden.Check(t, filepath.Join(guides, name+".found"), []byte(told(find(t, a, name, guide(t, name)))))
	}
}

// verdict is what was found, without the places.
func verdict(result *audit.Result) map[string]int {
	out := map[string]int{}
	for _, f := range result.Findings {
		out[fmt.Sprint(f.Severity, " ", f.Rule, ": ", lineNumbers.ReplaceAllString(f.Message, "on line"))]++
	}
	return out
}

// lineNumbers takes out the numbers of lines that messages name.
var lineNumbers = regexp.MustCompile(`on line [0-9]+`)

func sameVerdict(t *testing.T, what string, want, got map[string]int) {
	t.Helper()
	for message, n := range want {
		if got[message] != n {
			t.Errorf("%s: %d times, and not %d: %s", what, got[message], n, message)
		}
	}
	for message, n := range got {
		if want[message] == 0 {
			t.Errorf("%s: %d times, and not at all before: %s", what, n, message)
		}
	}
}

// How a document is laid out changes nothing in the verdict.
func TestLayoutChangesNoVerdict(t *testing.T) {
	a := audit.New(fixture.Content(t))
	layouts := map[string]func(string) string{
		"CRLF":           func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"byte order":     func(s string) string { return "\ufeff" + s },
		"curly quotes":   curly,
		"other bullets":  func(s string) string { return bullets(s, "*") },
		"third bullets":  func(s string) string { return bullets(s, "+") },
		"no last line":   func(s string) string { return strings.TrimRight(s, "\n") },
		"trailing blank": func(s string) string { return strings.ReplaceAll(s, ".\n", ". \n") },
	}
	for _, name := range guideNames {
		text := guide(t, name)
		want := verdict(find(t, a, name, text))
		for what, layout := range layouts {
			sameVerdict(t, name+" with "+what, want, verdict(find(t, a, name, layout(text))))
		}
		if strings.HasSuffix(name, ".md") {
			sameVerdict(t, name+" reflowed", want, verdict(find(t, a, name, reflow(text))))
		}
	}
	for id, text := range printed(t, fixture.Content(t)) {
		if testing.Short() && id != "area1-tutorial" {
			continue
		}
		for what, layout := range layouts {
			if result := find(t, a, id+".md", layout(text)); len(result.Findings) > 0 {
				t.Errorf("%s with %s:\n%s", id, what, told(result))
			}
		}
		if result := find(t, a, id+".md", reflow(text)); len(result.Findings) > 0 {
			t.Errorf("%s reflowed:\n%s", id, told(result))
		}
	}
}

// curly writes apostrophes as typographers do.
func curly(s string) string {
	var out strings.Builder
	for i, c := range s {
		if c == '\'' && i > 0 && s[i-1] >= 'a' && s[i-1] <= 'z' && i+1 < len(s) && s[i+1] >= 'a' && s[i+1] <= 'z' {
			c = '\u2019'
		}
		out.WriteRune(c)
	}
	return out.String()
}

// bullets writes lists with another sign.
func bullets(s, sign string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		indent := len(line) - len(strings.TrimLeft(line, " "))
		if rest, ok := strings.CutPrefix(line[indent:], "- "); ok {
			lines[i] = line[:indent] + sign + " " + rest
		}
	}
	return strings.Join(lines, "\n")
}

// reflow breaks the lines of running text at blanks, as an editor does.
func reflow(s string) string {
	lines := strings.Split(s, "\n")
	var out []string
	front := strings.HasPrefix(s, "---\n")
	for i, line := range lines {
		if front && i > 0 && line == "---" {
			front = false
		}
		indent := len(line) - len(strings.TrimLeft(line, " "))
		body := line[indent:]
		lead := 0
		if bulletLead.MatchString(body) {
			lead = len(bulletLead.FindString(body))
		}
		if front || strings.HasPrefix(body, "#") || strings.HasPrefix(body, "|") || strings.HasPrefix(body, ">") || strings.HasPrefix(body, "```") {
			out = append(out, line)
			continue
		}
		inside, current := false, line[:indent+lead]
		for n, word := range strings.Split(line[indent+lead:], " ") {
			if n > 0 && len(current)+len(word) > 60 && !inside && word != "" && !strings.ContainsAny(word[:1], "-+*#>|0123456789") {
				out = append(out, current)
				current = strings.Repeat(" ", indent+lead) + word
			} else {
				if n > 0 {
					current += " "
				}
				current += word
			}
			if strings.Count(word, "`")%2 == 1 {
				inside = !inside
			}
		}
		out = append(out, current)
	}
	return strings.Join(out, "\n")
}

// The same document as a page of HTML has the same faults.
func TestHTMLHasTheSameVerdict(t *testing.T) {
	a := audit.New(fixture.Content(t))
	for _, name := range []string{"page.md", "partial.md"} {
		text := guide(t, name)
		want := verdict(find(t, a, name, text))
		sameVerdict(t, name+" as HTML", want, verdict(find(t, a, name+".html", asHTML(t, text))))
	}
	for id, text := range printed(t, fixture.Content(t)) {
		if result := find(t, a, id+".html", asHTML(t, text)); len(result.Findings) > 0 {
			t.Errorf("%s as HTML:\n%s", id, told(result))
		}
	}
}

// The same document as plain text has the same errors: marks help a reader, and
// the audit does not depend on them.
func TestPlainTextHasTheSameErrors(t *testing.T) {
	a := audit.New(fixture.Content(t))
	for _, name := range []string{"page.md", "partial.md"} {
		text := guide(t, name)
		plain := verdict(find(t, a, name+".txt", marksOut(text)))
		for message := range verdict(find(t, a, name, text)) {
			if strings.HasPrefix(message, "error ") && plain[message] == 0 {
				t.Errorf("%s as text lacks %s", name, message)
			}
		}
	}
}

// marksOut is the text of a Markdown document as it reads on a page.
func marksOut(text string) string {
	if strings.HasPrefix(text, "---\n") {
		_, text, _ = strings.Cut(text[4:], "\n---\n")
	}
	text = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`).ReplaceAllString(text, "$1")
	text = regexp.MustCompile(`(?m)^#+ `).ReplaceAllString(text, "")
	return strings.NewReplacer("**", "", "`", "", "_Everyone_", "Everyone", "_External messages only_", "External messages only", "_A specific user or group_", "A specific user or group").Replace(text)
}

func asHTML(t *testing.T, text string) string {
	t.Helper()
	if strings.HasPrefix(text, "---\n") {
		_, rest, _ := strings.Cut(text[4:], "\n---\n")
		text = rest
	}
	text = strings.NewReplacer("<customer_name>", "&lt;customer_name&gt;").Replace(text)
	text = strings.ReplaceAll(text, "`&lt;customer_name&gt;", "`<customer_name>")
	md := goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithParserOptions(parser.WithAutoHeadingID(), parser.WithHeadingAttribute()))
	var b bytes.Buffer
	if err := md.Convert([]byte(text), &b); err != nil {
		t.Fatal(err)
	}
	return "<!doctype html>\n<html><head><title>x</title><style>p {}</style></head><body>" + b.String() + "</body></html>\n"
}
