package impact

import (
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
)

// A text of a statement is words with marks in them: a control character that
// opens, what it is about, and end. No content has control characters.
const (
	end     = "\x10"
	label   = "\x11" // something on screen
	code    = "\x12" // something typed or read to the letter
	strong  = "\x14"
	link    = "\x15" // the URL; the words stand behind it
	ref     = "\x17" // the id of the target
	hole    = "\x18" // the name of a customer's value
	block   = "\x19" // what a block is: "- ", "caution: "
	derived = "\x1a" // numbers and titles that come from elsewhere
)

// lineText is a line as the text of a statement.
func (w *walker) line(l plan.Line) string {
	r := &runs{targets: w.plan.Targets}
	r.line(l)
	return r.String()
}

// pieces is a text with its holes by name.
func pieces(t plan.Text) string {
	var b strings.Builder
	for _, p := range t {
		if p.Hole != "" {
			b.WriteString(hole + p.Hole + end)
		} else {
			b.WriteString(p.Literal)
		}
	}
	return b.String()
}

// runs writes a line.
type runs struct {
	strings.Builder
	targets map[string]plan.Target
}

func (r *runs) line(l plan.Line) {
	for _, run := range l {
		run.Visit(r)
	}
}

func (r *runs) mark(kind, what string) { r.WriteString(kind + what + end) }

func (r *runs) Words(x plan.Words) { r.WriteString(pieces(x.Text)) }

func (r *runs) Strong(x plan.Strong) {
	r.WriteString(strong)
	r.line(x.Line)
	r.WriteString(end)
}

func (r *runs) Code(x plan.Code)   { r.mark(code, pieces(x.Text)) }
func (r *runs) Label(x plan.Label) { r.mark(label, x.Text) }
func (r *runs) Path(x plan.Path)   { r.mark(label, strings.Join(x.Labels, " > ")) }

func (r *runs) Link(x plan.Link) {
	r.mark(link, x.URL)
	r.line(x.Line)
}

func (r *runs) Shown(x plan.Shown) {
	r.mark(code, pieces(x.Text))
	if x.Name != "" {
		r.mark(derived, x.Name)
	}
}

func (r *runs) Ref(x plan.Ref) {
	r.mark(ref, x.Target)
	t := r.targets[x.Target]
	r.WriteString(derived + t.Number + " ")
	r.line(t.Title)
	if t.Section != "" {
		r.WriteString(" ")
		r.line(r.targets[t.Section].Title)
	}
	r.WriteString(end)
}

// valueText is a value as the text of a statement.
func (w *walker) value(v plan.Value) string {
	t := &values{walker: w}
	v.Visit(t)
	return t.text
}

type values struct {
	*walker
	text string
}

func (t *values) One(v plan.One) { t.text = code + pieces(v.Text) + end }

func (t *values) Many(v plan.Many) {
	for i, one := range v.Texts {
		if i > 0 {
			t.text += ", "
		}
		t.text += code + pieces(one) + end
	}
}

func (t *values) Switch(v plan.Switch) {
	t.text = "off"
	if v.On {
		t.text = "on"
	}
}

func (t *values) Absent(v plan.Absent) { t.text = "not set: " + t.line(v.Shown) }
func (t *values) Manual(v plan.Manual) { t.text = "found by hand: " + t.line(v.Where) }
func (t *values) Lookup(v plan.Lookup) {
	t.text = "looked up in " + ref + v.Table + end + ": " + t.line(v.Column)
}

func (t *values) Alternatives(v plan.Alternatives) {
	for i, a := range v.Each {
		if i > 0 {
			t.text += "; "
		}
		inner := &values{walker: t.walker}
		a.Value.Visit(inner)
		t.text += t.line(a.Guard.Lead) + ": " + inner.text
	}
}
