package residuals

import (
	"slices"
	"strconv"
	"strings"
)

// gather makes texts of the pieces. Pieces that always follow each other are one
// text, so that a variant is a short list.
func gather(variants []Variant, printed [][][]piece) Data {
	data := Data{Variants: map[string][][]int{}}
	data.Holes = holes(printed)
	numbers := numbering(data.Holes)

	units := map[string]int{}
	var texts []string
	var sequences [][]int
	for _, formats := range printed {
		for _, pieces := range formats {
			var sequence []int
			for _, p := range pieces {
				text := p.fixed
				if p.hole != nil {
					text = Mark + strconv.Itoa(numbers[key(p.hole)]) + Mark
				}
				n, ok := units[text]
				if !ok {
					n = len(texts)
					units[text] = n
					texts = append(texts, text)
				}
				sequence = append(sequence, n)
			}
			sequences = append(sequences, sequence)
		}
	}
	joined, sequences := join(texts, sequences)
	data.Texts = joined
	for i, v := range variants {
		data.Variants[Key(v.Answers)] = sequences[i*len(Formats) : (i+1)*len(Formats)]
	}
	return data
}

// holes are all different holes, in an order of their own.
func holes(printed [][][]piece) [][]string {
	seen := map[string]bool{}
	var all [][]string
	for _, formats := range printed {
		for _, pieces := range formats {
			for _, p := range pieces {
				if p.hole != nil && !seen[key(p.hole)] {
					seen[key(p.hole)] = true
					all = append(all, p.hole)
				}
			}
		}
	}
	slices.SortFunc(all, compareHoles)
	return all
}

func numbering(holes [][]string) map[string]int {
	numbers := map[string]int{}
	for i, h := range holes {
		numbers[key(h)] = i
	}
	return numbers
}

// key is a hole as the key of a map.
func key(hole []string) string { return strings.Join(hole, Mark) }

// join makes one text of texts that always stand side by side, and numbers the texts
// anew, in the order in which they are first used.
func join(texts []string, sequences [][]int) ([]string, [][]int) {
	const none, edge = -1, -2
	next, before := filled(len(texts), none), filled(len(texts), none)
	meet := func(a, b int) {
		for _, side := range []struct {
			of    []int
			at, n int
		}{{next, a, b}, {before, b, a}} {
			switch {
			case side.at < 0:
			case side.of[side.at] == none:
				side.of[side.at] = side.n
			case side.of[side.at] != side.n:
				side.of[side.at] = edge
			}
		}
	}
	for _, sequence := range sequences {
		last := edge
		for _, n := range sequence {
			meet(last, n)
			last = n
		}
		meet(last, edge)
	}
	// A text goes on into the next where neither ever stands beside another.
	follows := func(n int) bool { return next[n] >= 0 && before[next[n]] == n && next[n] != n }
	begins := func(n int) bool { return before[n] < 0 || !follows(before[n]) }

	var out []string
	numbers := filled(len(texts), none)
	short := make([][]int, len(sequences))
	for i, sequence := range sequences {
		for _, n := range sequence {
			if !begins(n) {
				continue
			}
			if numbers[n] == none {
				numbers[n] = len(out)
				var whole strings.Builder
				for at := n; ; at = next[at] {
					whole.WriteString(texts[at])
					if !follows(at) {
						break
					}
				}
				out = append(out, whole.String())
			}
			short[i] = append(short[i], numbers[n])
		}
	}
	return out, short
}

func filled(n, with int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = with
	}
	return all
}
