package audit

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/audit/paper"
)

// A reading is a document seen with the eyes of one procedure: what each of its
// blocks names, and which step it is about.
type reading struct {
	*index
	paper      *paper.Paper
	generation string
	blocks     []*block
}

// A block is one of the document's, with what was found in it.
type block struct {
	paper.Block
	at      int // in the document
	words   []word
	plain   string // its text, squeezed
	labels  []mention
	step    *step   // nil: of none
	support float64 // how much it speaks for its step
	heading int     // the block of the heading above; -1 for none
	// own says that the model has the same sentence: its words are not looked at.
	own bool
}

// A mention is a place of a block where a label of the model stands.
type mention struct {
	paper.Span
	label  *label
	marked bool // it stands out, or is quoted
	kind   likeness
}

// A likeness is how a text is like a label.
type likeness int

const (
	same    likeness = iota // letter by letter
	letters                 // but for small and capital letters
	near                    // but for a word or some letters
)

func newReading(x *index, p *paper.Paper) *reading {
	r := &reading{index: x, paper: p}
	heading := -1
	for i, b := range p.Blocks {
		if b.Kind == paper.Heading {
			heading = i
		}
		r.blocks = append(r.blocks, &block{Block: b, at: i, words: split(b.Text), plain: squeeze(b.Text), heading: heading})
	}
	for _, b := range r.blocks {
		b.labels = r.mentions(b)
	}
	r.generation = r.fitGeneration()
	r.inGeneration()
	r.align()
	return r
}

// spans are the parts of a block that stand out or are quoted.
func spans(b *block) []paper.Span {
	var out []paper.Span
	for _, m := range b.Marks {
		if m.Kind == paper.Strong || m.Kind == paper.Emphasis {
			out = append(out, m.Span)
		}
	}
	quotes := map[byte]byte{'"': '"', '\'': '\'', '[': ']'}
	for i := 0; i < len(b.Text); i++ {
		end, ok := quotes[b.Text[i]]
		if !ok || i > 0 && b.Text[i] != '[' && !strings.ContainsRune(" (\t*:", rune(b.Text[i-1])) {
			continue
		}
		j := strings.IndexByte(b.Text[i+1:], end)
		if j <= 0 || j > 90 {
			continue
		}
		if end == '\'' && i+2+j < len(b.Text) && letter(rune(b.Text[i+2+j])) {
			continue
		}
		s := paper.Span{Start: i + 1, End: i + 1 + j}
		if end == ']' {
			s = paper.Span{Start: i, End: i + 2 + j}
		}
		out = append(out, s)
		i = s.End
	}
	for i, r := range b.Text {
		if r != '\u201c' && r != '\u2018' {
			continue
		}
		rest := b.Text[i+3:]
		if j := strings.IndexAny(rest, "\u201d\u2019"); j > 0 && j < 90 {
			out = append(out, paper.Span{Start: i + 3, End: i + 3 + j})
		}
	}
	return out
}

// trim takes what is no part of a label off a span: colons, dots, stars.
func trim(b *block, s paper.Span) paper.Span {
	const lead, tail = " \t\n*\"'", " \t\n*:\"'"
	for s.Start < s.End && strings.IndexByte(lead, b.Text[s.Start]) >= 0 {
		s.Start++
	}
	for s.End > s.Start {
		if strings.IndexByte(tail, b.Text[s.End-1]) >= 0 {
			s.End--
		} else if strings.HasSuffix(b.Text[s.Start:s.End], ".") {
			s.End--
		} else {
			break
		}
	}
	return s
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
	for _, l := range r.byLength() {
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
	for _, l := range r.byLength() {
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

func (r *reading) byLength() []*label {
	if r.index.sorted == nil {
		r.index.sorted = slices.Clone(r.index.labels)
		slices.SortStableFunc(r.index.sorted, func(a, b *label) int { return len(b.text) - len(a.text) })
	}
	return r.index.sorted
}

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

// nearMentions finds labels of several words that running text has almost.
func (r *reading) nearMentions(b *block, taken func(paper.Span) bool) []mention {
	var out []mention
	for _, l := range r.byLength() {
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

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

// inGeneration makes mentions with other capitals ones of a label that the
// document's generation has, where there is one.
func (r *reading) inGeneration() {
	for _, b := range r.blocks {
		for i, m := range b.labels {
			if m.kind == letters {
				b.labels[i].label, b.labels[i].kind = r.best(squeeze(strings.Trim(b.Of(m.Span), "*: ")), m.label)
			}
		}
	}
}

// fitGeneration is the generation of the consoles that most of the labels are
// from. Labels that all generations share tell nothing.
func (r *reading) fitGeneration() string {
	count := map[string]float64{}
	for _, b := range r.blocks {
		for _, m := range b.labels {
			if len(m.label.in) >= len(r.generations) || m.kind == near || m.label.text == "+" && !m.marked {
				continue
			}
			weight := 1 / float64(len(m.label.in))
			if m.kind != same {
				weight /= 4
			}
			for g := range m.label.in {
				count[g] += weight
			}
		}
	}
	best := r.generations[0]
	for _, g := range r.generations {
		if count[g] > count[best] {
			best = g
		}
	}
	return best
}
