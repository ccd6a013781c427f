package deflate

import "encoding/binary"

// shortBytes is the number of bytes that are worth no search of their own.
const shortBytes = 1 << 14

const (
	remembered = 10 // bits of a hash
	noticed    = 4  // bytes of a repeat that is looked for
)

// A memory knows short bytes that were written to the stream. What is written
// between the templates, such as names, sizes and sums, is much the same again
// and again.
type memory struct {
	text   []byte // all of them
	places [1 << remembered]place
}

// A place is where some bytes were seen last.
type place struct {
	text   uint32 // in the memory, plus one; 0 is nowhere
	end    uint32 // in the memory, of what was written at once
	stream int
}

func (m *memory) forget() {
	m.text = m.text[:0]
	clear(m.places[:])
}

// writeShort writes bytes in the fixed codes.
func (w *Writer) writeShort(p []byte) {
	w.reserve(2*len(p) + 2)
	w.put(bitsOf(fixedBlock, 3))
	m := &w.short
	start := len(m.text)
	m.text = append(m.text, p...)
	for i := 0; i < len(p); {
		n, far := m.longest(start+i, w.at+i)
		m.see(start+i, w.at+i) // where a repeat begins is enough
		if n < noticed {
			w.put(fixed.byte(p[i]))
			i++
		} else {
			w.put(fixed.repeat(n, far))
			i += n
		}
	}
	w.put(bitString(fixed.literal[endOfBlock]))
}

// place is where bytes like those at a place in the memory are remembered.
func (m *memory) place(at int) *place {
	if at+noticed > len(m.text) {
		return nil
	}
	return &m.places[binary.LittleEndian.Uint32(m.text[at:])*0x9e3779b1>>(32-remembered)]
}

// longest is the length of the repeat at a place, and how far back it reaches.
func (m *memory) longest(at, stream int) (n, far int) {
	p := m.place(at)
	if p == nil || p.text == 0 || stream-p.stream > window {
		return 0, 0
	}
	from := int(p.text) - 1
	most := min(longest, len(m.text)-at, int(p.end)-from)
	return common(m.text[from:from+most], m.text[at:]), stream - p.stream
}

func (m *memory) see(at, stream int) {
	if p := m.place(at); p != nil {
		*p = place{text: uint32(at) + 1, end: uint32(len(m.text)), stream: stream}
	}
}
