package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/pdf"
)

// runbookCommand makes one customer's runbook.
type runbookCommand struct {
	Profile   string   `placeholder:"FILE" help:"Profile, YAML or JSON; - is standard input." group:"profile"`
	Format    []string `placeholder:"F" help:"md, html, ps1, json, pdf, or bundle for everything to send. Several make a folder: md,html. With bundle,pdf the folder has a PDF as well."`
	PDFEngine string   `name:"pdf-engine" enum:"builtin,chromium" default:"builtin" help:"What makes the PDF: builtin, or chromium for an installed one ($$TRIPTYCH_CHROMIUM says where it is)."`
	Output    string   `short:"o" placeholder:"PATH" help:"File or folder to write; - is standard output."`
	Force     bool     `help:"Write into a folder that has other files, and replace what was changed in it."`
	customerFlags
}

// Examples of the command.
func (runbookCommand) Examples() string {
	return `triptych runbook --profile acme.yaml -o acme/
triptych runbook --profile acme.yaml --format html -o acme.html
triptych runbook --profile acme.yaml --format pdf -o acme.pdf
triptych runbook --profile - < acme.yaml > acme.md
triptych runbook --customer "Acme Corp" --set gateway=none --set console=purview \
    --address acme@journaling.mxrecord.io --input undeliverable=ndr@contoso.example -o acme/
`
}

// bundle names everything that goes to a customer.
const bundle = "bundle"

// bundled are the formats of a bundle.
var bundled = []render.Format{render.Markdown, render.HTML, render.PowerShell}

// Run makes the runbook.
func (c *runbookCommand) Run(p *program) error {
	formats, folder, err := c.target()
	if err != nil {
		return err
	}
	project, bound, err := p.bound(c.Profile, c.flags())
	if err != nil {
		return err
	}
	compiled, err := closed(project, bound.Procedure, bound.Answers)
	if err != nil {
		return err
	}
	runbook, err := render.NewRunbook(compiled)
	if err != nil {
		return err
	}
	if err := c.choosePDF(p, runbook); err != nil {
		return err
	}
	customer := customerOf(project.Hash, bound)
	if folder {
		files, err := runbook.Bundle(customer, formats...)
		if err != nil {
			return faultOfPrinting(err)
		}
		if err := render.WriteFolder(p.ctx, c.Output, files, c.Force); err != nil {
			return err
		}
		p.summary(c.Output, bound, compiled, files)
		return nil
	}
	files, err := runbook.Fill(customer, formats...)
	if err != nil {
		return faultOfPrinting(err)
	}
	return p.write(c.Output, files[0].Data)
}

// customerOf is what a runbook is filled with.
func customerOf(model string, b *profile.Bound) render.Customer {
	return render.Customer{Values: b.Values, Model: model, Change: b.Change(), Profile: b.YAML()}
}

// errNoChromium says that the engine of the PDF is not there.
var errNoChromium = errors.New("there is no Chromium here")

// choosePDF has the PDF made by the engine that is asked for.
func (c *runbookCommand) choosePDF(p *program, r *render.Runbook) error {
	if c.PDFEngine != "chromium" {
		return nil
	}
	program := p.env("TRIPTYCH_CHROMIUM")
	for _, name := range pdf.Programs {
		if found, err := exec.LookPath(name); program == "" && err == nil {
			program = found
		}
	}
	if program == "" {
		return &failure{code: exitMachine, err: errNoChromium}
	}
	r.PrintPDFWith(func(page []byte, date time.Time) ([]byte, error) {
		made, err := pdf.Chromium(p.ctx, program, page, date)
		if err != nil && !errors.Is(err, context.Canceled) {
			err = &failure{code: exitMachine, err: err}
		}
		return made, err
	})
	return nil
}

