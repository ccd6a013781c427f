package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/audit"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/report"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// auditCommand compares documents that people wrote with the model.
type auditCommand struct {
	File        []string `arg:"" help:"Documents in Markdown, HTML or plain text; patterns such as docs/**/*.md; - is standard input."`
	Procedure   string   `placeholder:"ID" help:"Procedure that they are of; else the one that each fits best."`
	Publication string   `placeholder:"ID" help:"Publication that they are copies of; else the one that each fits best."`
	Set         []string `sep:"none" placeholder:"FACET=ANSWER" help:"What is known of their readers: console=classic. Repeat it."`
	MinSeverity string   `enum:"error,warning,note" default:"note" help:"Leave out findings that are less than this: error, warning or note."`
	Report      string   `enum:"text,json,sarif,github,markdown" default:"text" help:"Form of the report: text, json, sarif, github or markdown."`
	Coverage    bool     `help:"Say which settings and steps of the model each document states, in place of findings."`
}

// Examples of the command.
func (auditCommand) Examples() string {
	return `triptych audit guide.md
triptych audit 'docs/**/*.md' --min-severity error --report github
triptych audit old-guide.txt --procedure area1-journaling \
    --set console=classic
triptych audit guide.html --coverage
`
}

// Run audits each document. The answer is no where one has a finding.
func (c *auditCommand) Run(p *program) error {
	project, err := p.project()
	if err != nil {
		return err
	}
	options, err := c.options(project)
	if err != nil {
		return err
	}
	names, err := documentsOf(c.File)
	if err != nil {
		return err
	}
	auditor := audit.New(project)
	out := report.Report{Command: "audit", Rules: audit.Rules()}
	var results []audited
	for _, name := range names {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		file, err := p.document(name)
		if err != nil {
			return err
		}
		result, err := auditor.Audit(file, options)
		var faults *source.List
		switch {
		case errors.As(err, &faults):
			return faultOfContent(err)
		case err != nil:
			return wrong("%w", err)
		}
		results = append(results, audited{file.Name, result})
		out.Findings = append(out.Findings, c.loud(result.Findings)...)
	}
	if c.Coverage {
		return c.coverage(p, results)
	}
	out.Summary = summaryOf(results)
	out.Sort()
	if err := out.Write(p.stdout, report.Form(c.Report)); err != nil {
		return err
	}
	if len(out.Findings) > 0 {
		return no()
	}
	p.say("No problems in %s.", out.Summary)
	return nil
}

// An audited document is one with what was found in it.
type audited struct {
	name string
	*audit.Result
}

// options reads what is known of the documents.
func (c *auditCommand) options(project *model.Project) (audit.Options, error) {
	o := audit.Options{Procedure: c.Procedure, Publication: c.Publication}
	if c.Publication != "" {
		all := publications(project)
		i := slices.IndexFunc(all, func(pub publication) bool { return pub.ID.Text == c.Publication })
		if i < 0 {
			return o, wrong("no document %q; %s", printableLine(c.Publication), source.DidYouMean(c.Publication, publicationIDs(project)))
		}
		o.Procedure = cmp.Or(o.Procedure, all[i].procedure.ID.Text)
	}
	if o.Procedure == "" && len(c.Set) == 0 {
		return o, nil
	}
	var faults source.List
	given := profile.FromFlags(profile.Flags{Procedure: o.Procedure, Set: c.Set}, &faults)
	procedure, answers := profile.Partial(project, given, &faults)
	if err := faultsOfProfile(&faults); err != nil {
		return o, err
	}
	o.Procedure, o.Answers = procedure.ID.Text, space.Answers{}
	for _, f := range procedure.Facets {
		if slices.ContainsFunc(c.Set, func(s string) bool { return strings.HasPrefix(s, f.ID.Text+"=") }) {
			o.Answers[f.ID.Text] = answers[f.ID.Text]
		}
	}
	return o, nil
}

// loud leaves out what is less than asked for.
func (c *auditCommand) loud(all []report.Finding) []report.Finding {
	least := report.Severity(c.MinSeverity)
	return slices.DeleteFunc(slices.Clone(all), func(f report.Finding) bool { return report.Worse(least, f.Severity) < 0 })
}

