package residuals_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/site/residuals"
)

// several is how many answers to one question the page goes up to.
const several = 3

// variants are those of a procedure that the page has, each nth of them.
func variants(all *model.Project, p *model.Procedure, nth int) (list []residuals.Variant, answers []space.Answers) {
	n := 0
	for a := range space.Variants(p, nil) {
		v := residuals.Variant{Plan: func() (*plan.Plan, error) {
			return compile.Compile(all, p, compile.Options{Answers: a})
		}}
		few := true
		for _, f := range p.Facets {
			few = few && len(a[f.ID.Text]) <= several
			v.Answers = append(v.Answers, residuals.Answer{Facet: f.ID.Text, Answers: a[f.ID.Text], Many: f.Many != nil})
		}
		if !few {
			continue
		}
		if n++; n%nth == 0 {
			list, answers = append(list, v), append(answers, a)
		}
	}
	return list, answers
}

// What the page makes of a reader's values is, byte for byte, what the command
// makes of the same profile: the runbook in Markdown and HTML, the script and the
// profile, of every variant of up to three regions. With -short it is a part.
func TestFilesAgree(t *testing.T) {
	all := fixture.Content(t)
	n := newNode(t)
	tell(n, all)
	for _, p := range all.Procedures {
		nth := 1
		if testing.Short() {
			nth = 41
		}
		list, answers := variants(all, p, nth)
		groups, err := residuals.Groups(list)
		if err != nil {
			t.Fatal(err)
		}
		byKey := map[string]space.Answers{}
		for i, v := range list {
			byKey[residuals.Key(v.Answers)] = answers[i]
		}
		size := 0
		for i, g := range groups {
			raw, err := json.Marshal(g.Data)
			if err != nil {
				t.Fatal(err)
			}
			packed, err := residuals.File("x.js", g.Data)
			if err != nil {
				t.Fatal(err)
			}
			size += len(packed.Data)
			t.Logf("%s %d: %v, %d variants, %d texts, %d holes, %d kB, packed %d kB", p.ID, i, g.When, len(g.Data.Variants), len(g.Data.Texts), len(g.Data.Holes), len(raw)/1000, len(packed.Data)/1000)
			file := filepath.Join(t.TempDir(), "data.json")
			if err := os.WriteFile(file, raw, 0o666); err != nil {
				t.Fatal(err)
			}
			ask[int](n, map[string]any{"op": "data", "file": file})
			for _, key := range slices.Sorted(maps.Keys(g.Data.Variants)) {
				filesAgree(t, n, all, p, byKey[key])
				if t.Failed() {
					return
				}
				delete(byKey, key)
			}
		}
		t.Logf("%s: %d variants in %d files, %d kB", p.ID, len(list), len(groups), size/1000)
		if len(byKey) > 0 {
			t.Errorf("%d variants are in no group", len(byKey))
		}
	}
}

type madeFile struct{ Name, Sum string }

func filesAgree(t *testing.T, n *node, all *model.Project, p *model.Procedure, answers space.Answers) {
	t.Helper()
	g := customerWith(p, answers, func(in model.Input) bool { return space.Holds(in.When, answers) })
	made := ask[struct {
		Files  []madeFile
		Faults []struct{ At, Why string }
	}](n, map[string]any{"op": "files", "form": p.ID.Text, "given": g, "today": today})
	if len(made.Faults) > 0 {
		t.Fatalf("%s: the page refuses it: %v", answers.String(p), made.Faults)
	}
	want := commands(t, all, p, g)
	for _, got := range made.Files {
		if sum(string(want[got.Name])) == got.Sum {
			continue
		}
		text := ask[string](n, map[string]any{"op": "file", "form": p.ID.Text, "given": g, "today": today, "name": got.Name})
		at := 0
		for at < min(len(text), len(want[got.Name])) && text[at] == want[got.Name][at] {
			at++
		}
		t.Errorf("%s: %s differs at %d:\npage    %+.80q\ncommand %+.80q", answers.String(p), got.Name, at,
			text[at:], want[got.Name][at:])
	}
	if len(made.Files) != 4 {
		t.Errorf("%s: %d files", answers.String(p), len(made.Files))
	}
}

// commands are the files of a bundle that the command writes.
func commands(t *testing.T, all *model.Project, p *model.Procedure, g given) map[string][]byte {
	t.Helper()
	bound, faults := g.bind(t, all, p.ID.Text)
	if bound == nil {
		t.Fatalf("the command refuses %s: %v", g.profile(p.ID.Text), faults)
	}
	compiled, err := compile.Compile(all, p, compile.Options{Answers: bound.Answers})
	if err != nil {
		t.Fatal(err)
	}
	runbook, err := render.NewRunbook(compiled)
	if err != nil {
		t.Fatal(err)
	}
	files, err := runbook.Bundle(render.Customer{Values: bound.Values, Model: all.Hash, Change: bound.Change(), Profile: bound.YAML()},
		residuals.Formats...)
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string][]byte{}
	for _, f := range files {
		byName[f.Name] = f.Data
	}
	return byName
}
