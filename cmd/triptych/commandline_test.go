package main

import (
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render/powershell/lexer"
)

// shellWords are words that shells do something with.
var shellWords = []string{
	"acme", "Acme Corp", "O'Brien & Sons", "a@b.example", "gateway=none", "regions=us,eu", "$(id)", "`id`", "%PATH%", "a\\b", "!x", "~", "*",
	"--customer=-x", "--customer=-x.y", "-x", "", "#", "a;b", "\u2018x\u2019", "naïve", "(a)", "{a,b}", "[a]", "1..2", "a:b", "/etc", ".hidden", "<a>", "a|b",
}

// TestPosixLine: a shell reads back the words that went in.
func TestPosixLine(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no sh here")
	}
	line := posix.line("  ", append([]string{"printf", `%s\0`}, shellWords...))
	out, err := exec.Command(sh, "-c", line).Output()
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	if got := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00"); !slices.Equal(got, shellWords) {
		t.Errorf("%s\nsays %q", line, got)
	}
}

// TestPowerShellLine: the lexer reads each word that stands in quotes as one
// literal with that text. Those without quotes have only characters that stand
// for themselves in an argument.
func TestPowerShellLine(t *testing.T) {
	for _, word := range shellWords {
		got := windows.word(word)
		if got == word {
			if word == "" || strings.Trim(word, plainInShells+windows.plain) != "" {
				t.Errorf("%q stands without quotes", word)
			}
			continue
		}
		tokens, err := lexer.Tokens(got)
		if err != nil || len(tokens) != 1 || tokens[0].Kind != lexer.Literal || tokens[0].Value != word {
			t.Errorf("%q is written %s, which is read as %v, %v", word, got, tokens, err)
		}
	}
	if line := windows.line("", []string{"triptych", `a "b" c`}); line != "" {
		t.Errorf("a double quote is handed on: %s", line)
	}
}

// TestLineIsNarrow: no line of a command is longer than a terminal, and a flag
// stays with its value.
func TestLineIsNarrow(t *testing.T) {
	got := posix.line("  ", []string{"triptych", "runbook", "--customer", "Acme Corporation of Somewhere", "--set", "gateway=outbound", "--set", "console=purview", "--force", "-o", "acme/"})
	want := `  triptych runbook --customer 'Acme Corporation of Somewhere' \
      --set gateway=outbound --set console=purview --force -o acme/`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestPresetsAreSaid: every fact that a configuration can have is in the command
// that does without it, unless it was given.
func TestPresetsAreSaid(t *testing.T) {
	p := &program{}
	p.configuration = newConfiguration(p)
	p.configuration.Variables.Values = map[string]source.Word{}
	want := []string{}
	for key, flag := range p.configuration.facts {
		p.configuration.Variables.Values[key] = source.Word{Text: "preset " + key}
		want = append(want, flag, "preset "+key)
	}
	presets := p.configuration.presets()
	got := args(profile.Flags{}.Preset(presets))
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if given := (profile.Flags{Owner: "A", Contact: "B", Phone: "C", Hours: "D", By: "E"}); !reflect.DeepEqual(given.Preset(presets), given) {
		t.Errorf("what was given is replaced: %+v", given.Preset(presets))
	}
}

// TestArgsSayTheFlags: the command line that is printed says what was asked for,
// whatever the values are.
func TestArgsSayTheFlags(t *testing.T) {
	want := profile.Flags{
		Procedure: "p", Customer: "-dash", ID: "dash", Set: []string{"gateway=none", "regions=us,eu"},
		Address: "acme@b.example", Input: []string{"groups.us=a@b.example", "undeliverable=--x"},
		Tenant: "acme.example", Ticket: "-1", Window: "8:00 = 9:00", Owner: "A, B", Executor: "E", Reviewer: "R",
		Contact: "C", Phone: "+1 555 0100", Hours: "24x7", By: "B", Date: "2026-12-05",
	}
	var c commands
	p := &program{}
	parser, err := p.parser(&c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(append([]string{"runbook"}, args(want)...)); err != nil {
		t.Fatal(err)
	}
	if got := c.Runbook.flags(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}
