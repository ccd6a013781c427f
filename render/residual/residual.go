// Package residual holds what is left of a plan once it is printed for
// everybody: fixed runs of bytes, and typed holes with the escaper of the place
// that each stands in. Filling the holes is all that is done per customer.
//
// A printer asks a [Sink] for a piece of text and gets a string to put where it
// belongs; where the text has a hole the string is a token. Once everything is
// printed, templates included, [Sink.Cut] cuts the output at the tokens. Tokens
// are fenced with NUL, which no escaper of this project lets through.
package residual

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
)

// An Escaper turns a value into the bytes that stand for exactly that value in
// one kind of place of one language. Its result never holds a NUL.
type Escaper struct {
	Name   string // "markdown.code": names the place, for tests and for the page
	Escape func(value string) string
}

// A Residual is a printed plan. It is not changed after it is made and may be
// filled from several goroutines at once.
type Residual struct {
	segments []segment
	fixed    int // bytes of all fixed runs
}

// A segment is a fixed run or a hole.
type segment struct {
	fixed  string
	text   plan.Text
	escape Escaper
}

const fence = "\x00"

// A Sink gathers the holes of one residual while it is printed.
type Sink struct {
	holes []segment
}

// Put is the escaped text, or a token for it when it has a hole.
func (s *Sink) Put(text plan.Text, e Escaper) string {
	if text.Fixed() {
		return e.Escape(text.Fill(nil))
	}
	s.holes = append(s.holes, segment{text: text, escape: e})
	return fence + strconv.Itoa(len(s.holes)-1) + fence
}

// Cut makes a residual of what was printed.
func (s *Sink) Cut(printed string) (*Residual, error) {
	r := &Residual{}
	parts := strings.Split(printed, fence)
	if len(parts)%2 == 0 {
		return nil, fmt.Errorf("residual: a NUL stands in the printed text")
	}
	for i, part := range parts {
		if i%2 == 0 {
			if part != "" {
				r.segments = append(r.segments, segment{fixed: part})
				r.fixed += len(part)
			}
			continue
		}
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 || n >= len(s.holes) {
			return nil, fmt.Errorf("residual: %q is no hole", part)
		}
		r.segments = append(r.segments, s.holes[n])
	}
	return r, nil
}

// Fill is the text for one customer. A hole without a value panics: a profile
// is checked before anything is filled.
func (r *Residual) Fill(values plan.Values) []byte {
	return r.AppendFill(make([]byte, 0, r.fixed+r.fixed/4), values)
}

// AppendFill appends the text for one customer to b.
func (r *Residual) AppendFill(b []byte, values plan.Values) []byte {
	for i := range r.segments {
		s := &r.segments[i]
		if s.text == nil {
			b = append(b, s.fixed...)
			continue
		}
		b = append(b, s.escape.Escape(s.text.Fill(values))...)
	}
	return b
}

// Holes are the names of the holes in the order in which they first stand.
func (r *Residual) Holes() []string {
	var names []string
	seen := map[string]bool{}
	for _, s := range r.segments {
		for _, p := range s.text {
			if p.Hole != "" && !seen[p.Hole] {
				seen[p.Hole] = true
				names = append(names, p.Hole)
			}
		}
	}
	return names
}

// Each visits the fixed runs and the holes in order, for those who fill the
// holes in another way: a page marks them, and a script fills them later.
func (r *Residual) Each(fixed func(string), hole func(plan.Text, Escaper)) {
	for _, s := range r.segments {
		if s.text == nil {
			fixed(s.fixed)
			continue
		}
		hole(s.text, s.escape)
	}
}
