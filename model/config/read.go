package config

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/strict"
)

// Version is the version of the form of the files.
const Version = 1

// A Layer is what one place says: a file, or the environment. Each value knows
// where it stands: a line of the file, or the name of the variable.
type Layer struct {
	Values  map[string]source.Word // by key
	Ignores []Ignore
}

// A File is a file of settings.
type File struct {
	*source.File
	User bool // of a user, and not of a project
}

// Read reads a file and reports every fault of it.
func (t Table) Read(file File, faults *source.List) Layer {
	r := &reader{table: t, file: file, faults: faults, layer: Layer{Values: map[string]source.Word{}}}
	root, ok := strict.Parse(file.File, faults)
	if !ok {
		return r.layer
	}
	if !root.IsMapping() {
		root.Fault("a configuration is keys and values", "write version: 1, and below it what is to be set")
		return r.layer
	}
	r.version(root)
	r.section("", root)
	return r.layer
}

// A reader reads one file.
type reader struct {
	table  Table
	file   File
	faults *source.List
	layer  Layer
}

// version reads the version of the form.
func (r *reader) version(root strict.Node) {
	for _, e := range root.Entries() {
		if e.Key.Text != "version" {
			continue
		}
		if e.Node.Text() != strconv.Itoa(Version) {
			e.Node.Fault(fmt.Sprintf("version %s is not known", strconv.Quote(e.Node.Text())), fmt.Sprintf("this triptych reads version: %d; a newer file needs a newer triptych", Version))
		}
		return
	}
	r.faults.Add(source.Diagnostic{Pos: root.Pos(), Message: `key "version" is missing`, Hint: fmt.Sprintf("write version: %d on a line of its own", Version)})
}

// section reads the keys of a section.
func (r *reader) section(name string, n strict.Node) {
	if !n.IsMapping() {
		n.Fault(name+" is a section", "write the keys of it below it, or as {key: value}")
		return
	}
	known := r.table.below(name)
	if name == "" {
		known = append(known, "version")
	}
	for _, e := range n.Entries() {
		if e.Key.Text == "" || strings.Contains(e.Key.Text, ".") {
			r.unknown(name, e.Key, "the name of a section is a key of its own, and what it has stands below it")
			continue
		}
		key := under(name, e.Key.Text)
		setting, ok := r.table.find(key)
		switch {
		case key == "version":
		case ok && r.file.User && !setting.User:
			r.faults.Add(source.Diagnostic{
				Pos: e.Key.Pos, Message: key + " is about one project",
				Hint: "put it into the " + ProjectName + " of the project: here it would hold for all of them",
			})
		case ok:
			r.setting(setting, e.Node)
		case len(r.table.below(key)) > 0:
			r.section(key, e.Node)
		default:
			r.unknown(name, e.Key, source.DidYouMean(e.Key.Text, known))
		}
	}
}

// unknown reports a key that a section does not have.
func (r *reader) unknown(section string, key source.Word, hint string) {
	message := fmt.Sprintf("unknown key %q", key.Text)
	if section != "" {
		message += " in " + section
	}
	r.faults.Add(source.Diagnostic{Pos: key.Pos, Message: message, Hint: hint})
}

// setting reads one value.
func (r *reader) setting(s Setting, n strict.Node) {
	if s.Kind == Ignores {
		r.ignores(n)
		return
	}
	switch {
	case !n.IsScalar():
		n.Fault(s.Key+" is one value", "write it behind the colon; quote it if it has a colon or a bracket")
		return
	case s.Kind == Switch && !n.IsBool():
		n.Fault(s.Key+" is true or false", "write true or false without quotes")
		return
	}
	word := n.Word()
	if message, hint := s.fault(word.Text); message != "" {
		n.Fault(message, hint)
		return
	}
	if s.Path {
		word.Text = r.file.path(word.Text)
	}
	r.layer.Values[s.Key] = word
}

// path is a path as it stands in the file, from where the program runs.
func (f File) path(text string) string {
	text = filepath.FromSlash(text)
	if filepath.IsAbs(text) {
		return text
	}
	return filepath.Join(filepath.Dir(f.Name), text)
}

// Environment reads the variables of the settings. One that is empty says nothing.
func (t Table) Environment(env func(string) string, faults *source.List) Layer {
	layer := Layer{Values: map[string]source.Word{}}
	for _, s := range t {
		name := s.Variable()
		if name == "" || env(name) == "" {
			continue
		}
		word := source.Word{Text: env(name), Pos: source.Pos{File: &source.File{Name: name}}}
		if message, hint := s.fault(word.Text); message != "" {
			faults.Add(source.Diagnostic{Pos: word.Pos, Message: message, Hint: hint})
			continue
		}
		layer.Values[s.Key] = word
	}
	return layer
}
