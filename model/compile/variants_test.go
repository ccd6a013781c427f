package compile_test

import (
	"os"
	"testing"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/load"
	"github.com/triptych-docs/triptych/model/space"
)

func content(t testing.TB) *model.Project {
	t.Helper()
	project, err := load.Load(os.DirFS("../../content"), "content")
	if err != nil {
		t.Fatal(err)
	}
	return project
}

// Every closed variant of every procedure compiles, and so does every document.
func TestEveryVariantCompiles(t *testing.T) {
	project := content(t)
	for _, p := range project.Procedures {
		n := 0
		for answers := range space.Variants(p, nil) {
			n++
			plan, err := compile.Compile(project, p, compile.Options{Answers: answers})
			if err != nil {
				t.Fatalf("%s %s:\n%v", p.ID, answers.String(p), err)
			}
			if !plan.Closed {
				t.Fatalf("%s %s: the plan is open", p.ID, answers.String(p))
			}
		}
		t.Logf("%s: %d variants", p.ID, n)
		for _, pub := range p.Publications {
			if _, err := compile.Publication(project, p, &pub); err != nil {
				t.Errorf("%s:\n%v", pub.ID, err)
			}
		}
	}
}