// target says which formats are written, and whether to a folder. Without a
// format the output tells: its ending, a folder, or standard output.
func (c *runbookCommand) target() (formats []render.Format, folder bool, err error) {
	for _, name := range c.Format {
		switch {
		case name == bundle:
			formats = append(formats, bundled...)
			folder = true
		case render.IsFormat(name):
			formats = append(formats, render.Format(name))
		default:
			return nil, false, wrong("--format %s: no such format; there are %s and %s", printableLine(name), formatNames(), bundle)
		}
	}
	formats = slices.DeleteFunc(render.AllFormats(), func(f render.Format) bool { return !slices.Contains(formats, f) })
	stdout := c.Output == "" || c.Output == "-"
	ending := strings.TrimPrefix(path.Ext(c.Output), ".")
	switch {
	case len(formats) == 0 && stdout:
		return []render.Format{render.Markdown}, false, nil
	case len(formats) == 0 && render.IsFormat(ending) && !isFolder(c.Output):
		return []render.Format{render.Format(ending)}, false, nil
	case len(formats) == 0:
		return bundled, true, nil
	case stdout && (folder || len(formats) > 1):
		return nil, false, wrong("-o is missing: %s is more than one file; name a folder", strings.Join(c.Format, ","))
	}
	return formats, folder || len(formats) > 1 || isFolder(c.Output), nil
}

// isFolder tells whether a path is meant as a folder or is one.
func isFolder(name string) bool {
	if strings.HasSuffix(name, "/") || strings.HasSuffix(name, string(os.PathSeparator)) {
		return true
	}
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

func formatNames() string {
	var names []string
	for _, f := range render.AllFormats() {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// write writes one result to a file or to standard output.
func (p *program) write(output string, data []byte) error {
	if output == "" || output == "-" {
		_, err := p.stdout.Write(data)
		return err
	}
	return render.WriteFile(p.ctx, output, data)
}

// summary says what was written, what was left out and what to do next. No
// value of the customer's is in it but the name.
func (p *program) summary(output string, b *profile.Bound, compiled *plan.Plan, files []render.File) {
	var variant []string
	for _, c := range compiled.Choices {
		words := inWords(c.Shown, nil)
		if slices.Contains(b.FromAddress, c.Facet) {
			words += " (read from the address)"
		}
		variant = append(variant, words)
	}
	p.say("%s: %s.", b.Values["customer.name"], strings.Join(variant, "; "))
	p.say("Wrote %s", output)
	var others []string
	for _, f := range files {
		switch {
		case f.Name == "runbook.md":
			steps, minutes := work(compiled)
			p.say("  %s  %d steps, %d min hands-on", f.Name, steps, minutes)
		case f.Name == "runbook.html":
			p.say("  %s  one file, works offline", f.Name)
		case f.Name == "runbook.pdf":
			p.say("  %s  to print or to keep with the change", f.Name)
		case f.Name == render.ScriptName(compiled):
			p.say("  %s  sha256 %s", f.Name, render.Sum(f.Data))
		default:
			others = append(others, f.Name)
		}
	}
	p.say("  %s", strings.Join(others, "  "))
	for _, l := range compiled.LeftOut {
		p.say("Left out: %s (%s)", inWords(l.What, nil), inWords(l.Why, nil))
	}
	for _, o := range compiled.Objects {
		for _, s := range o.Settings {
			if len(s.Unverified) > 0 {
				p.say("Unverified: %s. %s", inWords(s.Label, nil), inWords(s.Unverified, nil))
			}
		}
	}
	if len(b.Lacks) > 0 {
		p.say("It is a draft: the profile lacks %s.", strings.Join(b.Lacks, ", "))
	}
	p.say("Send the folder. Why each step is there: triptych explain --profile %s", path.Join(output, "profile.yaml"))
}

// work is how many steps a plan has and how many minutes they take.
func work(p *plan.Plan) (steps, minutes int) {
	for _, s := range p.Sections {
		steps += len(s.Steps)
		minutes += s.Minutes
	}
	return steps, minutes
}
