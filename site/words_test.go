package site

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/templates"
)

// Every text of the catalogue is said somewhere, and every text that is said is
// in it.
func TestWordsAreThereAndUsed(t *testing.T) {
	var said strings.Builder
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".go") && !strings.HasSuffix(e.Name(), "_test.go") {
			raw, err := os.ReadFile(e.Name())
			if err != nil {
				t.Fatal(err)
			}
			said.Write(raw)
		}
	}
	names, err := fs.Glob(templates.Files, "site*.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		said.WriteString(file(name))
	}
	companions := book.Companions(&plan.Plan{
		Sections: []plan.Section{{Steps: []plan.Step{{Fields: make([]plan.Field, 1)}}}}, Tables: make([]plan.LookupTable, 1),
		Names: []plan.Name{{Facet: "console"}}, Choices: []plan.Choice{{Facet: "console", Options: make([]plan.Option, 1)}},
		Sources: make([]plan.Source, 1),
	})
	for _, c := range companions {
		for _, name := range []string{"nav_" + c.Name, "nav_" + c.Name + "_description"} {
			if catalogue()[name] == "" {
				t.Errorf("site.yaml has no text %q", name)
			}
		}
	}
	forms := file("site.forms.js") + file("site.values.js") + file("site.builder.js")
	for name := range catalogue() {
		if short, ok := strings.CutPrefix(name, "form_"); ok && strings.Contains(forms, `"`+short+`"`) {
			continue
		}
		// The names of the facts of a profile are put together; a test in a browser
		// finds each on its field.
		if strings.HasPrefix(name, "fact_") {
			continue
		}
		// The pages beside a guide are named after their folders.
		if folder, ok := strings.CutPrefix(name, "nav_"); ok {
			folder, _, _ = strings.Cut(folder, "_")
			if strings.Contains(said.String(), `"`+folder+`/"`) || slices.ContainsFunc(companions, func(c book.Companion) bool { return c.Name == folder }) {
				continue
			}
		}
		if !strings.Contains(said.String(), `"`+name+`"`) && !strings.HasPrefix(name, "nav_guide") {
			t.Errorf("nothing says %q", name)
		}
	}
	lacks := func(source, prefix string) {
		for _, m := range regexp.MustCompile(`\bsay(?:\(| )"([a-z_]+[a-z])"`).FindAllStringSubmatch(source, -1) {
			if catalogue()[prefix+m[1]] == "" {
				t.Errorf("site.yaml has no text %q", prefix+m[1])
			}
		}
	}
	lacks(said.String(), "")
	lacks(forms, "form_")
}
