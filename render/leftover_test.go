package render

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// gone is the number of a process that has ended.
func gone(t *testing.T) int {
	t.Helper()
	program, err := os.Executable()
	must(t, err)
	ended := exec.Command(program, "-test.run=^$")
	must(t, ended.Run())
	return ended.Process.Pid
}

// age makes a folder one that nothing was written into for some time.
func age(t *testing.T, folder string, since time.Duration) {
	t.Helper()
	then := time.Now().Add(-since)
	must(t, os.Chtimes(folder, then, then))
}

// Writing a folder removes what killed processes left beside it, and nothing else.
func TestLeftoversAreRemoved(t *testing.T) {
	dead, living := gone(t), os.Getppid()
	whole := bundle("old")
	half := whole[2:3:3] // the manifest
	mine := File{Name: "notes.txt", Data: []byte("mine")}
	for _, test := range []struct {
		what, name string
		files      []File
		stays      bool
	}{
		{"half full", hidden("site", dead, 0), half, false},
		{"full", hidden("site", dead, 3), whole, false},
		{"with half a manifest", hidden("site", dead, 5), []File{{Name: manifestName, Data: half[0].Data[:20]}}, false},
		{"empty", hidden("site", dead, 4), nil, false},
		{"with a file of somebody else's", hidden("site", dead, 1), append(half, mine), true},
		{"without a manifest", hidden("site", dead, 2), []File{mine}, true},
		{"of a process that runs", hidden("site", living, 0), half, true},
		{"of another folder", hidden("site2", dead, 0), half, true},
		{"of a folder with a longer name", hidden("my.site", dead, 0), half, true},
		{"where there was one step more", hidden("site", dead, 0) + ".old", half, true},
		{"with another number", ".site.0" + hidden("", dead, 0)[2:], half, true},
		{"that is not hidden", hidden("site", dead, 0)[1:], half, true},
	} {
		t.Run(test.what, func(t *testing.T) {
			dir := t.TempDir()
			left := filepath.Join(dir, test.name)
			must(t, os.MkdirAll(left, 0o777))
			for _, f := range test.files {
				write(t, filepath.Join(left, f.Name), string(f.Data))
			}
			age(t, left, abandoned+time.Minute)
			must(t, WriteFolder(t.Context(), filepath.Join(dir, "site"), bundle("new"), false))
			if _, err := os.Lstat(left); os.IsNotExist(err) == test.stays {
				t.Errorf("%s: %v, want that it stays: %v", test.name, err, test.stays)
			}
		})
	}
}

// What was written to lately may be of a process on another machine that has the
// folder too, whatever runs here by that number.
func TestLeftoversAreOld(t *testing.T) {
	dead := gone(t)
	for _, test := range []struct {
		since time.Duration
		stays bool
	}{{0, true}, {abandoned - time.Minute, true}, {-abandoned, true}, {abandoned + time.Minute, false}} {
		dir := t.TempDir()
		left := filepath.Join(dir, hidden("site", dead, 0))
		must(t, os.Mkdir(left, 0o777))
		age(t, left, test.since)
		must(t, WriteFolder(t.Context(), filepath.Join(dir, "site"), bundle("new"), false))
		if _, err := os.Lstat(left); os.IsNotExist(err) == test.stays {
			t.Errorf("written to %s ago: %v, want that it stays: %v", test.since, err, test.stays)
		}
	}
}

// An old folder that was moved away goes once there is a new one in its place, and
// not before: it may be the only one there is.
func TestLeftoversMovedAway(t *testing.T) {
	dead, mine := gone(t), File{Name: "notes.txt", Data: []byte("mine")}
	for _, test := range []struct {
		what  string
		old   []File
		there []File // in the place
		stays bool
	}{
		{"there is a new one", bundle("old"), bundle("new"), false},
		{"there is none", bundle("old"), nil, true},
		{"there is an empty one", bundle("old"), []File{}, true},
		{"with a file of somebody else's", append(bundle("old"), mine), bundle("new"), true},
	} {
		t.Run(test.what, func(t *testing.T) {
			dir := t.TempDir()
			target, old := filepath.Join(dir, "site"), filepath.Join(dir, hidden("site", dead, 0)+movedAway)
			for _, f := range test.old {
				write(t, filepath.Join(old, f.Name), string(f.Data))
			}
			age(t, old, abandoned+time.Minute)
			if test.there != nil {
				must(t, os.Mkdir(target, 0o777))
				for _, f := range test.there {
					write(t, filepath.Join(target, f.Name), string(f.Data))
				}
			}
			must(t, WriteFolder(t.Context(), target, bundle("newest"), false))
			if _, err := os.Lstat(old); os.IsNotExist(err) == test.stays {
				t.Errorf("%v, want that it stays: %v", err, test.stays)
			}
		})
	}
}

// What has the name of a leftover and is no folder, or leads to one, is no leftover.
func TestLeftoversAreFolders(t *testing.T) {
	dir, dead := t.TempDir(), gone(t)
	write(t, filepath.Join(dir, hidden("site", dead, 0)), "a file")
	write(t, filepath.Join(dir, "elsewhere", manifestName), string(bundle("old")[2].Data))
	must(t, os.Symlink("elsewhere", filepath.Join(dir, hidden("site", dead, 1))))
	age(t, filepath.Join(dir, hidden("site", dead, 0)), abandoned+time.Minute)
	age(t, filepath.Join(dir, "elsewhere"), abandoned+time.Minute)
	before := state(t, dir)
	must(t, WriteFolder(t.Context(), filepath.Join(dir, "site"), bundle("new"), false))
	must(t, os.RemoveAll(filepath.Join(dir, "site")))
	if after := state(t, dir); after != before {
		t.Errorf("there is\n%s, and was\n%s", after, before)
	}
}
