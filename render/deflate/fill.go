package deflate

import (
	"encoding/binary"
	"slices"
)

// filling is what has to be known of the values of a template while it is written.
type filling struct {
	before []int // how long all values before each part are
	equal  []int // the first value that is equal to each value
	seen   []int // where each of those stood last in the stream, plus one; 0 is nowhere
}

// prepare makes ready for some values. It works out how many bytes the template
// takes at most, as long as no repeat is too far away.
func (f *filling) prepare(t *Template, values []string) int {
	f.before, f.equal = slices.Grow(f.before[:0], len(t.parts)), f.equal[:0]
	f.seen = slices.Grow(f.seen[:0], len(values))[:len(values)]
	clear(f.seen)
	for i := range values {
		f.equal = append(f.equal, slices.Index(values[:i+1], values[i]))
	}
	sum := 0
	for i := range t.parts {
		f.before = append(f.before, sum)
		if hole := t.parts[i].hole; hole != NoHole {
			sum += len(values[hole])
		}
	}
	return len(t.bits) + len(t.reach)*most/8 + 2*sum
}

// Template writes a template with its values. Text is the same, not compressed.
func (w *Writer) Template(t *Template, values []string, text []byte) {
	size := w.fill.prepare(t, values)
	w.reserve(size)
	c := cursor{template: t}
	for i := range t.parts {
		p := &t.parts[i]
		for c.reach < p.reach {
			if !w.reaches(&c, p.reach, w.fill.before[:i+1]) {
				w.outOfReach(&c, text, size)
			}
		}
		w.copy(t.bits, c.bits, p.bits)
		c.bits, c.text = p.bits, 0
		w.at += p.size
		text = text[p.size:]
		if p.hole != NoHole {
			v := values[p.hole]
			w.value(t.blocks[p.block], v, &w.fill.seen[w.fill.equal[p.hole]])
			text = text[len(v):]
		}
	}
}

// A cursor is how far a template was written.
type cursor struct {
	template *Template
	reach    int
	block    int
	bits     uint32
	text     int // in the part
}

// reaches writes repeats that reach back over values, and the bits before each,
// up to the one at the end, or to one that is out of reach: then false comes back.
// Most of the time goes by here, which is why it keeps what the writer is in hands
// of its own.
func (w *bitWriter) reaches(c *cursor, end int, before []int) bool {
	b, n, waiting, width := w.b, w.n, w.waiting, w.width
	t, from, text := c.template, c.bits, c.text
	codes := t.blocks[c.block]
	here, all := len(before)-1, true
	for i, r := range t.reach[c.reach:end] {
		far := int(r.distance) + 1 + before[here] - before[here-int(r.over)]
		if far > window {
			end, all = c.reach+i, false
			break
		}
		for to := from + uint32(r.bits); from < to; {
			k := min(to-from, most)
			waiting |= binary.LittleEndian.Uint64(t.bits[from>>3:]) >> (from & 7) & (1<<k - 1) << width
			width += uint(k)
			binary.LittleEndian.PutUint64(b[n:], waiting)
			n += int(width >> 3)
			waiting >>= width &^ 7
			width &= 7
			from += k
		}
		text += int(r.text)
		if r.over == 0 { // a mark
			c.block += int(r.length)
			codes = t.blocks[c.block]
			continue
		}
		text += int(r.length) + shortest
		length, s := codes.length[int(r.length)+shortest], distanceSymbol(far)
		distance := codes.distance[s.number]
		waiting |= uint64(length>>8) << width
		width += uint(length & 0xff)
		waiting |= (uint64(distance>>8) | uint64(s.rest)<<(distance&0xff)) << width
		width += uint(distance&0xff) + uint(s.width)
		binary.LittleEndian.PutUint64(b[n:], waiting)
		n += int(width >> 3)
		waiting >>= width &^ 7
		width &= 7
	}
	w.n, w.waiting, w.width = n, waiting, width
	c.reach, c.bits, c.text = end, from, text
	return all
}

// outOfReach writes the text of a repeat that values before it have put out of
// reach. Size is what is left to write at most.
func (w *Writer) outOfReach(c *cursor, text []byte, size int) {
	r := c.template.reach[c.reach]
	to, n := c.bits+uint32(r.bits), int(r.length)+shortest
	w.copy(c.template.bits, c.bits, to)
	w.reserve(size + 2*n)
	for _, b := range text[c.text+int(r.text):][:n] {
		w.put(c.template.blocks[c.block].byte(b))
	}
	c.reach, c.bits, c.text = c.reach+1, to, c.text+int(r.text)+n
}

// value writes a value, as a repeat where it was seen not far back.
func (w *Writer) value(c *codes, v string, seen *int) {
	far := w.at - (*seen - 1)
	if *seen > 0 && far <= window && len(v) > shortest {
		for left := len(v); left > 0; {
			n := min(left, longest)
			if rest := left - n; rest > 0 && rest < shortest {
				n -= shortest - rest
			}
			w.put(c.repeat(n, far))
			left -= n
		}
	} else {
		for _, b := range []byte(v) {
			w.put(c.byte(b))
		}
	}
	*seen = w.at + 1
	w.at += len(v)
}
