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

// Load reads the content of a folder and proves it sound. The name of the folder
// stands before the names of files in diagnostics. The error is a [source.List]
// when the content is at fault.
func Load(content fs.FS, folder string) (*model.Project, error) {
	project, faults, sound, err := read(content, folder, "")
	if err != nil {
		return nil, err
	}
	// Names that something unreadable would have introduced would be reported as
	// unknown all over; what is only misspelt hides nothing.
	if sound {
		check(project, faults)
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return project, nil
}

// Proven reads one procedure of content that is known to be sound, which the
// content in the program is: its tests load it. It takes a fraction of the time
// of [Load]. An id that no folder has is an error that [fs.ErrNotExist] matches.
func Proven(content fs.FS, folder, procedure string) (*model.Project, error) {
	if _, err := fs.Stat(content, procedure); err != nil {
		return nil, err
	}
	project, faults, _, err := read(content, folder, procedure)
	if err != nil {
		return nil, err
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return project, nil
}

// read reads all procedures, or only one. Sound tells whether all that is there
// was read, whatever is wrong with it.
func read(content fs.FS, folder, procedure string) (project *model.Project, faults *source.List, sound bool, err error) {
	l := loader{content: content, folder: folder, sound: true}
	project, err = l.project(procedure)
	return project, &l.faults, l.sound, err
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
	sound   bool
}

// shared is what all procedures share: the files beside their folders.
type shared struct {
	Phrases source.Map[model.Prose]                 `yaml:"phrases" validate:"required"`
	Labels  source.Map[model.Switched[model.Label]] `yaml:"labels" validate:"required"`
	Kinds   []plan.Kind                             `yaml:"kinds" validate:"required,dive"`
	Roles   []model.Role                            `yaml:"roles" validate:"required,dive"`
	Sources []model.Source                          `yaml:"sources" validate:"required,dive"`
	Rules   []model.Rule                            `yaml:"rules" validate:"dive"`
}

func (l *loader) project(only string) (*model.Project, error) {
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
	decode := func(into any, faults *source.List, files ...*source.File) {
		l.sound = strict.Decode(into, faults, files...) && l.sound
	}
	if only != "" {
		decode = strict.DecodeProven
	}
	var s shared
	decode(&s, &l.faults, files...)
	p := &model.Project{
		Phrases: s.Phrases, Labels: s.Labels, Kinds: s.Kinds, Roles: s.Roles, Sources: s.Sources, Rules: s.Rules, Hash: hash,
	}
	for _, e := range entries {
		if !e.IsDir() || only != "" && e.Name() != only {
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
		decode(procedure, &l.faults, files...)
		if id := procedure.ID; id.Text != "" && id.Text != e.Name() {
			l.faults.Add(source.Diagnostic{
				Pos: id.Pos, Message: fmt.Sprintf("procedure %q stands in the folder %q", id.Text, e.Name()),
				Hint: "a folder has the name of its procedure",
			})
		}
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
