package main

import (
	"fmt"
	"slices"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// asks tells whether somebody can be asked something: who would answer has to
// see the question too.
func (p *program) asks() bool { return !p.NoInput && isTerminal(p.stdin) && isTerminal(p.stderr) }

// ask asks for what flags do not say and a profile needs, and returns flags that
// say it all: whoever gives them at once is asked nothing and gets the same. A
// question is asked only where it has two answers that are possible after the
// ones before; every answer to a facet is printed in a runbook, so that then it
// changes what comes out.
//
// What is preset for every customer, by flag, is not asked either.
//
// Flags that are at fault are reported and nothing is asked: what is wrong has a
// place on the command line, where it can be mended.
func ask(prompt *prompt, project *model.Project, flags profile.Flags, presets map[string]source.Word) (profile.Flags, error) {
	a := &asker{prompt: prompt, project: project, flags: flags, presets: presets}
	if err := a.whichProcedure(); err != nil {
		return flags, err
	}
	if _, faults := a.partial(); faults.Len() > 0 {
		return flags, faultsOfProfile(faults)
	}
	a.universe = space.Symbolic(a.procedure)
	a.print("Enter takes what stands in brackets. Ctrl-C stops; nothing is written before the end.")
	for _, ask := range []func() error{a.customer, a.wholeInputs, a.facets, a.everyInput, a.change} {
		if err := ask(); err != nil {
			return flags, err
		}
	}
	return a.flags, nil
}

// complete is what flags say, and what they leave open and a profile needs,
// asked for where somebody can be asked. The prompt is nil where nothing was
// asked: everything was said, or is wrong, or nobody is there; then whoever
// binds the flags says what is wrong or missing, by the names of flags.
func (p *program) complete(flags profile.Flags) (profile.Flags, *prompt, error) {
	if !p.asks() {
		return flags, nil, nil
	}
	project, err := p.project()
	if err != nil {
		return flags, nil, err
	}
	var open source.List
	if profile.Bind(project, profile.FromFlags(flags, &open), anyDate, &open) != nil {
		return flags, nil, nil
	}
	asking := newPrompt(p)
	flags, err = ask(asking, project, flags, p.configuration.presets())
	return flags, asking, err
}

// anyDate is a date for a profile that is only looked at.
const anyDate = "2000-01-01"

// An asker gathers answers as flags.
type asker struct {
	*prompt
	project   *model.Project
	procedure *model.Procedure
	universe  *space.Universe
	flags     profile.Flags
	presets   map[string]source.Word
	pasted    []pasted // whole addresses whose domain may answer a facet
}

// whichProcedure finds out what the profile is for: the only one there is, the
// only one that knows all of the flags, or the one that is chosen.
func (a *asker) whichProcedure() error {
	var fit []*model.Procedure
	for _, p := range a.project.Procedures {
		flags := a.flags
		if flags.Procedure == "" {
			flags.Procedure = p.ID.Text
		}
		var faults source.List
		if found, _ := profile.Partial(a.project, profile.FromFlags(flags, &faults), &faults); found == p {
			fit = append(fit, p)
		}
	}
	if len(fit) == 0 { // the flags are at fault, in whatever procedure
		_, faults := a.partial()
		return faultsOfProfile(faults)
	}
	a.procedure = fit[0]
	if len(fit) > 1 {
		a.question("What is to be set up?", "", "")
		var options []option
		for _, p := range fit {
			options = append(options, option{p.ID.Text, profile.Plain(p, p.Title)})
		}
		chosen, err := a.pick(options, "", false)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(fit, func(p *model.Procedure) bool { return p.ID.Text == chosen[0] })
		a.procedure = fit[i]
	}
	a.flags.Procedure = a.procedure.ID.Text
	return nil
}

// customer asks who it is for.
func (a *asker) customer() error {
	if err := a.fact(&a.flags.Customer, "Name of the customer", "As the runbook prints it.", "Acme Corp", true); err != nil {
		return err
	}
	var none source.List
	if profile.FromFlags(a.flags, &none).ID() != "" {
		return nil
	}
	return a.fact(&a.flags.ID, "Short name of the customer",
		"It is part of file names, and cannot be made of this name: small letters, digits and hyphens.", "acme", true)
}

// change asks for what makes a runbook more than a draft, and for the window.
func (a *asker) change() error {
	const draft = "Without it the runbook says that it is a draft. Enter leaves it out."
	held := a.flags.Preset(a.presets)
	for _, fact := range []struct {
		value                        *string
		held, question, why, example string
	}{
		{&a.flags.Ticket, held.Ticket, "Number of the change ticket", draft, "CHG-10432"},
		{&a.flags.Owner, held.Owner, "Owner of the change", draft, "J. Doe"},
		{&a.flags.Contact, held.Contact, "Whom to call at the vendor", draft, "Support, +1 555 0100"},
		{&a.flags.Window, held.Window, "When the change may be made", "Enter leaves a blank to fill in.", "2026-12-05 08:00 to 09:00 UTC"},
	} {
		if fact.held != "" {
			continue
		}
		if err := a.fact(fact.value, fact.question, fact.why, fact.example, false); err != nil {
			return err
		}
	}
	return nil
}

// fact asks for a text that every profile may say, unless a flag says it.
func (a *asker) fact(value *string, question, why, example string, needed bool) error {
	if *value != "" {
		return nil
	}
	a.question(question, why, example)
	for {
		given, err := a.read(sign(""))
		switch {
		case err != nil:
			return err
		case given == "" && needed:
			a.print("It is needed.")
			continue
		case given == "":
			return nil
		}
		*value = profile.Pasted("text", given)
		if a.sound() {
			return nil
		}
		*value = ""
	}
}

// soFar are the answers that the flags give by now.
func (a *asker) soFar() space.Answers {
	answers, faults := a.partial()
	if faults.Len() > 0 {
		panic(fmt.Sprintf("an answer that is at fault was kept: %v", faults))
	}
	return answers
}

func (a *asker) partial() (space.Answers, *source.List) {
	var faults source.List
	_, answers := profile.Partial(a.project, profile.FromFlags(a.flags, &faults), &faults)
	return answers, &faults
}

// sound tells whether the flags are without fault, and says what is wrong. It
// does not name the flag: nobody typed it.
func (a *asker) sound() bool {
	_, faults := a.partial()
	for _, d := range faults.Sorted() {
		a.print("%s", d.Message)
		if d.Hint != "" {
			a.print("    %s", d.Hint)
		}
	}
	return faults.Len() == 0
}
