package impact

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/triptych-docs/triptych/model/plan"
)

// blocks adds what blocks say, one statement a line, each with the marks of the
// blocks that it stands in.
type blocks struct {
	w     *walker
	field *field
	at    place
	marks string
}

func (b *blocks) all(in []plan.Block) {
	for _, one := range in {
		one.Visit(b)
	}
}

func (b *blocks) in(mark string, inner []plan.Block) {
	deeper := *b
	deeper.marks += block + mark + end
	deeper.all(inner)
}

func (b *blocks) say(text string) { b.w.add(b.field, b.at, b.marks+text) }

func (b *blocks) Paragraph(x plan.Paragraph) {
	if text := b.w.line(x.Line); text != "" {
		b.say(text)
	}
}

func (b *blocks) List(x plan.List) {
	mark := "- "
	if x.Ordered {
		mark = "1. "
	}
	for _, item := range x.Items {
		b.in(mark, item.Blocks)
	}
}

func (b *blocks) Table(x plan.Table) {
	b.say(block + "table " + x.ID + end + b.w.line(x.Caption))
	row := func(cells []plan.Line) {
		var all []string
		for _, c := range cells {
			all = append(all, b.w.line(c))
		}
		b.say(strings.Join(all, block+" | "+end))
	}
	row(x.Columns)
	for _, r := range x.Rows {
		row(r.Cells)
	}
}

func (b *blocks) Note(x plan.Note) { b.in(string(x.Kind)+": ", x.Blocks) }

func (b *blocks) Command(x plan.Command) { b.say(code + command(b.w, x) + end) }

func (b *blocks) Picture(x plan.Picture) {
	b.say(block + "picture " + x.File + end + b.w.line(x.Alt))
}

func (b *blocks) Dialog(x plan.Dialog) {
	b.say(block + "form " + x.Title + end)
	for _, f := range x.Fields {
		text := fmt.Sprint(label, f.Label, end, block, f.Control, " ", f.On, f.Set, end, label, f.Option, end)
		for _, l := range f.Values {
			text += " " + b.w.line(l)
		}
		b.say(text)
	}
}

func (b *blocks) Form(x plan.Form) {
	b.say(block + "blanks " + x.Tick + end + strings.Join(x.Blanks, ", "))
}

func (b *blocks) Flow(x plan.Flow) {
	b.say(block + "flow " + x.ID + end + b.w.line(x.Title))
	for _, n := range x.Nodes {
		b.say(block + string(n.Side) + " " + n.ID + end + b.w.line(n.Name) + " " + b.w.line(n.Text))
	}
	for _, a := range x.Arrows {
		b.say(block + a.From + " > " + a.To + end + b.w.line(a.Text))
	}
}

// Guarded blocks say for whom they are before each line.
func (b *blocks) Guarded(x plan.Guarded) {
	deeper := *b
	deeper.marks += b.w.line(x.Guard.Lead) + block + " " + end
	deeper.all(x.Blocks)
}

// command is a pipeline as the text of a statement.
func command(w *walker, c plan.Command) string {
	var calls []string
	for _, call := range c.Pipeline {
		text := call.Cmdlet
		for _, a := range call.Args {
			text += " -" + a.Name
			if a.Value != nil {
				text += " " + w.value(a.Value)
			}
		}
		calls = append(calls, text)
	}
	return strings.Join(calls, " | ")
}

// fieldInWords is the name of a field without its struct: "after care".
func fieldInWords(name string) string {
	_, field, _ := strings.Cut(name, ".")
	var b strings.Builder
	for i, r := range field {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
