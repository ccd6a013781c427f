package audit

import (
	"slices"

	"github.com/triptych-docs/triptych/model/audit/paper"
)

// A run is a stretch of a document that is about one section.
type run struct {
	section string
	blocks  []*block
}

// runs are the stretches of the document, in order. A stray block between two
// stretches of one section does not part them.
func (f *finder) runs() []run {
	var out []run
	for _, b := range f.blocks {
		s := b.section()
		if s == "" {
			continue
		}
		if n := len(out); n > 0 && out[n-1].section == s && !f.restarts(out[n-1], b) {
			out[n-1].blocks = append(out[n-1].blocks, b)
			continue
		}
		out = append(out, run{s, []*block{b}})
	}
	return slices.DeleteFunc(out, func(r run) bool { return f.weight(r) < 2 })
}

// restarts tells whether a block starts a section again: its heading stands
// between, and its step is before those that were there.
func (f *finder) restarts(r run, b *block) bool {
	last := r.blocks[len(r.blocks)-1]
	return b.heading > last.at && f.order(b.step) < f.order(last.step)
}

// restarted tells whether the document goes through a section a second time
// between two blocks of it: it opens the section's form again, or comes to it
// from another section.
func (f *finder) restarted(a, b *block) bool {
	if a.step == nil || b.step == nil || a.section() != b.section() {
		return false
	}
	first := slices.IndexFunc(f.steps[f.generation], func(s *step) bool { return s.section == a.section() })
	for i := a.at + 1; i < b.at; i++ {
		s := f.blocks[i].step
		if s == nil || f.blocks[i].Kind == paper.Heading || f.blocks[i].support < 0.6 {
			continue
		}
		if s.section != a.section() || f.order(s) == first && f.order(a.step) > first && f.blocks[i].heading > a.at && f.paper.Form != paper.Plain {
			return true
		}
	}
	return false
}

func (f *finder) order(s *step) int { return slices.Index(f.steps[f.generation], s) }

// weight counts what speaks for a stretch: labels of its section.
func (f *finder) weight(r run) int {
	n := 0
	for _, b := range r.blocks {
		for _, m := range b.labels {
			if b.step.labels[m.label.text] {
				n++
			}
		}
	}
	return n
}

// firstStretches are the blocks about each step where the document comes to it
// first.
func (f *finder) firstStretches() map[string][]*block {
	out := map[string][]*block{}
	open := map[string]bool{}
	var last *step
	for _, b := range f.blocks {
		if b.step == nil {
			continue
		}
		if b.step != last && b.support > 0.5 {
			if last != nil && f.goesThrough(last, out[last.id]) {
				open[last.id] = true // it is closed
			}
			last = b.step
		}
		if !open[b.step.id] {
			out[b.step.id] = append(out[b.step.id], b)
		}
	}
	return out
}
