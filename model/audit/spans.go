package audit

import (
	"strings"

	"github.com/triptych-docs/triptych/model/audit/paper"
)

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
