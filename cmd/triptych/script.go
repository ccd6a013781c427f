package main

import (
	"path/filepath"
	"strings"

	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render"
)

// scriptCommand makes the PowerShell script.
type scriptCommand struct {
	Profile string `placeholder:"FILE" help:"Profile: the script has its values as defaults. Without one it is for everyone, and asks." group:"profile"`
	Output  string `short:"o" placeholder:"PATH" help:"File to write; - is standard output."`
	Check   bool   `help:"Write nothing. Show how the file differs, and exit with 1 when it does."`
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
	if c.Check && (c.Output == "" || c.Output == "-") {
		return wrong("-o is missing: --check compares a file")
	}
	if c.Profile == "" && c.Customer == "" {
		return c.generic(p)
	}
	one, err := p.runbookOf(c.Profile, c.flags())
	if err != nil {
		return err
	}
	files, err := one.runbook.Fill(one.customer, render.PowerShell)
	if err != nil {
		return faultOfPrinting(err)
	}
	return c.write(p, files[0].Data)
}

// generic makes the script for everyone: its inputs are parameters.
func (c *scriptCommand) generic(p *program) error {
	var faults source.List
	given := profile.FromFlags(c.flags(), &faults)
	if err := ofNobody(given); err != nil {
		return err
	}
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
	return c.write(p, file.Data)
}

// ofNobody refuses what a script for everyone has no place for. When a runbook was
// prepared, and by whom, is not in the script of a customer either: to name one would
// not help.
func ofNobody(given *profile.Profile) error {
	var prepared []string
	for _, name := range profile.Facts() {
		if word, said := given.Facts[name]; said && strings.HasPrefix(name, "prepared.") {
			prepared = append(prepared, word.Pos.File.Name)
		}
	}
	switch {
	case len(given.Inputs) > 0 || len(given.Facts) > len(prepared):
		return wrong("--customer is missing: without a customer the script is for everyone, and has no values of one")
	case len(prepared) > 0:
		return wrong("%s: a script for everyone belongs to no runbook, and does not say when or by whom one was prepared; leave it out", strings.Join(prepared, ", "))
	}
	return nil
}

// write writes the script, or shows how the file differs from it.
func (c *scriptCommand) write(p *program, data []byte) error {
	if !c.Check {
		return p.write(c.Output, data)
	}
	file := render.File{Name: filepath.Base(c.Output), Data: data}
	return p.differences(filepath.Dir(c.Output), []render.File{file}, "triptych script -o "+shellHere().word(c.Output)+", with the same answers")
}
