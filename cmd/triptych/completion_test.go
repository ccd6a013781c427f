package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/triptych-docs/triptych/render/powershell/lexer"
)

// completionFor is the script for PowerShell. None is here to be asked, so that its
// text is looked at.
func completionFor(t *testing.T) string {
	t.Helper()
	var out bytes.Buffer
	p := &program{stdin: &bytes.Buffer{}, stdout: &out, stderr: &bytes.Buffer{}, env: os.Getenv}
	if code := run([]string{"completion", "powershell"}, p); code != 0 {
		t.Fatalf("ended with %d", code)
	}
	return out.String()
}

// Strings end, brackets close, and every word of every command is in it as a literal.
func TestPowerShellCompletion(t *testing.T) {
	tokens, err := lexer.Tokens(completionFor(t))
	if err != nil {
		t.Fatal(err)
	}
	open := 0
	literals := map[string]bool{}
	for _, token := range tokens {
		switch {
		case token.Kind == lexer.Literal:
			literals[token.Value] = true
		case token.Kind == lexer.Bracket && bytes.ContainsAny([]byte(token.Text), "({["):
			open++
		case token.Kind == lexer.Bracket:
			open--
		}
	}
	if open != 0 {
		t.Errorf("%d brackets stay open", open)
	}
	for _, word := range []string{"runbook", "profile new", "--set", "-o", "regions=eu", "mimecast-journaling", "area1-reference", "connector.SmartHosts", "runbook|--format", "md"} {
		if !literals[word] {
			t.Errorf("%q is not in it", word)
		}
	}
}

// The grammar of PowerShell has no fault to find in it.
func TestPowerShellCompletionParses(t *testing.T) {
	const folder = "../../testdata/powershell"
	if _, err := os.Stat(filepath.Join(folder, "node_modules", ".package-lock.json")); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skipf("%v; \"make node\" installs what it takes", err)
	}
	text := completionFor(t)
	broken := text[:len(text)-len("}\n")]
	var in bytes.Buffer
	for _, text := range []string{text, broken} {
		if err := json.NewEncoder(&in).Encode(map[string]string{"name": "completion", "text": text}); err != nil {
			t.Fatal(err)
		}
	}
	command := exec.Command("node", "--liftoff-only", "parse.mjs")
	command.Dir, command.Stdin, command.Stderr = folder, &in, os.Stderr
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := json.NewDecoder(bytes.NewReader(out))
	for _, faulty := range []bool{false, true} {
		var read struct {
			Errors []struct {
				Line int
				Text string
			}
		}
		if err := lines.Decode(&read); err != nil {
			t.Fatal(err)
		}
		if got := len(read.Errors) > 0; got != faulty {
			t.Errorf("faults: %v, want %v: %+v", got, faulty, read.Errors)
		}
	}
}
