package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// ask asks for everything that a profile needs and the flags do not say. It
// prints on standard error, so that standard output has the profile only. An
// answer that is wrong is explained and asked for again.
func ask(p *program, project *model.Project, flags profile.Flags) (profile.Flags, error) {
	a := &asker{program: p, project: project, flags: flags, lines: bufio.NewScanner(p.stdin)}
	err := a.all()
	if errors.Is(err, io.EOF) {
		err = wrong("the answers ended before the questions; nothing written")
	}
	return a.flags, err
}

// An asker gathers answers as flags.
type asker struct {
	*program
	project   *model.Project
	procedure *model.Procedure
	flags     profile.Flags
	lines     *bufio.Scanner
}

func (a *asker) all() error {
	if err := a.whichProcedure(); err != nil {
		return err
	}
	a.say("Enter takes what stands in brackets. Ctrl-C stops; nothing is written before the end.")
	if err := a.text("Name of the customer", "", &a.flags.Customer, true); err != nil {
		return err
	}
	// A whole address answers a question by itself, so that it comes first.
	for _, whole := range []bool{true, false} {
		if !whole {
			if err := a.facets(); err != nil {
				return err
			}
		}
		for i := range a.procedure.Inputs {
			in := &a.procedure.Inputs[i]
			if (in.Whole != nil) != whole {
				continue
			}
			if err := a.input(in); err != nil {
				return err
			}
		}
	}
	for _, fact := range []struct {
		question string
		value    *string
	}{{"Change ticket", &a.flags.Ticket}, {"Owner of the change", &a.flags.Owner}, {"Change window", &a.flags.Window}} {
		if err := a.text(fact.question, "leave it blank", fact.value, false); err != nil {
			return err
		}
	}
	return nil
}

// whichProcedure finds out what the profile is for.
func (a *asker) whichProcedure() error {
	for {
		for _, p := range a.project.Procedures {
			if p.ID.Text == a.flags.Procedure || len(a.project.Procedures) == 1 {
				a.procedure = p
				a.flags.Procedure = p.ID.Text
				return nil
			}
		}
		if a.flags.Procedure != "" {
			a.print("There is no procedure %q.", printableLine(a.flags.Procedure))
		}
		var options []option
		for _, p := range a.project.Procedures {
			options = append(options, option{p.ID.Text, profile.Plain(p, p.Title)})
		}
		chosen, err := a.choose("What is to be set up?", "", options, "", false)
		if err != nil {
			return err
		}
		a.flags.Procedure = chosen
	}
}

// facets asks the questions that are not answered yet.
func (a *asker) facets() error {
	for i := range a.procedure.Facets {
		f := &a.procedure.Facets[i]
		answers, err := a.soFar()
		if err != nil {
			return err
		}
		if answers[f.ID.Text] != nil {
			continue
		}
		var options []option
		for _, answer := range f.Answers {
			options = append(options, option{answer.ID.Text, profile.Plain(a.procedure, answer.Label)})
		}
		several := f.Many != nil && judge(a.procedure, f.Many.When, answers).verdict == isIn
		for {
			chosen, err := a.choose(profile.Plain(a.procedure, f.Question), profile.Plain(a.procedure, f.Why), options, f.Default.Text, several)
			if err != nil {
				return err
			}
			a.flags.Set = append(a.flags.Set, f.ID.Text+"="+chosen)
			if a.sound() {
				break
			}
			a.flags.Set = a.flags.Set[:len(a.flags.Set)-1]
		}
	}
	return nil
}

