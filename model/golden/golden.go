// Package golden compares what a test made with a file that people review.
//
// Only tests import it. Run a package's tests with -update to write what they
// made instead; "make golden" does so for all packages and names the files that
// changed. Where CI is set -update is refused: what nobody has read is not golden.
package golden

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/aymanbagabas/go-udiff"
)

var update = flag.Bool("update", false, "write goldens instead of comparing with them")

// Updating tells whether goldens are written instead of compared. It stops the
// test where CI is set.
func Updating(t testing.TB) bool {
	t.Helper()
	if *update && os.Getenv("CI") != "" {
		t.Fatal("golden: -update is refused where CI is set: update where you can read the difference")
	}
	return *update
}

// Check compares got with the golden file of a path, or writes it.
func Check(t testing.TB, path string, got []byte) {
	t.Helper()
	if Updating(t) {
		write(t, path, got)
		return
	}
	want, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Errorf("golden: %s does not exist yet; run the test with -update and read what it writes", path)
		return
	}
	if err != nil {
		t.Fatalf("golden: %v", err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("golden: %s differs; if that is meant, run the test with -update\n%s",
			path, udiff.Unified(path, "this run", string(want), string(got)))
	}
}

// Only checks that a folder has the named files and no others, so that a golden
// whose test is gone does not stay. It removes such files when updating.
func Only(t testing.TB, dir string, names []string) {
	t.Helper()
	known := map[string]bool{}
	for _, n := range names {
		known[filepath.Join(dir, filepath.FromSlash(n))] = true
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || known[path] {
			return err
		}
		if Updating(t) {
			return os.Remove(path)
		}
		t.Errorf("golden: %s is the golden of no test", path)
		return nil
	})
	if err != nil {
		t.Fatalf("golden: %v", err)
	}
}

// write leaves a file alone that has the bytes already, so that its time says
// when it changed.
func write(t testing.TB, path string, got []byte) {
	t.Helper()
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, got) {
		return
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatalf("golden: %v", err)
	}
	if err := os.WriteFile(path, got, 0o666); err != nil {
		t.Fatalf("golden: %v", err)
	}
	t.Logf("golden: wrote %s", path)
}
