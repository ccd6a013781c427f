package compile

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/prose"
	"github.com/triptych-docs/triptych/model/source"
)

// A result is a value as some readers have it.
type result struct {
	value      plan.Value
	unverified plan.Line
	// open is set when the value depends on an answer that a table states for
	// each reader; placeholder then stands for it inside a longer text.
	open        bool
	placeholder string
}

// value works out a value.
func (c *compiler) value(s scope, v model.Value) result {
	switch {
	case v.Text != nil:
		return c.template(s, *v.Text)
	case v.Switch != nil:
		return result{value: plan.Switch{On: *v.Switch}}
	case v.Absent != nil:
		return result{value: plan.Absent{Shown: c.line(s, *v.Absent)}}
	case v.Manual != nil:
		return result{value: plan.Manual{Where: c.line(s, *v.Manual)}}
	case v.DomainsOf.Text != "":
		return c.domains(s, v.DomainsOf)
	case v.Choose != nil:
		return c.chosen(s, v.Choose)
	}
	var many plan.Many
	var open bool
	var unverified plan.Line
	for _, t := range v.List {
		r := c.template(s, t)
		open = open || r.open
		unverified = doubts(unverified, r.unverified)
		many.Texts = append(many.Texts, texts(r.value)...)
	}
	return result{value: many, open: open, unverified: unverified}
}

// doubts are what two parts of a value say about themselves that no source
// documents: a value is no better known than any of its parts.
func doubts(first, second plan.Line) plan.Line {
	switch {
	case len(first) == 0, reflect.DeepEqual(first, second):
		return second
	case len(second) == 0:
		return first
	}
	return slices.Concat(first, plan.Say(" "), second)
}

// template is a text with braces. One brace alone takes what it names as it is.
func (c *compiler) template(s scope, t model.Template) result {
	if len(t.Runs) == 1 {
		if b, ok := t.Runs[0].(prose.Brace); ok && b.Kind == "" {
			first, rest, _ := strings.Cut(b.Name, ".")
			if c.facets[first] != nil && rest != "label" {
				return c.cell(s, first, rest)
			}
			if c.objects[first] != nil {
				return c.setting(s, source.Word{Text: b.Name, Pos: b.Pos})
			}
		}
	}
	open := false
	var unverified plan.Line
	for _, r := range t.Runs {
		if b, ok := r.(prose.Brace); ok && b.Kind == "" {
			first, rest, _ := strings.Cut(b.Name, ".")
			switch {
			case c.facets[first] != nil && rest != "label":
				cell := c.cell(s, first, rest)
				open = open || cell.open
				unverified = doubts(unverified, cell.unverified)
			case c.objects[first] != nil:
				unverified = doubts(unverified, c.setting(s, source.Word{Text: b.Name, Pos: b.Pos}).unverified)
			}
		}
	}
	return result{value: plan.One{Text: c.text(s, t.Runs)}, open: open, unverified: unverified}
}

// A cell names a column of the table that the answers to a facet make.
type cell struct{ facet, column string }

// cell is a cell of the row of the answers given here.
func (c *compiler) cell(s scope, facet, column string) result {
	c.cells[cell{facet, column}] = true
	f := *c.facets[facet]
	answers := s.Given(facet)
	if len(answers) > 1 && !s.Settled(facet) {
		return result{value: plan.Lookup{}, open: true, placeholder: placeholder(f, column)}
	}
	if len(answers) == 1 {
		cell, _ := answerOf(f, answers[0]).Row.Get(column)
		r := c.value(s, cell.Value)
		if cell.Unverified.Text != "" {
			r.unverified = c.line(s, cell.Unverified)
		}
		return r
	}
	var all plan.Many
	var r result
	for _, a := range answers {
		one := c.cell(s.with(facet, a, true), facet, column)
		all.Texts = append(all.Texts, texts(one.value)...)
		if len(one.unverified) > 0 {
			r.unverified = one.unverified
		}
	}
	r.value = all
	return r
}

func placeholder(f model.Facet, column string) string {
	for _, col := range f.Columns {
		if col.ID.Text == column && col.Placeholder != "" {
			return col.Placeholder
		}
	}
	return strings.ToUpper(f.ID.Text + "_" + column)
}

// chosen is the value that a switch has for the readers here: one value where
// all arms that are left say the same, else alternatives.
func (c *compiler) chosen(s scope, choice *model.Choice[model.Value]) result {
	facet := choice.Facet.Text
	type arm struct {
		result
		answers []model.Word
	}
	var arms []arm
	for _, a := range s.Given(facet) {
		v, _ := choice.Of(a)
		r := c.value(s.with(facet, a, false), v)
		word := model.Word{Text: a, Pos: choice.Pos}
		if n := len(arms); n > 0 && reflect.DeepEqual(arms[n-1].result, r) {
			arms[n-1].answers = append(arms[n-1].answers, word)
			continue
		}
		arms = append(arms, arm{r, []model.Word{word}})
	}
	if len(arms) == 1 {
		return arms[0].result
	}
	var alternatives plan.Alternatives
	var r result
	for _, a := range arms {
		cond := model.Condition{Pos: choice.Pos, Any: []model.Case{{{Key: choice.Facet, Value: a.answers}}}}
		guard := c.guard(s, cond)
		if nested, ok := a.value.(plan.Alternatives); ok {
			for _, inner := range nested.Each {
				alternatives.Each = append(alternatives.Each, plan.Alternative{Guard: c.both(*guard, inner.Guard), Value: inner.Value})
			}
		} else {
			alternatives.Each = append(alternatives.Each, plan.Alternative{Guard: *guard, Value: a.value})
		}
		r.open = r.open || a.open
		if len(a.unverified) > 0 {
			r.unverified = a.unverified
		}
	}
	r.value = alternatives
	return r
}

// both is a guard inside another.
func (c *compiler) both(outer, inner plan.Guard) plan.Guard {
	clause := c.join("and", outer.Clause, inner.Clause)
	both := plan.Guard{
		Lead:   c.say("guard", parts{"clause": clause}),
		Clause: clause,
		Out:    append(slices.Clip(outer.Out), inner.Out...),
	}
	for _, first := range outer.In {
		for _, second := range inner.In {
			both.In = append(both.In, append(slices.Clip(first), second...))
		}
	}
	return both
}

// setting is the value of a setting for the readers here. Where it depends on a
// table's facet that is open, it is looked up in that table.
func (c *compiler) setting(s scope, w source.Word) result {
	id, name, _ := strings.Cut(w.Text, ".")
	o := c.objects[id]
	inner := s.meet(o.When)
	if inner.Nobody() {
		c.fault(w.Pos, "%q is quoted where readers have no %q: %s", w.Text, id, s.First().String(c.p))
		return result{value: plan.One{Text: plan.Literal("")}}
	}
	authored, _ := o.Settings.Get(name)
	scopes := inner.spread(o.Each.Text)
	var r result
	if len(scopes) == 1 {
		r = c.value(scopes[0], authored.Value)
	} else {
		var all plan.Many
		for _, each := range scopes {
			one := c.value(each, authored.Value)
			all.Texts = append(all.Texts, texts(one.value)...)
			if len(one.unverified) > 0 {
				r.unverified = one.unverified
			}
		}
		r.value = all
	}
	if len(r.unverified) == 0 && authored.Unverified.Text != "" {
		r.unverified = c.line(s, authored.Unverified)
	}
	if lookup, ok := c.lookups[w.Text]; ok && r.open {
		r.value, r.placeholder = lookup, strings.ToUpper(id+"_"+name)
	}
	if k := c.kind(o); r.value != nil {
		if ks, ok := k.Setting(name); ok && ks.Type == "list" {
			if one, ok := r.value.(plan.One); ok {
				r.value = plan.Many{Texts: []plan.Text{one.Text}}
			}
		}
	}
	return r
}

func (c *compiler) kind(o *model.Object) plan.Kind {
	for _, k := range c.project.Kinds {
		if k.ID == o.Kind.Text {
			return k
		}
	}
	return plan.Kind{}
}

// domains are the parts behind the "@" of addresses, each once.
func (c *compiler) domains(s scope, w source.Word) result {
	r := c.setting(s, w)
	var many plan.Many
	seen := map[string]bool{}
	for _, address := range texts(r.value) {
		domain, ok := domainOf(address)
		if !ok {
			c.fault(w.Pos, "%q is no address whose domain can be told from the model", w.Text)
			continue
		}
		if key := keyOf(domain); !seen[key] {
			seen[key] = true
			many.Texts = append(many.Texts, domain)
		}
	}
	r.value = many
	return r
}

// domainOf is what stands behind the last "@" of an address.
func domainOf(address plan.Text) (plan.Text, bool) {
	for i := len(address) - 1; i >= 0; i-- {
		if at := strings.LastIndexByte(address[i].Literal, '@'); at >= 0 {
			domain := plan.Text{}
			if rest := address[i].Literal[at+1:]; rest != "" {
				domain = append(domain, plan.Piece{Literal: rest})
			}
			return append(domain, address[i+1:]...), true
		}
	}
	return nil, false
}

func keyOf(t plan.Text) string {
	var b strings.Builder
	for _, p := range t {
		b.WriteString(strings.ToLower(p.Literal) + "\x00" + p.Hole + "\x00")
	}
	return b.String()
}

// texts are the texts of a value that has any.
func texts(v plan.Value) []plan.Text {
	switch v := v.(type) {
	case plan.One:
		return []plan.Text{v.Text}
	case plan.Many:
		return v.Texts
	}
	return nil
}

// shown is the value of a setting in a line.
func (c *compiler) shown(s scope, w source.Word) plan.Line {
	r := c.setting(s, w)
	return c.marked(c.valueLine(s.ids(c.objects, w.Text), r.value), r.unverified)
}

// marked is a value in a line, with a mark if no source documents it. What to do
// about that stands where the value is entered; here a word has to do.
func (c *compiler) marked(value, unverified plan.Line) plan.Line {
	if len(unverified) == 0 {
		return value
	}
	return c.say("unverified_mark", parts{"value": value})
}

// ids is the id of the setting that readers here have.
func (s scope) ids(objects map[string]*model.Object, setting string) string {
	id, name, _ := strings.Cut(setting, ".")
	return id + s.suffix(objects[id].Each.Text) + "." + name
}

// quotes notes that the body of the step being compiled has a setting's value.
func (c *compiler) quotes(id string) {
	if c.at != "" {
		c.quote(id, c.at)
	}
}

func (c *compiler) valueLine(id string, v plan.Value) plan.Line {
	c.quotes(id)
	switch v := v.(type) {
	case plan.One:
		return plan.Line{plan.Shown{Setting: id, Name: c.short[id], Text: v.Text}}
	case plan.Many:
		var line plan.Line
		for i, t := range v.Texts {
			one := plan.Line{plan.Shown{Setting: id, Name: c.short[id], Text: t}}
			switch {
			case i == 0:
				line = one
			case i == len(v.Texts)-1:
				line = c.say("list_two", parts{"first": line, "second": one})
			default:
				line = append(append(line, plan.Say(", ")...), one...)
			}
		}
		return line
	case plan.Switch:
		if v.On {
			return c.say("value_on", nil)
		}
		return c.say("value_off", nil)
	case plan.Absent:
		return v.Shown
	case plan.Manual:
		return v.Where
	case plan.Lookup:
		return c.say("value_lookup", parts{"column": v.Column, "noun": v.Noun, "table": {plan.Ref{Target: v.Table}}})
	case plan.Alternatives:
		var line plan.Line
		for i, a := range v.Each {
			if i > 0 {
				line = append(line, plan.Say("; ")...)
			}
			line = append(line, c.say("value_if", parts{"value": c.valueLine(id, a.Value), "clause": a.Guard.Clause})...)
		}
		return line
	}
	return nil
}

// cellLine is a cell or the label of an answer, in a line.
func (c *compiler) cellLine(s scope, facet, column string) plan.Line {
	if column != "label" {
		r := c.cell(s, facet, column)
		if r.open {
			if lookup, ok := c.lookups[facet+"."+column]; ok {
				return c.valueLine("", lookup)
			}
			return plan.Say(r.placeholder)
		}
		var line plan.Line
		for i, t := range texts(r.value) {
			if i > 0 {
				line = append(line, plan.Say(", ")...)
			}
			line = append(line, plan.Words{Text: t})
		}
		if manual, ok := r.value.(plan.Manual); ok {
			return manual.Where
		}
		if absent, ok := r.value.(plan.Absent); ok {
			return absent.Shown
		}
		return line
	}
	var line plan.Line
	answers := s.Given(facet)
	if len(answers) > 1 && !s.Settled(facet) {
		return c.say("any_answer", parts{"noun": c.noun(s, facet)})
	}
	for i, a := range answers {
		if i > 0 {
			line = append(line, plan.Say(", ")...)
		}
		line = append(line, c.line(s, answerOf(*c.facets[facet], a).Label)...)
	}
	return line
}

// count is how many values a setting has, in one object where there are several:
// {count:connector.SmartHosts+1}. A document can say a number only where all its
// readers have the same.
func (c *compiler) count(s scope, b prose.Brace) int {
	name, more, _ := strings.Cut(b.Name, "+")
	plus, _ := strconv.Atoi(more)
	key := name + s.Key()
	n, ok := c.counted[key]
	if !ok {
		if n, ok = c.counts(s, name, b.Pos); ok {
			c.counted[key] = n
		}
	}
	return n + plus
}

// counts is how many values a setting has for each reader here. It is a fault, and
// false, where that is not one number.
func (c *compiler) counts(s scope, name string, pos source.Pos) (n int, ok bool) {
	id, _, _ := strings.Cut(name, ".")
	n = -1
	for reader := range s.Kinds {
		for _, one := range (scope{reader, s.each}).spread(c.objects[id].Each.Text) {
			values := len(texts(c.setting(one, source.Word{Text: name, Pos: pos}).value))
			if values == 0 || n >= 0 && values != n {
				c.fault(pos, "how many values %q has is not the same for all readers here, or cannot be told", name)
				return n, false
			}
			n = values
		}
	}
	return n, true
}
