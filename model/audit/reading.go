package audit

import (
	"strings"

	"github.com/triptych-docs/triptych/model/audit/paper"
)

// A reading is a document seen with the eyes of one procedure: what each of its
// blocks names, and which step it is about.
type reading struct {
	*index
	paper      *paper.Paper
	generation string
	blocks     []*block
}

// A block is one of the document's, with what was found in it.
type block struct {
	paper.Block
	at      int // in the document
	words   []word
	plain   string // its text, squeezed
	labels  []mention
	step    *step   // nil: of none
	support float64 // how much it speaks for its step
	heading int     // the block of the heading above; -1 for none
	// own says that the model has the same sentence: its words are not looked at.
	own bool
}

func newReading(x *index, p *paper.Paper) *reading {
	r := &reading{index: x, paper: p}
	heading := -1
	for i, b := range p.Blocks {
		if b.Kind == paper.Heading {
			heading = i
		}
		r.blocks = append(r.blocks, &block{Block: b, at: i, words: split(b.Text), plain: squeeze(b.Text), heading: heading})
	}
	for _, b := range r.blocks {
		b.labels = r.mentions(b)
	}
	r.generation = r.fitGeneration()
	r.inGeneration()
	r.align()
	return r
}

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

// inGeneration makes mentions with other capitals ones of a label that the
// document's generation has, where there is one.
func (r *reading) inGeneration() {
	for _, b := range r.blocks {
		for i, m := range b.labels {
			if m.kind == letters {
				b.labels[i].label, b.labels[i].kind = r.best(squeeze(strings.Trim(b.Of(m.Span), "*: ")), m.label)
			}
		}
	}
}

// fitGeneration is the generation of the consoles that most of the labels are
// from. Labels that all generations share tell nothing.
func (r *reading) fitGeneration() string {
	count := map[string]float64{}
	for _, b := range r.blocks {
		for _, m := range b.labels {
			if len(m.label.in) >= len(r.generations) || m.kind == near || m.label.text == "+" && !m.marked {
				continue
			}
			weight := 1 / float64(len(m.label.in))
			if m.kind != same {
				weight /= 4
			}
			for g := range m.label.in {
				count[g] += weight
			}
		}
	}
	best := r.generations[0]
	for _, g := range r.generations {
		if count[g] > count[best] {
			best = g
		}
	}
	return best
}
