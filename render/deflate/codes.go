package deflate

// codes are those of one block. Every byte, length and distance has one, so that
// any value can be written in any block.
type codes struct {
	literal  [endOfBlock + 1]uint32 // of bytes and of the end
	length   [longest + 1]uint32    // of a length, with the bits that follow
	distance [distances]uint32
}

// packed is a string of not more than 24 bits in less room.
func packed(c bitString) uint32 { return uint32(c) }

func (c *codes) byte(b byte) bitString { return bitString(c.literal[b]) }

// repeat is a repeat of a length, from so far back.
func (c *codes) repeat(length, distance int) bitString {
	s := distanceSymbol(distance)
	return bitString(c.length[length]).then(bitString(c.distance[s.number]).and(s))
}

// newCodes makes codes of their widths.
func newCodes(literal, distance []uint8) *codes {
	c := &codes{}
	all := assign(literal)
	for i := range c.literal {
		c.literal[i] = packed(all[i])
	}
	for n := shortest; n <= longest; n++ {
		s := lengthSymbol(n)
		c.length[n] = packed(all[s.number].and(s))
	}
	for i, code := range assign(distance)[:distances] {
		c.distance[i] = packed(code)
	}
	return c
}

// fixed are the codes that need not be told, of RFC 1951, 3.2.6.
var fixed = func() *codes {
	literal := make([]uint8, literals+2)
	for s := range literal {
		switch {
		case s < 144:
			literal[s] = 8
		case s < 256:
			literal[s] = 9
		case s < 280:
			literal[s] = 7
		default:
			literal[s] = 8
		}
	}
	distance := make([]uint8, distances+2)
	for s := range distance {
		distance[s] = 5
	}
	return newCodes(literal, distance)
}()

// fixedBlock begins a block with the fixed codes.
const fixedBlock = 1 << 1
