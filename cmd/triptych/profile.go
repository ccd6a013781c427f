package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/profile"
)

// profileCommand writes profiles and checks them.
type profileCommand struct {
	New   profileNewCommand   `cmd:"" help:"Write a profile: from flags, and from questions on a terminal."`
	Check profileCheckCommand `cmd:"" help:"Check a profile without making anything."`
}

// Examples of the commands below it.
func (c profileCommand) Examples() string { return c.New.Examples() + c.Check.Examples() }

// profileNewCommand writes a profile.
type profileNewCommand struct {
	Output string `short:"o" placeholder:"FILE" help:"File to write; - is standard output."`
	customerFlags
}

// Examples of the command.
func (profileNewCommand) Examples() string {
	return `triptych profile new -o acme.yaml
triptych profile new --customer "Acme Corp" \
    --address acme@journaling.mxrecord.io --set gateway=none \
    --set console=purview --input undeliverable=ndr@contoso.example
`
}

// Run asks for what the flags do not say, where it can, and writes the profile.
func (c *profileNewCommand) Run(p *program) error {
	flags, asked, err := p.complete(c.flags())
	if err != nil {
		return err
	}
	_, bound, err := p.bound("", flags)
	if err != nil {
		return err
	}
	if asked != nil {
		command := append([]string{"triptych", "profile", "new"}, p.contentArgs()...)
		p.tellCommand(slices.Concat(command, args(flags.Preset(p.configuration.presets())), outputArgs(c.Output)))
	}
	if err := p.write(c.Output, bound.YAML()); err != nil {
		return err
	}
	if c.Output != "" && c.Output != "-" {
		p.say("Wrote %s. Next: %s", c.Output, p.next("runbook", "--profile", c.Output, "-o", bound.Values["customer.id"]+"/"))
	}
	return nil
}

// profileCheckCommand checks a profile.
type profileCheckCommand struct {
	Profile string `arg:"" help:"Profile, YAML or JSON; - is standard input."`
}

// Examples of the command.
func (profileCheckCommand) Examples() string { return "triptych profile check acme.yaml\n" }

// Run says what variant the profile asks for.
func (c *profileCheckCommand) Run(p *program) error {
	project, bound, err := p.bound(c.Profile, profile.Flags{})
	if err != nil {
		return err
	}
	if _, err := closed(project, bound.Procedure, bound.Answers); err != nil {
		return err
	}
	p.say("%s is a profile for %s: %s", filepath.Base(c.Profile), bound.Procedure.ID, bound.Answers.String(bound.Procedure))
	if len(bound.Lacks) > 0 {
		p.say("A runbook made from it is a draft: it lacks %s.", strings.Join(bound.Lacks, ", "))
	}
	if p.Verbose {
		_, err = fmt.Fprintf(p.stdout, "%s", bound.YAML())
	}
	return err
}
