package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/load"
	"github.com/triptych-docs/triptych/model/source"
)

// A revision is content of some time: its files, and what messages call them.
type revision struct {
	files fs.FS
	name  string
}

// load loads all content of a revision.
func (r revision) load() (*model.Project, error) {
	project, err := load.Load(r.files, r.name)
	var faults *source.List
	if err != nil && !errors.As(err, &faults) {
		return nil, wrong("%s is no folder of content: %w", printableLine(r.name), err)
	}
	return project, err
}

// revisions are the two sides. A folder that exists is a folder; anything else
// is a git revision of the content folder.
func (c *impactCommand) revisions(p *program) (old, new revision, err error) {
	folder := p.Content
	if folder == "" && isContent(inside) {
		folder = inside // the checkout that the user is in
	}
	if old, err = revisionOf(c.Old, folder); err != nil {
		return old, new, err
	}
	switch {
	case c.New != "":
		new, err = revisionOf(c.New, folder)
	case p.Content == "" && folder != "" && !isFolder(c.Old):
		new = revision{os.DirFS(folder), folder}
	default:
		new.files, new.name = p.files()
	}
	return old, new, err
}

func isContent(folder string) bool {
	info, err := os.Stat(folder)
	return err == nil && info.IsDir()
}

func revisionOf(name, folder string) (revision, error) {
	if isFolder(name) {
		return revision{os.DirFS(name), strings.TrimSuffix(name, "/")}, nil
	}
	if folder == "" {
		return revision{}, wrong("%q is no folder, and to look for a git revision there has to be a folder of content: give --content DIR, or go to a checkout that has content/", printableLine(name))
	}
	files, err := gitRevision(folder, name)
	return revision{files, name + ":" + strings.TrimSuffix(folder, "/")}, err
}

// gitRevision reads a folder as it was in a revision, without touching what is
// checked out: git packs it, and it is read from memory.
func gitRevision(folder, name string) (fs.FS, error) {
	if _, err := exec.LookPath("git"); err != nil {
		return nil, &failure{code: exitMachine, err: fmt.Errorf("%q is no folder, and git, which would know it as a revision, is not installed", printableLine(name))}
	}
	if _, err := git(folder, "rev-parse", "--show-prefix"); err != nil {
		return nil, wrong("%q is no folder, and %s is not in a git repository", printableLine(name), folder)
	}
	commit, err := git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", name+"^{commit}")
	if err != nil {
		return nil, wrong("%q is neither a folder nor a git revision that %s has\n  In a checkout of CI, fetch it first: git fetch origin BRANCH", printableLine(name), folder)
	}
	// In a folder, git packs that folder, with names from there.
	packed, err := git(folder, "-c", "core.autocrlf=false", "archive", "--format=zip", strings.TrimSpace(string(commit)))
	if err != nil {
		return nil, wrong("revision %s has no folder %s", printableLine(name), folder)
	}
	files, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, fmt.Errorf("read what git made of %s: %w", printableLine(name), err)
	}
	return files, nil
}

// git runs git in a folder and returns what it prints.
func git(folder string, args ...string) ([]byte, error) {
	return exec.Command("git", append([]string{"-C", folder}, args...)...).Output()
}
