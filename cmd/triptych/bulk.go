package main

import (
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/customers"
	"github.com/triptych-docs/triptych/render"
)

// bulkCommand makes the runbooks of a list of customers.
type bulkCommand struct {
	Customers string            `arg:"" placeholder:"FILE" help:"List of customers: .csv, .yaml or .jsonl; - is standard input."`
	Output    string            `short:"o" required:"" placeholder:"PATH" help:"Folder, or archive: .tar, .tar.gz, .zip; - writes an archive to standard output."`
	Form      string            `enum:"auto,csv,yaml,jsonl" default:"auto" help:"Form of the list, where its name does not tell: csv, yaml or jsonl."`
	Archive   string            `enum:"tar,tar.gz,zip" default:"tar" help:"Form of an archive on standard output: tar, tar.gz or zip."`
	Columns   map[string]string `mapsep:"," placeholder:"NAME=COLUMN" help:"What a column of the CSV file is; - leaves it out."`
	Format    []string          `placeholder:"F" help:"md, html, ps1, json …, or bundle for everything to send, which is the default."`
	pdfFlags
	Shard     string `placeholder:"I/N" help:"Make only this part of the list: 2/8 is the second of eight. By short name, whatever else is in the list."`
	Jobs      int    `placeholder:"N" help:"Customers to make at a time; as many as there are processors otherwise."`
	Strict    bool   `help:"Make nothing when any row is at fault."`
	KeepGoing bool   `help:"Go on with other customers when the files of one cannot be written."`
	Prune     bool   `help:"Remove the files of customers who left the list, and files that are not made any more."`
	Force     bool   `help:"Replace files that were changed since triptych wrote them."`
	variantFlags
	Input []string `sep:"none" placeholder:"NAME=VALUE" help:"An input that is the same for all customers. Repeat it." group:"profile"`
	Owner string   `placeholder:"NAME" help:"Owner of all changes." group:"profile" config:"runbook.owner,user"`
	Date  string   `placeholder:"2026-12-05" help:"Date of the runbooks; else that of SOURCE_DATE_EPOCH, else today." group:"profile"`
}

// Help says what holds when a run does not come to its end.
func (bulkCommand) Help() string {
	return "A run that is stopped or killed leaves every folder whole or absent, and the next one completes the work. " +
		"That is not promised for a power cut, as nothing is flushed to the disk: run it again with --force after one."
}

// Examples of the command.
func (bulkCommand) Examples() string {
	return `triptych bulk customers.csv -o runbooks/
triptych bulk customers.csv -o runbooks.tar.gz --format md,ps1
triptych bulk customers.csv -o runbooks/ --columns region=regions,remark=-
triptych bulk customers.jsonl -o - --shard 2/8 > part-2.tar
`
}

// A list may be long, and a command that lives as long collects its garbage: at
// any price before it uses more than bulkMemory, and until then when there is
// twice as much of it as of what is kept. While the first variants are printed
// little is kept and much is thrown away.
const (
	bulkMemory  = 44 << 20
	bulkGarbage = 200
)

// Run makes the runbooks.
func (c *bulkCommand) Run(p *program) error {
	debug.SetGCPercent(bulkGarbage)
	debug.SetMemoryLimit(bulkMemory)
	r, err := c.run(p)
	if err != nil {
		return err
	}
	list, err := c.open(p)
	if err != nil {
		return err
	}
	defer list.Close()
	if c.Strict {
		if err := r.all(list); err != nil {
			return err
		}
	}
	return r.make(list)
}

// formOf is the form of the list, by flag or by name.
func (c *bulkCommand) formOf() (customers.Form, error) {
	if c.Form != "auto" {
		return customers.Form(c.Form), nil
	}
	switch ending := strings.ToLower(filepath.Ext(c.Customers)); ending {
	case ".csv", ".jsonl", ".yaml":
		return customers.Form(ending[1:]), nil
	case ".yml":
		return customers.YAML, nil
	case ".json", ".ndjson":
		return customers.JSONL, nil
	}
	if c.Customers == "-" {
		return customers.CSV, nil
	}
	return "", wrong("%s: its name does not tell its form; give --form csv, yaml or jsonl", printableLine(c.Customers))
}

// formats are the formats of a runbook, and whether they come as a bundle.
func (c *bulkCommand) formats() ([]render.Format, bool, error) {
	given := c.Format
	if len(given) == 0 {
		given = []string{bundle}
	}
	var formats []render.Format
	whole := false
	for _, name := range given {
		switch {
		case name == bundle:
			whole = true
			formats = append(formats, bundled...)
		case render.IsFormat(name):
			formats = append(formats, render.Format(name))
		default:
			return nil, false, wrong("--format %s: no such format; there are %s and %s", printableLine(name), formatNames(), bundle)
		}
	}
	return slices.DeleteFunc(render.AllFormats(), func(f render.Format) bool { return !slices.Contains(formats, f) }), whole, nil
}
