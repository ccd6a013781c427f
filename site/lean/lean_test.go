package lean_test

import (
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/site/lean"
)

func TestScript(t *testing.T) {
	got, err := lean.Script("// why\nvar shared = {};\n(t => {\n  const long = \"a  b\\ufeff\";\n  t.f = name => name + long; // how\n})(shared);\n")
	if err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(got, "\n/") || strings.Contains(got, "name") {
		t.Errorf("it has more than it needs: %s", got)
	}
	for _, kept := range []string{"var shared", "a  b\\ufeff", ".f="} {
		if !strings.Contains(got, kept) {
			t.Errorf("it lost %q: %s", kept, got)
		}
	}
	if got, err := lean.Script("("); err == nil {
		t.Errorf("what is no script became %q", got)
	}
}

func TestStyle(t *testing.T) {
	got := lean.Style("/* why */\n:root { --a: 1px;  --b: 2px }\n\n.x, .y > :first-child {\n  color: red;\n}\n")
	if want := "\n:root{--a:1px;--b:2px}.x,.y > :first-child{color:red;}"; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
