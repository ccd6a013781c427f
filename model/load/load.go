// Package load reads content into a [model.Project]: strictly, with every
// fault of every file in one run. What it returns is sound: each name resolves,
// each choice is total, no branch is dead.
package load

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/strict"
)

// Load reads the content of a folder. The name of the folder stands before the
// names of files in diagnostics. The error is a [source.List] when the content
// is at fault.
func Load(content fs.FS, folder string) (*model.Project, error) {
	l := loader{content: content, folder: folder}
	project, err := l.project()
	if err != nil {
		return nil, err
	}
	if err := l.faults.Err(); err != nil {
		return nil, err
	}
	check(project, &l.faults)
	if err := l.faults.Err(); err != nil {
		return nil, err
	}
	return project, nil
}

// Hash is the SHA-256 of all content, names included, in hexadecimal.
func Hash(content fs.FS) (string, error) {
	sum := sha256.New()
	err := fs.WalkDir(content, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".yaml" {
			return err
		}
		text, err := fs.ReadFile(content, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%s %d\n%s", name, len(text), text)
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("read content: %w", err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

type loader struct {
	content fs.FS
	folder  string
	faults  source.List
}

// shared is what all procedures share: the files beside their folders.
type shared struct {
	Phrases source.Map[model.Prose]                 `yaml:"phrases" validate:"required"`
	Labels  source.Map[model.Switched[model.Label]] `yaml:"labels" validate:"required"`
	Kinds   []plan.Kind                             `yaml:"kinds" validate:"required,dive"`
	Roles   []model.Role                            `yaml:"roles" validate:"required,dive"`
	Sources []model.Source                          `yaml:"sources" validate:"required,dive"`
}

func (l *loader) project() (*model.Project, error) {
	hash, err := Hash(l.content)
	if err != nil {
		return nil, err
	}
	entries, err := fs.ReadDir(l.content, ".")
	if err != nil {
		return nil, fmt.Errorf("read content: %w", err)
	}
	files, err := l.files(".")
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no content in %q: %w", l.folder, errNoContent)
	}
	var s shared
	strict.Decode(&s, &l.faults, files...)
	p := &model.Project{
		Phrases: s.Phrases, Labels: s.Labels, Kinds: s.Kinds, Roles: s.Roles, Sources: s.Sources, Hash: hash,
	}
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		files, err := l.files(e.Name())
		if err != nil {
			return nil, err
		}
		if len(files) == 0 {
			continue
		}
		procedure := new(model.Procedure)
		strict.Decode(procedure, &l.faults, files...)
		p.Procedures = append(p.Procedures, procedure)
	}
	return p, nil
}

var errNoContent = errors.New("no .yaml files there")

// files reads the YAML files of one folder, in the order of their names.
func (l *loader) files(dir string) ([]*source.File, error) {
	entries, err := fs.ReadDir(l.content, dir)
	if err != nil {
		return nil, fmt.Errorf("read content: %w", err)
	}
	var files []*source.File
	for _, e := range entries {
		if e.IsDir() || !strings.HasSuffix(e.Name(), ".yaml") {
			continue
		}
		name := path.Join(dir, e.Name())
		text, err := fs.ReadFile(l.content, name)
		if err != nil {
			return nil, fmt.Errorf("read content: %w", err)
		}
		files = append(files, &source.File{Name: path.Join(l.folder, name), Text: text})
	}
	return files, nil
}
