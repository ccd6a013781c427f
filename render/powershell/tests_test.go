package powershell_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/powershell"
	"github.com/triptych-docs/triptych/render/powershell/lexer"
)

// TestTests: the tests for Pester parse, and compare every setting of the plan that
// a cmdlet makes, with the value that the plan has. They are not run: there is no
// PowerShell.
func TestTests(t *testing.T) {
	parser := newParser(t)
	for name, p := range map[string]*plan.Plan{"journaling": journaling(t), "invented": invented(t)} {
		r, err := powershell.Tests(p, tailored())
		if err != nil {
			t.Fatal(err)
		}
		text := string(r.Fill(values))
		tr := parser.must(t, name+" tests", text, false)
		for _, e := range tr.Errors {
			t.Errorf("%s: line %d: no PowerShell: %s", name, e.Line, e.Text)
		}
		got := casesOf(t, text)
		var want []string
		for _, fact := range factsOfPlan(p, values) {
			_, fact, setting := strings.Cut(fact, ": ")
			if !setting || strings.Contains(fact, "(asked)") {
				continue
			}
			fact = strings.TrimSuffix(fact, " if empty")
			want = append(want, fact)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// casesOf are the values that the tests compare with, from their tokens.
func casesOf(t *testing.T, text string) []string {
	t.Helper()
	_, rest, _ := strings.Cut(text, "$cases = @(\n")
	rest, _, _ = strings.Cut(rest, "\n    )\n")
	var all []string
	for _, line := range strings.Split(rest, "\n") {
		tokens, err := lexer.Tokens(line)
		if err != nil {
			t.Fatal(err)
		}
		var literals []string
		for _, token := range tokens {
			if token.Kind == lexer.Literal {
				literals = append(literals, token.Value)
			}
		}
		if len(literals) < 3 {
			t.Fatalf("%q is no case", line)
		}
		all = append(all, fmt.Sprintf("%s.%s = %s", literals[0], literals[1], strings.Join(literals[3:], " | ")))
	}
	return all
}

// TestTestsAreOfOneCustomer: a script for everyone has no values to compare with.
func TestTestsAreOfOneCustomer(t *testing.T) {
	if _, err := powershell.Tests(journaling(t), generic()); err == nil {
		t.Error("there are tests of a generic script")
	}
	spoiled := journaling(t)
	spoiled.Objects[2].Settings[0].Value = plan.Lookup{}
	if _, err := powershell.Tests(spoiled, tailored()); err == nil {
		t.Error("there are tests of a value that is looked up")
	}
}
