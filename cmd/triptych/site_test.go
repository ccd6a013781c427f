package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// TestKilledBuild kills builds, without a word to them: while they make the site,
// at any file that they write, and while they clean up. The site is then the one
// that was there, every file of it, or the new one; and the next build completes
// the work, and removes what is left when that is old.
func TestKilledBuild(t *testing.T) {
	folder := t.TempDir()
	content, public := filepath.Join(folder, "content"), filepath.Join(folder, "public")
	if err := os.CopyFS(content, os.DirFS("../../testdata/world")); err != nil {
		t.Fatal(err)
	}
	w := desk{content: content}.draft(t, "lantern-copies/sections.yaml", "- One rule makes the copies.")
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	build := func(edit int) *exec.Cmd {
		if err := w.save(edit); err != nil {
			t.Fatal(err)
		}
		return &exec.Cmd{Path: program, Args: []string{"triptych", "site", "-q", "-C", content, "-o", public}}
	}
	// The site of each of two editions of the content.
	var sites [2]map[string][sha256.Size]byte
	for edit := range sites {
		if err := build(edit).Run(); err != nil {
			t.Fatal(err)
		}
		sites[edit] = sums(t, public)
	}
	files := len(sites[0])
	if maps.Equal(sites[0], sites[1]) || files < 20 {
		t.Fatal("there are no two sites to tell apart")
	}
	at, killed := 1, 0
	for _, written := range []int{1, files / 2, files, files + 1, files + 1} {
		running := build(1 - at)
		if err := running.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan struct{})
		go func() { _ = running.Wait(); close(ended) }()
		// One more than there are is when the new site is in place.
		for going := true; going; {
			select {
			case <-ended:
				going = false
			default:
				if written > files {
					going = manifest(t, public) == sites[at]["manifest.json"]
				} else {
					going = unfinished(folder, running) < written
				}
			}
		}
		if running.Process.Kill() == nil {
			killed++
		}
		<-ended
		switch is := sums(t, public); {
		case maps.Equal(is, sites[1-at]):
			at = 1 - at
		case !maps.Equal(is, sites[at]):
			t.Fatalf("killed when %d of %d files were written, the site is neither the old nor the new one: %d files", written, files, len(is))
		}
	}
	t.Logf("%d builds were killed", killed)
	if killed == 0 {
		t.Error("no build was killed")
	}
	age(t, folder)
	if err := build(1 - at).Run(); err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(sums(t, public), sites[1-at]) {
		t.Error("the build after those that were killed makes another site")
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != "content" && e.Name() != "public" {
			t.Errorf("%s is left over", e.Name())
		}
	}
}

// age makes what builds left in a folder so old that nobody can be at work on it.
func age(t *testing.T, folder string) {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(folder, ".*.triptych*"))
	then := time.Now().Add(-24 * time.Hour)
	for _, name := range left {
		err = errors.Join(err, os.Chtimes(name, then, then))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// unfinished is how many files a build has written beside the folder.
func unfinished(folder string, build *exec.Cmd) int {
	files := 0
	beside, _ := fs.Glob(os.DirFS(folder), fmt.Sprintf(".public.%d-*", build.Process.Pid))
	for _, name := range beside {
		_ = filepath.WalkDir(filepath.Join(folder, name), func(_ string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				files++
			}
			return nil // it may be gone
		})
	}
	return files
}

// manifest is the hash of the manifest, which a site has at any time.
func manifest(t *testing.T, public string) [sha256.Size]byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(public, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	return sha256.Sum256(data)
}

// sums are the hashes of all files of a folder.
func sums(t *testing.T, folder string) map[string][sha256.Size]byte {
	t.Helper()
	all := map[string][sha256.Size]byte{}
	files := os.DirFS(folder)
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return fmt.Errorf("%s of the site: %w", name, err)
		}
		all[name] = sha256.Sum256(data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
