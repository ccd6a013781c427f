package profile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// inputs checks the values that only the customer knows.
func (b *binder) inputs() {
	var ids []string
	for i := range b.procedure.Inputs {
		ids = append(ids, b.procedure.Inputs[i].ID.Text)
	}
	for _, e := range b.profile.Inputs {
		if inputOf(b.procedure, e.Key.Text) == nil {
			b.unknown("inputs", "input", e.Key, ids)
		}
	}
	for i := range b.procedure.Inputs {
		b.input(&b.procedure.Inputs[i])
	}
	for i := range b.procedure.Inputs {
		in := &b.procedure.Inputs[i]
		b.within(in)
		b.distinct(in)
		b.differs(in)
	}
}

// distinct checks that an input has another value for each answer, where one
// value for two of them would mix what has to stay apart.
func (b *binder) distinct(in *model.Input) {
	given, ok := b.profile.Inputs.Get(in.ID.Text)
	if in.Distinct.Text == "" || !ok {
		return
	}
	first := map[string]string{}
	for _, e := range given.Each {
		value := strings.ToLower(e.Value.Text)
		if other, twice := first[value]; twice {
			b.fault(e.Value.Pos, fmt.Sprintf("inputs.%s.%s: %s is the value for %q too", in.ID, e.Key.Text, shown(e.Value.Text), other),
				Plain(b.procedure, in.Distinct))
			continue
		}
		first[value] = e.Key.Text
	}
}

// differs checks that a value is not also that of another input.
func (b *binder) differs(in *model.Input) {
	given, _ := b.profile.Inputs.Get(in.ID.Text)
	value := strings.ToLower(b.out.Values["input."+in.ID.Text])
	if value == "" {
		return
	}
	for _, w := range in.Differs {
		if other := inputOf(b.procedure, w.Text); slices.Contains(b.allValues(other), value) {
			b.fault(given.Pos, fmt.Sprintf("inputs.%s: %s is inputs.%s too", in.ID, shown(value), w.Text), Plain(b.procedure, in.Why))
		}
	}
}

// allValues are all values of an input, in small letters; of a local part the
// addresses that it makes.
func (b *binder) allValues(in *model.Input) []string {
	var all []string
	for name, value := range b.out.Values {
		if name != "input."+in.ID.Text && !strings.HasPrefix(name, "input."+in.ID.Text+".") {
			continue
		}
		if in.Whole == nil {
			all = append(all, strings.ToLower(value))
			continue
		}
		f := facetOf(b.procedure, in.Whole.Facet.Text)
		for _, answer := range b.answers[in.Whole.Facet.Text] {
			for _, a := range f.Answers {
				if cell, ok := a.Row.Get(in.Whole.Column.Text); ok && a.ID.Text == answer && cell.Value.Text != nil {
					all = append(all, strings.ToLower(value+"@"+cell.Value.Text.Text))
				}
			}
		}
	}
	return all
}

// within checks that an address is in the domain that another input states, or
// in a domain below it.
func (b *binder) within(in *model.Input) {
	domain := strings.ToLower(b.out.Values["input."+in.Within.Text])
	_, behind, ok := cutAddress(b.out.Values["input."+in.ID.Text])
	behind = strings.ToLower(behind)
	if in.Within.Text == "" || domain == "" || !ok || behind == domain || strings.HasSuffix(behind, "."+domain) {
		return
	}
	given, _ := b.profile.Inputs.Get(in.ID.Text)
	b.fault(given.Pos, fmt.Sprintf("inputs.%s: the address is in %s and not in %s, which inputs.%s names", in.ID, shown(behind), shown(domain), in.Within),
		Plain(b.procedure, in.Why))
}

func (b *binder) input(in *model.Input) {
	id := in.ID.Text
	given, ok := b.profile.Inputs.Get(id)
	if !b.decided(in.When) {
		// Whether it is needed is not known yet; what is given can be judged.
		if ok {
			b.values(in, given, nil)
		}
		return
	}
	if !space.Holds(in.When, b.answers) {
		if ok {
			key := b.profile.Inputs[indexOf(b.profile.Inputs, id)].Key
			b.fault(key.Pos, fmt.Sprintf("inputs.%s is not used with these answers", id),
				fmt.Sprintf("it belongs to %s; leave it out, or change the answer", words(in.When)))
		}
		return
	}
	var each []string
	if in.Each.Text != "" {
		if each = b.answers[in.Each.Text]; each == nil {
			return // the answer is missing, which was reported
		}
	}
	if !ok {
		given = Input{Each: source.Map[source.Word]{}}
		if in.Each.Text == "" {
			b.missing("inputs", id, b.question(in), "--input "+id+"=", nil)
			return
		}
	}
	b.values(in, given, each)
}

