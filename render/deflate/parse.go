package deflate

import (
	"encoding/binary"
	"math"
	"math/bits"
	"slices"
)

// How hard repeats are searched for. It is done once for all that are filled.
const (
	tries    = 32      // places that are looked at for each repeat
	good     = 8       // a repeat as long as this: fewer places are looked at for a better one
	enough   = 32      // a repeat as long as this is taken at once
	farThree = 1 << 12 // a repeat of three bytes from further back is no gain
	usual    = 24      // how long a value is taken to be
)

// A token is a byte, a repeat, or a hole.
type token struct {
	at       uint32 // in the text of all parts
	distance uint16 // less one, in the text of all parts
	over     uint16 // how many holes it reaches back over
	length   uint16 // 1 for a byte, 0 for a hole
}

// A parser finds repeats. A hole is in none of them: they begin and end in one
// part, here and where they come from.
type parser struct {
	text   []byte
	ends   []int   // of each part
	first  []int32 // place where three bytes were seen last, by their hash, plus one; 0 is nowhere
	before []int32 // the place where they were seen before this one
	tokens []token
}

const hashed = 15 // bits of a hash

// parse makes tokens of a text.
func parse(parts []Part) (text []byte, tokens []token) {
	p := &parser{first: make([]int32, 1<<hashed)}
	size := 0
	for _, part := range parts {
		size += len(part.Text)
	}
	p.text, p.before = make([]byte, 0, size), make([]int32, size)
	p.tokens = make([]token, 0, size/4)
	for _, part := range parts {
		start := len(p.text)
		p.text = append(p.text, part.Text...)
		p.ends = append(p.ends, len(p.text))
		p.repeats(start)
		if part.Hole != NoHole {
			p.tokens = append(p.tokens, token{at: uint32(len(p.text))})
		}
	}
	return p.text, p.tokens
}

// repeats makes tokens of the last part. A repeat waits for the next place, where
// a longer one may begin.
func (p *parser) repeats(at int) {
	end := len(p.text)
	var waiting token
	for at < end {
		next := token{at: uint32(at), length: 1}
		if waiting.length < enough {
			next = p.longest(at, int(waiting.length))
		}
		p.see(at)
		switch {
		case waiting.length >= shortest && next.length <= waiting.length:
			p.tokens = append(p.tokens, waiting)
			rest := at + int(waiting.length) - 1
			for at++; at < rest; at++ {
				p.see(at)
			}
			waiting = token{}
			continue
		case waiting.length > 0:
			p.tokens = append(p.tokens, token{at: waiting.at, length: 1})
		}
		waiting = next
		at++
	}
	if waiting.length > 0 {
		p.tokens = append(p.tokens, waiting)
	}
}

func (p *parser) hash(at int) uint32 {
	v := uint32(p.text[at]) | uint32(p.text[at+1])<<8 | uint32(p.text[at+2])<<16
	return v * 0x9e3779b1 >> (32 - hashed)
}

// see notes that three bytes were seen.
func (p *parser) see(at int) {
	if at+shortest <= len(p.text) {
		h := p.hash(at)
		p.before[at] = p.first[h]
		p.first[h] = int32(at) + 1
	}
}

// longest is the longest repeat at a place, if there is one that is longer than
// what there is, or else the byte.
func (p *parser) longest(at, than int) token {
	best := token{at: uint32(at), length: 1}
	limit := min(len(p.text)-at, longest)
	if limit < shortest {
		return best
	}
	than = max(than, shortest-1)
	here, left := len(p.ends)-1, tries
	if than >= good {
		left /= 4
	}
	for seen := p.first[p.hash(at)]; seen > 0 && left > 0 && than < limit; left-- {
		from := int(seen) - 1
		if at-from > window {
			break
		}
		seen = p.before[from]
		if p.text[from+than] != p.text[at+than] {
			continue
		}
		part, _ := slices.BinarySearch(p.ends, from+1)
		far, most := at-from+(here-part)*usual, min(limit, p.ends[part]-from)
		if far > window || here-part > math.MaxUint8 {
			break
		}
		n := common(p.text[from:from+most], p.text[at:])
		if n > than && (n > shortest || far <= farThree) {
			than = n
			best = token{at: uint32(at), distance: uint16(at - from - 1), over: uint16(here - part), length: uint16(n)}
		}
	}
	return best
}

// common is how many bytes a begins with that b, which is not shorter, begins
// with too.
func common(a, b []byte) int {
	n := 0
	for ; n+8 <= len(a); n += 8 {
		if differ := binary.LittleEndian.Uint64(a[n:]) ^ binary.LittleEndian.Uint64(b[n:]); differ != 0 {
			return n + bits.TrailingZeros64(differ)/8
		}
	}
	for n < len(a) && a[n] == b[n] {
		n++
	}
	return n
}
