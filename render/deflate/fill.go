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
	var from uint32 // of the bits
	reached := 0    // of the repeats
	for i := range t.parts {
		p := &t.parts[i]
		for reached < p.reach {
			n := w.reaches(t, from, t.reach[reached:p.reach], w.fill.before[:i+1])
			if reached += n; n > 0 {
				from = t.reach[reached-1].bits
			}
			if reached < p.reach {
				// The values are so long that the next one is out of reach.
				r := &t.reach[reached]
				w.copy(t.bits, from, r.bits)
				from = r.bits
				w.reserve(size + 2*int(r.length))
				for _, b := range text[r.at:][:r.length] {
					w.put(t.blocks[r.block].byte(b))
				}
				reached++
			}
		}
		w.copy(t.bits, from, p.bits)
		from = p.bits
		w.at += p.size
		text = text[p.size:]
		if p.hole != NoHole {
			v := values[p.hole]
			w.value(t.blocks[p.block], v, &w.fill.seen[w.fill.equal[p.hole]])
			text = text[len(v):]
		}
	}
}

// reaches writes repeats that reach back over values, and the bits before each,
// up to one that is out of reach. It tells how many they are. Most of the time
// goes by here, which is why it keeps what the writer is in hands of its own.
func (w *bitWriter) reaches(t *Template, from uint32, all []reach, before []int) int {
	b, n, waiting, width := w.b, w.n, w.waiting, w.width
	done := len(all)
	here := len(before) - 1
	for i := range all {
		r := &all[i]
		far := int(r.distance) + 1 + before[here] - before[here-int(r.over)]
		if far > window {
			done = i
			break
		}
		for from < r.bits {
			k := min(r.bits-from, most)
			waiting |= binary.LittleEndian.Uint64(t.bits[from>>3:]) >> (from & 7) & (1<<k - 1) << width
			width += uint(k)
			binary.LittleEndian.PutUint64(b[n:], waiting)
			n += int(width >> 3)
			waiting >>= width &^ 7
			width &= 7
			from += k
		}
		c := t.blocks[r.block]
		length, s := c.length[r.length], distanceSymbol(far)
		distance := c.distance[s.number]
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
	return done
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
