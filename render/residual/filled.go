package residual

import (
	"slices"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/deflate"
)

// Filled is a residual with the values of one customer. The zero value is none.
type Filled struct {
	residual *Residual
	values   []string // of each slot, escaped
}

// With gives a residual its values. A hole without one panics.
func (r *Residual) With(values plan.Values) Filled {
	f := Filled{residual: r, values: make([]string, len(r.slots))}
	for i, s := range r.slots {
		f.values[i] = s.escape.Escape(s.text.Fill(values))
	}
	return f
}

// Append appends the text to b.
func (f Filled) Append(b []byte) []byte {
	b = slices.Grow(b, f.residual.fixed+f.residual.fixed/16)
	for _, s := range f.residual.segments {
		b = append(b, s.fixed...)
		if s.slot != none {
			b = append(b, f.values[s.slot]...)
		}
	}
	return b
}

// Compress writes the text to a stream. What is fixed in it is compressed by the
// first who wants it, for all others. Nothing is written for the zero value, and
// false comes back.
func (f Filled) Compress(w *deflate.Writer, text []byte) bool {
	if f.residual == nil {
		return false
	}
	w.Template(f.residual.template(), f.values, text)
	return true
}

// compress compresses what is fixed.
func (r *Residual) compress() *deflate.Template {
	var parts []deflate.Part
	for run, slot := range r.runs() {
		parts = append(parts, deflate.Part{Text: run, Hole: slot})
	}
	return deflate.NewTemplate(parts)
}
