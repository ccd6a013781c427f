package main

import (
	"bytes"
	"testing"

	"github.com/triptych-docs/triptych/render/powershell/lexer"
)

// TestPowerShellCompletion: no PowerShell is here to be asked, so that the
// lexer reads the script: strings end, brackets close, and every word of every
// command is in it as a literal.
func TestPowerShellCompletion(t *testing.T) {
	var out bytes.Buffer
	p := &program{stdin: &bytes.Buffer{}, stdout: &out, stderr: &bytes.Buffer{}, env: unconfigured}
	if code := run([]string{"completion", "powershell"}, p); code != 0 {
		t.Fatalf("ended with %d", code)
	}
	tokens, err := lexer.Tokens(out.String())
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
