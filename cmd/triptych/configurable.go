package main

import (
	"reflect"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/config"
)

// A configurableFlag is a flag that a configuration can say. It has a tag "config"
// with the key, and behind commas "user" where a user may set it for all projects,
// and "path" where it is one.
type configurableFlag struct {
	command            string // "docs"; empty for a flag of every command
	name               string
	key                string
	kind               config.Kind
	help, enum, preset string
	group              string
	user, path         bool
}

// configurable are the flags of all commands that can be configured. They are read
// from the fields themselves: the parser of a command line knows one command, and a
// file may be about all of them. A test compares them with what the parser says.
func configurable() []configurableFlag {
	var all []configurableFlag
	flagsIn(reflect.TypeFor[commands](), "", func(f configurableFlag) { all = append(all, f) })
	return all
}

// flagsIn visits the flags of a command and of those below it.
func flagsIn(t reflect.Type, command string, visit func(configurableFlag)) {
	for i := range t.NumField() {
		f := t.Field(i)
		said, has := f.Tag.Lookup("config")
		_, below := f.Tag.Lookup("cmd")
		switch {
		case below:
			flagsIn(f.Type, strings.TrimPrefix(command+" "+strings.ToLower(f.Name), " "), visit)
		case f.Anonymous:
			flagsIn(f.Type, command, visit)
		case has:
			visit(flagOf(f, command, strings.Split(said, ",")))
		}
	}
}

func flagOf(f reflect.StructField, command string, said []string) configurableFlag {
	name := f.Tag.Get("name")
	if name == "" {
		name = strings.ToLower(f.Name)
	}
	return configurableFlag{
		command: command, name: name, key: said[0], kind: kindOf(f.Type), group: f.Tag.Get("group"),
		help: strings.ReplaceAll(f.Tag.Get("help"), "$$", "$"), enum: f.Tag.Get("enum"), preset: f.Tag.Get("default"),
		user: slices.Contains(said[1:], "user"), path: slices.Contains(said[1:], "path"),
	}
}

// kindOf is the kind of setting that a flag makes.
func kindOf(t reflect.Type) config.Kind {
	switch t.Kind() {
	case reflect.String:
		return config.Text
	case reflect.Bool:
		return config.Switch
	case reflect.Int:
		return config.Number
	}
	panic("a configuration cannot say a " + t.String())
}

// tableOf is all that can be set.
func tableOf(flags []configurableFlag) config.Table {
	var table config.Table
	for _, f := range flags {
		as := strings.TrimPrefix(f.command+" --"+f.name, " ")
		if i := slices.IndexFunc(table, func(s config.Setting) bool { return s.Key == f.key }); i >= 0 {
			table[i].Flags = append(table[i].Flags, as)
			continue
		}
		s := config.Setting{
			Key: f.key, Kind: f.kind, Help: f.help, Words: func() []string { return fixedWords()["--"+f.name] }, Default: f.preset, Flags: []string{as},
			Path: f.path, User: f.user, Valid: validTexts[f.key],
		}
		if f.enum != "" {
			s.Words = func() []string { return strings.Split(f.enum, ",") }
		}
		if s.Kind == config.Switch && s.Default == "" {
			s.Default = "false"
		}
		table = append(table, s)
	}
	table = append(table, config.Setting{
		Key: "check.ignore", Kind: config.Ignores,
		Help: "Findings that are put off, each for a reason and until a day. They stay in the report as notes; an error cannot be put off.",
	})
	slices.SortFunc(table, func(a, b config.Setting) int { return strings.Compare(a.Key, b.Key) })
	return table
}

// validTexts say what is wrong with a text that is none of a few words, by key.
var validTexts = map[string]func(string) error{
	"site.base": func(text string) error { _, err := siteAddress(text); return err },
}
