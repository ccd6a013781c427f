package deflate

import "slices"

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

// A reach is a repeat that reaches back over holes.
type reach struct {
	bits     uint32 // behind which it stands
	at       uint32 // in the text of its part
	distance uint16 // less one, without values
	over     uint16 // how many holes
	length   uint16
	block    uint16
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
	start uint32 // of the part, in the text of all parts
}

// block adds the tokens of a block, in codes of their own.
func (m *maker) block(b *block, tokens []token, text []byte) {
	c := newCodes(b.widths[0], b.widths[1])
	number := uint16(len(m.t.blocks))
	m.t.blocks = append(m.t.blocks, c)
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
			m.t.reach = append(m.t.reach, reach{m.w.written(), k.at - m.start, k.distance, k.over, k.length, number})
		}
	}
	m.put(bitString(c.literal[endOfBlock]))
}

func (m *maker) put(c bitString) {
	m.w.reserve(room)
	m.w.put(c)
}

// end ends a part.
func (m *maker) end() {
	p := m.parts[len(m.t.parts)]
	m.t.parts = append(m.t.parts, segment{len(p.Text), p.Hole, m.w.written(), len(m.t.reach), len(m.t.blocks) - 1})
	m.start += uint32(len(p.Text))
}
