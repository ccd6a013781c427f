package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/load"
	"github.com/triptych-docs/triptych/model/mutate"
)

// drafts are content that is another one from time to time.
type drafts struct{ fs.FS }

func editionsOf(files fs.FS) *editions {
	return &editions{program: &program{}, reader: load.NewReader(files, "world"), memory: map[string]*compile.Memory{}}
}

// Whatever was edited before, an edition says what one says that is made from the
// same content alone: nothing that is kept is kept too long. TRIPTYCH_SAVES sets
// how many edits are made, in any order; each takes back the one before.
func TestEditionsAreAsMadeAfresh(t *testing.T) {
	edits := 60
	if more := os.Getenv("TRIPTYCH_SAVES"); more != "" {
		var err error
		if edits, err = strconv.Atoi(more); err != nil {
			t.Fatal(err)
		}
	}
	content, err := mutate.Read(os.DirFS("../../testdata/world"))
	if err != nil {
		t.Fatal(err)
	}
	all := content.All()
	r := rand.New(rand.NewPCG(7, 8))
	var now drafts
	preview := editionsOf(&now)
	shown := 0
	for range edits {
		edit := all[r.IntN(len(all))]
		if now.FS, err = edit.Files(); err != nil {
			t.Fatal(err)
		}
		kept, fault := preview.make()
		fresh, want := editionsOf(&now).make()
		if fmt.Sprint(fault) != fmt.Sprint(want) {
			t.Fatalf("%s: the preview says %v, want %v", edit, fault, want)
		}
		if want != nil {
			continue
		}
		shown++
		for _, name := range []string{"index.html", "lantern-copies/index.html", "lantern-copies/v/outbound.old.north/index.html", "llms-full.txt"} {
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

// BenchmarkEdition is what a save costs without what is around it: no server, no
// watching, no other build. BenchmarkServe has them.
func BenchmarkEdition(b *testing.B) {
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