func (b *binder) question(in *model.Input) string {
	return fmt.Sprintf("%s For example: %s", Plain(b.procedure, in.Question), in.Example)
}

// values checks what is given for an input. Each lists the answers that it has
// a value for; nil where there is one value, or where that is not known.
func (b *binder) values(in *model.Input, given Input, each []string) {
	id := in.ID.Text
	if in.Each.Text == "" {
		if given.Each != nil {
			b.fault(given.Pos, fmt.Sprintf("inputs.%s is one value, not one for each answer", id), fmt.Sprintf("for example: %s", in.Example))
			return
		}
		b.value(in, "inputs."+id, "input."+id, given.One)
		return
	}
	if given.Each == nil {
		b.fault(given.Pos, fmt.Sprintf("inputs.%s has a value for each of %s", id, in.Each),
			fmt.Sprintf("write %s: {ANSWER: %s}", id, in.Example))
		return
	}
	known := answersOf(facetOf(b.procedure, in.Each.Text))
	for _, e := range given.Each {
		switch {
		case !slices.Contains(known, e.Key.Text):
			b.fault(e.Key.Pos, fmt.Sprintf("%s has no answer %s", in.Each, shown(e.Key.Text)), near(e.Key.Text, known))
		case each != nil && !slices.Contains(each, e.Key.Text):
			b.fault(e.Key.Pos, fmt.Sprintf("inputs.%s.%s is not used: %q is not among the answers to %s", id, e.Key.Text, e.Key.Text, in.Each),
				fmt.Sprintf("answers.%s is: %s", in.Each, strings.Join(each, ", ")))
		default:
			b.value(in, "inputs."+id+"."+e.Key.Text, "input."+id+"."+e.Key.Text, e.Value)
		}
	}
	for _, answer := range each {
		if _, ok := given.Each.Get(answer); !ok {
			b.missing("inputs", id+"."+answer, b.question(in), "--input "+id+"."+answer+"=", nil)
		}
	}
}

// value checks one value and fills its hole.
func (b *binder) value(in *model.Input, name, hole string, w source.Word) {
	if w.Text == "" && b.faults.At(w.Pos) {
		return // it could not be read, which was reported
	}
	if b.copied(in, name, w) {
		return
	}
	value := w.Text
	if in.Whole != nil {
		if local, _, whole := cutAddress(value); whole {
			value = local
		}
	}
	if why := forms[in.Type.Text](value); why != "" {
		b.fault(w.Pos, fmt.Sprintf("%s: %s %s", name, shown(w.Text), why), "for example: "+in.Example)
		return
	}
	b.out.Values[hole] = value
}

// copied reports a value that is right but for what came along when it was copied,
// such as "mailto:" or brackets: once, with what to write. Whether it was
// understood nobody can be asked here, so that it is not taken.
func (b *binder) copied(in *model.Input, name string, w source.Word) bool {
	meant, why := Pasted(in.Type.Text, w.Text), wrongWith(in, w.Text)
	if why == "" || wrongWith(in, meant) != "" {
		return false
	}
	if !b.faults.At(w.Pos) {
		b.fault(w.Pos, fmt.Sprintf("%s: %s %s", name, shown(w.Text), why), "write it alone: "+meant)
	}
	return true
}

// wrongWith says what is wrong with a value of an input, or nothing. A local part
// may be written as a whole address.
func wrongWith(in *model.Input, value string) string {
	local, host, whole := cutAddress(value)
	if in.Whole == nil || !whole {
		return forms[in.Type.Text](value)
	}
	if why := forms[in.Type.Text](local); why != "" {
		return why + inPart(why, "before")
	}
	if why := domain(host); why != "" {
		return why + inPart(why, "behind")
	}
	return ""
}

// nameOf is what messages call an input, or its value for one answer.
func nameOf(in *model.Input, answer string) string {
	if answer == "" {
		return "inputs." + in.ID.Text
	}
	return "inputs." + in.ID.Text + "." + answer
}
