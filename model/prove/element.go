package prove

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/prose"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// An element is a text that a setting has, or one of several, with the variants
// in which it has it. A setting is the list of its elements: what it is for
// each reader is said without a list of readers.
type element struct {
	set        space.Set
	is         form
	text       plan.Text
	pos        source.Pos
	rows       []row // the cells that it is made of
	unverified bool
}

// A form is what kind of value an element is.
type form int

const (
	isText form = iota
	isOn
	isOff
	isAbsent
	isManual
)

// A row is the answer to a facet whose cell a value is made of.
type row struct{ facet, answer, column string }

// shown is an element as a finding quotes it, holes by name.
func (e element) shown() string {
	switch e.is {
	case isOn:
		return "true"
	case isOff:
		return "false"
	case isAbsent:
		return "nothing"
	case isManual:
		return "what only the reader can find out"
	}
	return shown(e.text)
}

func shown(t plan.Text) string {
	var b strings.Builder
	for _, p := range t {
		if p.Hole != "" {
			b.WriteString("{" + p.Hole + "}")
		} else {
			b.WriteString(p.Literal)
		}
	}
	return b.String()
}

// fixed is the text of an element without holes.
func (e element) fixed() (string, bool) {
	if e.is != isText {
		return "", false
	}
	for _, p := range e.text {
		if p.Hole != "" {
			return "", false
		}
	}
	return shown(e.text), true
}

// same tells whether two elements are the same value.
func (e element) same(o element) bool {
	return e.is == o.is && (e.is != isText || sameText(e.text, o.text))
}

// sameText compares as tenants do: names and addresses have no case.
func sameText(a, b plan.Text) bool {
	return slices.EqualFunc(a, b, func(p, q plan.Piece) bool {
		return p.Hole == q.Hole && strings.EqualFold(p.Literal, q.Literal)
	})
}

// setting are the elements of a setting for some readers: of the object that is
// there for the answer at hand, or of all of them.
func (c *prover) setting(s scope, name string) []element {
	id, key, _ := strings.Cut(name, ".")
	o := c.objects[id]
	if o == nil {
		return nil
	}
	authored, ok := o.Settings.Get(key)
	if !ok {
		return nil
	}
	var all []element
	for _, one := range c.spread(c.meet(s, o.When), o.Each) {
		for _, e := range c.value(one, authored.Value) {
			e.unverified = e.unverified || authored.Unverified.Text != ""
			all = append(all, e)
		}
	}
	return all
}

// value are the elements of a value for some readers.
func (c *prover) value(s scope, v model.Value) []element {
	if s.set.IsEmpty() {
		return nil
	}
	one := element{set: s.set, pos: v.Pos}
	switch {
	case v.Text != nil:
		return c.template(s, *v.Text)
	case v.Switch != nil:
		one.is = isOff
		if *v.Switch {
			one.is = isOn
		}
		return []element{one}
	case v.Absent != nil:
		one.is = isAbsent
		return []element{one}
	case v.Manual != nil:
		one.is = isManual
		return []element{one}
	case v.DomainsOf.Text != "":
		return domains(c.setting(s, v.DomainsOf.Text))
	case v.Choose != nil:
		var all []element
		for _, arm := range v.Choose.Arms {
			inner := s
			inner.set = s.set.And(c.u.Gives(v.Choose.Facet.Text, arm.Answer.Text, s.at))
			all = append(all, c.value(inner, arm.Value)...)
		}
		return all
	}
	var all []element
	for _, t := range v.List {
		all = append(all, c.template(s, t)...)
	}
	return all
}

