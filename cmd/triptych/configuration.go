package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/triptych-docs/triptych/model/config"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
)

// A configuration is what was set once for many command lines. The parser asks it
// for each flag that is not given. It is read only then, so that help needs none.
//
// What is said of a change, such as its owner, does not become a flag, because
// flags come before a profile, and what holds for every customer comes after what
// a profile says of one: see [configuration.presets].
type configuration struct {
	config.Settings
	p         *program
	table     config.Table
	facts     map[string]string // flags of the change, by key
	read      bool
	project   string                  // the file of the project; empty where there is none
	user      string                  // the file of the user, there or not; empty where nobody knows
	userRead  bool                    // it is there, and not out of reach
	flags     map[string]config.Value // values that flags of this command were set to, by key
	strangers []string                // about variables that nothing knows
}

// otherVariables are those that are no flag's.
var otherVariables = []string{configVariable, chromiumVariable}

const (
	configVariable   = config.Prefix + "CONFIG"
	chromiumVariable = config.Prefix + "CHROMIUM"
)

// newConfiguration is that of a command line, not read yet.
func newConfiguration(p *program) *configuration {
	c := &configuration{p: p, facts: map[string]string{}, flags: map[string]config.Value{}}
	flags := configurable()
	c.table = tableOf(flags)
	for _, f := range flags {
		if f.group == "profile" {
			c.facts[f.key] = "--" + f.name
		}
	}
	return c
}

// Validate is asked by the parser, which has nothing to ask here: what is read is
// checked as it is read.
func (c *configuration) Validate(*kong.Application) error { return nil }

// Resolve is the value of a flag that is not given.
func (c *configuration) Resolve(ctx *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	if !c.read {
		c.read = true
		if err := c.readAll(ctx); err != nil {
			return nil, ofMachine(err)
		}
	}
	key := keyOf(flag)
	value, ok := c.Get(key)
	if _, fact := c.facts[key]; !ok || fact {
		return nil, nil
	}
	c.flags[key] = value
	return value.Text, nil
}

// ofMachine marks an error of reading as one of the machine. Unmarked, the parser would
// report it as a fault of the flag whose value it was asking for.
func ofMachine(err error) error {
	var known *failure
	if errors.As(err, &known) {
		return err
	}
	return &failure{code: exitMachine, err: err}
}

// readAll reads the files and the variables, and reports what is wrong with all
// of them at once.
func (c *configuration) readAll(ctx *kong.Context) error {
	named, none := rootFlag(ctx, "config").(string), rootFlag(ctx, "no-config").(bool)
	switch {
	case none && named != "":
		return wrong("--config %s and --no-config: which one?", printableLine(named))
	case none:
		return nil
	}
	var faults source.List
	c.Variables = c.table.Environment(c.p.env, &faults)
	c.strangers = strangers(c.p.environ, c.table)
	if err := c.readProject(named, &faults); err != nil {
		return err
	}
	if err := c.readUser(&faults); err != nil {
		return err
	}
	if faults.Len() > 0 {
		return &failure{code: exitUsage, err: &faults, then: "nothing was done; --no-config does without a configuration"}
	}
	for part, flag := range c.facts {
		for whole, other := range c.facts {
			if other == profile.Belongs(flag) {
				c.Bind(part, whole)
			}
		}
	}
	return nil
}

// readProject reads the file that is named, or else that of the project.
func (c *configuration) readProject(named string, faults *source.List) error {
	said := "--config"
	if named == "" {
		named, said = c.p.env(configVariable), configVariable
	}
	if named == "" {
		here, err := os.Getwd()
		if err != nil {
			return fmt.Errorf("look for a configuration: %w", err)
		}
		found, err := config.Project(here)
		if err != nil {
			return wrong("%w\n  --config FILE reads it all the same, --no-config does without", err)
		}
		if found == "" {
			return nil
		}
		if named, err = filepath.Rel(here, found); err != nil {
			named = found
		}
	}
	file, err := settingsFile(named)
	if errors.Is(err, fs.ErrNotExist) {
		return wrong("%s %s: there is no such file", said, printableLine(named))
	}
	if err != nil {
		return err
	}
	c.project = named
	c.Project = c.table.Read(config.File{File: file}, faults)
	return nil
}

// readUser reads the file of the user, where there is one. Nobody asked for it on
// this command line: where it is out of reach, as in a container whose user has no
// home of their own, there are no settings, and the command is done all the same.
func (c *configuration) readUser(faults *source.List) error {
	folder := c.p.env("XDG_CONFIG_HOME")
	if !filepath.IsAbs(folder) && c.p.settings != nil {
		folder, _ = c.p.settings() // somebody without a home has no settings
	}
	if !filepath.IsAbs(folder) {
		return nil
	}
	c.user = config.User(folder)
	file, err := settingsFile(c.user)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.ENOTDIR):
		return nil
	case err != nil:
		return err
	}
	c.userRead = true
	c.User = c.table.Read(config.File{File: file, User: true}, faults)
	return nil
}

func settingsFile(name string) (*source.File, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read the configuration: %w", err)
	}
	return &source.File{Name: name, Text: text}, nil
}

// strangers says of each variable that is called as those of triptych are that
// nothing knows it.
func strangers(environ func() []string, table config.Table) []string {
	if environ == nil {
		return nil
	}
	known := slices.Clone(otherVariables)
	for _, s := range table {
		if name := s.Variable(); name != "" {
			known = append(known, name)
		}
	}
	var all []string
	for _, variable := range environ() {
		name, _, _ := strings.Cut(variable, "=")
		if !strings.HasPrefix(name, config.Prefix) || slices.Contains(known, name) {
			continue
		}
		said := "triptych: the variable " + printableLine(name) + " means nothing to it"
		if hint := source.DidYouMean(name, known); hint != "" {
			said += "; " + hint
		}
		all = append(all, said)
	}
	slices.Sort(all)
	return all
}

// came is the value that a flag of this command was set to by the configuration,
// and not by whoever typed the command.
func (c *configuration) came(key string) (config.Value, bool) {
	if c == nil {
		return config.Value{}, false
	}
	value, ok := c.flags[key]
	return value, ok
}

// presets are the facts of a change that hold for every customer whose profile
// says nothing else, by flag.
func (c *configuration) presets() map[string]source.Word {
	if c == nil {
		return nil
	}
	words := map[string]source.Word{}
	for key, flag := range c.facts {
		if value, ok := c.Get(key); ok {
			words[flag] = value.Word
		}
	}
	return words
}

// keyOf is the key of a flag in a configuration; empty where it has none.
func keyOf(f *kong.Flag) string {
	key, _, _ := strings.Cut(f.Tag.Get("config"), ",")
	return key
}

// rootFlag is the value of a flag of every command.
func rootFlag(ctx *kong.Context, name string) any {
	for _, f := range ctx.Model.Flags {
		if f.Name == name {
			return ctx.FlagValue(f)
		}
	}
	panic("no flag --" + name)
}
