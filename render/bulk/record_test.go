package bulk_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/triptych-docs/triptych/render/bulk"
)

// recorded is a folder with customers and the records of them.
func recorded(t *testing.T, n int) (folder string, ids []string) {
	t.Helper()
	ids, files := customers(n)
	folder = t.TempDir()
	tree := openTree(t, folder)
	records, err := tree.Records("")
	if err != nil {
		t.Fatal(err)
	}
	defer records.Close()
	for _, id := range ids {
		_, err := tree.Take(id, files[id], nil)
		if err == nil {
			err = records.Add(bulk.NewRecord(id, bulk.Origin("of "+id), files[id]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	extra, err := records.Finish()
	if err == nil {
		err = tree.Finish([]bulk.Extra{extra})
	}
	if err != nil {
		t.Fatal(err)
	}
	return folder, ids
}

func openTree(t testing.TB, folder string) *bulk.Tree {
	t.Helper()
	tree, err := bulk.OpenTree(folder, bulk.SumsName(""), false)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// find looks for records of customers, in that order, and tells for each whether
// there is one and the folder holds what it says.
func find(t *testing.T, folder string, ids ...string) []bool {
	t.Helper()
	tree := openTree(t, folder)
	records, err := tree.Records("")
	if err != nil {
		t.Fatal(err)
	}
	defer records.Close()
	var all []bool
	for _, id := range ids {
		r := records.Find(id)
		all = append(all, r.Of(id, bulk.Origin("of "+id)) && tree.Holds(r))
	}
	return all
}

// Records are found when customers joined the list, left it and moved in it.
func TestRecordsAreFound(t *testing.T) {
	folder, ids := recorded(t, 6)
	got := find(t, folder, ids[0], "new", ids[3], ids[1], ids[2], "newer", ids[5])
	if want := []bool{true, false, true, true, true, false, true}; !slices.Equal(got, want) {
		t.Errorf("found %v, want %v", got, want)
	}
}

// A file that somebody changed is noticed, whatever its size and its time say.
func TestRecordsNoticeEdits(t *testing.T) {
	for name, edit := range map[string]func(text []byte) []byte{
		"first byte": func(text []byte) []byte { text[0] ^= 1; return text },
		"last byte":  func(text []byte) []byte { text[len(text)-1] ^= 0x80; return text },
		"exchanged":  func(text []byte) []byte { slices.Reverse(text); return text },
		"cut off":    func(text []byte) []byte { return text[:len(text)-1] },
		"longer":     func(text []byte) []byte { return append(text, text...) },
		"empty":      func([]byte) []byte { return nil },
	} {
		folder, ids := recorded(t, 4)
		file := filepath.Join(folder, ids[2], "runbook.md")
		before := stat(t, file)
		text, err := os.ReadFile(file)
		if err == nil {
			err = errors.Join(os.WriteFile(file, edit(text), 0o666), os.Chtimes(file, before.ModTime(), before.ModTime()))
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := find(t, folder, ids...); !slices.Equal(got, []bool{true, true, false, true}) {
			t.Errorf("%s: %v", name, got)
		}
	}
	folder, ids := recorded(t, 4)
	if err := os.Remove(filepath.Join(folder, ids[0], "runbook.html")); err != nil {
		t.Fatal(err)
	}
	if got := find(t, folder, ids...); !slices.Equal(got, []bool{false, true, true, true}) {
		t.Errorf("a file that is gone: %v", got)
	}
}

// A record that is not just as it was written is none: no byte of it can be
// changed, and it cannot be cut off.
func TestDamagedRecordsAreNone(t *testing.T) {
	folder, ids := recorded(t, 1)
	file := filepath.Join(folder, bulk.RecordsName(""))
	sound, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := range sound {
		damaged := slices.Clone(sound)
		damaged[i] ^= 4
		for _, text := range [][]byte{damaged, sound[:i]} {
			if err := os.WriteFile(file, text, 0o666); err != nil {
				t.Fatal(err)
			}
			if find(t, folder, ids...)[0] {
				t.Fatalf("%q is taken for a record", text)
			}
		}
	}
}
