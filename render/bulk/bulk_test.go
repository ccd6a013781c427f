package bulk_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/bulk"
)

// customers are some customers with files that differ in all of them.
func customers(n int) (ids []string, files map[string][]render.File) {
	files = map[string][]render.File{}
	for i := range n {
		id := fmt.Sprintf("c%05d", i)
		ids = append(ids, id)
		files[id] = []render.File{
			{Name: "runbook.md", Data: []byte(strings.Repeat("for "+id+"\n", i%50))},
			{Name: "runbook.html", Data: []byte("<p>" + id)},
		}
	}
	return ids, files
}

// fill gives a target all customers and ends it.
func fill(t *testing.T, target bulk.Target, ids []string, files map[string][]render.File) {
	t.Helper()
	index, err := bulk.NewIndex("hash", "")
	if err != nil {
		t.Fatal(err)
	}
	defer index.Close()
	for _, id := range ids {
		taken, err := target.Take(id, files[id], nil)
		if err == nil {
			err = target.Add(taken)
		}
		if err == nil {
			err = index.Add(bulk.Made{ID: id, Files: bulk.Sums(files[id])})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	extra, err := index.Finish()
	if err == nil {
		err = target.Finish(extra)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func flat(files map[string][]render.File) map[string]string {
	all := map[string]string{}
	for id, own := range files {
		for _, f := range own {
			all[id+"/"+f.Name] = string(f.Data)
		}
	}
	return all
}

// Every form of archive is read, by a reader that is not ours, as exactly the
// files that went in and the index. A zip file of that many is one with a
// directory of 64 bits.
func TestArchives(t *testing.T) {
	for _, test := range []struct {
		form bulk.ArchiveForm
		n    int
		read func(*testing.T, []byte) map[string]string
	}{{bulk.PlainTar, 100, readTar}, {bulk.TarGzip, 100, readTarGzip}, {bulk.Zip, 33_000, readZip}} {
		t.Run(string(test.form), func(t *testing.T) {
			ids, files := customers(test.n)
			want := flat(files)
			var out bytes.Buffer
			target, err := bulk.NewArchive(&out, test.form)
			if err != nil {
				t.Fatal(err)
			}
			fill(t, target, ids, files)
			got := test.read(t, out.Bytes())
			for _, name := range []string{"index.csv", "index.html", "SHA256SUMS", "manifest.json"} {
				if got[name] == "" {
					t.Errorf("%s is not in it", name)
				}
				delete(got, name)
			}
			if !maps.Equal(got, want) {
				t.Errorf("%d files were read, and %d went in", len(got), len(want))
			}
		})
	}
}

func readTar(t *testing.T, data []byte) map[string]string {
	t.Helper()
	all := map[string]string{}
	r := tar.NewReader(bytes.NewReader(data))
	for {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[h.Name] = string(text)
	}
}

func readTarGzip(t *testing.T, data []byte) map[string]string {
	t.Helper()
	return readTar(t, gunzip(t, data))
}

func gunzip(t *testing.T, data []byte) []byte {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func readZip(t *testing.T, data []byte) map[string]string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in) // checks the sum
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(text)
	}
	return all
}

// What a killed run leaves beside its place is cleared away by the next one, and
// a file that was cut off there is not taken for one that was written.
func TestTreeAfterAKill(t *testing.T) {
	ids, files := customers(3)
	folder := t.TempDir()
	for name, text := range map[string]string{
		".c00001.triptych/runbook.md":    "cut o",
		"c00002/.runbook.md.triptych":    "cut o",
		"c00002/runbook.html":            "<p>c00002",
		"c00002/notes.txt":               "of the customer's own",
		".somebody-else.triptych/a-file": "left alone",
	} {
		write(t, filepath.Join(folder, name), text)
	}
	tree, err := bulk.OpenTree(folder, bulk.SumsName(""), false)
	if err != nil {
		t.Fatal(err)
	}
	fill(t, tree, ids, files)
	got := fixture.Read(t, os.DirFS(folder))
	want := flat(files)
	want["c00002/notes.txt"] = "of the customer's own"
	want[".somebody-else.triptych/a-file"] = "left alone"
	for _, name := range []string{"index.csv", "index.html", "SHA256SUMS", "manifest.json"} {
		delete(got, name)
	}
	if !maps.Equal(got, want) {
		t.Errorf("the folder has %v, want %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
}

// A link that leads out of the folder is not followed.
func TestTreeStaysInside(t *testing.T) {
	ids, files := customers(1)
	folder, outside := t.TempDir(), t.TempDir()
	if err := os.Symlink(outside, filepath.Join(folder, ids[0])); err != nil {
		t.Skip("no symbolic links here")
	}
	tree, err := bulk.OpenTree(folder, bulk.SumsName(""), true)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tree.Take(ids[0], files[ids[0]], nil); err == nil {
		t.Error("files were written by way of a link")
	}
	if got := fixture.Read(t, os.DirFS(outside)); len(got) > 0 {
		t.Errorf("outside there is %v", got)
	}
}

// A file that is the same is not touched: what else points at it sees that.
func TestTreeLeavesTheSameAlone(t *testing.T) {
	ids, files := customers(2)
	folder := t.TempDir()
	open := func() *bulk.Tree {
		tree, err := bulk.OpenTree(folder, bulk.SumsName(""), false)
		if err != nil {
			t.Fatal(err)
		}
		return tree
	}
	fill(t, open(), ids, files)
	before := stat(t, filepath.Join(folder, ids[0], "runbook.html"))
	files[ids[0]][0].Data = []byte("new")
	fill(t, open(), ids, files)
	if !os.SameFile(before, stat(t, filepath.Join(folder, ids[0], "runbook.html"))) {
		t.Error("a file that was the same was replaced")
	}
	if text, err := os.ReadFile(filepath.Join(folder, ids[0], "runbook.md")); err != nil || string(text) != "new" {
		t.Errorf("a file that was not the same is %q, %v", text, err)
	}
}

func stat(t *testing.T, name string) os.FileInfo {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// Things come out in the order in which they went in, however many work on them;
// and who stops early stops them all.
func TestOrdered(t *testing.T) {
	const n = 1000
	numbers := func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
	do := func(i int) int { return i * i }
	for _, workers := range []int{1, 2, 7} {
		next := 0
		bulk.Ordered(t.Context(), workers, numbers, do, func(got int) bool {
			if got != next*next {
				t.Errorf("%d workers: the %d-th is %d", workers, next, got)
			}
			next++ // one at a time: the race detector tells
			return true
		})
		if next != n {
			t.Errorf("%d workers: %d came out", workers, next)
		}
		next = 0
		bulk.Ordered(t.Context(), workers, numbers, do, func(int) bool {
			next++
			return next < 10
		})
		if next != 10 {
			t.Errorf("%d workers: %d came out of 10 that were wanted", workers, next)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	bulk.Ordered(ctx, 2, numbers, do, func(got int) bool {
		t.Errorf("%d came out after the context ended", got)
		return true
	})
}

// What panics in a worker does so for the caller, who can say whose mistake it is,
// and nobody waits for what never comes.
func TestOrderedPanics(t *testing.T) {
	at := func(where string, n int) func(int) int {
		return func(i int) int {
			if i == n {
				panic(where)
			}
			return i
		}
	}
	same := func(i int) int { return i }
	for _, c := range []struct {
		where        string
		in, do, adds func(int) int
	}{
		{"in", at("in", 40), same, same},
		{"do", same, at("do", 40), same},
		{"add", same, same, at("add", 40)},
	} {
		t.Run(c.where, func(t *testing.T) {
			defer func() {
				if got := recover(); got != c.where {
					t.Errorf("the caller was told %v", got)
				}
			}()
			numbers := func(yield func(int) bool) {
				for i := range 100 {
					if !yield(c.in(i)) {
						return
					}
				}
			}
			bulk.Ordered(t.Context(), 3, numbers, c.do, func(i int) bool { return c.adds(i) == i })
		})
	}
}

// What waits to be added does not grow, whichever thing takes longest.
func TestOrderedAhead(t *testing.T) {
	const workers = 3
	var begun, ahead atomic.Int64
	first := make(chan struct{})
	numbers := func(yield func(int) bool) {
		for i := range 100 {
			begun.Add(1)
			if !yield(i) {
				return
			}
		}
	}
	do := func(i int) int {
		if i == 0 {
			<-first // that the others are ahead of
		} else if i == 2*workers {
			defer close(first)
		}
		return i
	}
	added := 0
	bulk.Ordered(t.Context(), workers, numbers, do, func(int) bool {
		added++
		ahead.Store(max(ahead.Load(), begun.Load()-int64(added)))
		return true
	})
	if got := ahead.Load(); added != 100 || got > 3*workers {
		t.Errorf("%d were added, and %d under way at a time, not at most %d", added, got, 3*workers)
	}
}

// No name of a file leads out of the folder of its customer, and of a customer who
// cannot be written nothing is there.
func TestTreeRefusesNames(t *testing.T) {
	for _, name := range []string{"../out", "/out", "in/../../out", "in/../out", ".", ""} {
		folder := t.TempDir()
		tree := openTree(t, filepath.Join(folder, "tree"))
		_, err := tree.Take("c", []render.File{{Name: "deep/down/in"}, {Name: name, Data: []byte("out")}}, nil)
		if err == nil {
			t.Errorf("%q was written", name)
		}
		if err := tree.Abandon(); err != nil {
			t.Error(err)
		}
		for _, there := range []string{"out", "tree/out", "tree/c", "tree/.c.triptych"} {
			if _, err := os.Lstat(filepath.Join(folder, there)); err == nil {
				t.Errorf("%q: there is %s", name, there)
			}
		}
	}
}
