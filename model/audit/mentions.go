package audit

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/audit/paper"
)

// A mention is a place of a block where a label of the model stands.
type mention struct {
	paper.Span
	label  *label
	marked bool // it stands out, or is quoted
	kind   likeness
}

// mentions finds the labels in a block: those that stand out first, then those
// in running words.
func (r *reading) mentions(b *block) []mention {
	var out []mention
	taken := func(s paper.Span) bool {
		return slices.ContainsFunc(out, func(m mention) bool { return s.Start < m.End && m.Start < s.End })
	}
	for _, raw := range spans(b) {
		s := trim(b, raw)
		if s.Start >= s.End || taken(s) {
			continue
		}
		for _, candidate := range []paper.Span{s, raw} {
			if l, kind := r.find(b.Of(candidate), true); l != nil && !taken(candidate) {
				out = append(out, mention{candidate, l, true, kind})
				break
			}
		}
	}
	if m, ok := r.glued(b); ok && !taken(m.Span) {
		out = append(out, m)
	}
	// Longer labels first: "Journal rules" is no mention inside of a longer one.
	for _, l := range r.byLength {
		n := len(l.words)
		for i := 0; i+n <= len(b.words); i++ {
			if b.words[i].low != l.words[0] || !sameWords(b.words[i:i+n], l.words) {
				continue
			}
			s := paper.Span{Start: b.words[i].start, End: b.words[i+n-1].end}
			s = widen(b.Text, s, l.text)
			if taken(s) {
				continue
			}
			exact := strings.Contains(squeeze(b.Of(s)), l.text)
			if n == 1 && !(exact && stands(b, i, n)) || n == 2 && !exact && !stands(b, i, n) {
				continue
			}
			kind := same
			if !exact {
				kind = letters
			}
			best := l
			if kind == letters {
				best, kind = r.best(squeeze(b.Of(s)), l)
			}
			out = append(out, mention{s, best, false, kind})
		}
	}
	out = append(out, r.nearMentions(b, taken)...)
	slices.SortFunc(out, func(a, c mention) int { return a.Start - c.Start })
	return out
}

// glued finds the label that opens a block and runs into the text behind it, as
// the cells of a table do when its lines are lost.
func (r *reading) glued(b *block) (mention, bool) {
	start := len(b.Text) - len(strings.TrimLeft(b.Text, "* "))
	for _, l := range r.byLength {
		end := start + len(l.text)
		if end < len(b.Text) && len(l.text) > 1 && strings.EqualFold(b.Text[start:end], l.text) && isUpper(b.Text[end]) && b.Text[end-1] >= 'a' && b.Text[end-1] <= 'z' {
			_, kind := r.find(b.Text[start:end], false)
			return mention{paper.Span{Start: start, End: end}, l, true, kind}, true
		}
	}
	return mention{}, false
}

// widen takes in what belongs to a label and is no word: brackets at its ends.
func widen(text string, s paper.Span, label string) paper.Span {
	if strings.HasPrefix(label, "[") && s.Start > 0 && text[s.Start-1] == '[' {
		s.Start--
	}
	for _, end := range []string{")", "]", "?"} {
		if strings.HasSuffix(label, end) && strings.HasPrefix(text[s.End:], end) {
			s.End++
		}
	}
	return s
}

func sameWords(have []word, want []string) bool {
	for i, w := range want {
		if have[i].low != w {
			return false
		}
	}
	return true
}

// stands tells whether n words are where a short label would be: after a verb
// that asks for it, before a colon, or by themselves.
func stands(b *block, i, n int) bool {
	w := b.words[i]
	if len(b.words) == n || strings.HasPrefix(strings.TrimLeft(b.Text[b.words[i+n-1].end:], "*. "), ":") && i == 0 {
		return true
	}
	if i == 0 {
		return false
	}
	if w.text == "+" {
		return verbs[b.words[i-1].low] || b.words[i-1].low == "the"
	}
	first := []rune(w.text)[0]
	if first < 'A' || first > 'Z' {
		return false
	}
	if b.words[i-1].low == ">" || i+1 < len(b.words) && b.words[i+1].low == ">" {
		return true
	}
	return verbs[b.words[i-1].low] || b.words[i-1].low == "the" && i > 1
}

// verbs are what a reader is told to do with something on screen.
var verbs = map[string]bool{
	"select": true, "click": true, "choose": true, "press": true, "open": true, "hit": true, "tap": true,
	"check": true, "tick": true, "in": true, "to": true, "and": true, "use": true, "on": true, "a": true,
}

// pressing are the verbs that ask for something on screen and for nothing else.
var pressing = map[string]bool{
	"select": true, "click": true, "choose": true, "press": true, "open": true, "hit": true, "tap": true, "check": true, "tick": true,
}

// nearMentions finds labels of several words that running text has almost.
func (r *reading) nearMentions(b *block, taken func(paper.Span) bool) []mention {
	var out []mention
	for _, l := range r.byLength {
		n := len(l.words)
		if n < 4 {
			continue
		}
		for i := range b.words {
			if b.words[i].low != l.words[0] {
				continue
			}
			bestSpan, bestShare := paper.Span{}, 1.0
			for _, m := range []int{n, n + 1, n - 1} {
				if m < 3 || i+m > len(b.words) || b.words[i+m-1].low != l.words[n-1] {
					continue
				}
				s := paper.Span{Start: b.words[i].start, End: b.words[i+m-1].end}
				s = widen(b.Text, s, l.text)
				if strings.ContainsAny(b.Of(s), ".!;") || taken(s) {
					continue
				}
				var have []string
				for _, w := range b.words[i : i+m] {
					have = append(have, w.low)
				}
				if share := unlike(have, b.Of(s), l); share < bestShare {
					bestSpan, bestShare = s, share
				}
			}
			limit := 0.12
			if n >= 5 {
				limit = 0.2
			}
			if bestShare > 0 && bestShare <= limit && isUpper(b.Text[bestSpan.Start]) {
				over := func(m mention) bool { return bestSpan.Start < m.End && m.Start < bestSpan.End }
				if !slices.ContainsFunc(out, over) {
					out = append(out, mention{bestSpan, l, false, near})
				}
			}
		}
	}
	return out
}
