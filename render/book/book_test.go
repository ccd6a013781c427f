package book_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/triptych-docs/triptych/content"
	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/templates"
)

func compiled(t *testing.T, answers space.Answers) *plan.Plan {
	t.Helper()
	return compiledOf(t, "area1-journaling", answers)
}

func compiledOf(t *testing.T, procedure string, answers space.Answers) *plan.Plan {
	t.Helper()
	project := fixture.Content(t)
	at := slices.IndexFunc(project.Procedures, func(p *model.Procedure) bool { return p.ID.Text == procedure })
	p, err := compile.Compile(project, project.Procedures[at], compile.Options{Answers: answers})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var acme = space.Answers{
	"gateway": {"outbound"}, "console": {"purview"}, "compliance": {"none"},
	"regions": {"eu"}, "scope": {"everyone"}, "pictures": {"none"},
}

// The runbook has the sections of its frame, in order, with a chapter for each
// part that changes something under the section for changes.
func TestRunbookHasItsSectionsInOrder(t *testing.T) {
	b, err := book.Runbook(compiled(t, acme))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range b.Chapters {
		got = append(got, c.ID)
	}
	want := "glance go why roles values capture change connector undeliverable rule verify rollback trouble escalation evidence signoff aftercare script provenance"
	if strings.Join(got, " ") != want {
		t.Errorf("got  %v\nwant %s", got, want)
	}
}

// Steps are counted through the whole runbook, and every reference of a book
// leads to a place in it.
func TestStepsAreCountedThroughAndReferencesLead(t *testing.T) {
	b, err := book.Runbook(compiled(t, acme.With("compliance", "regional").With("regions", "eu", "us")))
	if err != nil {
		t.Fatal(err)
	}
	places, next := map[string]bool{}, 1
	for _, c := range b.Chapters {
		places[c.ID] = true
		for _, block := range c.Blocks {
			l, ok := block.(plan.List)
			if !ok || !l.Ordered || l.Start == 0 {
				continue
			}
			if l.Start != next {
				t.Errorf("the steps of %s start at %d, want %d", c.ID, l.Start, next)
			}
			next += len(l.Items)
			for _, item := range l.Items {
				places[item.Anchor] = true
			}
		}
	}
	if next < 30 {
		t.Errorf("only %d steps were seen", next-1)
	}
	for target, r := range b.References {
		if !places[r.Anchor] {
			t.Errorf("the reference to %s leads to %s, which is nowhere", target, r.Anchor)
		}
	}
}

// An empty cell looks like a field to be filled in. So no cell of a runbook is
// empty but those that are there to be written in, and these are where a person
// writes: the evidence, what was done otherwise, and who signs.
func TestEmptyCellsAreThereToBeWrittenIn(t *testing.T) {
	for name, p := range map[string]*plan.Plan{
		"acme":  compiled(t, acme),
		"drawn": compiled(t, acme.With("pictures", "files")),
		// What only the customer can find out is entered in a step like any other value.
		"by hand": compiledOf(t, "mimecast-journaling", space.Answers{
			"region": {"offshore"}, "provisioned": {"before"}, "topology": {"hybrid"}, "console": {"purview"},
		}),
	} {
		b, err := book.Runbook(p)
		if err != nil {
			t.Fatal(err)
		}
		hand := map[string]int{}
		for _, c := range b.Chapters {
			for _, block := range c.Blocks {
				table, ok := block.(plan.Table)
				if !ok {
					continue
				}
				for _, row := range table.Rows {
					empty := slices.ContainsFunc(row.Cells, func(l plan.Line) bool { return len(l) == 0 })
					if empty != row.ByHand {
						t.Errorf("%s, %s: a row has an empty cell: %v, and is there to be written in: %v", name, c.ID, empty, row.ByHand)
					}
					if row.ByHand {
						hand[c.ID]++
					}
				}
			}
		}
		if len(hand) != 2 || hand["evidence"] < 4 || hand["signoff"] != 3 {
			t.Errorf("%s: rows to write in: %v, want some of the evidence and three signatures", name, hand)
		}
	}
}

// An open plan is no runbook.
func TestRunbookOfAnOpenPlanIsRefused(t *testing.T) {
	open := space.Answers{"console": {"purview"}}
	if _, err := book.Runbook(compiled(t, open)); err == nil {
		t.Error("a runbook with questions left open")
	}
}

// Every phrase of the layout is used by the layout, and none is missing: a
// phrase that is missing panics, and one that is not used misleads its editor.
func TestEveryPhraseIsUsed(t *testing.T) {
	raw, err := templates.Files.ReadFile("layout.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var phrases map[string]any
	if err := yaml.Unmarshal(raw, &phrases); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var code strings.Builder
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".go") && !strings.HasSuffix(e.Name(), "_test.go") {
			text, err := os.ReadFile(e.Name())
			if err != nil {
				t.Fatal(err)
			}
			code.Write(text)
		}
	}
	frame, err := templates.Files.ReadFile("runbook.frame.md")
	if err != nil {
		t.Fatal(err)
	}
	for name := range phrases {
		quoted := strings.Contains(code.String(), `"`+name+`"`) || strings.Contains(string(frame), "{form:"+name+"}")
		if !quoted {
			t.Errorf("nothing says the phrase %q", name)
		}
	}
	for _, m := range regexp.MustCompile(`say\("([a-z_]+)"`).FindAllStringSubmatch(code.String(), -1) {
		if _, ok := phrases[m[1]]; !ok {
			t.Errorf("layout.yaml has no phrase %q", m[1])
		}
	}
}

// Documents take a few words from the content's phrases where a runbook takes
// them from the layout. The same name says the same in both.
func TestWordsOfDocumentsAndRunbooksAgree(t *testing.T) {
	read := func(files interface{ ReadFile(string) ([]byte, error) }, name string, into any) {
		t.Helper()
		raw, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := yaml.Unmarshal(raw, into); err != nil {
			t.Fatal(err)
		}
	}
	var layout map[string]any
	var phrases struct{ Phrases map[string]string }
	read(templates.Files, "layout.yaml", &layout)
	read(content.Files, "phrases.yaml", &phrases)
	shared := 0
	for name, text := range phrases.Phrases {
		same, ok := layout[name]
		// "or" joins clauses in a document and roles in a runbook.
		if !ok || name == "or" {
			continue
		}
		shared++
		if same != text {
			t.Errorf("%s: the layout says %q, the phrases say %q", name, same, text)
		}
	}
	if shared < 3 {
		t.Errorf("only %d phrases are shared", shared)
	}
}
