package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/triptych-docs/triptych/model/fixture"
)

// killed is how many customers the list has that is made and killed.
const killed = 6

// killList is a list of customers in three variants. Each owner makes other files.
func killList(t *testing.T, owner string) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("id,name,address,gateway,regions,undeliverable,owner\n")
	for i := range killed {
		fmt.Fprintf(&b, "c%02d,Customer %d,c%d,%s,%s,ndr@c%d.example,%s\n",
			i, i, i, []string{"none", "outbound"}[i%2], []string{"us", "eu"}[i/2%2], i, owner)
	}
	name := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(name, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// bulkProgram is the program itself, as a process of its own, with one worker: so
// the customers come one after the other.
func bulkProgram(list, out string) *exec.Cmd {
	return exec.Command("triptych", "bulk", "-q", "--no-config", list, "-o", out, "--jobs", "1", "--date", "2026-12-05",
		"--set", "console=purview", "--set", "compliance=none", "--set", "scope=everyone")
}

func finish(t *testing.T, list, out string) {
	t.Helper()
	if text, err := bulkProgram(list, out).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
}

// kill begins a run and kills it as soon as something is so. It may be done before.
func kill(t *testing.T, list, out string, when func() bool) {
	t.Helper()
	run := bulkProgram(list, out)
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- run.Wait() }()
	for {
		select {
		case <-ended:
			return
		default:
		}
		if when() {
			_ = run.Process.Kill() // unless it has just ended
			<-ended
			return
		}
		time.Sleep(100 * time.Microsecond)
	}
}

// tree is what is in a folder, by name; nothing where it is not there yet.
func tree(t *testing.T, folder string) map[string]string {
	t.Helper()
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return fixture.Read(t, os.DirFS(folder))
}

// fresh tells how many customers of a folder have a file that is not as it was.
func fresh(out string, was map[string]string) int {
	n := 0
	for i := range killed {
		name := fmt.Sprintf("c%02d/profile.yaml", i)
		text, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(name)))
		if err == nil && string(text) != was[name] {
			n++
		}
	}
	return n
}

// A run that is killed, at whichever customer, leaves each file as it was before or as
// it is to be, and a new folder with all its files; the next run completes the
// work, from the same list or another one, and is not held up by what the other left.
func TestBulkKilledInATree(t *testing.T) {
	old, list, mended := killList(t, "Old Owner"), killList(t, "J. Doe"), killList(t, "R. Roe")
	folder := t.TempDir()
	before, clean, again := filepath.Join(folder, "before"), filepath.Join(folder, "clean"), filepath.Join(folder, "again")
	finish(t, old, before)
	finish(t, list, clean)
	finish(t, mended, again)
	was, want, right := tree(t, before), tree(t, clean), tree(t, again)
	for _, start := range []map[string]string{nil, was} {
		for _, n := range []int{0, killed / 2, killed - 1} {
			out := filepath.Join(t.TempDir(), "out")
			for name, text := range start {
				name = filepath.Join(out, filepath.FromSlash(name))
				if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
					t.Fatal(err)
				}
			}
			kill(t, list, out, func() bool { return fresh(out, start) >= n })
			folders := map[string]int{}
			for name, text := range tree(t, out) {
				id, file, inside := strings.Cut(name, "/")
				if strings.HasPrefix(id, ".") || strings.HasPrefix(filepath.Base(file), ".") {
					continue // beside its place
				}
				if text != want[name] && (start == nil || text != start[name]) {
					t.Errorf("killed at %d: %s is cut off, or is nobody's", n, name)
				}
				if inside {
					folders[id]++
				}
			}
			for id, files := range folders {
				if files != len(want)/killed {
					t.Errorf("killed at %d: %s has %d files", n, id, files)
				}
			}
			if n == killed/2 {
				// Whoever stopped it because of a mistake has changed the list.
				finish(t, mended, out)
				if got := tree(t, out); !maps.Equal(got, right) {
					t.Errorf("killed at %d and made from another list: %v, and not %v", n, slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(right)))
				}
			}
			finish(t, list, out)
			if got := tree(t, out); !maps.Equal(got, want) {
				t.Errorf("killed at %d and made again: %v, and not %v", n, slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
			}
		}
	}
}

// An archive is as it was before, whenever the run is killed, or the whole new one.
func TestBulkKilledInAnArchive(t *testing.T) {
	old, list := killList(t, "Old Owner"), killList(t, "J. Doe")
	folder := t.TempDir()
	for _, ending := range []string{"tar", "zip"} {
		out, clean := filepath.Join(folder, "out."+ending), filepath.Join(folder, "clean."+ending)
		finish(t, list, clean)
		finish(t, old, out)
		was, want := readArchive(t, out), readArchive(t, clean)
		for n := range 2 {
			kill(t, list, out, func() bool {
				info, err := os.Stat(filepath.Join(folder, ".out."+ending+".triptych"))
				return err == nil && info.Size() >= int64(n)*int64(len(want))/2
			})
			if got := readArchive(t, out); got != was && got != want {
				t.Errorf("%s, killed at half %d, is neither the old nor the new one", ending, n)
			}
		}
		finish(t, list, out)
		if readArchive(t, out) != want {
			t.Errorf("%s is not what a run makes that is not killed", ending)
		}
		if left := tree(t, folder)[".out."+ending+".triptych"]; left != "" {
			t.Errorf("%s: something is left beside it", ending)
		}
	}
}

func readArchive(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
