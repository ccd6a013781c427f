package residual

import (
	"iter"
	"strings"
	"sync"
	"unique"
)

// Compact is the residual in as little room as can be, for those who keep many:
// what it has in common with other compact ones is held once for all of them.
func (r *Residual) Compact() *Residual {
	c := &Residual{slots: r.slots, fixed: r.fixed, holes: r.holes}
	c.template = sync.OnceValue(c.compress)
	for run, slot := range r.runs() {
		for {
			first, rest := lines(run)
			shared := unique.Make(first)
			last := segment{fixed: shared.Value(), shared: shared, slot: none}
			if run = rest; run == "" {
				last.slot = slot
			}
			c.segments = append(c.segments, last)
			if run == "" {
				break
			}
		}
	}
	return c
}

// lines cuts a run behind some lines: behind one of each sixteen, by what stands
// in it. So runs that differ in a few lines have the others in common.
func lines(run string) (first, rest string) {
	sum := uint32(0)
	for i := range len(run) {
		sum = (sum ^ uint32(run[i])) * 16777619
		if run[i] == '\n' {
			if sum>>28 == 0 {
				return run[:i+1], run[i+1:]
			}
			sum = 0
		}
	}
	return run, ""
}

// runs are the fixed runs, each as a whole, with the slots behind them.
func (r *Residual) runs() iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		var pieces []string
		for i, s := range r.segments {
			pieces = append(pieces, s.fixed)
			if s.slot == none && i < len(r.segments)-1 {
				continue
			}
			if !yield(strings.Join(pieces, ""), s.slot) {
				return
			}
			pieces = pieces[:0]
		}
	}
}
