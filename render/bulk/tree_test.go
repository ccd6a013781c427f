package bulk

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/render"
)

// A desk is a folder with bundles.
type desk struct {
	*testing.T
	folder string
}

// bundled is a bundle of some edition: each file is another in another edition.
func bundled(edition string) []render.File {
	files := []render.File{{Name: "runbook.md", Data: []byte(edition)}, {Name: "script.ps1", Data: []byte("# " + edition)}}
	var sums strings.Builder
	for _, f := range files {
		fmt.Fprintf(&sums, "%s  %s\n", f.Sum(), f.Name)
	}
	return append(files, render.File{Name: render.SumsName, Data: []byte(sums.String())})
}

func (d desk) must(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

func (d desk) open() *Tree {
	d.Helper()
	tree, err := OpenTree(d.folder, SumsName(""), false)
	d.must(err)
	return tree
}

// run makes the editions of customers. It gives what became of each, and ends with a
// list of those that it made, which listed writes.
func (d desk) run(editions map[string]string, list func(*Tree, []Extra) error) map[string]error {
	d.Helper()
	tree, failed := d.open(), map[string]error{}
	index, err := NewIndex("hash", "")
	d.must(err)
	defer index.Close()
	for _, id := range slices.Sorted(maps.Keys(editions)) {
		files := bundled(editions[id])
		if _, failed[id] = tree.Take(id, files, nil); failed[id] == nil {
			d.must(index.Add(Made{ID: id, Files: Sums(files)}))
		}
	}
	fate := func(id, _ string) Fate {
		if err, tried := failed[id]; tried && err == nil {
			return Current
		}
		return Stays
	}
	_, err = tree.Leftovers(fate, false, index.Sums())
	d.must(err)
	extra, err := index.Finish()
	d.must(err)
	d.must(list(tree, extra))
	return failed
}

// finish ends a run as it is to end; kill ends it before its list.
func finish(t *Tree, extra []Extra) error { return t.Finish(extra) }
func kill(t *Tree, _ []Extra) error       { return t.Abandon() }

// marked tells whether the next run would know that the list does not know all.
func (d desk) marked() bool {
	d.Helper()
	tree := d.open()
	defer tree.close()
	return tree.unfinished
}

// A run that ends while it writes its list leaves the mark: the next one takes what
// it wrote for what triptych wrote.
func TestTreeAfterAKillOverTheList(t *testing.T) {
	d := desk{t, t.TempDir()}
	d.run(map[string]string{"a": "1"}, finish)
	d.run(map[string]string{"a": "2"}, func(tree *Tree, _ []Extra) error {
		unreadable, err := os.OpenFile(filepath.Join(t.TempDir(), "list"), os.O_CREATE|os.O_WRONLY, 0o666)
		d.must(err)
		defer unreadable.Close()
		if tree.Finish([]Extra{{Name: SumsName(""), file: unreadable}}) == nil {
			t.Error("a list that cannot be read was written")
		}
		return tree.close()
	})
	if failed := d.run(map[string]string{"a": "3"}, finish); failed["a"] != nil {
		t.Error(failed["a"])
	}
	if d.marked() {
		t.Error("the mark of what is unfinished outlives it")
	}
}

// The sums of a bundle are written first. A file that they name and that is not
// there yet is none that somebody changed; a line that names none is.
func TestTreeAfterAKillBehindTheSums(t *testing.T) {
	for _, test := range []struct {
		what   string
		sums   string // behind the first line
		edited bool
	}{
		{"not there yet", render.Sum([]byte("new")) + "  new.md\n", false},
		{"no line of sums", "nonsense\n", true},
		{"another file changed", render.Sum([]byte("new")) + "  script.ps1\n", true},
	} {
		t.Run(test.what, func(t *testing.T) {
			d := desk{t, t.TempDir()}
			d.run(map[string]string{"a": "1"}, finish)
			d.run(map[string]string{"a": "1", "b": "1"}, kill) // leaves the mark
			d.must(os.WriteFile(filepath.Join(d.folder, "a", "script.ps1"), []byte("of somebody's, or not"), 0o666))
			if !test.edited {
				d.must(os.WriteFile(filepath.Join(d.folder, "a", "script.ps1"), []byte("# 1"), 0o666))
			}
			first, _, _ := strings.Cut(string(bundled("1")[2].Data), "\n")
			d.must(os.WriteFile(filepath.Join(d.folder, "a", render.SumsName), []byte(first+"\n"+test.sums), 0o666))
			var edited *EditedError
			if err := d.run(map[string]string{"a": "3"}, finish)["a"]; errors.As(err, &edited) != test.edited || !test.edited && err != nil {
				t.Errorf("%v, want that a file is taken for edited: %v", err, test.edited)
			}
		})
	}
}

// Where a run goes on behind a customer of whom it wrote some files, its list does
// not know those.
func TestTreeAfterHalfACustomer(t *testing.T) {
	d := desk{t, t.TempDir()}
	d.run(map[string]string{"a": "1", "b": "1"}, finish)
	inTheWay := filepath.Join(d.folder, "a", beside("script.ps1"))
	d.must(os.MkdirAll(filepath.Join(inTheWay, "full"), 0o777))
	if failed := d.run(map[string]string{"a": "2", "b": "2"}, finish); failed["a"] == nil || failed["b"] != nil {
		t.Fatalf("failed: %v, want that only a did", failed)
	}
	d.must(os.RemoveAll(inTheWay))
	if failed := d.run(map[string]string{"a": "3", "b": "3"}, finish); failed["a"] != nil || failed["b"] != nil {
		t.Errorf("failed: %v", failed)
	}
	if d.marked() {
		t.Error("the mark of what is unfinished outlives it")
	}
}

// A run that does not make all customers of one that was killed knows no more of
// the others than that one's list.
func TestTreeAfterAKillWithoutAll(t *testing.T) {
	for what, left := range map[string]string{"listed before": "a", "new": "c"} {
		t.Run(what, func(t *testing.T) {
			d := desk{t, t.TempDir()}
			d.run(map[string]string{"a": "1", "b": "1"}, finish)
			d.run(map[string]string{left: "2", "b": "2"}, kill)
			d.run(map[string]string{"b": "3"}, finish)
			if err := d.run(map[string]string{"a": "3", left: "3", "b": "3"}, finish)[left]; err != nil {
				t.Error(err)
			}
			if d.marked() {
				t.Error("the mark of what is unfinished outlives it")
			}
		})
	}
}
