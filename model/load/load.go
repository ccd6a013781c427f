// Package load reads content into a [model.Project]: strictly, with every
// fault of every file in one run. What it returns is sound: each name resolves,
// each choice is total, no branch is dead.
package load

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/parallel"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/strict"
)

// Load reads the content of a folder and proves it sound. The name of the folder
// stands before the names of files in diagnostics. The error is a [source.List]
// when the content is at fault.
func Load(content fs.FS, folder string) (*model.Project, error) {
	return NewReader(content, folder).Load()
}

// Proven reads one procedure of content that is known to be sound, which the
// content in the program is: its tests load it. It takes a fraction of the time
// of [Load]. An id that no folder has is an error that [fs.ErrNotExist] matches.
func Proven(content fs.FS, folder, procedure string) (*model.Project, error) {
	if _, err := fs.Stat(content, procedure); err != nil {
		return nil, err
	}
	all, err := texts(content)
	if err != nil {
		return nil, err
	}
	l := loader{folder: folder, texts: all, known: newKnown(), proven: true}
	if err := l.shared(); err != nil {
		return nil, err
	}
	l.procedure(procedure)
	if err := l.faults.Err(); err != nil {
		return nil, err
	}
	return &l.project, nil
}

// A loader reads content once.
type loader struct {
	folder  string
	texts   []text
	known   known
	proven  bool // the rules of fields are known to be kept
	project model.Project
	faults  source.List
	lost    bool // something that is there was not read
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

// shared reads what all procedures share.
func (l *loader) shared() error {
	if len(in(l.texts, ".")) == 0 {
		return fmt.Errorf("no content in %q: %w", l.folder, errNoContent)
	}
	s := document(l, l.known.shared, ".")
	l.project = model.Project{
		Phrases: s.Phrases, Labels: s.Labels, Kinds: s.Kinds, Roles: s.Roles, Sources: s.Sources, Rules: s.Rules,
		Hash: hash(l.texts),
	}
	return nil
}

var errNoContent = errors.New("no .yaml files there")

// procedure reads the procedure of a folder.
func (l *loader) procedure(dir string) {
	procedure := document(l, l.known.procedures, dir)
	if id := procedure.ID; id.Text != "" && id.Text != dir {
		l.faults.Add(source.Diagnostic{
			Pos: id.Pos, Message: fmt.Sprintf("procedure %q stands in the folder %q", id.Text, dir),
			Hint: "a folder has the name of its procedure",
		})
	}
	l.project.Procedures = append(l.project.Procedures, procedure)
}

// document reads the files of a folder as one document. A file that is known is
// not read again.
func document[T any](l *loader, known parts[T], dir string) *T {
	all, _ := parallel.Map(in(l.texts, dir), func(t text) (*strict.Part[T], error) {
		if p := known[t.name]; p != nil && bytes.Equal(p.Text(), t.data) {
			return p, nil
		}
		return strict.Read[T](&source.File{Name: path.Join(l.folder, t.name), Text: t.data}), nil
	})
	for i, t := range in(l.texts, dir) {
		known[t.name] = all[i]
	}
	into, join := new(T), strict.Join[T]
	if l.proven {
		join = strict.JoinProven[T]
	}
	if !join(into, &l.faults, all...) {
		l.lost = true
	}
	return into
}

// parts are files by their names.
type parts[T any] map[string]*strict.Part[T]

// known are the files that were read so far.
type known struct {
	shared     parts[shared]
	procedures parts[model.Procedure]
}

func newKnown() known { return known{parts[shared]{}, parts[model.Procedure]{}} }
