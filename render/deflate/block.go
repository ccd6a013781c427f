package deflate

import "slices"

// piece is the number of tokens in the smallest block.
const piece = 1 << 12

// A block is a run of tokens that has codes of its own.
type block struct {
	first, end int // of the tokens
	literal    [literals]int
	distance   [distances]int
	widths     [2][]uint8
	bits       int // it takes, but for values
}

// blocks cuts tokens into blocks. They start small, and two neighbours become one
// for as long as that makes the whole smaller.
func blocks(tokens []token, text []byte) []*block {
	var all []*block
	for i := 0; i == 0 || i < len(tokens); i += piece {
		all = append(all, newBlock(tokens, i, min(i+piece, len(tokens)), text))
	}
	joined := make([]*block, len(all)) // with the next one
	for i := range all[1:] {
		joined[i] = join(all[i], all[i+1])
	}
	for {
		best, gain := 0, 0
		for i := range all[1:] {
			if saved := all[i].bits + all[i+1].bits - joined[i].bits; saved > gain {
				best, gain = i, saved
			}
		}
		if gain == 0 {
			return all
		}
		all[best] = joined[best]
		all, joined = slices.Delete(all, best+1, best+2), slices.Delete(joined, best, best+1)
		if best > 0 {
			joined[best-1] = join(all[best-1], all[best])
		}
		if best < len(all)-1 {
			joined[best] = join(all[best], all[best+1])
		}
	}
}

func newBlock(tokens []token, first, end int, text []byte) *block {
	b := &block{first: first, end: end}
	for _, t := range tokens[first:end] {
		switch {
		case t.length == 1:
			b.literal[text[t.at]]++
		case t.length > 1:
			b.literal[lengthSymbol(int(t.length)).number]++
			b.distance[distanceSymbol(t.far()).number]++
		}
	}
	b.literal[endOfBlock] = 1
	b.weigh()
	return b
}

// far is how far back a repeat reaches when values are as long as usual.
func (t token) far() int { return int(t.distance) + 1 + int(t.over)*usual }

// join is two blocks as one.
func join(a, b *block) *block {
	j := &block{first: a.first, end: b.end, literal: a.literal, distance: a.distance}
	for i, n := range b.literal {
		j.literal[i] += n
	}
	for i, n := range b.distance {
		j.distance[i] += n
	}
	j.literal[endOfBlock] = 1
	j.weigh()
	return j
}

// weigh finds the widths of the codes, and what the block takes.
func (b *block) weigh() {
	b.widths = [2][]uint8{widths(atLeastOnce(b.literal[:]), 15), widths(atLeastOnce(b.distance[:]), 15)}
	b.bits = 0
	for _, c := range b.header() {
		b.bits += int(c.width())
	}
	for s, n := range b.literal {
		b.bits += n * int(b.widths[0][s])
		if s >= firstLength && s < literals-1 {
			b.bits += n * max(0, (s-firstLength)/4-1)
		}
	}
	for s, n := range b.distance {
		b.bits += n * (int(b.widths[1][s]) + max(0, s/2-1))
	}
}

// atLeastOnce has every symbol appear, those that do not as rarely as can be.
func atLeastOnce(counts []int) []int {
	sum := 0
	for _, n := range counts {
		sum += n
	}
	times := max(1, 1<<15/max(1, sum))
	all := make([]int, len(counts))
	for i, n := range counts {
		all[i] = n*times + 1
	}
	return all
}

// order is the order in which the widths of the widths stand.
var order = [...]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// header is what a block begins with: the widths of its codes, coded themselves,
// as RFC 1951, 3.2.7 says. It is not the last block.
func (b *block) header() []bitString {
	type word struct{ symbol, width, rest uint8 }
	var words []word
	all := slices.Concat(b.widths[0], b.widths[1])
	for i := 0; i < len(all); {
		n := 1
		for i+n < len(all) && all[i+n] == all[i] {
			n++
		}
		words = append(words, word{symbol: all[i]})
		i += n
		// No width is nothing here, so that 16 is all that is needed: the one before,
		// three to six times more.
		for n--; n > 0; {
			if n < 3 {
				words = append(words, word{symbol: all[i-1]})
				n--
				continue
			}
			more := min(n, 6)
			words = append(words, word{16, 2, uint8(more - 3)})
			n -= more
		}
	}
	appear := make([]int, len(order))
	for _, w := range words {
		appear[w.symbol]++
	}
	own := widths(appear, 7)
	codes := assign(own)
	told := len(order)
	for own[order[told-1]] == 0 {
		told--
	}
	header := []bitString{
		bitsOf(2<<1, 3), bitsOf(literals-firstLength, 5), bitsOf(distances-1, 5), bitsOf(uint64(told-4), 4),
	}
	for _, s := range order[:told] {
		header = append(header, bitsOf(uint64(own[s]), 3))
	}
	for _, w := range words {
		header = append(header, codes[w.symbol].then(bitsOf(uint64(w.rest), uint(w.width))))
	}
	return header
}
