package powershell

import (
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/residual"
)

// Command is a pipeline as text, without a final line break. It has one line,
// or more where the pipeline is long; its values are holes of the sink.
func Command(sink *residual.Sink, c plan.Command) string {
	return CommandIn(sink, c, residual.Escaper{})
}

// CommandIn is [Command] inside a document of another language. Each value is
// escaped for PowerShell and then with outer; so is the fixed text, so that the
// result stands in the document as it is. An outer without Escape changes
// nothing.
func CommandIn(sink *residual.Sink, c plan.Command, outer residual.Escaper) string {
	w := writer{sink: sink, outer: outer}
	var calls []string
	wide := len(c.Pipeline) > 2
	for _, call := range c.Pipeline {
		calls = append(calls, w.call(call).s)
		wide = wide || long(call)
	}
	if wide {
		// A line that ends in a pipe goes on at the next one in every version.
		return strings.Join(calls, w.syntax(" |\n    ").s)
	}
	return strings.Join(calls, w.syntax(" | ").s)
}

// long tells whether a call is broken into a line for each argument. It looks
// at how many there are and not at their length.
func long(c plan.Call) bool { return len(c.Args) > 3 }

func (w writer) call(c plan.Call) Source {
	between := w.syntax(" ")
	if long(c) {
		between = w.syntax(" `\n    ")
	}
	parts := []Source{w.name(c.Cmdlet)}
	if c.Script {
		parts = []Source{w.syntax(`.\`), w.name(c.Cmdlet), w.syntax(".ps1")}
	}
	for _, a := range c.Args {
		parts = append(parts, between, w.argument(a))
	}
	return join(parts...)
}

// argument is always named: some cmdlets disagree with their own help about
// positions.
func (w writer) argument(a plan.Arg) Source {
	parts := []Source{w.syntax("-"), w.name(a.Name)}
	switch {
	case a.Value == nil: // a bare switch
	case a.Switch:
		parts = append(parts, w.syntax(":"), w.value(a.Value))
	default:
		parts = append(parts, w.syntax(" "), w.value(a.Value))
	}
	return join(parts...)
}

// value is a value as an expression.
func (w writer) value(v plan.Value) Source {
	p := &valuePrinter{writer: w}
	v.Visit(p)
	return p.out
}

type valuePrinter struct {
	writer
	out Source
}

func (p *valuePrinter) One(v plan.One) { p.out = p.literal(v.Text) }

func (p *valuePrinter) Many(v plan.Many) {
	parts := []Source{p.syntax("@(")}
	for i, t := range v.Texts {
		if i > 0 {
			parts = append(parts, p.syntax(", "))
		}
		parts = append(parts, p.literal(t))
	}
	p.out = join(append(parts, p.syntax(")"))...)
}

func (p *valuePrinter) Switch(v plan.Switch) {
	p.out = p.syntax("$false")
	if v.On {
		p.out = p.syntax("$true")
	}
}

func (p *valuePrinter) Absent(plan.Absent) { p.out = p.syntax("$null") }

// Manual, Lookup and Alternatives have no single value: the reader puts one in
// place of the brackets.
func (p *valuePrinter) Manual(plan.Manual) { p.out = p.literal(plan.Literal("<VALUE>")) }

func (p *valuePrinter) Lookup(v plan.Lookup) {
	text := append(plan.Literal("<"), words(v.Column, nil)...)
	p.out = p.literal(append(text, plan.Piece{Literal: ">"}))
}

func (p *valuePrinter) Alternatives(plan.Alternatives) { p.out = p.literal(plan.Literal("<VALUE>")) }
