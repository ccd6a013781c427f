//go:build unix

package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// ownedBy is a file that belongs to somebody.
type ownedBy struct {
	fs.FileInfo
	uid uint32
}

func (o ownedBy) Sys() any { return &syscall.Stat_t{Uid: o.uid} }

// TestStrange: a file of somebody else's is one to be wary of where everybody can
// put files, and only there.
func TestStrange(t *testing.T) {
	me := uint32(os.Getuid())
	for _, c := range []struct {
		mode fs.FileMode
		uid  uint32
		want bool
	}{
		{0o777 | fs.ModeSticky, me + 1, true},
		{0o777, me + 1, true},
		{0o777, me, false},
		{0o777, 0, false},
		{0o755, me + 1, false},
		{0o775, me + 1, false},
	} {
		folder := t.TempDir()
		if err := os.Chmod(folder, c.mode); err != nil {
			t.Fatal(err)
		}
		if got := strange(folder, ownedBy{uid: c.uid}); got != c.want {
			t.Errorf("a file of user %d in a folder of mode %v: %t, want %t", c.uid, c.mode, got, c.want)
		}
	}
	// My own is read in such a folder.
	folder := t.TempDir()
	name := filepath.Join(folder, ProjectName)
	if err := os.WriteFile(name, []byte("version: 1\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	if got, err := Project(folder); got != name || err != nil {
		t.Errorf("found %q, %v", got, err)
	}
}

// TestStrangeLink: a link is judged beside the file that it leads to, and one of my
// own is read. Only an administrator can give one away.
func TestStrangeLink(t *testing.T) {
	folder := t.TempDir()
	file, link := filepath.Join(t.TempDir(), "mine.yaml"), filepath.Join(folder, ProjectName)
	if err := os.WriteFile(file, []byte("version: 1\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	judged := entries(link)
	if len(judged) != 2 || judged[0].Mode().Type() != fs.ModeSymlink || !judged[1].Mode().IsRegular() {
		t.Errorf("judged are %v", judged)
	}
	if got, err := Project(folder); got != link || err != nil {
		t.Errorf("found %q, %v", got, err)
	}
	if os.Getuid() != 0 {
		return
	}
	if err := os.Lchown(link, 1, 1); err != nil {
		t.Fatal(err)
	}
	var shared *sharedError
	if got, err := Project(folder); !errors.As(err, &shared) {
		t.Errorf("found %q, %v", got, err)
	}
}
