package impact

import (
	"slices"
	"strings"
	"unicode"
)

// A swap is the words of a difference that are gone and those that are new:
// what is the same swap in many places is one change, seen in many places.
type swap struct{ old, new string }

// swapOf is the swap of a difference; none where words only moved, or where
// only one side has words of its own.
func swapOf(old, new string) (swap, bool) {
	before, after := tokens(old), tokens(new)
	gone := without(before, after)
	came := without(after, before)
	if len(gone) == 0 || len(came) == 0 || len(gone)+len(came) > 16 {
		return swap{}, false
	}
	return swap{strings.Join(gone, " "), strings.Join(came, " ")}, true
}

// tokens are the words and values of a text, without what stands around them.
// An address is cut at its sign: the host is what changes.
func tokens(text string) []string {
	return strings.FieldsFunc(display(text), func(r rune) bool {
		return r == '@' || unicode.IsSpace(r) || unicode.IsPunct(r) && !strings.ContainsRune(".-_/$'", r) || r == '`' || r == '|'
	})
}

// without are the tokens that the others do not have, each once.
func without(all, others []string) []string {
	var out []string
	for _, t := range all {
		t = strings.TrimRight(t, ".")
		if t != "" && !slices.Contains(out, t) && !slices.ContainsFunc(others, func(o string) bool { return strings.TrimRight(o, ".") == t }) {
			out = append(out, t)
		}
	}
	return out
}
