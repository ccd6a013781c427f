package explain

import (
	"strings"

	"github.com/aymanbagabas/go-udiff"
)

// Alike is how much of a text is in another, from 0 to 1, by lines.
func Alike(text, other []byte) float64 {
	return 1 - float64(Missing(text, other))/float64(strings.Count(string(text), "\n")+1)
}

// Missing is how many lines of a text are not in another.
func Missing(text, other []byte) int {
	n := 0
	for _, e := range udiff.Lines(string(text), string(other)) {
		n += strings.Count(string(text[e.Start:e.End]), "\n")
	}
	return n
}

// Same finds the line of a text, nearest to a given one, that another text has
// too, and its number there. Where the texts share no line it is the first.
func Same(text, other []byte, line int) (near, there int) {
	near, there = 1, 1
	best := -1
	own, others := 1, 1
	share := func(n int) {
		for i := range n {
			if d := abs(own + i - line); best < 0 || d < best {
				best, near, there = d, own+i, others+i
			}
		}
		own += n
		others += n
	}
	at := 0
	for _, e := range udiff.Lines(string(text), string(other)) {
		share(strings.Count(string(text[at:e.Start]), "\n"))
		own += strings.Count(string(text[e.Start:e.End]), "\n")
		others += strings.Count(e.New, "\n")
		at = e.End
	}
	share(strings.Count(string(text[at:]), "\n"))
	return near, there
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
