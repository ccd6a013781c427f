package deflate

import "math/bits"

// The alphabets of RFC 1951, 3.2.5.
const (
	window      = 1 << 15 // how far back a repeat can reach
	shortest    = 3       // bytes in a repeat
	longest     = 258
	endOfBlock  = 256
	firstLength = 257 // symbol of the shortest repeat
	literals    = 286 // symbols: a byte, the end, a length
	distances   = 30
)

// A symbol is one of a length or a distance, with the bits that follow it.
type symbol struct {
	number uint16
	width  uint8 // of the bits that follow
	rest   uint16
}

// lengthSymbol is the symbol of the length of a repeat.
func lengthSymbol(n int) symbol {
	if n == longest {
		return symbol{number: literals - 1}
	}
	return stepped(n-shortest, 4, firstLength)
}

// distanceSymbol is the symbol of how far back a repeat reaches.
func distanceSymbol(n int) symbol { return stepped(n-1, 2, 0) }

// stepped is the symbol of a number, where each power of two above the first has
// so many symbols.
func stepped(n, each int, first uint16) symbol {
	if n < 2*each {
		return symbol{number: first + uint16(n)}
	}
	width := bits.Len(uint(n)) - bits.Len(uint(each))
	return symbol{
		number: first + uint16(width*each+n>>width),
		width:  uint8(width),
		rest:   uint16(n & (1<<width - 1)),
	}
}
