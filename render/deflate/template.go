package deflate

import (
	"math"
	"slices"
)

// A Part is fixed bytes, and the value that stands behind them.
type Part struct {
	Text string
	Hole int // number of the value, or NoHole
}

// NoHole is behind the last part.
const NoHole = -1

// A Template is a text with holes, compressed but for what is in them. It is not
// changed after it is made.
type Template struct {
	parts  []segment
	bits   []byte // of all blocks, one after the other
	reach  []reach
	blocks []*codes
}

// A segment is what is left of a part.
type segment struct {
	size  int    // of its text
	hole  int    // behind it
	bits  uint32 // where its bits end
	reach int    // where its repeats over holes end
	block int    // in which it ends
}

// A reach is a repeat that reaches back over holes. There are thousands of them,
// and many templates: it takes as little room as can be. With no hole to reach
// over it is a mark, which says that there is more to pass by than fits into it,
// or that the next block begins.
type reach struct {
	bits     uint16 // before it, behind what was last
	text     uint16 // before it, behind what was last
	distance uint16 // less one, without values
	over     uint8  // how many holes
	length   uint8  // less the shortest; of a mark 1 where the next block begins
}

// NewTemplate compresses a text.
func NewTemplate(parts []Part) *Template {
	m := maker{parts: parts}
	text, tokens := parse(parts)
	m.w.reserve(len(text) / 3)
	for _, b := range blocks(tokens, text) {
		m.block(b, tokens[b.first:b.end], text)
	}
	if len(m.t.parts) < len(parts) {
		m.end()
	}
	m.w.reserve(room)
	m.w.align()
	// What it was made from and with is not held.
	return &Template{
		parts:  m.t.parts,
		bits:   slices.Concat(m.w.bytes(), make([]byte, room)),
		reach:  slices.Clone(m.t.reach),
		blocks: m.t.blocks,
	}
}

// A maker makes a template.
type maker struct {
	t     Template
	parts []Part
	w     bitWriter
	bits  uint32 // behind the last reach or hole
	text  uint32 // behind the last reach or hole
	start uint32 // of the part, in the text of all parts
}

// block adds the tokens of a block, in codes of their own.
func (m *maker) block(b *block, tokens []token, text []byte) {
	c := newCodes(b.widths[0], b.widths[1])
	m.t.blocks = append(m.t.blocks, c)
	if len(m.t.blocks) > 1 {
		m.reach(m.text, reach{length: 1})
	}
	for _, s := range b.header() {
		m.put(s)
	}
	for _, k := range tokens {
		switch {
		case k.length == 0:
			m.end()
		case k.length == 1:
			m.put(c.byte(text[k.at]))
		case k.over == 0:
			m.put(c.repeat(int(k.length), int(k.distance)+1))
		default:
			m.reach(k.at, reach{distance: k.distance, over: uint8(k.over), length: uint8(k.length - shortest)})
			m.text += uint32(k.length)
		}
	}
	m.put(bitString(c.literal[endOfBlock]))
}

func (m *maker) put(c bitString) {
	m.w.reserve(room)
	m.w.put(c)
}

// reach adds a reach at a place of the text, and marks before it where it is too
// far from what was last.
func (m *maker) reach(at uint32, r reach) {
	for {
		bits, text := min(m.w.written()-m.bits, math.MaxUint16), min(at-m.text, math.MaxUint16)
		m.bits += bits
		m.text += text
		there := m.bits == m.w.written() && m.text == at
		if !there {
			m.t.reach = append(m.t.reach, reach{bits: uint16(bits), text: uint16(text)})
			continue
		}
		r.bits, r.text = uint16(bits), uint16(text)
		m.t.reach = append(m.t.reach, r)
		return
	}
}

// end ends a part.
func (m *maker) end() {
	p := m.parts[len(m.t.parts)]
	m.start += uint32(len(p.Text))
	m.bits, m.text = m.w.written(), m.start
	m.t.parts = append(m.t.parts, segment{len(p.Text), p.Hole, m.bits, len(m.t.reach), len(m.t.blocks) - 1})
}
