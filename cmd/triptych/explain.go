package main

import (
	"slices"

	"github.com/alecthomas/kong"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
)

// explainCommand says why something is in a variant, and where it comes from.
type explainCommand struct {
	Target  string `arg:"" optional:"" help:"A section, step (connector.routing, A4), object, setting (connector.SmartHosts, V6), facet, answer, input, table, label, check, symptom, decision or rule; a line of an output: acme/runbook.md:120; or config, for where each setting comes from. Without it, every step is listed."`
	Report  string `enum:"text,json" default:"text" help:"With config: form of the answer, text or json."`
	Profile string `placeholder:"FILE" help:"Profile of the customer who has the variant." group:"profile"`
	customerFlags
}

// Examples of the command.
func (explainCommand) Examples() string {
	return `triptych explain --profile acme/profile.yaml
triptych explain connector.routing --set gateway=outbound --set regions=eu
triptych explain connector.SmartHosts --profile acme.yaml
triptych explain connector-one-region
triptych explain acme/runbook.md:120
triptych explain config
`
}

// Run explains one thing, or lists all steps with the reason for each. A name
// that several procedures have is explained for each of them.
func (c *explainCommand) Run(p *program, ctx *kong.Context) error {
	switch {
	case c.Target == "config":
		return c.explainConfig(p, ctx)
	case c.Report != "text":
		return wrong("--report goes with explain config")
	}
	if c.Target != "" {
		if done, err := p.explainRule(c.Target); done || err != nil {
			return err
		}
	}
	var faults source.List
	given, err := p.given(c.Profile, c.flags(), &faults)
	if err != nil {
		return err
	}
	if given == nil || faults.Len() > 0 {
		return faultsOfProfile(&faults)
	}
	if name, line, ok := lineOf(c.Target); ok {
		return c.explainLine(p, name, line)
	}
	project, err := p.projectOf(given.Procedure.Text)
	if err != nil {
		return err
	}
	chosen, err := c.procedures(project, given)
	if err != nil {
		return err
	}
	for i, procedure := range chosen {
		one := *given
		one.Procedure.Text = procedure
		e, err := c.explainer(p, project, &one)
		if err != nil {
			return err
		}
		if i > 0 {
			e.say("")
		}
		if c.Target == "" {
			err = e.all()
		} else {
			err = e.explain(c.Target)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// procedures are those to explain the target for. Where nothing else tells,
// they are all that have it.
func (c *explainCommand) procedures(project *model.Project, given *profile.Profile) ([]string, error) {
	if given.Procedure.Text != "" || len(given.Answers)+len(given.Inputs) > 0 || c.Target == "" {
		return []string{given.Procedure.Text}, nil
	}
	var owners, known []string
	for _, p := range project.Procedures {
		all := targets(project, p)
		known = append(known, all...)
		if slices.Contains(all, c.Target) {
			owners = append(owners, p.ID.Text)
		}
	}
	if owners == nil {
		return nil, unknownTarget("nothing", c.Target, known)
	}
	return owners, nil
}

func unknownTarget(who, target string, known []string) error {
	hint := source.DidYouMean(target, known)
	if hint != "" {
		hint = "; " + hint
	}
	return wrong("%s is called %q%s\n  All there is: triptych list steps, triptych list settings, triptych list labels", who, printableLine(target), hint)
}
