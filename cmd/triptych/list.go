package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// listCommand lists what there is.
type listCommand struct {
	Kind   string `arg:"" optional:"" help:"What to list; without it, what can be listed. The name of a facet lists its answers with their table: regions."`
	Report string `enum:"text,json,tsv" default:"text" help:"Form of the list: text, json or tsv."`
	variantFlags
}

// Examples of the command.
func (listCommand) Examples() string {
	return `triptych list
triptych list regions
triptych list steps --set gateway=none --set console=purview
triptych list decisions --report tsv
`
}

// A table is a list with named columns.
type table struct {
	columns []string
	rows    [][]string
}

func (t *table) add(cells ...string) {
	for i, c := range cells {
		cells[i] = strings.Join(strings.Fields(c), " ")
	}
	t.rows = append(t.rows, cells)
}

// A listing is something that can be listed.
type listing struct {
	kind string
	what string
	list func(l *lister) table
}

// A lister has what a listing is made from: the procedures asked for, and the
// answers of each that are given.
type lister struct {
	project    *model.Project
	procedures []*model.Procedure
	answers    map[*model.Procedure]space.Answers
}

// listings is everything that can be listed, beside the tables of facets.
var listings = []listing{
	{"procedures", "what can be set up", listProcedures},
	{"facets", "questions that decide which steps there are", listFacets},
	{"answers", "answers to them", listAnswers},
	{"variants", "one answer to every question", listVariants},
	{"inputs", "values that only the customer knows", listInputs},
	{"sections", "parts of a procedure", listSections},
	{"steps", "what is done, in order", listSteps},
	{"fields", "what a step fills in", listFields},
	{"objects", "what is there afterwards", listObjects},
	{"settings", "properties of the objects, with their values", listSettings},
	{"checks", "how to see that it works", listChecks},
	{"publications", "documents that are published", listPublications},
	{"rules", "what check proves of every variant", listRules},
	{"decisions", "where the sources disagree, and what was chosen", listDecisions},
	{"labels", "what the consoles call things", listLabels},
	{"kinds", "kinds of object, with their cmdlets", listKinds},
	{"roles", "role groups", listRoles},
	{"sources", "documents that facts are from", listSources},
}

// Run prints one list.
func (c *listCommand) Run(p *program) error {
	if c.Kind == "" {
		var t table
		t.columns = []string{"kind", "what"}
		for _, l := range listings {
			t.add(l.kind, l.what)
		}
		return c.print(p, t)
	}
	project, err := p.projectOf(c.Procedure)
	if err != nil {
		return err
	}
	l, err := c.lister(project)
	if err != nil {
		return err
	}
	kind := c.Kind
	if kind == "drift" {
		kind = "decisions"
	}
	known := l.facets()
	for _, listing := range listings {
		if listing.kind == kind {
			return c.print(p, listing.list(l))
		}
		known = append(known, listing.kind)
	}
	if slices.Contains(l.facets(), kind) {
		return c.print(p, l.facetTable(kind))
	}
	return wrong("nothing is called %q that could be listed; %s\n  All of them: triptych list", printableLine(c.Kind), source.DidYouMean(c.Kind, known))
}

// lister narrows the project to what the flags name.
func (c *listCommand) lister(project *model.Project) (*lister, error) {
	l := &lister{project: project, answers: map[*model.Procedure]space.Answers{}}
	if c.Procedure == "" && len(c.Set) == 0 {
		l.procedures = project.Procedures
		return l, nil
	}
	var faults source.List
	given := profile.FromFlags(profile.Flags{Procedure: c.Procedure, Set: c.Set}, &faults)
	procedure, answers := profile.Partial(project, given, &faults)
	if err := faultsOfProfile(&faults); err != nil {
		return nil, err
	}
	l.procedures = []*model.Procedure{procedure}
	l.answers[procedure] = answers
	return l, nil
}

func (c *listCommand) print(p *program, t table) error {
	switch c.Report {
	case "json":
		rows := []map[string]string{}
		for _, row := range t.rows {
			cells := map[string]string{}
			for i, cell := range row {
				cells[t.columns[i]] = cell
			}
			rows = append(rows, cells)
		}
		e := json.NewEncoder(p.stdout)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(struct {
			Schema string              `json:"schema"`
			Kind   string              `json:"kind"`
			Rows   []map[string]string `json:"rows"`
		}{"triptych.list/1", c.Kind, rows})
	case "tsv":
		for _, row := range append([][]string{t.columns}, t.rows...) {
			if _, err := fmt.Fprintln(p.stdout, strings.Join(row, "\t")); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	for _, row := range append([][]string{t.columns}, t.rows...) {
		// A last cell is never padded, and a line never ends in spaces.
		fmt.Fprintln(w, strings.Join(trimmed(row), "\t"))
	}
	return w.Flush()
}

// trimmed is a row without the empty cells at its end.
func trimmed(row []string) []string {
	for len(row) > 0 && row[len(row)-1] == "" {
		row = row[:len(row)-1]
	}
	return row
}

// facets are the ids of all facets here.
func (l *lister) facets() []string {
	var ids []string
	for _, p := range l.procedures {
		for _, f := range p.Facets {
			if !slices.Contains(ids, f.ID.Text) {
				ids = append(ids, f.ID.Text)
			}
		}
	}
	return ids
}

// facetTable is the table that the answers of a facet make.
func (l *lister) facetTable(facet string) table {
	t := table{columns: []string{"procedure", "answer", "label"}}
	for _, p := range l.procedures {
		for _, f := range p.Facets {
			if f.ID.Text != facet {
				continue
			}
			for _, col := range f.Columns {
				if !slices.Contains(t.columns, col.ID.Text) {
					t.columns = append(t.columns, col.ID.Text)
				}
			}
			for _, a := range f.Answers {
				row := []string{p.ID.Text, a.ID.Text, profile.Plain(p, a.Label)}
				for _, name := range t.columns[3:] {
					cell, _ := a.Row.Get(name)
					text := asWritten(p, cell.Value)
					if cell.Unverified.Text != "" {
						text += " (unverified)"
					}
					row = append(row, text)
				}
				t.add(row...)
			}
		}
	}
	// Procedures may have other columns for the same facet.
	for i, row := range t.rows {
		for len(row) < len(t.columns) {
			row = append(row, "")
		}
		t.rows[i] = row
	}
	return t
}

// there tells whether some reader of the answers given comes to a place.
func (l *lister) there(p *model.Procedure, conditions ...model.Condition) bool {
	for _, c := range conditions {
		if answers := l.answers[p]; answers != nil && judge(p, c, answers).verdict == isOut {
			return false
		}
	}
	return true
}