// input asks for a value, or for one for each answer.
func (a *asker) input(in *model.Input) error {
	answers, err := a.soFar()
	if err != nil {
		return err
	}
	if judge(a.procedure, in.When, answers).verdict != isIn {
		return nil
	}
	names := []string{in.ID.Text}
	if in.Each.Text != "" {
		names = nil
		for _, answer := range answers[in.Each.Text] {
			names = append(names, in.ID.Text+"."+answer)
		}
	}
	for _, name := range names {
		if a.given(name) {
			continue
		}
		question := profile.Plain(a.procedure, in.Question)
		if _, answer, each := strings.Cut(name, "."); each {
			question += " (" + answer + ")"
		}
		a.print("")
		if why := profile.Plain(a.procedure, in.Why); why != "" {
			a.print("%s", why)
		}
		for {
			value, err := a.read(fmt.Sprintf("%s For example: %s\n> ", question, in.Example))
			if err != nil {
				return err
			}
			if value == "" {
				a.print("It is needed.")
				continue
			}
			a.flags.Input = append(a.flags.Input, name+"="+value)
			if a.sound() {
				break
			}
			a.flags.Input = a.flags.Input[:len(a.flags.Input)-1]
		}
	}
	return nil
}

// given tells whether the flags have an input already.
func (a *asker) given(name string) bool {
	if name == "address" && a.flags.Address != "" {
		return true
	}
	for _, in := range a.flags.Input {
		if strings.HasPrefix(in, name+"=") {
			return true
		}
	}
	return false
}

// text asks for a fact.
func (a *asker) text(question, blank string, value *string, required bool) error {
	for *value == "" {
		if blank != "" {
			question = fmt.Sprintf("%s [%s]", question, blank)
			blank = ""
		}
		a.print("")
		given, err := a.read(question + "\n> ")
		if err != nil {
			return err
		}
		if given == "" && !required {
			return nil
		}
		if err := profile.Valid("text", given); err != nil {
			a.print("%v", err)
			continue
		}
		*value = given
	}
	return nil
}

// soFar are the answers that the flags give by now.
func (a *asker) soFar() (space.Answers, error) {
	answers, faults := a.partial()
	return answers, faultsOfProfile(faults)
}

func (a *asker) partial() (space.Answers, *source.List) {
	var faults source.List
	_, answers := profile.Partial(a.project, profile.FromFlags(a.flags, &faults), &faults)
	return answers, &faults
}

// sound tells whether the flags are without fault, and says what is wrong.
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

// An option is an answer with its label.
type option struct{ id, label string }

// choose asks for one of some options, by number or by name; for several, with
// commas between them. What comes back has commas between ids.
func (a *asker) choose(question, why string, options []option, preset string, several bool) (string, error) {
	a.print("")
	if why != "" {
		a.print("%s", why)
	}
	a.print("%s", question)
	for i, o := range options {
		a.print("  %d  %s: %s", i+1, o.id, o.label)
	}
	prompt := "> "
	switch {
	case several:
		prompt = "Several, with commas between them\n> "
	case preset != "":
		prompt = fmt.Sprintf("[%s] > ", preset)
	}
	for {
		line, err := a.read(prompt)
		if err != nil {
			return "", err
		}
		if line == "" && preset != "" {
			return preset, nil
		}
		var ids []string
		for part := range strings.SplitSeq(line, ",") {
			if id, ok := pick(strings.TrimSpace(part), options); ok {
				ids = append(ids, id)
			} else {
				ids = nil
				break
			}
		}
		if len(ids) == 1 || several && len(ids) > 1 {
			return strings.Join(ids, ","), nil
		}
		a.print("Answer with a number from 1 to %d, or with a name of the list.", len(options))
	}
}

func pick(text string, options []option) (string, bool) {
	if n, err := strconv.Atoi(text); err == nil && n >= 1 && n <= len(options) {
		return options[n-1].id, true
	}
	for _, o := range options {
		if o.id == text {
			return o.id, true
		}
	}
	return "", false
}

// print talks while it asks, even when it is to say less.
func (a *asker) print(format string, args ...any) { fmt.Fprintf(a.stderr, format+"\n", args...) }

// read reads one line.
func (a *asker) read(prompt string) (string, error) {
	fmt.Fprint(a.stderr, prompt)
	if !a.lines.Scan() {
		if err := a.lines.Err(); err != nil {
			return "", fmt.Errorf("read the answer: %w", err)
		}
		return "", io.EOF
	}
	return strings.TrimSpace(a.lines.Text()), nil
}
