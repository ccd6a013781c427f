package deflate

import (
	"math/bits"
	"slices"
)

// widths are the widths of a Huffman code for symbols that appear so often, at
// most so many bits. One that does not appear has none.
func widths(counts []int, limit int) []uint8 {
	counts = slices.Clone(counts)
	for {
		all := huffman(counts)
		if int(slices.Max(all)) <= limit {
			return all
		}
		// A flatter code is a little longer, and no code is ever far too deep.
		for i, n := range counts {
			counts[i] = (n + 1) / 2
		}
	}
}

// huffman are the widths of the shortest code.
func huffman(counts []int) []uint8 {
	type node struct{ count, left, right int } // a leaf has its symbol on the left
	var nodes []node
	for s, n := range counts {
		if n > 0 {
			nodes = append(nodes, node{n, s, leaf})
		}
	}
	// What weighs the same stays in the order of the symbols.
	slices.SortStableFunc(nodes, func(a, b node) int { return a.count - b.count })
	leaves := len(nodes)
	all := make([]uint8, len(counts))
	if leaves == 1 {
		all[nodes[0].left] = 1
		return all
	}
	// Inner nodes come out in the order of their weight, so that the two lightest
	// are at the front of the leaves or of the inner nodes.
	nextLeaf, nextInner := 0, leaves
	lightest := func() int {
		if nextLeaf < leaves && (nextInner == len(nodes) || nodes[nextLeaf].count <= nodes[nextInner].count) {
			nextLeaf++
			return nextLeaf - 1
		}
		nextInner++
		return nextInner - 1
	}
	for range leaves - 1 {
		a, b := lightest(), lightest()
		nodes = append(nodes, node{nodes[a].count + nodes[b].count, a, b})
	}
	depth := make([]uint8, len(nodes))
	for i := len(nodes) - 1; i >= 0; i-- {
		if n := nodes[i]; n.right == leaf {
			all[n.left] = depth[i]
		} else {
			depth[n.left], depth[n.right] = depth[i]+1, depth[i]+1
		}
	}
	return all
}

const leaf = -1

// assign are the codes of some widths, as RFC 1951, 3.2.2 assigns them.
func assign(widths []uint8) []bitString {
	var next [16]uint16
	for w := 1; w < len(next); w++ {
		next[w] = next[w-1]
		for _, have := range widths {
			if int(have) == w-1 && have > 0 {
				next[w]++
			}
		}
		next[w] <<= 1
	}
	codes := make([]bitString, len(widths))
	for s, w := range widths {
		if w > 0 {
			// A code stands with its highest bit first, all else with the lowest.
			codes[s] = bitsOf(uint64(bits.Reverse16(next[w])>>(16-w)), uint(w))
			next[w]++
		}
	}
	return codes
}
