package config_test

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/config"
	"github.com/triptych-docs/triptych/model/source"
)

// table has a setting of each kind.
var table = config.Table{
	{Key: "check.ignore", Kind: config.Ignores},
	{Key: "check.strict", Kind: config.Switch, Default: "false"},
	{Key: "content", Path: true},
	{Key: "docs.heading", Kind: config.Number, Words: words("1", "2")},
	{Key: "runbook.contact.name", User: true},
	{Key: "runbook.engine", Words: words("builtin", "chromium"), Default: "builtin", User: true},
	{Key: "site.base", Valid: func(text string) error {
		if !strings.HasPrefix(text, "https://") {
			return errors.New("it starts with https://")
		}
		return nil
	}},
}

func words(all ...string) func() []string { return func() []string { return all } }

func read(name, text string, user bool) (config.Layer, *source.List) {
	var faults source.List
	return table.Read(config.File{File: &source.File{Name: name, Text: []byte(text)}, User: user}, &faults), &faults
}

// TestPaths: a path starts from the folder of its file, and stays as it is where it
// starts from the root.
func TestPaths(t *testing.T) {
	root, err := filepath.Abs("/content")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ file, path, want string }{
		{"triptych.yaml", "content", "content"},
		{"triptych.yaml", "./content/", "content"},
		{"triptych.yaml", "../content", "../content"},
		{"../../triptych.yaml", "content", "../../content"},
		{"../../triptych.yaml", "../../content", "../../../../content"},
		{"a/triptych.yaml", "../content", "content"},
		{"a/triptych.yaml", root, root},
	} {
		layer, faults := read(filepath.FromSlash(c.file), "version: 1\ncontent: "+c.path, false)
		if got := layer.Values["content"].Text; got != filepath.FromSlash(c.want) || faults.Len() > 0 {
			t.Errorf("%s in %s is %s, want %s; %v", c.path, c.file, got, c.want, faults)
		}
	}
}

// TestLevels: each level of a setting is a key of its own, and there is one way to
// write it.
func TestLevels(t *testing.T) {
	for text, want := range map[string]string{
		`docs: {heading: 2}`:                "",
		`docs.heading: 2`:                   `unknown key "docs.heading"`,
		`runbook: {contact.name: A}`:        `unknown key "contact.name" in runbook`,
		`runbook.contact: {name: A}`:        `unknown key "runbook.contact"`,
		`"": {docs: {heading: 2}}`:          `unknown key ""`,
		`docs: {"": {heading: 2}}`:          `unknown key "" in docs`,
		`docs: {heading: 2, "heading.": 2}`: `unknown key "heading." in docs`,
	} {
		_, faults := read("triptych.yaml", "version: 1\n"+text, false)
		got := ""
		for _, d := range faults.Sorted() {
			got += d.Message
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// TestIgnoreCovers: a pattern starts from the folder of its file, too, whatever is in
// the name of that folder.
func TestIgnoreCovers(t *testing.T) {
	for _, c := range []struct {
		file, path, name string
		covers, meets    bool // the file; the folder "content"
	}{
		{"triptych.yaml", "content/**", "content/a/b.yaml", true, true},
		{"triptych.yaml", "content/*.yaml", "content/a/b.yaml", false, true},
		{"triptych.yaml", "content/a.yaml", "./content/a.yaml", true, true},
		{"triptych.yaml", "**/b.yaml", "content/a/b.yaml", true, true},
		{"triptych.yaml", "content/a/*.yaml", "content/a/b.yaml", true, true},
		{"triptych.yaml", "other/**", "content/a/b.yaml", false, false},
		{"[x]/triptych.yaml", "../content/**", "content/a/b.yaml", true, true},
		{"../triptych.yaml", "content/**", "content/a/b.yaml", false, false},
	} {
		text := "version: 1\ncheck: {ignore: [{rule: r, why: w, until: 2026-12-05, path: \"" + c.path + "\"}]}"
		layer, faults := read(filepath.FromSlash(c.file), text, false)
		if faults.Len() > 0 {
			t.Fatal(faults.Error())
		}
		ignore := layer.Ignores[0]
		if got := ignore.Covers(filepath.FromSlash(c.name)); got != c.covers {
			t.Errorf("%s of %s covers %s: %t", c.path, c.file, c.name, got)
		}
		if got := ignore.Meets("content"); got != c.meets {
			t.Errorf("%s of %s meets content: %t", c.path, c.file, got)
		}
	}
}

// TestIgnoreIsWhole: what an entry lacks is said once.
func TestIgnoreIsWhole(t *testing.T) {
	_, faults := read("triptych.yaml", "version: 1\ncheck: {ignore: [{rule: r, path: p, why: w}]}", false)
	if all := faults.Sorted(); len(all) != 1 || all[0].Message != `key "until" is missing` {
		t.Errorf("the faults are %v", faults)
	}
}

// TestNoProject: where no folder up to the root has a file, there is none.
func TestNoProject(t *testing.T) {
	if found, err := config.Project(t.TempDir()); found != "" || err != nil {
		t.Errorf("found %q, %v", found, err)
	}
}

// FuzzRead: whatever a file is, what is taken from it is something that may be said
// there, or there is a fault that says where it is wrong.
func FuzzRead(f *testing.F) {
	for _, text := range []string{
		"version: 1\ncontent: ./content\ncheck: {strict: true, ignore: [{rule: a, path: b, why: c, until: 2026-12-05}]}",
		"version: 1\ndocs: {heading: 2}\nsite: {base: https://x.example/}\nrunbook: {engine: chromium, contact: {name: A}}",
		"version: 2\ndocs: [a]\nrunbook: {contact: {name: }}", "a: &a {a: *a}", "- 1", "version: 1\nversion: 1", "\xff", "",
	} {
		f.Add(text, false)
		f.Add(text, true)
	}
	f.Fuzz(func(t *testing.T, text string, user bool) {
		layer, faults := read("triptych.yaml", text, user)
		for _, d := range faults.Sorted() {
			if !d.Pos.IsValid() || d.Message == "" {
				t.Errorf("a fault without a place or a message: %+v", d)
			}
		}
		for key, word := range layer.Values {
			i := slices.IndexFunc(table, func(s config.Setting) bool { return s.Key == key })
			if i < 0 || user && !table[i].User {
				t.Fatalf("%s was read", key)
			}
			again := table.Environment(func(name string) string {
				if name == table[i].Variable() {
					return word.Text
				}
				return ""
			}, &source.List{})
			if word.Text == "" || !word.Pos.IsValid() || again.Values[key].Text != word.Text {
				t.Errorf("%s is %q", key, word.Text)
			}
		}
		for _, ignore := range layer.Ignores {
			if user || ignore.Rule.Text == "" || ignore.Path.Text == "" || ignore.Why.Text == "" || len(ignore.Until.Text) != len("2026-12-05") {
				t.Errorf("%+v is ignored", ignore)
			}
		}
	})
}
