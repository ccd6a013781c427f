package audit

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/report"
)

// Text that was read in another encoding than it was written in: UTF-8 taken
// for Windows-1252 or Latin-1.
var mojibake = pattern.New("[\u00e2\u00c3\u00c2][\u0080-\u00bf\u20ac\u2122\u0153\u017d\u2019\u201c\u201d\u2030\u2039\u203a\u2018\u201a\u201e\u2020\u2021\u02c6\u2026]+[\u0080-\u00bf\u20ac\u2122\u0153\u017e\u017d\u2019\u201c\u201d]*|\ufffd")

// characters finds characters that an encoding has damaged.
func characters(f *finder) {
	for _, b := range f.blocks {
		for _, m := range mojibake().FindAllStringIndex(b.Text, -1) {
			s := b.Text[m[0]:m[1]]
			if utf8.RuneCountInString(s) < 2 && s != "\ufffd" {
				continue
			}
			f.says(report.Warning, b, m[0], "save the file as UTF-8", "the characters %s are damage of an encoding", quote(s))
		}
	}
}

var (
	twoStops  = pattern.New(`[^.]\.\.(?:[^.]|$)|[,;:]{2}|\s[,;]\s`)
	strayMark = pattern.New(`\*\*|__|</?[a-z]+>|\[[^\]]*\]\([^)]*$`)
	strayLead = pattern.New(`^[.,;:)]\s`)
	icons     = pattern.New(`[✎✏\x{1F300}-\x{1FAFF}\x{E000}-\x{F8FF}]`)
)

// markup finds marks and signs that were left standing.
func markup(f *finder) {
	for _, b := range f.foreign() {
		if m := twoStops().FindStringIndex(b.Text); m != nil && !strings.Contains(b.Text[m[0]:m[1]], "..*") {
			f.says(report.Note, b, m[0], "", "the punctuation is damaged: %s", quote(around(b.Text, m)))
		}
		if m := strayMark().FindStringIndex(b.Text); m != nil && b.Kind != paper.Code && !isPlaceholder(b.Text[m[0]:m[1]]) {
			f.says(report.Note, b, m[0], "", "markup was left standing: %s", quote(around(b.Text, m)))
		}
		if m := strayLead().FindStringIndex(b.Text); m != nil {
			f.says(report.Note, b, m[0], "", "a stray sign opens the line: %s", quote(around(b.Text, m)))
		}
		if m, ok := f.glued(b); ok {
			f.says(report.Note, b, m.Start, "", "the label %s and the text behind it run together", quote(m.label.text))
		}
		if m := icons().FindStringIndex(b.Text); m != nil {
			f.says(report.Note, b, m[0], "", "the sign %s is a picture of a button, and reads as none", quote(b.Text[m[0]:m[1]]))
		}
	}
}

func isPlaceholder(s string) bool { return strings.HasPrefix(s, "<") && !strings.HasPrefix(s, "</") }

func around(text string, m []int) string {
	start, end := max(0, m[0]-20), min(len(text), m[1]+20)
	for start > 0 && !utf8.RuneStart(text[start]) {
		start--
	}
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	return text[start:end]
}

// repeated finds lines that stand twice close together, or a label without the
// value that it has elsewhere: traces of an extraction.
func repeated(f *finder) {
	for i, b := range f.blocks {
		if b.own || b.Kind == paper.Heading || b.Kind == paper.Row {
			continue
		}
		for j := max(0, i-8); j < i; j++ {
			old := f.blocks[j]
			if old.Kind != b.Kind || squeeze(old.Text) != squeeze(b.Text) || old.step != b.step || old.heading != b.heading {
				continue
			}
			lone := b.Kind == paper.Item && strings.HasSuffix(b.Text, ":") && len(b.labels) > 0
			if len(b.words) < 8 && !lone {
				continue
			}
			found := f.says(report.Note, b, 0, "", "the line %s stands twice", quote(b.Text))
			f.also(found, old, 0, "the first one")
			break
		}
	}
}

// typos finds words that are one letter away from a word that the model uses
// and that it never uses itself.
func typos(f *finder) {
	known := f.vocabulary()
	byLength := map[int][]string{}
	shown := map[string]bool{}
	for _, l := range f.labels {
		for _, w := range l.words {
			shown[w] = true
		}
	}
	for _, w := range lows(f.plain(f.procedure.Title.Text)) {
		shown[w] = true
	}
	for _, w := range sorted(shown) {
		byLength[len(w)] = append(byLength[len(w)], w)
	}
	joined := f.compounds()
	told := map[string]bool{}
	for _, b := range f.foreign() {
		for _, w := range b.words {
			if apart := joined[stem(w.low)]; apart != "" && !inLabel(b, w.start) {
				f.says(report.Note, b, w.start, "", "%s is written %s in the model", quote(w.text), quote(apart))
				continue
			}
			if len(w.low) < 7 || known[w.low] || host(w.low) != "" || strings.ContainsAny(w.low, "@._-0123456789<'") || told[w.low] {
				continue
			}
			for _, k := range slices.Concat(byLength[len(w.low)-1], byLength[len(w.low)], byLength[len(w.low)+1]) {
				if stem(k) == stem(w.low) || distance(k, w.low, 1) > 1 || k[0] != w.low[0] || related(k, w.low) {
					continue
				}
				told[w.low] = true
				f.says(report.Note, b, w.start, "", "%s looks like a slip for %s", quote(w.text), quote(k))
				break
			}
		}
	}
}

// compounds are the names of settings that are two words, by what they are when
// somebody writes them as one.
func (f *finder) compounds() map[string]string {
	out := map[string]string{}
	for _, s := range f.settings {
		if words := lows(s.title); len(words) == 2 {
			out[stem(words[0]+words[1])] = strings.ToLower(s.title)
		}
	}
	return out
}

// related tells whether two words differ only in how they end, as words of one
// family do, or where British and American spelling do.
func related(a, b string) bool {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	if n >= len(a)-2 && n >= len(b)-2 {
		return true
	}
	return strings.ReplaceAll(a, "s", "z") == strings.ReplaceAll(b, "s", "z") || strings.ReplaceAll(a, "our", "or") == strings.ReplaceAll(b, "our", "or")
}

// vocabulary is every word that the steps of the model use.
func (f *finder) vocabulary() map[string]bool {
	out := map[string]bool{}
	for _, steps := range f.steps {
		for _, s := range steps {
			for _, w := range lows(s.title + " " + s.text) {
				out[w] = true
			}
		}
	}
	for _, l := range f.labels {
		for _, w := range l.words {
			out[w] = true
		}
	}
	for w := range f.prose {
		out[w] = true
	}
	for w := range out {
		if strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) {
			delete(out, w)
		}
	}
	return out
}
