package source

import (
	"fmt"
	"slices"
	"strings"
)

// DidYouMean is a hint that names the nearest of the known words, or lists
// them when none is near and they are few. It is empty when it has nothing to say.
func DidYouMean(word string, known []string) string {
	best, distance := "", len(word)/2+1
	for _, k := range known {
		if d := levenshtein(strings.ToLower(word), strings.ToLower(k)); d < distance {
			best, distance = k, d
		}
	}
	if best != "" {
		return fmt.Sprintf("did you mean %q?", best)
	}
	sorted := slices.Compact(slices.Sorted(slices.Values(known)))
	if len(sorted) == 0 || len(sorted) > 12 {
		return ""
	}
	return "known: " + strings.Join(sorted, ", ")
}

// levenshtein counts the single-character edits from a to b, on two rows.
func levenshtein(a, b string) int {
	x, y := []rune(a), []rune(b)
	previous := make([]int, len(y)+1)
	current := make([]int, len(y)+1)
	for j := range previous {
		previous[j] = j
	}
	for i, r := range x {
		current[0] = i + 1
		for j, s := range y {
			cost := 1
			if r == s {
				cost = 0
			}
			current[j+1] = min(previous[j+1]+1, current[j]+1, previous[j]+cost)
		}
		previous, current = current, previous
	}
	return previous[len(y)]
}
