package space

import (
	"math/bits"
	"slices"
)

// A bitset is a set of numbers below a length that all sets compared share.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (b bitset) set(i int) { b[i/64] |= 1 << (i % 64) }

func (b bitset) add(c bitset) {
	for i := range b {
		b[i] |= c[i]
	}
}

func (b bitset) keep(c bitset) {
	for i := range b {
		b[i] &= c[i]
	}
}

func (b bitset) drop(c bitset) {
	for i := range b {
		b[i] &^= c[i]
	}
}

func (b bitset) empty() bool { return !slices.ContainsFunc(b, func(w uint64) bool { return w != 0 }) }

func (b bitset) count() int {
	n := 0
	for _, word := range b {
		n += bits.OnesCount64(word)
	}
	return n
}

func (b bitset) within(c bitset) bool {
	for i := range b {
		if b[i]&^c[i] != 0 {
			return false
		}
	}
	return true
}

func (b bitset) meets(c bitset) bool { return b.firstOf(c) >= 0 }

// first is the smallest number in the set; -1 where it is empty.
func (b bitset) first() int { return b.firstOf(b) }

// firstOf is the smallest number that is in both sets; -1 where there is none.
func (b bitset) firstOf(c bitset) int {
	for i := range b {
		if word := b[i] & c[i]; word != 0 {
			return i*64 + bits.TrailingZeros64(word)
		}
	}
	return -1
}

// all visits the numbers in the set, the smallest first.
func (b bitset) all(yield func(int) bool) {
	for i, word := range b {
		for ; word != 0; word &= word - 1 {
			if !yield(i*64 + bits.TrailingZeros64(word)) {
				return
			}
		}
	}
}
