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
	c.segments = make([]segment, 0, len(r.segments)+r.fixed/short)
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

// short is how many bytes of a run are not looked at for a place to cut it: what
// is shorter takes more room in the table of what is shared than it saves.
const short = 512

// lines cuts a run behind some lines: behind one of each four, by what stands at
// both ends of it. So runs that differ in a few lines have the others in common.
func lines(run string) (first, rest string) {
	for end := min(short, len(run)); ; {
		n := strings.IndexByte(run[end:], '\n') + 1
		if n == 0 {
			return run, ""
		}
		end += n
		if cuts(run[end-max(n, 8) : end]) {
			return run[:end], run[end:]
		}
	}
}

// cuts tells whether a run is cut behind a line of eight bytes or more.
func cuts(line string) bool {
	sum := uint64(len(line)) + eight(line) + 3*eight(line[len(line)-8:])
	return sum*0x9e3779b97f4a7c15>>62 == 0 // 2^64 over the golden ratio, which spreads what is near
}

// eight are the first eight bytes of a text as a number.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
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
