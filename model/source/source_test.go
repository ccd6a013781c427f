package source_test

import (
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/source"
)

func TestDiagnosticShowsTheLineAndTheCaret(t *testing.T) {
	f := &source.File{Name: "a.yaml", Text: []byte("one: 1\r\n  k\u00e4se: x\nlast")}
	cases := []struct {
		name string
		d    source.Diagnostic
		want string
	}{
		{
			"column counts characters",
			source.Diagnostic{Pos: source.Pos{File: f, Line: 2, Col: 9}, Message: "no", Hint: "did you mean \"y\"?"},
			"a.yaml:2:9: no\n      k\u00e4se: x\n            ^\n    did you mean \"y\"?\n",
		},
		{
			"last line without a line end",
			source.Diagnostic{Pos: source.Pos{File: f, Line: 3, Col: 1}, Message: "end"},
			"a.yaml:3:1: end\n    last\n    ^\n",
		},
		{
			"column beyond the line",
			source.Diagnostic{Pos: source.Pos{File: f, Line: 1, Col: 99}, Message: "far"},
			"a.yaml:1:99: far\n    one: 1\n          ^\n",
		},
		{
			"no place",
			source.Diagnostic{Message: "somewhere"},
			"-: somewhere\n",
		},
	}
	for _, c := range cases {
		if got := c.d.String(); got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

// What a hostile file holds must not move the cursor or turn the line round.
func TestDiagnosticShowsNoControlCharacters(t *testing.T) {
	f := &source.File{Name: "a", Text: []byte("k: \x1b[31mred\u202eabc\x00\xff")}
	got := source.Diagnostic{Pos: source.Pos{File: f, Line: 1, Col: 4}, Message: "m"}.String()
	for _, bad := range []string{"\x1b", "\u202e", "\x00", "\xff"} {
		if strings.Contains(got, bad) {
			t.Errorf("%q is in %q", bad, got)
		}
	}
	long := &source.File{Name: "a", Text: []byte(strings.Repeat("x", 10000))}
	got = source.Diagnostic{Pos: source.Pos{File: long, Line: 1, Col: 5000}, Message: "m"}.String()
	if len(got) > 500 {
		t.Errorf("the excerpt of a long line has %d bytes", len(got))
	}
	lines := strings.Split(got, "\n")
	if caret := strings.Index(lines[2], "^"); caret < 4 || caret >= len(lines[1]) {
		t.Errorf("the caret is not below the excerpt:\n%s", got)
	}
}

func TestListIsSortedCountedAndSaysEachFaultOnce(t *testing.T) {
	a, b := &source.File{Name: "a", Text: []byte("x\ny")}, &source.File{Name: "b", Text: []byte("z")}
	var l source.List
	if l.Err() != nil {
		t.Fatal("an empty list is an error")
	}
	l.Addf(source.Pos{File: b, Line: 1, Col: 1}, "third")
	l.Addf(source.Pos{File: a, Line: 2, Col: 1}, "second")
	l.Addf(source.Pos{File: a, Line: 1, Col: 1}, "first")
	l.Addf(source.Pos{File: a, Line: 1, Col: 1}, "first")
	want := "a:1:1: first\n    x\n    ^\na:2:1: second\n    y\n    ^\nb:1:1: third\n    z\n    ^\n3 problems\n"
	if got := l.Err().Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestDidYouMean(t *testing.T) {
	known := []string{"gateway", "console", "compliance"}
	cases := []struct{ word, want string }{
		{"gatway", `did you mean "gateway"?`},
		{"Console", `did you mean "console"?`},
		{"zzz", "known: compliance, console, gateway"},
		{"", "known: compliance, console, gateway"},
	}
	for _, c := range cases {
		if got := source.DidYouMean(c.word, known); got != c.want {
			t.Errorf("%q: got %q, want %q", c.word, got, c.want)
		}
	}
}

func TestFilePlaces(t *testing.T) {
	f := &source.File{Name: "a", Text: []byte("ab\n  c\u00e9d\n")}
	if got := f.At(8).String(); got != "a:2:5" {
		t.Errorf("offset 8 is at %s", got)
	}
	if got := f.Indented(2, 1).String(); got != "a:2:4" {
		t.Errorf("one behind the indentation is at %s", got)
	}
}
