package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/load"
	"github.com/triptych-docs/triptych/model/mutate"
	"github.com/triptych-docs/triptych/model/space"
)

func editionsOf(files fs.FS) *editions {
	return &editions{program: &program{}, reader: load.NewReader(files, "world"), memory: map[string]*compile.Memory{}}
}

// checkPlans compares the plans of an edition with those that are compiled of the
// same content from no memory.
func checkPlans(t *testing.T, what fmt.Stringer, e *editions, files fs.FS) {
	t.Helper()
	project := fixture.Load(t, files, "world")
	for p, made := range e.pages {
		i := slices.IndexFunc(project.Procedures, func(q *model.Procedure) bool { return q.ID.Text == p.ID.Text })
		want, err := compile.Compile(project, project.Procedures[i], compile.Options{Answers: space.Answers{}})
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(made.Open, want) {
			t.Fatalf("%s: the plan is not what it is when it is compiled afresh", what)
		}
	}
}

// Whatever was edited before, an edition says what one says that is made from the
// same content alone: nothing that is kept is kept too long. The world is small and
// has every kind of thing; in the content there is more to keep for others.
func TestEditionsAreAsMadeAfresh(t *testing.T) {
	for _, test := range []struct {
		folder string
		edits  int
		pages  []string
	}{
		{"../../testdata/world", 200, []string{"index.html", "lantern-copies/index.html", "lantern-copies/v/outbound.old.north/index.html", "llms-full.txt"}},
		{"../../content", 40, []string{"area1-journaling/index.html", "mimecast-journaling/index.html"}},
	} {
		t.Run(filepath.Base(test.folder), func(t *testing.T) { asMadeAfresh(t, os.DirFS(test.folder), test.edits, test.pages) })
	}
}

// asMadeAfresh makes edits of content, in any order: TRIPTYCH_SAVES sets how many.
// Each takes back the one before, and before every other one the content is without
// an edit for a while.
func asMadeAfresh(t *testing.T, content fs.FS, edits int, pages []string) {
	if more := os.Getenv("TRIPTYCH_SAVES"); more != "" {
		var err error
		if edits, err = strconv.Atoi(more); err != nil {
			t.Fatal(err)
		}
	}
	read, err := mutate.Read(content)
	if err != nil {
		t.Fatal(err)
	}
	written, err := read.Unchanged()
	if err != nil {
		t.Fatal(err)
	}
	all := read.All()
	r := rand.New(rand.NewPCG(7, 8))
	now := fixture.Copy(t, written)
	preview := editionsOf(now)
	shown := 0
	for i := range edits {
		edit := all[r.IntN(len(all))]
		files, err := edit.Files()
		if err != nil {
			t.Fatal(err)
		}
		changes := edited(t, content, files)
		for name, text := range fixture.Read(t, written) {
			now[name].Data = []byte(text)
		}
		if i%2 == 0 {
			if _, err := preview.make(); err != nil {
				t.Fatal(err)
			}
		}
		for name, text := range changes {
			now[name].Data = []byte(text)
		}
		kept, fault := preview.make()
		fresh, want := editionsOf(now).make()
		if fmt.Sprint(fault) != fmt.Sprint(want) {
			t.Fatalf("%s: the preview says %v, want %v", edit, fault, want)
		}
		if want != nil {
			continue
		}
		shown++
		checkPlans(t, edit, preview, now)
		for _, name := range pages {
			if shown%8 > 0 {
				break // a page takes longer than all else, and is made of the plan
			}
			got, there, err := kept.File(name)
			want, is, fault := fresh.File(name)
			if there != is || fmt.Sprint(err) != fmt.Sprint(fault) || !bytes.Equal(got, want) {
				t.Fatalf("%s: %s is not what it is when it is made afresh", edit, name)
			}
		}
	}
	t.Logf("%d edits, %d of them shown", edits, shown)
	if shown < edits/4 {
		t.Errorf("only %d of %d edits left content that can be shown", shown, edits)
	}
}

// edited are the files of an edit that are not as they were.
func edited(t *testing.T, before, edit fs.FS) map[string]string {
	t.Helper()
	was, now := fixture.Read(t, before), fixture.Read(t, edit)
	maps.DeleteFunc(now, func(name, text string) bool { return was[name] == text })
	return now
}

// BenchmarkEdition is what a save costs without what is around it: no server, no
// watching, no other build. BenchmarkServe has them.
func BenchmarkEdition(b *testing.B) {
	asMain(b)
	for _, test := range served {
		b.Run(strings.TrimSuffix(test.page, "/index.html"), func(b *testing.B) {
			d := desk{content: filepath.Join(b.TempDir(), "content")}
			if err := os.CopyFS(d.content, os.DirFS("../../content")); err != nil {
				b.Fatal(err)
			}
			w := d.draft(b, test.file(), test.words)
			e := newEditions(&program{globals: globals{Content: d.content}})
			if _, err := e.make(); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for edit := 1; b.Loop(); edit++ {
				if err := w.overwrite(edit); err != nil {
					b.Fatal(err)
				}
				made, err := e.make()
				if err != nil {
					b.Fatal(err)
				}
				if page, _, err := made.File(test.page); err != nil || !bytes.Contains(page, []byte(mark(edit))) {
					b.Fatalf("%s without edit %d: %v", test.page, edit, err)
				}
			}
		})
	}
}
