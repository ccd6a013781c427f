package load_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/golden"
	"github.com/triptych-docs/triptych/model/load"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

const worldFolder = "../../testdata/world"

// world is a copy of the invented vendor that can be edited.
func world(t *testing.T) fstest.MapFS {
	t.Helper()
	return fixture.Copy(t, os.DirFS(worldFolder))
}

// TestErrors spoils the world in one way after the other. A case has blocks
// that replace text in a file, and the diagnostics that have to come of it.
func TestErrors(t *testing.T) {
	cases, err := filepath.Glob("../../testdata/errors/content/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			files := world(t)
			wanted := false
			for i, f := range archive.Files {
				if name, ok := strings.CutPrefix(f.Name, "edit "); ok {
					fixture.Edit(t, files[name], f.Data)
					continue
				}
				wanted = true
				got := faults(t, files)
				if golden.Updating(t) {
					archive.Files[i].Data = []byte(got)
					if err := os.WriteFile(path, txtar.Format(archive), 0o666); err != nil {
						t.Fatal(err)
					}
				} else if got != string(f.Data) {
					t.Errorf("got\n%s\nwant\n%s", got, f.Data)
				}
			}
			if !wanted {
				t.Error("the case has no diagnostics that it wants: add an empty file \"want\" and run the test with -update")
			}
		})
	}
}

// faults loads and compiles content that is at fault and returns what is said
// about it.
func faults(t *testing.T, files fs.FS) string {
	t.Helper()
	project, err := load.Load(files, "world")
	if err == nil {
		err = firstFault(project)
	}
	var list *source.List
	if !errors.As(err, &list) {
		t.Fatalf("no diagnostics: %v", err)
	}
	for _, d := range list.Sorted() {
		if !d.Pos.IsValid() {
			t.Errorf("a fault without a place: %s", d)
		}
	}
	return list.Error()
}

// firstFault compiles all variants and documents up to the first that fails.
func firstFault(project *model.Project) error {
	for _, p := range project.Procedures {
		for a := range space.Variants(p, nil) {
			if _, err := compile.Compile(project, p, compile.Options{Answers: a}); err != nil {
				return err
			}
		}
		for i := range p.Publications {
			if _, err := compile.Publication(project, p, &p.Publications[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// TestWorld: the invented vendor is sound, and has the phrases of the content,
// which the compiler needs all of.
func TestWorld(t *testing.T) {
	files := world(t)
	if _, err := load.Load(files, "world"); err != nil {
		t.Fatal(err)
	}
	phrases, err := os.ReadFile("../../content/phrases.yaml")
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, worldFolder+"/phrases.yaml", phrases)
}

// TestHash: the hash names the content, whatever else is in the folder.
func TestHash(t *testing.T) {
	hash := func(files fs.FS) string {
		sum, err := load.Hash(files)
		if err != nil {
			t.Fatal(err)
		}
		return sum
	}
	files := world(t)
	before := hash(files)
	files["README.md"] = &fstest.MapFile{Data: []byte("words")}
	if hash(files) != before {
		t.Error("a file that is no content changes the hash")
	}
	files["roles.yaml"].Data = append(files["roles.yaml"].Data, '\n')
	if hash(files) == before {
		t.Error("a change of the content does not change the hash")
	}
	project, err := load.Load(files, "world")
	if err != nil {
		t.Fatal(err)
	}
	if project.Hash != hash(files) {
		t.Errorf("the project has the hash %s", project.Hash)
	}
}
