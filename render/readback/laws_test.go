package readback_test

import (
	"os"
	"testing"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render/readback"
)

func compiled(t testing.TB, project *model.Project, p *model.Procedure, a space.Answers) *plan.Plan {
	t.Helper()
	made, err := compile.Compile(project, p, compile.Options{Answers: a})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// Law 2: Markdown, page and script of every variant of up to two regions state
// what the plan says; more regions add no new kind of text. With -short it is a
// sample.
func TestEveryVariantReadsBack(t *testing.T) {
	all := fixture.Content(t)
	for _, p := range all.Procedures {
		t.Run(p.ID.Text, func(t *testing.T) {
			t.Parallel()
			seen, n := 0, 0
			for answers := range space.Variants(p, nil) {
				if len(answers["regions"]) > 2 {
					continue
				}
				seen++
				if testing.Short() && seen%29 != 1 {
					continue
				}
				n++
				findings, err := readback.Differences(compiled(t, all, p, answers))
				if err != nil {
					t.Fatalf("%s: %v", answers.String(p), err)
				}
				for _, f := range findings {
					t.Errorf("%s: %s %s", answers.String(p), f.Pos, f.Message)
				}
				if t.Failed() {
					return
				}
			}
			t.Logf("%d variants", n)
		})
	}
}

// The published documents state what their open plans say.
func TestEveryDocumentReadsBack(t *testing.T) {
	all := fixture.Content(t)
	n := 0
	for _, p := range all.Procedures {
		for _, pub := range p.Publications {
			n++
			open, err := compile.Publication(all, p, &pub)
			if err != nil {
				t.Fatal(err)
			}
			text, err := os.ReadFile("../../testdata/golden/docs/" + pub.File.Text)
			if err != nil {
				t.Fatal(err)
			}
			facts := readback.Markdown(text).Guide()
			if len(facts) < 20 {
				t.Errorf("%s: %d facts were read, which is too few to prove anything", pub.ID, len(facts))
			}
			for _, f := range readback.GuideDifferences(open, pub.File.Text, text) {
				t.Errorf("%s: %s %s", pub.ID, f.Pos, f.Message)
			}
		}
	}
	if n == 0 {
		t.Error("there are no publications")
	}
}
