// Package load reads content into a [model.Project]: strictly, with every
// fault of every file in one run. What it returns is sound: each name resolves,
// each choice is total, no branch is dead.
package load

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/parallel"
	"github.com/triptych-docs/triptych/model/schema"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/strict"
)

// Load reads the content of a folder and proves it sound. The name of the folder
// stands before the names of files in diagnostics. The error is a [source.List]
// when the content is at fault.
func Load(content fs.FS, folder string) (*model.Project, error) {
	return NewReader(content, folder).Load()
}

// Proven reads content that is known to be sound, which the content in the
// program is: its tests load it. It takes a fraction of the time of [Load], and
// less where not all procedures are wanted: name those that are. An id that no
// folder has is an error that [fs.ErrNotExist] matches.
func Proven(content fs.FS, folder string, procedures ...string) (*model.Project, error) {
	for _, id := range procedures {
		if _, err := fs.Stat(content, id); err != nil {
			return nil, err
		}
	}
	all, err := texts(content)
	if err != nil {
		return nil, err
	}
	if len(procedures) == 0 {
		procedures = folders(all)
	}
	l := loader{folder: folder, texts: all, known: newKnown(), proven: true}
	l.read(append(procedures, "."))
	if err := l.shared(); err != nil {
		return nil, err
	}
	for _, id := range procedures {
		l.procedure(id)
	}
	if err := l.faults.Err(); err != nil {
		return nil, err
	}
	l.project.Hash = hash(all)
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

// shared takes what all procedures share.
func (l *loader) shared() error {
	if len(in(l.texts, ".")) == 0 {
		return fmt.Errorf("no content in %q: %w", l.folder, errNoContent)
	}
	l.project.Shared = *document(l, l.known.shared, ".")
	return nil
}

var errNoContent = errors.New("no .yaml files there")

// procedure takes the procedure of a folder.
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

// read reads the files of some folders, all at once. A file that is known is not
// read again. Large files are begun first: one that comes last would keep the
// others waiting.
func (l *loader) read(dirs []string) {
	var due []text
	for _, t := range l.texts {
		if slices.Contains(dirs, path.Dir(t.name)) {
			due = append(due, t)
		}
	}
	slices.SortStableFunc(due, func(a, b text) int { return cmp.Compare(len(b.data), len(a.data)) })
	kept, _ := parallel.Map(due, func(t text) (func(), error) {
		if path.Dir(t.name) == "." {
			return part(l.known.shared, l.folder, t), nil
		}
		return part(l.known.procedures, l.folder, t), nil
	})
	for _, keep := range kept {
		keep()
	}
}

// part reads a file, if it is not among the known ones, and says how to keep it
// there.
func part[T any](known parts[T], folder string, t text) (keep func()) {
	p := known[t.name]
	switch file := (&source.File{Name: path.Join(folder, t.name), Text: t.data}); {
	case p == nil:
		p = strict.Read[T](file)
	case !bytes.Equal(p.Text(), t.data):
		p = p.Again(file)
	}
	return func() { known[t.name] = p }
}

// document makes one document of the files of a folder, which have been read.
func document[T any](l *loader, known parts[T], dir string) *T {
	var all []*strict.Part[T]
	for _, t := range in(l.texts, dir) {
		all = append(all, known[t.name])
	}
	into, whole := new(T), false
	if l.proven {
		whole = strict.JoinProven(into, &l.faults, all...)
	} else {
		whole = strict.Join(into, &l.faults, schema.Says, all...)
	}
	if !whole {
		l.lost = true
	}
	return into
}

// parts are files by their names.
type parts[T any] map[string]*strict.Part[T]

// known are the files that were read so far.
type known struct {
	shared     parts[model.Shared]
	procedures parts[model.Procedure]
}

func newKnown() known { return known{parts[model.Shared]{}, parts[model.Procedure]{}} }
