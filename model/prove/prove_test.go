package prove

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/golden"
	"github.com/triptych-docs/triptych/model/load"
	"github.com/triptych-docs/triptych/model/report"
	"github.com/triptych-docs/triptych/model/space"
)

func told(t *testing.T, r report.Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Write(&b, report.Text); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTheContentHolds(t *testing.T) {
	r := Check(fixture.Content(t))
	if len(r.Findings) > 0 {
		t.Errorf("\n%s", told(t, r))
	}
	if want := "2 procedures, 3324 variants, 5 documents"; r.Summary != want {
		t.Errorf("checked %s, want %s", r.Summary, want)
	}
}

// cases are the worlds in which a law does not hold: copies of the invented
// vendor with some text replaced.
func cases(t *testing.T) map[string]*model.Project {
	t.Helper()
	all := map[string]*model.Project{}
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files := fixture.Copy(t, os.DirFS("../../testdata/world"))
		for _, f := range archive.Files {
			if name, ok := strings.CutPrefix(f.Name, "edit "); ok {
				fixture.Edit(t, files[name], f.Data)
			}
		}
		p, err := load.Load(files, "world")
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		all[path] = p
	}
	return all
}

// Each case has the findings that come of it, as people read them.
func TestWhatDoesNotHold(t *testing.T) {
	for path, p := range cases(t) {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			got := told(t, Check(p))
			for i, f := range archive.Files {
				if f.Name != "want" {
					continue
				}
				if golden.Updating(t) {
					archive.Files[i].Data = []byte(got)
					if err := os.WriteFile(path, txtar.Format(archive), 0o666); err != nil {
						t.Fatal(err)
					}
				} else if got != string(f.Data) {
					t.Errorf("got\n%s\nwant\n%s", got, f.Data)
				}
			}
		})
	}
}

// What is found by set arithmetic is what is found by listing the variants: the
// same places, the same counterexamples, the same counts.
func TestSymbolicIsEnumerated(t *testing.T) {
	all := cases(t)
	if !testing.Short() {
		all["content"] = fixture.Content(t)
	}
	for name, p := range all {
		got, want := told(t, Check(p)), told(t, check(p, space.Enumerated))
		if got != want {
			t.Errorf("%s: symbolic\n%s\nenumerated\n%s", name, got, want)
		}
	}
}
