package main

import (
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"github.com/alecthomas/kong"

	"github.com/triptych-docs/triptych/model/config"
)

// A shownSetting is a setting as it is explained.
type shownSetting struct {
	Key      string        `json:"key"`
	Value    string        `json:"value"`
	Origin   config.Origin `json:"origin"`
	From     string        `json:"from"` // a line of a file, a variable, a flag; empty for a default
	Variable string        `json:"variable,omitempty"`
	Flags    []string      `json:"flags,omitempty"`
}

// A shownFile is a file as it is explained.
type shownFile struct {
	Of   config.Origin `json:"of"`
	Path string        `json:"path"`
	Read bool          `json:"read"`
}

// explainConfig says what each setting is, and where that comes from.
func (c *explainCommand) explainConfig(p *program, ctx *kong.Context) error {
	files, settings := p.configuration.files(), p.configuration.shown(ctx)
	if c.Report == "json" {
		e := json.NewEncoder(p.stdout)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(struct {
			Schema   string         `json:"schema"`
			Files    []shownFile    `json:"files"`
			Settings []shownSetting `json:"settings"`
		}{"triptych.config/1", files, settings})
	}
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	for _, f := range files {
		said := printableLine(f.Path)
		switch {
		case f.Path == "":
			said = "none"
		case !f.Read:
			said += " (not read)"
		}
		fmt.Fprintf(w, "file of the %s\t%s\n", f.Of, said)
	}
	fmt.Fprintln(w)
	for _, s := range settings {
		from := s.From
		if s.Origin == config.FromDefault {
			from = "default"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", s.Key, printableLine(s.Value), printableLine(from))
	}
	return w.Flush()
}

// files are the files that were looked for.
func (c *configuration) files() []shownFile {
	return []shownFile{
		{config.FromProject, c.project, c.project != ""},
		{config.FromUser, c.user, c.userRead},
	}
}

// shown are all settings with their values on this command line.
func (c *configuration) shown(ctx *kong.Context) []shownSetting {
	given := map[string]shownSetting{}
	for _, path := range ctx.Path {
		if path.Flag == nil || path.Resolved {
			continue
		}
		key := keyOf(path.Flag)
		given[key] = shownSetting{Value: fmt.Sprint(ctx.FlagValue(path.Flag)), Origin: config.FromFlag, From: "--" + path.Flag.Name}
	}
	var all []shownSetting
	for _, s := range c.table {
		one, typed := given[s.Key]
		value, set := c.Get(s.Key)
		switch {
		case typed:
		case s.Kind == config.Ignores && len(c.Project.Ignores) > 0:
			one = shownSetting{Value: plural(len(c.Project.Ignores), "finding"), Origin: config.FromProject, From: c.Project.Ignores[0].Pos.String()}
		case set:
			one = shownSetting{Value: value.Text, Origin: value.Origin, From: value.Pos.String()}
		default:
			one = shownSetting{Value: s.Default, Origin: config.FromDefault}
		}
		one.Key, one.Variable, one.Flags = s.Key, s.Variable(), s.Flags
		all = append(all, one)
	}
	return all
}
