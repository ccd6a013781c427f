package config

import (
	"fmt"
	"path/filepath"
	"time"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/strict"
)

// An Ignore puts off what is found against a rule in some files, until a day and
// for a reason. Path is a pattern with slashes, from the folder that the file of
// the entry is in.
type Ignore struct {
	Pos    source.Pos
	Rule   source.Word `yaml:"rule"`
	Path   source.Word `yaml:"path"`
	Why    source.Word `yaml:"why"`
	Until  source.Word `yaml:"until"`
	Folder string      `yaml:"-"`
}

// Covers tells whether a file is meant, by its name from where the program runs.
func (i Ignore) Covers(file string) bool {
	name, err := filepath.Rel(whole(i.Folder), whole(file))
	return err == nil && doublestar.MatchUnvalidated(i.Path.Text, filepath.ToSlash(name))
}

// Meets tells whether files of a folder can be meant.
func (i Ignore) Meets(folder string) bool {
	start, _ := doublestar.SplitPattern(i.Path.Text)
	start = filepath.Join(i.Folder, filepath.FromSlash(start))
	return within(start, folder) || within(folder, start)
}

// within tells whether a folder is another one or in it.
func within(one, other string) bool {
	name, err := filepath.Rel(whole(other), whole(one))
	return err == nil && filepath.IsLocal(name)
}

// whole is a path from the root of the file system, so that one file has one name.
func whole(name string) string {
	all, err := filepath.Abs(filepath.FromSlash(name))
	if err != nil {
		return name
	}
	return all
}

// ignoreKeys are the keys of an entry, all of which it needs, and what they say.
var ignoreKeys = []struct {
	name, what string
	of         func(*Ignore) *source.Word
}{
	{"rule", "the rule, by its id", func(i *Ignore) *source.Word { return &i.Rule }},
	{"path", "the file that it is found in; ** and * match any", func(i *Ignore) *source.Word { return &i.Path }},
	{"why", "why it stands for now", func(i *Ignore) *source.Word { return &i.Why }},
	{"until", "the last day on which it is put off: 2026-12-05", func(i *Ignore) *source.Word { return &i.Until }},
}

// ignores reads the list.
func (r *reader) ignores(n strict.Node) {
	if !n.IsList() {
		n.Fault("check.ignore is a list", "write each entry behind a hyphen, with rule, path, why and until")
		return
	}
	for _, item := range n.Items() {
		before := r.faults.Len()
		var one Ignore
		item.Decode(&one)
		if r.faults.Len() > before {
			continue
		}
		for _, key := range ignoreKeys {
			if key.of(&one).Text == "" {
				r.faults.Add(source.Diagnostic{Pos: item.Pos(), Message: fmt.Sprintf("key %q is missing", key.name), Hint: "it is " + key.what})
			}
		}
		if _, err := time.Parse(time.DateOnly, one.Until.Text); err != nil && one.Until.Text != "" {
			r.faults.Add(source.Diagnostic{Pos: one.Until.Pos, Message: fmt.Sprintf("until is %q", one.Until.Text), Hint: "it is a date of the form 2026-12-05"})
		}
		one.Folder = filepath.Dir(r.file.Name)
		if !doublestar.ValidatePattern(one.Path.Text) {
			r.faults.Add(source.Diagnostic{Pos: one.Path.Pos, Message: "path is no pattern", Hint: "close the brackets, or leave them out"})
		}
		if r.faults.Len() == before {
			r.layer.Ignores = append(r.layer.Ignores, one)
		}
	}
}
