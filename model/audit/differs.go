package audit

import (
	"regexp"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/report"
)

// differs tells in which words a line of the document is another than that of
// the model.
func (f *finder) differs(b *block, l refLine) {
	f.rule = ruleText
	b.own = true
	f.targets(b, l)
	f.numbered(b, l)
	words := split(b.Text + outward(b.Block))
	start, end := 0, 0
	for start < len(words) && start < len(l.words) && sameWord(words[start], l.words[start]) {
		start++
	}
	for end < len(words)-start && end < len(l.words)-start && sameWord(words[len(words)-1-end], l.words[len(l.words)-1-end]) {
		end++
	}
	var said, want []string
	for _, w := range words[start : len(words)-end] {
		said = append(said, w.text)
	}
	for _, w := range l.words[start : len(l.words)-end] {
		want = append(want, w.text)
	}
	at := 0
	if start < len(b.words) {
		at = b.words[start].start
	} else if len(b.words) > 0 {
		at = b.words[len(b.words)-1].start
	}
	severity := report.Warning
	if weighty(said) || weighty(want) || f.inMark(b, at) {
		severity = report.Error
	}
	switch {
	case len(said) == 0 && len(want) == 0:
		f.says(report.Note, b, 0, "", "the line is %s; the model has %s", quote(b.Text), quote(l.b.Text))
	case len(said) == 0:
		f.says(severity, b, at, "", "the line leaves out %s; the model has %s", quote(strings.Join(want, " ")), quote(aroundWords(l.text, l.words, start, end)))
	case len(want) == 0:
		f.says(severity, b, at, "", "the line has %s, which the model does not have: %s", quote(strings.Join(said, " ")), quote(aroundWords(l.text, l.words, start, end)))
	default:
		f.says(severity, b, at, "", "the document has %s; the model has %s, in %s", quote(strings.Join(said, " ")), quote(strings.Join(want, " ")), quote(aroundWords(l.text, l.words, start, end)))
	}
}

func sameWord(a, b word) bool {
	if a.text == b.text {
		return true
	}
	if !hole().MatchString(b.text) {
		return false
	}
	parts := hole().Split(b.text, -1)
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	return regexp.MustCompile("^" + strings.Join(parts, ".*") + "$").MatchString(a.text)
}

// aroundWords is a line's text around the words that differ.
func aroundWords(text string, words []word, start, end int) string {
	if len(words) == 0 {
		return text
	}
	from := max(0, start-4)
	to := min(len(words)-1, len(words)-end+3)
	if from > to {
		from = to
	}
	return text[words[from].start:words[to].end]
}

// weighty tells whether words change what somebody does: a host, a number, a
// verb of a step, a word that denies.
func weighty(words []string) bool {
	for _, w := range words {
		low := strings.ToLower(w)
		if host(low) != "" || strings.ContainsAny(low, "0123456789@") || negation().MatchString(low) || toClear().MatchString(low+" ") || toSelect().MatchString(low+" ") {
			return true
		}
	}
	return false
}

func (f *finder) inMark(b *block, at int) bool {
	return slices.ContainsFunc(b.Marks, func(m paper.Mark) bool { return m.Kind != paper.Link && m.Start <= at && at < m.End })
}

// similar is how many words two lines have in common, as a share of the longer.
func similar(a, b []word) float64 {
	count := map[string]int{}
	for _, w := range b {
		count[w.low]++
	}
	n := 0
	for _, w := range a {
		if count[w.low] > 0 {
			count[w.low]--
			n++
		}
	}
	if len(a)+len(b) == 0 {
		return 0
	}
	return float64(n) / float64(max(len(a), len(b)))
}
