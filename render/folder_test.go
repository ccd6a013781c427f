package render

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// bundle is a small bundle: the manifest knows the other files.
func bundle(text string) []File {
	files := []File{{Name: "a.md", Data: []byte(text)}, {Name: "b.ps1", Data: []byte(text + text)}}
	manifest := fmt.Sprintf(`{"schema": %q, "files": [{"name": "a.md", "sha256": %q}, {"name": "b.ps1", "sha256": %q}]}`,
		manifestSchema, Sum(files[0].Data), Sum(files[1].Data))
	files = append(files, File{Name: manifestName, Data: []byte(manifest)})
	var list strings.Builder
	for _, f := range files {
		fmt.Fprintf(&list, "%s  %s\n", f.Sum(), f.Name)
	}
	return append(files, File{Name: SumsName, Data: []byte(list.String())})
}

// state is everything below a folder.
func state(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if info, err := os.Stat(path); err != nil || info.IsDir() {
			return err // a link to a folder
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		fmt.Fprintf(&b, "%s: %s\n", filepath.ToSlash(rel), data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestFolderFails makes each operation fail, one after the other: whatever
// happens, the folder is as it was before and nothing is left beside it.
func TestFolderFails(t *testing.T) {
	for _, before := range []string{"nothing", "an empty folder", "an older bundle", "an older bundle and notes", "an older bundle on another system"} {
		for n := 0; ; n++ {
			dir := t.TempDir()
			target := filepath.Join(dir, "acme")
			force, exchange := false, exchange
			switch before {
			case "an empty folder":
				must(t, os.Mkdir(target, 0o777))
			case "an older bundle and notes":
				force = true
				write(t, filepath.Join(target, "notes.txt"), "mine")
				fallthrough
			case "an older bundle on another system":
				exchange = func(*os.Root, string, string) error { return errors.ErrUnsupported }
				fallthrough
			case "an older bundle":
				must(t, WriteFolder(t.Context(), target, bundle("old"), true))
			}
			was := state(t, dir)
			calls, failed := 0, ""
			injected := errors.New("injected")
			err := writeFolder(t.Context(), target, bundle("new"), force, disk{exchange: exchange, before: func(operation string) error {
				if calls++; calls == n+1 {
					failed = operation
					return injected
				}
				return nil
			}})
			if failed == "" {
				must(t, err)
				if got := state(t, dir); !strings.Contains(got, "acme/a.md: new\n") || strings.Contains(got, "old") || strings.Contains(got, "triptych/") {
					t.Errorf("%s: written\n%s", before, got)
				}
				if n < 5 {
					t.Errorf("only %d operations can fail", n)
				}
				break
			}
			if !errors.Is(err, injected) {
				t.Errorf("%s, %s fails: error %v", before, failed, err)
			}
			if got := state(t, dir); got != was {
				t.Errorf("%s, %s fails: left behind\n%s", before, failed, got)
			}
			if entries, _ := os.ReadDir(dir); len(entries) > 1 {
				t.Errorf("%s, %s fails: %d entries beside the folder", before, failed, len(entries))
			}
		}
	}
}

func TestFolderInterrupted(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	err := writeFolder(ctx, filepath.Join(dir, "acme"), bundle("new"), false, disk{before: func(operation string) error {
		if operation == "write b.ps1" {
			cancel()
		}
		return nil
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) > 0 {
		t.Errorf("%d entries are left", len(entries))
	}
}

func TestFolderOccupied(t *testing.T) {
	dir := t.TempDir()
	target := filepath.Join(dir, "acme")
	must(t, WriteFolder(t.Context(), target, bundle("old"), false))
	must(t, WriteFolder(t.Context(), target, bundle("new"), false))
	write(t, filepath.Join(target, "notes.txt"), "mine")
	write(t, filepath.Join(target, "a.md"), "new, with remarks")
	must(t, os.Mkdir(filepath.Join(target, "photos"), 0o777))

	err := WriteFolder(t.Context(), target, bundle("newest"), false)
	var occupied *OccupiedError
	if !errors.As(err, &occupied) {
		t.Fatalf("error %v", err)
	}
	if !slices.Equal(occupied.Unknown, []string{"notes.txt", "photos"}) || !slices.Equal(occupied.Changed, []string{"a.md"}) {
		t.Errorf("unknown %q, changed %q", occupied.Unknown, occupied.Changed)
	}
	if !strings.Contains(state(t, target), "a.md: new, with remarks") {
		t.Error("a changed file was replaced")
	}

	must(t, WriteFolder(t.Context(), target, bundle("newest"), true))
	got := state(t, target)
	if !strings.Contains(got, "a.md: newest\n") || !strings.Contains(got, "notes.txt: mine\n") {
		t.Errorf("with force\n%s", got)
	}
}

func TestFolderNotOurs(t *testing.T) {
	dir := t.TempDir()
	target := filepath.Join(dir, "acme")
	write(t, filepath.Join(target, "runbook.md"), "a runbook of somebody else's")
	err := WriteFolder(t.Context(), target, bundle("new"), false)
	var occupied *OccupiedError
	if !errors.As(err, &occupied) {
		t.Fatalf("error %v", err)
	}
	if got := state(t, target); got != "runbook.md: a runbook of somebody else's\n" {
		t.Errorf("changed: %s", got)
	}
	// A file that stands where one of ours belongs is not moved out of the way.
	write(t, filepath.Join(target, "a.md"), "mine")
	if err := WriteFolder(t.Context(), target, bundle("new"), true); err == nil {
		t.Error("a file of somebody else's was replaced")
	}
	if got := state(t, target); !strings.Contains(got, "a.md: mine\n") {
		t.Errorf("changed: %s", got)
	}
}

func TestFolderPlaces(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "file"), "")
	must(t, os.Mkdir(filepath.Join(dir, "elsewhere"), 0o777))
	must(t, os.Symlink("elsewhere", filepath.Join(dir, "link")))
	t.Chdir(dir)
	for _, path := range []string{"", ".", "..", "/", "file", "link", "no/such/folder"} {
		var place *PlaceError
		if err := WriteFolder(t.Context(), path, bundle("new"), true); !errors.As(err, &place) {
			t.Errorf("%q: error %v", path, err)
		}
	}
	if got, want := state(t, dir), "file: \n"; got != want {
		t.Errorf("left %q", got)
	}
}

// A folder that is somebody's home is not listed in full.
func TestFolderNamesSome(t *testing.T) {
	err := &OccupiedError{Folder: "home", Unknown: strings.Split("a b c d e f g h i j k", " "), Changed: []string{"l"}}
	want := "home has files that triptych did not write: a, b, c, d, e, f, g, h … and 3 more; and it has files that were changed since triptych wrote them: l"
	if got := err.Error(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	must(t, WriteFile(t.Context(), "a.md", []byte("one")))
	must(t, WriteFile(t.Context(), "a.md", []byte("two")))
	must(t, os.Mkdir("folder", 0o777))
	must(t, os.WriteFile("outside", []byte("outside"), 0o666))
	must(t, os.Symlink("outside", "link"))
	for _, path := range []string{"folder", "link", ".", ""} {
		var place *PlaceError
		if err := WriteFile(t.Context(), path, []byte("three")); !errors.As(err, &place) {
			t.Errorf("%q: error %v", path, err)
		}
	}
	if got, want := state(t, dir), "a.md: two\nlink: outside\noutside: outside\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := WriteFile(ctx, "b.md", []byte("x")); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestWriteInto(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "other.md"), "other")
	write(t, filepath.Join(dir, "same.md"), "same")
	write(t, filepath.Join(dir, "sub", "old.md"), "old")
	must(t, os.Chmod(filepath.Join(dir, "sub", "old.md"), 0o640))
	files := []File{{Name: "same.md", Data: []byte("same")}, {Name: "sub/old.md", Data: []byte("new")}, {Name: "deep/er/new.md", Data: []byte("new")}}

	different, err := Compare(dir, files)
	must(t, err)
	if len(different) != 2 || different[0].Name != "sub/old.md" || string(different[0].Old) != "old" || different[1].Old != nil {
		t.Errorf("differences %+v", different)
	}
	names, err := WriteInto(t.Context(), dir, files)
	must(t, err)
	if want := []string{"sub/old.md", "deep/er/new.md"}; !slices.Equal(names, want) {
		t.Errorf("wrote %q, want %q", names, want)
	}
	if got, want := state(t, dir), "deep/er/new.md: new\nother.md: other\nsame.md: same\nsub/old.md: new\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if info, err := os.Stat(filepath.Join(dir, "sub", "old.md")); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o640 {
		t.Errorf("who may read a file changed with it: %v, %v", info.Mode(), err)
	}
	if different, err := Compare(dir, files); err != nil || len(different) > 0 {
		t.Errorf("differences %+v, %v", different, err)
	}
	if different, err := Compare(filepath.Join(dir, "none"), files); err != nil || len(different) != 3 {
		t.Errorf("differences %+v, %v", different, err)
	}
	for _, name := range []string{"../out.md", "/out.md", "a/../../out.md"} {
		if _, err := WriteInto(t.Context(), dir, []File{{Name: name}}); err == nil {
			t.Errorf("%s was written", name)
		}
	}
	must(t, os.Chmod(filepath.Join(dir, "same.md"), 0o444))
	var place *PlaceError
	if _, err := WriteInto(t.Context(), dir, []File{{Name: "other.md"}, {Name: "same.md"}}); !errors.As(err, &place) {
		t.Errorf("a file that is read-only: %v", err)
	}
	if got, want := state(t, dir), "deep/er/new.md: new\nother.md: other\nsame.md: same\nsub/old.md: new\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	outside := t.TempDir()
	must(t, os.Symlink(outside, filepath.Join(dir, "way-out")))
	if _, err := WriteInto(t.Context(), dir, []File{{Name: "way-out/x.md"}}); err == nil {
		t.Error("a link led out")
	}
	if entries, _ := os.ReadDir(outside); len(entries) > 0 {
		t.Error("something was written outside")
	}
}
