package main

// lines are some lines of a file, a bit for each: a list may have many.
type lines []uint64

// add adds a line.
func (l *lines) add(n int) {
	for len(*l) <= n/64 {
		*l = append(*l, 0)
	}
	(*l)[n/64] |= 1 << (n % 64)
}

// has tells whether a line is one of them. Lines count from 1: 0 is none.
func (l lines) has(n int) bool { return n/64 < len(l) && l[n/64]>>(n%64)&1 == 1 }
