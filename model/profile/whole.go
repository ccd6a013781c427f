package profile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// wholeAddresses looks up the domain of each whole address that stands for a
// local part. It answers a facet that the profile leaves open, and has to agree
// with one that the profile answers.
func (b *binder) wholeAddresses() {
	for i := range b.procedure.Inputs {
		in := &b.procedure.Inputs[i]
		given, ok := b.profile.Inputs.Get(in.ID.Text)
		if in.Whole == nil || !ok {
			continue
		}
		if given.Each == nil {
			b.whole(in, given.One, "")
		}
		for _, e := range given.Each {
			b.whole(in, e.Value, e.Key.Text)
		}
	}
}

// whole looks up one address. Answer is the answer that the value is given for,
// where there is one value for each.
func (b *binder) whole(in *model.Input, w source.Word, answer string) {
	_, host, ok := cutAddress(w.Text)
	if !ok {
		return
	}
	f := facetOf(b.procedure, in.Whole.Facet.Text)
	if b.copied(in, nameOf(in, answer), w) {
		b.broken = append(b.broken, f.ID.Text) // the address would have answered it
		return
	}
	if why := domain(host); why != "" {
		b.fault(w.Pos, fmt.Sprintf("inputs.%s: %s %s behind the @", in.ID, shown(w.Text), why), "")
		return
	}
	found := withDomain(f, in.Whole.Column.Text, host)
	if len(found) == 0 {
		b.unknownDomain(in, f, w.Pos, host)
		return
	}
	id := f.ID.Text
	given := b.answers[id]
	if answer != "" {
		given = []string{answer}
	}
	switch {
	case slices.Contains(b.broken, id):
	case given == nil:
		b.answerFrom(in, f, w.Pos, found)
	case !slices.ContainsFunc(found, func(a string) bool { return slices.Contains(given, a) }):
		b.disagree(in, f, w, given, found)
	}
}

// answerFrom answers a facet by the domain of an address, where that leaves no
// doubt.
func (b *binder) answerFrom(in *model.Input, f *model.Facet, pos source.Pos, found []string) {
	id := f.ID.Text
	switch {
	case len(found) > 1:
		b.fault(pos, fmt.Sprintf("the domain of inputs.%s is that of several answers to %s: %s", in.ID, id, strings.Join(found, ", ")),
			fmt.Sprintf("say which: --set %s=%s", id, strings.Join(found, "|")))
		b.broken = append(b.broken, id)
	case f.Many != nil && b.several(f.Many.When):
		b.fault(pos, fmt.Sprintf("answers.%s is missing: one address does not tell all of them", id),
			fmt.Sprintf("the domain of this one is that of %s; list all: --set %s=A,B", found[0], id))
		b.broken = append(b.broken, id)
	default:
		b.answers[id] = found
		b.from[id] = pos
		b.out.FromAddress = append(b.out.FromAddress, id)
	}
}

// several tells whether the answers so far, and the defaults of the others, let
// a facet have more than one answer.
func (b *binder) several(when model.Condition) bool {
	a := space.Answers{}
	for i := range b.procedure.Facets {
		f := &b.procedure.Facets[i]
		switch given := b.answers[f.ID.Text]; {
		case given != nil:
			a[f.ID.Text] = given
		case f.Default.Text != "":
			a[f.ID.Text] = []string{f.Default.Text}
		}
	}
	return space.Holds(when, a)
}

func (b *binder) disagree(in *model.Input, f *model.Facet, w source.Word, given, found []string) {
	local, host, _ := cutAddress(w.Text)
	var uses []string
	for _, id := range given {
		uses = append(uses, fmt.Sprintf("%s=%s uses: %s@%s", f.ID, id, local, cellOf(f, id, in.Whole.Column.Text)))
	}
	lines := []string{fmt.Sprintf("%s@%s means: %s=%s", local, host, f.ID, strings.Join(found, "|"))}
	lines = append(lines, uses...)
	lines = append(lines, "Which one is right is a data-residency decision. Ask the customer, and drop one of the two.")
	d := source.Diagnostic{
		Pos:     w.Pos,
		Message: fmt.Sprintf("inputs.%s does not fit answers.%s: %s", in.ID, f.ID, strings.Join(given, ", ")),
		Hint:    strings.Join(lines, "\n    "),
	}
	if pos := b.from[f.ID.Text]; pos.IsValid() {
		d.Also = []source.Note{{Pos: pos, Message: "here it is answered"}}
	}
	b.faults.Add(d)
	b.broken = append(b.broken, f.ID.Text)
}

func (b *binder) unknownDomain(in *model.Input, f *model.Facet, pos source.Pos, host string) {
	message := fmt.Sprintf("inputs.%s has the domain %q, which no answer to %s has", in.ID, host, f.ID)
	var rows []string
	for _, a := range f.Answers {
		rows = append(rows, fmt.Sprintf("%s: %s", a.ID, cellOf(f, a.ID.Text, in.Whole.Column.Text)))
	}
	hint := "known:\n      " + strings.Join(rows, "\n      ")
	for _, e := range in.Whole.Superseded {
		if strings.EqualFold(e.Key.Text, host) {
			hint = Plain(b.procedure, e.Value) + "\n    " + hint
		}
	}
	b.fault(pos, message, hint)
	if b.answers[f.ID.Text] == nil {
		b.broken = append(b.broken, f.ID.Text) // the address would have answered it
	}
}

// withDomain are the answers whose cell in a column is a domain.
func withDomain(f *model.Facet, column, host string) []string {
	var found []string
	for _, a := range f.Answers {
		if cell := cellOf(f, a.ID.Text, column); cell != "" && strings.EqualFold(cell, host) {
			found = append(found, a.ID.Text)
		}
	}
	return found
}

// cell is the fixed text of a cell; empty for one that is worked out.
func cellOf(f *model.Facet, answer, column string) string {
	i := slices.IndexFunc(f.Answers, func(a model.Answer) bool { return a.ID.Text == answer })
	if i < 0 {
		return ""
	}
	cell, _ := f.Answers[i].Row.Get(column)
	if cell.Value.Text == nil {
		return ""
	}
	return cell.Value.Text.Text
}
