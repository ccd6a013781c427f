package explain

import (
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/prose"
)

// shift is a text with every letter and digit replaced by the next one, which
// changes every word of it and the length of none.
func shift(s string) string {
	if !strings.ContainsFunc(s, isAlphanumeric) {
		return strings.ReplaceAll(s, "+", "%") // the label of a button
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == 'z':
			return 'a'
		case r == 'Z':
			return 'A'
		case r == '9':
			return '1'
		case 'a' <= r && r < 'z', 'A' <= r && r < 'Z', '0' <= r && r < '9':
			return r + 1
		}
		return r
	}, s)
}

func isAlphanumeric(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
}

func shiftProse(p model.Prose) model.Prose {
	p.Text, p.Blocks = shift(p.Text), shiftBlocks(p.Blocks)
	return p
}

func shiftBlocks(in []prose.Block) []prose.Block {
	var out []prose.Block
	for _, b := range in {
		switch b := b.(type) {
		case prose.Paragraph:
			out = append(out, prose.Paragraph{Runs: shiftRuns(b.Runs)})
		case prose.List:
			items := make([][]prose.Block, len(b.Items))
			for i, item := range b.Items {
				items[i] = shiftBlocks(item)
			}
			b.Items = items
			out = append(out, b)
		default:
			out = append(out, b) // of frames only
		}
	}
	return out
}

// shiftRuns changes the words that the author wrote; what a brace quotes is a
// text of its own.
func shiftRuns(in []prose.Run) []prose.Run {
	var out []prose.Run
	for _, r := range in {
		switch r := r.(type) {
		case prose.Words:
			out = append(out, prose.Words{Text: shift(r.Text)})
		case prose.Strong:
			out = append(out, prose.Strong{Runs: shiftRuns(r.Runs)})
		case prose.Code:
			out = append(out, prose.Code{Runs: shiftRuns(r.Runs)})
		case prose.Link:
			r.Runs = shiftRuns(r.Runs)
			out = append(out, r)
		case prose.Brace:
			out = append(out, r)
		}
	}
	return out
}
