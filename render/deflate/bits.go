package deflate

import "encoding/binary"

// most is the number of bits that can be written at once.
const most = 56

// room is what is kept free behind what is written, so that eight bytes can be
// stored at any time.
const room = 8

// A bitWriter appends bits to bytes, the lowest first. What is stored in whole
// bytes ends at n; the bits behind it wait.
type bitWriter struct {
	b       []byte // as long as it can be, to be indexed
	n       int
	waiting uint64
	width   uint // of what waits: less than eight
}

// begin appends to b.
func (w *bitWriter) begin(b []byte) {
	*w = bitWriter{b: b[:cap(b)], n: len(b)}
}

// reserve makes room for some bytes.
func (w *bitWriter) reserve(n int) {
	if need := w.n + n + room; need > len(w.b) {
		more := make([]byte, need+need/4)
		copy(more, w.b[:w.n])
		w.b = more
	}
}

// put writes bits for which there is room: not more than most of them.
func (w *bitWriter) put(c bitString) {
	w.waiting |= c.bits() << w.width
	w.width += c.width()
	binary.LittleEndian.PutUint64(w.b[w.n:], w.waiting)
	w.n += int(w.width >> 3)
	w.waiting >>= w.width &^ 7
	w.width &= 7
}

// copy writes the bits of b from one place to another. Eight bytes can be read
// at any of them.
func (w *bitWriter) copy(b []byte, from, to uint32) {
	for from < to {
		n := min(to-from, most)
		v := binary.LittleEndian.Uint64(b[from>>3:]) >> (from & 7)
		w.put(bitsOf(v&(1<<n-1), uint(n)))
		from += n
	}
}

// align fills the last byte up.
func (w *bitWriter) align() {
	if w.width > 0 {
		w.put(bitsOf(0, 8-w.width))
	}
}

// written is the number of bits.
func (w *bitWriter) written() uint32 { return uint32(w.n)<<3 | uint32(w.width) }

// bytes is what was written, which ends with a whole byte.
func (w *bitWriter) bytes() []byte { return w.b[:w.n] }

// A bitString is some bits, not more than most, with their number.
type bitString uint64

func bitsOf(v uint64, width uint) bitString { return bitString(v<<8 | uint64(width)) }

func (c bitString) bits() uint64 { return uint64(c) >> 8 }
func (c bitString) width() uint  { return uint(c) & 0xff }

// then is one string and another behind it.
func (c bitString) then(d bitString) bitString {
	return bitsOf(c.bits()|d.bits()<<c.width(), c.width()+d.width())
}

// and is the code of a symbol with the bits that follow it.
func (c bitString) and(s symbol) bitString {
	return c.then(bitsOf(uint64(s.rest), uint(s.width)))
}
