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
	"slices"
	"strconv"
	"strings"
	"sync"
	"unique"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/deflate"
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
	slots    []slot
	fixed    int      // bytes of all fixed runs
	holes    []string // in the order in which they first stand
	template func() *deflate.Template
}

// A segment is a fixed run and the slot behind it. The last one has no slot.
type segment struct {
	fixed  string
	slot   int
	shared unique.Handle[string] // of a compact residual: what keeps the run for others
}

// none is the slot of a segment that has none.
const none = deflate.NoHole

// A slot is what holes of one text in one kind of place are filled with. A
// document names an address a dozen times; it is escaped once.
type slot struct {
	text   plan.Text
	escape Escaper
}

func (s slot) equal(o slot) bool {
	return s.escape.Name == o.escape.Name && slices.Equal(s.text, o.text)
}

const fence = "\x00"

// A Sink gathers the holes of one residual while it is printed.
type Sink struct {
	holes []slot
}

// Put is the escaped text, or a token for it when it has a hole. The text may be
// used for something else afterwards.
func (s *Sink) Put(text plan.Text, e Escaper) string {
	if text.Fixed() {
		return e.Escape(text.Fill(nil))
	}
	s.holes = append(s.holes, slot{text: slices.Clone(text), escape: e})
	return fence + strconv.Itoa(len(s.holes)-1) + fence
}

// Fixed is a residual without holes.
func Fixed(text string) *Residual {
	r := &Residual{segments: []segment{{fixed: text, slot: none}}, fixed: len(text)}
	r.template = sync.OnceValue(r.compress)
	return r
}

// Cut makes a residual of what was printed.
func (s *Sink) Cut(printed string) (*Residual, error) {
	r := &Residual{}
	r.template = sync.OnceValue(r.compress)
	parts := strings.Split(printed, fence)
	if len(parts)%2 == 0 {
		return nil, fmt.Errorf("residual: a NUL stands in the printed text")
	}
	r.segments = make([]segment, 0, len(parts)/2+1)
	for i := 0; i < len(parts); i += 2 {
		next := segment{fixed: parts[i], slot: none}
		r.fixed += len(parts[i])
		if i+1 < len(parts) {
			n, err := strconv.Atoi(parts[i+1])
			if err != nil || n < 0 || n >= len(s.holes) {
				return nil, fmt.Errorf("residual: %q is no hole", parts[i+1])
			}
			next.slot = r.slot(s.holes[n])
		}
		r.segments = append(r.segments, next)
	}
	return r, nil
}

// slot is the number of a slot, which is added where it is new.
func (r *Residual) slot(s slot) int {
	if i := slices.IndexFunc(r.slots, s.equal); i >= 0 {
		return i
	}
	r.slots = append(r.slots, s)
	for _, p := range s.text {
		if p.Hole != "" && !slices.Contains(r.holes, p.Hole) {
			r.holes = append(r.holes, p.Hole)
		}
	}
	return len(r.slots) - 1
}

// Fill is the text for one customer. A hole without a value panics: a profile
// is checked before anything is filled.
func (r *Residual) Fill(values plan.Values) []byte {
	return r.AppendFill(nil, values)
}

// AppendFill appends the text for one customer to b.
func (r *Residual) AppendFill(b []byte, values plan.Values) []byte { return r.With(values).Append(b) }

// Size is the number of bytes that are the same whatever the values.
func (r *Residual) Size() int { return r.fixed }

// Holes are the names of the holes in the order in which they first stand.
func (r *Residual) Holes() []string { return slices.Clone(r.holes) }

// Each visits the fixed runs and the holes in order, for those who fill the
// holes in another way: a page marks them, and a script fills them later.
func (r *Residual) Each(fixed func(string), hole func(plan.Text, Escaper)) {
	for run, slot := range r.runs() {
		if run != "" {
			fixed(run)
		}
		if slot != none {
			hole(r.slots[slot].text, r.slots[slot].escape)
		}
	}
}
