package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/profile"
)

// A pasted is a whole address whose domain is that of an answer to a facet. As
// long as it is not known whether more answers follow, the flags have its local
// part alone.
type pasted struct {
	input  *model.Input
	facet  *model.Facet
	whole  string
	answer string
}

// wholeInputs asks for the inputs that may be given as a whole address, which
// answers a question by itself. They come before the questions. One that a flag
// gives is taken as if it had been typed.
func (a *asker) wholeInputs() error {
	for i := range a.procedure.Inputs {
		in := &a.procedure.Inputs[i]
		value := a.given(in.ID.Text)
		if in.Whole == nil || !strings.Contains(value, "@") {
			continue
		}
		if in.ID.Text == "address" {
			a.flags.Address = ""
		}
		a.print("%s", value)
		if understood, err := a.understood(in, in.ID.Text, value); err != nil || !understood {
			return err
		}
	}
	return a.inputs(func(in *model.Input) bool { return in.Whole != nil && in.Each.Text == "" && in.When.IsZero() })
}

// everyInput asks for the rest.
func (a *asker) everyInput() error { return a.inputs(func(*model.Input) bool { return true }) }

// inputs asks for those values of a kind that these answers need.
func (a *asker) inputs(which func(*model.Input) bool) error {
	for i := range a.procedure.Inputs {
		in := &a.procedure.Inputs[i]
		answers := a.soFar()
		if !which(in) || judge(a.procedure, in.When, answers).verdict != isIn {
			continue
		}
		if in.Each.Text == "" {
			if err := a.input(in, ""); err != nil {
				return err
			}
			continue
		}
		for _, answer := range answers[in.Each.Text] {
			if err := a.input(in, answer); err != nil {
				return err
			}
		}
	}
	return nil
}

// input asks for one value; for one answer, where there is one for each.
func (a *asker) input(in *model.Input, answer string) error {
	name := in.ID.Text
	question := profile.Plain(a.procedure, in.Question)
	if answer != "" {
		name += "." + answer
		question = fmt.Sprintf("%s: %s", answer, question)
	}
	if a.given(name) != "" {
		return nil
	}
	a.question(question, profile.Plain(a.procedure, in.Why), in.Example)
	for {
		typed, err := a.read(sign(""))
		if err != nil {
			return err
		}
		value := profile.Pasted(in.Type.Text, typed)
		if value == "" {
			a.print("It is needed.")
			continue
		}
		if value != typed {
			a.print("Understood: %s", printableLine(value))
		}
		understood, err := a.understood(in, name, value)
		if err != nil {
			return err
		}
		if understood {
			return nil
		}
	}
}

// understood takes a value over, and tells whether it was sound.
func (a *asker) understood(in *model.Input, name, value string) (bool, error) {
	local, domain, whole := strings.Cut(value, "@")
	if in.Whole != nil && whole && name == in.ID.Text {
		if found := profile.AnswersOf(a.procedure, in, domain); len(found) > 0 && profile.Valid(in.Type.Text, local) == nil {
			return a.region(in, value, found)
		}
	}
	before := a.flags
	a.replace(name, value)
	if a.sound() {
		return true, nil
	}
	a.flags = before
	return false, nil
}

// region takes a whole address over whose domain is that of an answer to a
// facet, or of several. What the address says and what was said before may
// differ; then neither is believed.
func (a *asker) region(in *model.Input, whole string, found []string) (bool, error) {
	f := &a.procedure.Facets[slices.IndexFunc(a.procedure.Facets, func(f model.Facet) bool { return f.ID.Text == in.Whole.Facet.Text })]
	local, _, _ := strings.Cut(whole, "@")
	given := a.soFar()[f.ID.Text]
	if given != nil && !slices.ContainsFunc(given, func(id string) bool { return slices.Contains(found, id) }) {
		return a.conflict(in, f, whole, given, found)
	}
	answer := found[0]
	if len(found) > 1 && given == nil {
		a.print("That domain is that of several answers. %s", profile.Plain(a.procedure, f.Question))
		chosen, err := a.pick(a.options(f, found), "", false)
		if err != nil {
			return false, err
		}
		answer = chosen[0]
	}
	a.replace(in.ID.Text, local)
	if given == nil {
		a.print("That is %s, and %s=%s: %s.", local, f.ID, answer, a.label(f, answer))
		if len(found) == 1 {
			a.pasted = append(a.pasted, pasted{input: in, facet: f, whole: whole, answer: answer})
			return true, nil
		}
		a.answer(f, []string{answer})
		return true, nil
	}
	a.print("That is %s, and fits %s=%s.", local, f.ID, strings.Join(given, ","))
	return true, nil
}

// conflict asks which is right when an address is of another region than the
// one that a flag names. There is no answer that Enter takes.
func (a *asker) conflict(in *model.Input, f *model.Facet, whole string, given, found []string) (bool, error) {
	local, _, _ := strings.Cut(whole, "@")
	a.print("")
	a.print("This does not fit --set %s=%s.", f.ID, strings.Join(given, ","))
	a.print("  %s means: %s", whole, a.labels(f, found))
	for _, id := range given {
		a.print("  %s=%s is %s, with the address %s", f.ID, id, a.label(f, id), profile.WholeAddress(a.procedure, in, local, id))
	}
	a.print("Which one is right decides where mail is processed. The customer knows it; if in doubt, stop here and ask.")
	const again = "neither"
	var options []option
	for _, id := range found {
		options = append(options, option{id, a.label(f, id) + ", as the address says"})
	}
	options = append(options,
		option{strings.Join(given, "+"), a.only(f, given) + ", as the flag says"},
		option{again, "type another address"})
	chosen, err := a.pick(options, "", false)
	switch {
	case err != nil:
		return false, err
	case chosen[0] == again:
		return false, nil
	}
	if i := slices.Index(found, chosen[0]); i >= 0 {
		a.flags.Set = slices.DeleteFunc(slices.Clone(a.flags.Set), func(set string) bool { return strings.HasPrefix(set, f.ID.Text+"=") })
		given = found[i : i+1]
		a.flags.Set = append(a.flags.Set, f.ID.Text+"="+given[0])
	}
	a.replace(in.ID.Text, local)
	a.print("That is %s, and %s=%s.", local, f.ID, strings.Join(given, ","))
	return true, nil
}

// only are the labels of some answers.
func (a *asker) only(f *model.Facet, ids []string) string {
	var all []string
	for _, id := range ids {
		all = append(all, a.label(f, id))
	}
	return strings.Join(all, ", ")
}

// labels are the labels of some answers, with their ids.
func (a *asker) labels(f *model.Facet, ids []string) string {
	var all []string
	for _, id := range ids {
		all = append(all, fmt.Sprintf("%s=%s (%s)", f.ID, id, a.label(f, id)))
	}
	return strings.Join(all, ", ")
}

// given is what the flags say for an input already.
func (a *asker) given(name string) string {
	if name == "address" && a.flags.Address != "" {
		return a.flags.Address
	}
	for _, in := range a.flags.Input {
		if value, ok := strings.CutPrefix(in, name+"="); ok {
			return value
		}
	}
	return ""
}

// replace has the flags say another value for an input.
func (a *asker) replace(name, value string) {
	inputs := slices.DeleteFunc(slices.Clone(a.flags.Input), func(in string) bool { return strings.HasPrefix(in, name+"=") })
	a.flags.Input = append(inputs, name+"="+value)
}
