package paper

import (
	"html"
	"strings"

	"github.com/triptych-docs/triptych/model/pattern"
)

// A builder gathers the text of one block with the place of each of its bytes.
type builder struct {
	text    []byte
	offsets []int
	marks   []Mark
	open    []int // marks that are open: indexes into marks
}

// add takes over bytes that stand in the file as they are.
func (b *builder) add(s []byte, at int) {
	for i, c := range s {
		b.text = append(b.text, c)
		b.offsets = append(b.offsets, at+i)
	}
}

// put adds text that stands for something else at a place.
func (b *builder) put(s string, at int) {
	for i := range len(s) {
		b.text = append(b.text, s[i])
		b.offsets = append(b.offsets, at)
	}
}

var entity = pattern.New(`^&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)

// escaped adds text in which entities, and backslashes if asked for, stand for
// other characters.
func (b *builder) escaped(s []byte, at int, backslashes bool) {
	for i := 0; i < len(s); {
		switch {
		case backslashes && s[i] == '\\' && i+1 < len(s) && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", s[i+1]) >= 0:
			b.put(string(s[i+1]), at+i+1)
			i += 2
		case s[i] == '&':
			if m := entity().Find(s[i:]); m != nil {
				b.put(html.UnescapeString(string(m)), at+i)
				i += len(m)
				continue
			}
			fallthrough
		default:
			b.add(s[i:i+1], at+i)
			i++
		}
	}
}

func (b *builder) begin(kind MarkKind, url string) {
	b.open = append(b.open, len(b.marks))
	b.marks = append(b.marks, Mark{Kind: kind, URL: url, Span: Span{Start: len(b.text), End: -1}})
}

func (b *builder) end() {
	if n := len(b.open); n > 0 {
		b.marks[b.open[n-1]].End = len(b.text)
		b.open = b.open[:n-1]
	}
}

// block ends the gathering: white space around the text goes, and the marks
// with it.
func (b *builder) block(kind Kind, end int) Block {
	for len(b.open) > 0 {
		b.end()
	}
	start, stop := 0, len(b.text)
	for start < stop && isSpace(b.text[start]) {
		start++
	}
	for stop > start && isSpace(b.text[stop-1]) {
		stop--
	}
	if stop > start {
		end = b.offsets[stop-1] + 1
	}
	out := Block{Kind: kind, Text: string(b.text[start:stop]), offsets: append(append([]int{}, b.offsets[start:stop]...), end)}
	for _, m := range b.marks {
		m.Start, m.End = max(m.Start-start, 0), min(m.End-start, stop-start)
		for m.Start < m.End && isSpace(out.Text[m.Start]) {
			m.Start++
		}
		for m.End > m.Start && isSpace(out.Text[m.End-1]) {
			m.End--
		}
		if m.Start < m.End {
			out.Marks = append(out.Marks, m)
		}
	}
	return out
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }
