package main

import (
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
)

// inWords is a line as plain words for a terminal. Holes are filled with the
// values; one that has none is its name in braces.
func inWords(l plan.Line, values plan.Values) string {
	w := &lineWords{values: values}
	w.line(l)
	return w.b.String()
}

type lineWords struct {
	values plan.Values
	b      strings.Builder
}

func (w *lineWords) line(l plan.Line) {
	for _, r := range l {
		r.Visit(w)
	}
}

func (w *lineWords) text(t plan.Text) {
	for _, p := range t {
		switch value, known := w.values[p.Hole]; {
		case p.Hole == "":
			w.b.WriteString(p.Literal)
		case known:
			w.b.WriteString(value)
		default:
			w.b.WriteString("{" + p.Hole + "}")
		}
	}
}

func (w *lineWords) Words(r plan.Words)   { w.text(r.Text) }
func (w *lineWords) Strong(r plan.Strong) { w.line(r.Line) }
func (w *lineWords) Code(r plan.Code)     { w.text(r.Text) }
func (w *lineWords) Label(r plan.Label)   { w.b.WriteString(r.Text) }
func (w *lineWords) Path(r plan.Path)     { w.b.WriteString(strings.Join(r.Labels, " > ")) }
func (w *lineWords) Link(r plan.Link)     { w.line(r.Line) }
func (w *lineWords) Shown(r plan.Shown)   { w.text(r.Text) }
func (w *lineWords) Ref(r plan.Ref)       { w.b.WriteString(r.Target) }

// A valueWords says a value in words.
type valueWords struct {
	values plan.Values
	parts  []string
}

// valueInWords is a value as one text for each of its parts.
func valueInWords(v plan.Value, values plan.Values) []string {
	w := &valueWords{values: values}
	v.Visit(w)
	return w.parts
}

func (w *valueWords) say(l plan.Line) { w.parts = append(w.parts, inWords(l, w.values)) }

func (w *valueWords) One(v plan.One) { w.say(plan.Line{plan.Code(v)}) }
func (w *valueWords) Many(v plan.Many) {
	for _, t := range v.Texts {
		w.say(plan.Line{plan.Code{Text: t}})
	}
}

func (w *valueWords) Switch(v plan.Switch) {
	if v.On {
		w.parts = append(w.parts, "on")
	} else {
		w.parts = append(w.parts, "off")
	}
}
func (w *valueWords) Absent(v plan.Absent) {
	w.parts = append(w.parts, "not set ("+inWords(v.Shown, w.values)+")")
}
func (w *valueWords) Manual(v plan.Manual) { w.say(v.Where) }
func (w *valueWords) Lookup(v plan.Lookup) {
	w.parts = append(w.parts, inWords(v.Column, w.values)+" of table "+v.Table)
}
func (w *valueWords) Alternatives(v plan.Alternatives) {
	for _, a := range v.Each {
		inner := valueInWords(a.Value, w.values)
		w.parts = append(w.parts, inWords(a.Guard.Lead, w.values)+": "+strings.Join(inner, ", "))
	}
}
