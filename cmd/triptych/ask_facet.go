package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/space"
)

// facets asks the questions that are not answered yet, in the order of the
// procedure; those that may have several answers come when it is known whether
// they do.
func (a *asker) facets() error {
	for _, late := range []bool{false, true} {
		for i := range a.procedure.Facets {
			f := &a.procedure.Facets[i]
			answers := a.soFar()
			if answers[f.ID.Text] != nil || !late && f.Many != nil && judge(a.procedure, f.Many.When, answers).verdict == isOpen {
				continue
			}
			if err := a.facet(f); err != nil {
				return err
			}
		}
	}
	return nil
}

// facet finds the answer to one question. It is not asked where one answer is
// left, nor where an address has answered it.
func (a *asker) facet(f *model.Facet) error {
	answers := a.soFar()
	possible := a.possible(f, answers)
	several := f.Many != nil && judge(a.procedure, f.Many.When, answers).verdict == isIn
	preset := f.Default.Text
	i := slices.IndexFunc(a.pasted, func(p pasted) bool { return p.facet == f })
	if i >= 0 {
		preset = a.pasted[i].answer
		switch fits := slices.Contains(possible, preset); {
		case fits && !several:
			a.replace(a.pasted[i].input.ID.Text, a.pasted[i].whole)
			return nil
		case fits:
			a.print("\nThe address that you gave is of %s=%s: one of those to name now.", f.ID, preset)
		default:
			a.print("\nThe address that you gave is of %s=%s. That does not go with the answers above.%s", f.ID, preset, a.excluded(f, answers))
		}
	}
	if len(possible) == 1 {
		a.print("\n%s=%s: %s. No other answer goes with those above.%s", f.ID, possible[0], a.label(f, possible[0]), a.excluded(f, answers))
		a.answer(f, possible)
		return nil
	}
	if !slices.Contains(possible, preset) {
		preset = ""
	}
	for {
		a.question(profile.Plain(a.procedure, f.Question), profile.Plain(a.procedure, f.Why), "")
		chosen, err := a.pick(a.options(f, possible), preset, several)
		if err != nil {
			return err
		}
		if i >= 0 && !slices.Contains(chosen, a.pasted[i].answer) {
			sure, err := a.sure(f, a.pasted[i], chosen)
			if err != nil {
				return err
			}
			if !sure {
				continue
			}
		}
		before := a.flags
		if a.answer(f, chosen); a.sound() {
			return nil
		}
		a.flags = before
	}
}

// sure asks whether answers are meant that the address does not belong to.
func (a *asker) sure(f *model.Facet, p pasted, chosen []string) (bool, error) {
	a.print("\n%s is an address of %s, which is not among them. Which is right decides where mail is processed.", p.whole, a.labels(f, []string{p.answer}))
	picked, err := a.pick([]option{
		{"again", "answer the question again"},
		{"meant", fmt.Sprintf("%s is meant, with the part before the @", strings.Join(chosen, ", "))},
	}, "", false)
	return err == nil && picked[0] == "meant", err
}

// answer takes an answer over.
func (a *asker) answer(f *model.Facet, answers []string) {
	a.flags.Set = append(slices.Clip(a.flags.Set), f.ID.Text+"="+strings.Join(answers, ","))
}

// options are some answers to choose from.
func (a *asker) options(f *model.Facet, ids []string) []option {
	var all []option
	for _, id := range ids {
		all = append(all, option{id, a.label(f, id)})
	}
	return all
}

// possible are the answers that some variant gives which agrees with those so
// far, in their order.
func (a *asker) possible(f *model.Facet, answers space.Answers) []string {
	left := a.universe.All().And(a.universe.Answered(answers))
	var ids []string
	for _, answer := range f.Answers {
		if left.Meets(a.universe.Gives(f.ID.Text, answer.ID.Text, nil)) {
			ids = append(ids, answer.ID.Text)
		}
	}
	return ids
}

// excluded is why the answers to a question that are not possible are not, with
// a space before it.
func (a *asker) excluded(f *model.Facet, answers space.Answers) string {
	why := ""
	for _, forbid := range a.procedure.Forbid {
		for _, answer := range f.Answers {
			// What a forbidden combination names is decided without the judge of
			// variants, which knows only those that exist.
			if text := " " + profile.Plain(a.procedure, forbid.Why); forbids(forbid.When, answers.With(f.ID.Text, answer.ID.Text)) && !strings.Contains(why, text) {
				why += text
			}
		}
	}
	return why
}

// forbids tells whether a condition, all of whose facets are answered, holds.
func forbids(c model.Condition, answers space.Answers) bool {
	for _, one := range c.Any {
		for _, e := range one {
			if answers[e.Key.Text] == nil {
				return false
			}
		}
	}
	return space.Holds(c, answers)
}

// label is the label of an answer in plain words.
func (a *asker) label(f *model.Facet, id string) string {
	for _, answer := range f.Answers {
		if answer.ID.Text == id {
			return profile.Plain(a.procedure, answer.Label)
		}
	}
	panic(fmt.Sprintf("facet %s has no answer %s", f.ID, id))
}
