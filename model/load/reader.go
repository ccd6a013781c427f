package load

import (
	"bytes"
	"io/fs"
	"slices"

	"github.com/triptych-docs/triptych/model"
)

// A Reader reads the content of a folder again and again, as a preview does. It
// compares the bytes of files with those that were last found sound; what has
// not changed is neither read nor checked again.
type Reader struct {
	content fs.FS
	folder  string
	sound   *model.Project // what was last found sound, or nil
	texts   []text         // what it was read from
	known   known          // every file as it was last read
}

// NewReader is a reader that has read nothing yet.
func NewReader(content fs.FS, folder string) *Reader {
	return &Reader{content: content, folder: folder, known: newKnown()}
}

// Load is like the function [Load]. A procedure is the very same as the time
// before exactly if no file of it has changed and none that all procedures share:
// then all that is made of it is the same too, but for the hash of the content.
func (r *Reader) Load() (*model.Project, error) {
	all, err := texts(r.content)
	if err != nil {
		return nil, err
	}
	r.recognize(all)
	sum := make(chan string, 1)
	go func() { sum <- hash(all) }()
	l := loader{folder: r.folder, texts: all, known: r.known}
	l.read(append(folders(all), "."))
	sound := map[string]*model.Procedure{}
	if r.sound != nil && r.unchanged(all, ".") {
		l.project.Shared = r.sound.Shared
		for _, p := range r.sound.Procedures {
			sound[p.ID.Text] = p
		}
	} else if err := l.shared(); err != nil {
		return nil, err
	}
	for _, dir := range folders(all) {
		if p := sound[dir]; p != nil && r.unchanged(all, dir) {
			l.project.Procedures = append(l.project.Procedures, p)
		} else {
			l.procedure(dir)
		}
	}
	// Names that something unreadable would have introduced would be reported as
	// unknown all over; what is only misspelt hides nothing.
	if !l.lost {
		check(&l.project, &l.faults, func(id string) *model.Procedure { return sound[id] })
	}
	if err := l.faults.Err(); err != nil {
		return nil, err
	}
	l.project.Hash = <-sum
	r.sound, r.texts = &l.project, all
	return r.sound, nil
}

// recognize puts the bytes that are known in place of the same ones, which need not
// be compared again.
func (r *Reader) recognize(all []text) {
	known := make(map[string][]byte, len(r.texts))
	for _, t := range r.texts {
		known[t.name] = t.data
	}
	for i, t := range all {
		if data := known[t.name]; bytes.Equal(data, t.data) {
			all[i].data = data
		}
	}
}

// unchanged tells whether the files of a folder are those that were read before.
func (r *Reader) unchanged(all []text, dir string) bool {
	return slices.EqualFunc(in(all, dir), in(r.texts, dir), func(a, b text) bool {
		return a.name == b.name && bytes.Equal(a.data, b.data)
	})
}
