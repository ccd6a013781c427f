package audit

import "strings"

// A likeness is how a text is like a label.
type likeness int

const (
	same    likeness = iota // letter by letter
	letters                 // but for small and capital letters
	near                    // but for a word or some letters
)

// best prefers the label with the same letters, then one of the reader's
// generation.
func (r *reading) best(text string, l *label) (*label, likeness) {
	all := r.byText[strings.ToLower(l.text)]
	for _, other := range all {
		if other.text == text || strings.Trim(other.text, "[]") == text {
			return other, same
		}
	}
	// Several labels may differ in capitals only: the nearest of the reader's
	// generation is meant.
	least := len(text) + 1
	for _, other := range all {
		if d := distance(text, other.text, len(text)); other.in[r.generation] && d < least {
			l, least = other, d
		}
	}
	return l, letters
}

// find is the label that a text is, or is like.
func (r *index) find(text string, nearToo bool) (*label, likeness) {
	text = squeeze(text)
	if bare := strings.Trim(text, "[]"); bare != text && len(r.byText[strings.ToLower(text)]) == 0 {
		text = bare // some consoles show what is selected in brackets
	}
	if all := r.byText[strings.ToLower(text)]; len(all) > 0 {
		for _, l := range all {
			if l.text == text || strings.Trim(l.text, "[]") == text {
				return l, same
			}
		}
		return all[0], letters
	}
	if !nearToo || len(text) < 5 {
		return nil, same
	}
	words := lows(text)
	var found *label
	least := 1.0
	for _, l := range r.labels {
		if share := unlike(words, text, l); share < least {
			found, least = l, share
		}
	}
	if found == nil || least > 0.2 && !(len(found.words) > 1 && least <= 0.34) {
		return nil, same
	}
	return found, near
}

// unlike is how far a text is from a label: 0 is the same, 1 another text.
func unlike(words []string, text string, l *label) float64 {
	a, b := strings.Join(words, " "), strings.Join(l.words, " ")
	if a == "" || b == "" {
		return 1
	}
	longer := max(len(a), len(b))
	if longer < 5 {
		return 1
	}
	limit := longer / 5
	d := 1.0
	if edits := distance(a, b, limit); edits <= limit {
		d = float64(edits) / float64(longer)
	}
	// One word more or less is near, if most of the words are the same.
	if m := missing(words, l.words); m >= 0 && m <= 1 && len(l.words) >= 2 && len(words) >= 2 {
		shared := float64(len(l.words)+len(words)-m) / 2
		d = min(d, float64(m)/shared/2+0.01)
	}
	return d
}

// missing counts the words that only one of two lists has, where one is the
// other with some left out; -1 where it is not.
func missing(a, b []string) int {
	if len(a) < len(b) {
		a, b = b, a
	}
	i := 0
	for _, w := range a {
		if i < len(b) && b[i] == w {
			i++
		}
	}
	if i < len(b) {
		return -1
	}
	return len(a) - len(b)
}
