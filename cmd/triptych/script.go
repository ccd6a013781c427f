package main

import (
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render"
)

// scriptCommand makes the PowerShell script.
type scriptCommand struct {
	Profile string `placeholder:"FILE" help:"Profile: the script has its values as defaults. Without one it is for everyone, and asks." group:"profile"`
	Output  string `short:"o" placeholder:"PATH" help:"File to write; - is standard output."`
	customerFlags
}

// Examples of the command.
func (scriptCommand) Examples() string {
	return `triptych script --profile acme.yaml -o Set-Area1Journaling.ps1
triptych script --procedure area1-journaling --set gateway=none \
    --set console=purview --set regions=eu
`
}

// Run makes the script for a customer, or for everyone with some answers.
func (c *scriptCommand) Run(p *program) error {
	if c.Profile == "" && c.Customer == "" {
		return c.generic(p)
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
	files, err := runbook.Fill(customerOf(project.Hash, bound), render.PowerShell)
	if err != nil {
		return faultOfPrinting(err)
	}
	return p.write(c.Output, files[0].Data)
}

// generic makes the script for everyone: its inputs are parameters.
func (c *scriptCommand) generic(p *program) error {
	f := c.flags()
	if len(f.Input) > 0 || f.Ticket != "" || f.Window != "" || f.Owner != "" || f.ID != "" {
		return wrong("--customer is missing: without a customer the script is for everyone, and has no values of one")
	}
	var faults source.List
	given := profile.FromFlags(f, &faults)
	project, err := p.projectOf(given.Procedure.Text)
	if err != nil {
		return err
	}
	procedure, answers := profile.Variant(project, given, &faults)
	if err := faultsOfProfile(&faults); err != nil {
		return err
	}
	compiled, err := closed(project, procedure, answers)
	if err != nil {
		return err
	}
	file, err := render.GenericScript(compiled, project.Hash)
	if err != nil {
		return faultOfPrinting(err)
	}
	return p.write(c.Output, file.Data)
}
