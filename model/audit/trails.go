package audit

import (
	"strings"

	"github.com/triptych-docs/triptych/model/audit/paper"
)

// A trail is a way through menus as a document writes it.
type trail struct {
	b        *block
	segments []paper.Span
}

// trails finds the ways through menus in a block.
func trails(b *block, known []string) []trail {
	var out []trail
	var at []int
	for i := 1; i+1 < len(b.Text); i++ {
		if b.Text[i] == '>' && b.Text[i-1] == ' ' && b.Text[i+1] == ' ' || b.Text[i] == '|' && b.Kind != paper.Row && b.Text[i-1] == ' ' && b.Text[i+1] == ' ' {
			at = append(at, i)
		}
	}
	for n := 0; n < len(at); {
		t := trail{b: b, segments: []paper.Span{before(b, at[n], known)}}
		for {
			next, last := len(b.Text), n+1 >= len(at)
			if !last {
				next = at[n+1]
			}
			s, ends := behind(b, at[n]+1, next)
			t.segments = append(t.segments, s)
			n++
			if last || ends {
				break
			}
		}
		out = append(out, t)
	}
	return out
}

// before is the segment that ends where a separator stands.
func before(b *block, at int, known []string) paper.Span {
	end := at
	for end > 0 && b.Text[end-1] == ' ' {
		end--
	}
	for _, m := range b.Marks {
		if m.End == end && (m.Kind == paper.Strong || m.Kind == paper.Link || m.Kind == paper.Emphasis) {
			return m.Span
		}
	}
	for _, m := range b.labels {
		if m.End == end {
			return m.Span
		}
	}
	if q := strings.IndexByte("'\"", b.Text[max(0, end-1)]); q >= 0 && end > 1 {
		if open := strings.LastIndexByte(b.Text[:end-1], b.Text[end-1]); open >= 0 {
			return paper.Span{Start: open, End: end}
		}
	}
	if start := nameBefore(b.Text[:end], known); start >= 0 {
		return paper.Span{Start: start, End: end}
	}
	start, words := end, 0
	for i := end - 1; i >= 0 && words < 6; i-- {
		if strings.IndexByte(".,:;(", b.Text[i]) >= 0 {
			break
		}
		if i > 0 && b.Text[i-1] != ' ' {
			continue
		}
		words++
		word := strings.ToLower(strings.Trim(strings.Fields(b.Text[i:end])[0], "'\""))
		if actions[word] || isUpper(b.Text[i]) || b.Text[i] == '\'' || b.Text[i] == '"' {
			start = i
		}
		if pressing[word] || leading[word] {
			if rest := strings.TrimLeft(b.Text[i+len(word):end], " "); rest != "" && !actions[word] {
				start = end - len(rest)
			}
			break
		}
	}
	return paper.Span{Start: start, End: end}
}

// leading are the words that a path may follow.
var leading = map[string]bool{"go": true, "navigate": true, "from": true, "the": true, "your": true}

// nameBefore is where the longest known name that a text ends in starts; -1
// where it ends in none.
func nameBefore(text string, known []string) int {
	best := -1
	for _, name := range known {
		at := len(text) - len(name)
		if at >= 0 && strings.EqualFold(text[at:], name) && (at == 0 || text[at-1] == ' ') && (best < 0 || at < best) {
			best = at
		}
	}
	return best
}

// behind is the segment between a separator and the next, and whether the
// sentence goes on behind it.
func behind(b *block, at, next int) (s paper.Span, ends bool) {
	for at < next && b.Text[at] == ' ' {
		at++
	}
	for _, m := range b.Marks {
		if m.Start <= at && at < m.End && m.End <= next && (m.Kind == paper.Strong || m.Kind == paper.Link || m.Kind == paper.Emphasis) {
			return m.Span, strings.TrimSpace(b.Text[m.End:next]) != ""
		}
	}
	end := at
	for end < next {
		if strings.IndexByte(".,:;\n", b.Text[end]) >= 0 {
			return paper.Span{Start: at, End: end}, true
		}
		for _, stop := range []string{" and ", " to ", " menu", " page", " of the ", ", "} {
			if stop == " page" && len(b.Marks) == 0 {
				continue // nothing tells whether it is a part of the label
			}
			if strings.HasPrefix(b.Text[end:next], stop) && end > at && !inLabel(b, end) {
				return paper.Span{Start: at, End: end}, true
			}
		}
		end++
	}
	for end > at && b.Text[end-1] == ' ' {
		end--
	}
	return paper.Span{Start: at, End: end}, next == len(b.Text)
}

// actions are the verbs by which a segment is known to be no place in a menu but
// something to do.
var actions = map[string]bool{"click": true, "select": true, "enter": true, "and": true, "press": true, "hit": true, "choose": true}