// template are the texts that words and quotations come to.
func (c *prover) template(s scope, t model.Template) []element {
	all := []element{{set: s.set, pos: t.Pos}}
	for _, run := range t.Runs {
		var ends []element
		switch run := run.(type) {
		case prose.Words:
			ends = []element{{set: s.set, text: plan.Literal(run.Text)}}
		case prose.Brace:
			ends = c.brace(s, run)
		}
		if len(t.Runs) == 1 && len(ends) > 0 {
			for i := range ends {
				ends[i].set = ends[i].set.And(s.set)
				if !ends[i].pos.IsValid() {
					ends[i].pos = t.Pos
				}
			}
			return alive(ends)
		}
		all = joined(all, ends)
	}
	return all
}

// joined are the texts made of one of the beginnings and one of the ends.
func joined(beginnings, ends []element) []element {
	var all []element
	for _, b := range beginnings {
		for _, e := range ends {
			one := element{
				set: b.set.And(e.set), pos: b.pos, is: max(b.is, e.is),
				text: append(slices.Clone(b.text), e.text...).Merged(), rows: append(slices.Clone(b.rows), e.rows...),
				unverified: b.unverified || e.unverified,
			}
			all = append(all, one)
		}
	}
	return alive(all)
}

func alive(all []element) []element {
	return slices.DeleteFunc(all, func(e element) bool { return e.set.IsEmpty() })
}

// brace are the values that a quotation stands for.
func (c *prover) brace(s scope, b prose.Brace) []element {
	first, rest, _ := strings.Cut(b.Name, ".")
	switch {
	case b.Kind == "term":
		term, _ := c.p.Terms.Get(b.Name)
		return []element{{set: s.set, text: plan.Literal(term.Text)}}
	case b.Kind != "":
		return []element{{set: s.set, text: plan.Literal(b.Name)}}
	case first == "input":
		return c.input(s, rest)
	case c.objects[first] != nil:
		return c.setting(s, b.Name)
	}
	for _, f := range c.p.Facets {
		if f.ID.Text == first {
			return c.cells(s, f, rest)
		}
	}
	return []element{{set: s.set, text: plan.FromHole(b.Name)}}
}

// input is the value of a customer's, for the answer at hand where there is one
// for each.
func (c *prover) input(s scope, id string) []element {
	for _, in := range c.p.Inputs {
		if in.ID.Text != id {
			continue
		}
		var all []element
		for _, one := range c.spread(s, in.Each) {
			name := "input." + id
			if in.Each.Text != "" {
				name += "." + one.at[in.Each.Text]
			}
			all = append(all, element{set: one.set, text: plan.FromHole(name)})
		}
		return all
	}
	return nil
}

// cells are the cells of the answers that readers have given.
func (c *prover) cells(s scope, f model.Facet, column string) []element {
	var all []element
	for _, a := range f.Answers {
		if bound, ok := s.at[f.ID.Text]; ok && bound != a.ID.Text {
			continue
		}
		inner := c.bind(s, f.ID.Text, a.ID.Text)
		if inner.set.IsEmpty() {
			continue
		}
		if column == "label" {
			all = append(all, element{set: inner.set, text: plan.Literal(a.Label.Text), pos: a.Label.Pos})
			continue
		}
		cell, _ := a.Row.Get(column)
		for _, e := range c.value(inner, cell.Value) {
			e.rows = append(e.rows, row{f.ID.Text, a.ID.Text, column})
			e.unverified = e.unverified || cell.Unverified.Text != ""
			all = append(all, e)
		}
	}
	return all
}

// domains are the parts of addresses behind the "@".
func domains(addresses []element) []element {
	var all []element
	for _, e := range addresses {
		if domain, ok := domainOf(e.text); ok && e.is == isText {
			e.text = domain
			all = append(all, e)
		}
	}
	return all
}

func domainOf(address plan.Text) (plan.Text, bool) {
	for i := len(address) - 1; i >= 0; i-- {
		if at := strings.LastIndexByte(address[i].Literal, '@'); at >= 0 {
			var domain plan.Text
			if rest := address[i].Literal[at+1:]; rest != "" {
				domain = append(domain, plan.Piece{Literal: rest})
			}
			return append(domain, address[i+1:]...), true
		}
	}
	return nil, false
}