// documentsOf is the files that names and patterns stand for, each once.
func documentsOf(patterns []string) ([]string, error) {
	var out []string
	for _, pattern := range patterns {
		if pattern == "-" {
			out = append(out, pattern)
			continue
		}
		if info, err := os.Stat(pattern); err == nil {
			if info.IsDir() {
				return nil, wrong("%s is a folder; name what to read in it: %s", pattern, filepath.ToSlash(filepath.Join(pattern, "**", "*.md")))
			}
			out = append(out, pattern)
			continue
		}
		if !strings.ContainsAny(pattern, "*?[{") {
			return nil, wrong("%s: there is no such file", printableLine(pattern))
		}
		found, err := doublestar.FilepathGlob(pattern, doublestar.WithFilesOnly(), doublestar.WithFailOnIOErrors())
		if err != nil {
			return nil, wrong("%s: %w", printableLine(pattern), err)
		}
		if len(found) == 0 {
			return nil, wrong("%s: no file is like this", printableLine(pattern))
		}
		slices.Sort(found)
		out = append(out, found...)
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(out, func(name string) bool {
		again := seen[name]
		seen[name] = true
		return again
	}), nil
}

// document reads one file.
func (p *program) document(name string) (*source.File, error) {
	file, err := p.file(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, wrong("%s: there is no such file", printableLine(name))
	}
	if err != nil {
		return nil, fmt.Errorf("read a document: %w", err)
	}
	file.Name = filepath.ToSlash(file.Name)
	return file, nil
}

// summaryOf says what each document was compared with.
func summaryOf(results []audited) string {
	if len(results) != 1 {
		return plural(len(results), "document")
	}
	r := results[0]
	switch {
	case r.Publication != "":
		return fmt.Sprintf("1 document, compared with %s", r.Publication)
	case r.Generation != "":
		return fmt.Sprintf("1 document, read as a guide to %s for %s", r.Procedure, r.Generation)
	}
	return "1 document"
}

// coverage says what of the model each document states.
func (c *auditCommand) coverage(p *program, results []audited) error {
	if c.Report == "json" {
		return coverageJSON(p, results)
	}
	if c.Report != "text" {
		return wrong("--coverage is told as text or json, and not as %s", c.Report)
	}
	for _, r := range results {
		for _, part := range []struct {
			what string
			all  []audit.Covered
		}{{"settings", r.Coverage.Settings}, {"steps", r.Coverage.Steps}} {
			stated := 0
			for _, one := range part.all {
				if one.Line > 0 {
					stated++
				}
			}
			if _, err := fmt.Fprintf(p.stdout, "%s: %d of %d %s of %s\n", r.name, stated, len(part.all), part.what, cmp.Or(r.Procedure, "no procedure")); err != nil {
				return err
			}
			for _, one := range part.all {
				where := "  -    "
				if one.Line > 0 {
					where = fmt.Sprintf("%5d  ", one.Line)
				}
				if _, err := fmt.Fprintf(p.stdout, "%s%s  %s\n", where, one.ID, one.Title); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// coverageJSON is the coverage for programs; its form only grows.
func coverageJSON(p *program, results []audited) error {
	type covered struct {
		ID    string `json:"id"`
		Title string `json:"title"`
		Line  int    `json:"line,omitempty"`
	}
	type document struct {
		File        string    `json:"file"`
		Procedure   string    `json:"procedure,omitempty"`
		Publication string    `json:"publication,omitempty"`
		Settings    []covered `json:"settings"`
		Steps       []covered `json:"steps"`
	}
	all := []document{}
	for _, r := range results {
		d := document{File: r.name, Procedure: r.Procedure, Publication: r.Publication, Settings: []covered{}, Steps: []covered{}}
		for _, one := range r.Coverage.Settings {
			d.Settings = append(d.Settings, covered(one))
		}
		for _, one := range r.Coverage.Steps {
			d.Steps = append(d.Steps, covered(one))
		}
		all = append(all, d)
	}
	e := json.NewEncoder(p.stdout)
	e.SetIndent("", "  ")
	return e.Encode(struct {
		Schema    string     `json:"schema"`
		Documents []document `json:"documents"`
	}{"triptych.coverage/1", all})
}
