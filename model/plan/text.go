package plan

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Text is a value made of fixed pieces and holes, in order. Holes are filled
// with a customer's values; the whole text is escaped as one, because most
// languages quote a value as a whole.
type Text []Piece

// A Piece is a literal or a hole, never both.
type Piece struct {
	Literal string
	Hole    string // the name of the hole: "input.address", "input.groups.eu", "customer.name"
}

// Literal is a text without a hole.
func Literal(s string) Text { return Text{{Literal: s}} }

// FromHole is a text that is one hole and nothing else.
func FromHole(name string) Text { return Text{{Hole: name}} }

// Fixed tells whether t has no hole.
func (t Text) Fixed() bool {
	for _, p := range t {
		if p.Hole != "" {
			return false
		}
	}
	return true
}

// Fill is the text with its holes filled. A hole that values does not have is
// a mistake of the caller and panics: which holes a plan has is known.
func (t Text) Fill(values Values) string {
	if len(t) == 1 {
		return t[0].fill(values)
	}
	size := 0
	for _, p := range t {
		size += len(p.Literal)
	}
	var b strings.Builder
	b.Grow(size)
	for _, p := range t {
		b.WriteString(p.fill(values))
	}
	return b.String()
}

func (p Piece) fill(values Values) string {
	if p.Hole == "" {
		return p.Literal
	}
	v, ok := values[p.Hole]
	if !ok {
		panic("plan: no value for hole " + p.Hole)
	}
	return v
}

// Values maps the name of each hole to a customer's value.
type Values map[string]string

// Blank stands where a person writes by hand: a value that the profile may
// leave out, such as the change ticket.
const Blank = "........"

// Merged is the text with neighbouring literals in one piece, so that texts that
// read alike are equal.
func (t Text) Merged() Text {
	var out Text
	for _, p := range t {
		if n := len(out); n > 0 && p.Hole == "" && out[n-1].Hole == "" {
			out[n-1].Literal += p.Literal
			continue
		}
		out = append(out, p)
	}
	return out
}

// Capital is a line of its own that reads as this one, with a capital letter at
// its start where it starts with words of ours.
func (l Line) Capital() Line {
	out := slices.Clone(l)
	if len(l) == 0 {
		return out
	}
	w, ok := l[0].(Words)
	if !ok || len(w.Text) == 0 || w.Text[0].Hole != "" {
		return out
	}
	t := slices.Clone(w.Text)
	t[0].Literal = Capital(t[0].Literal)
	out[0] = Words{Text: t}
	return out
}

// Capital is a text with a capital letter at its start, as it stands by itself.
func Capital(text string) string {
	if text == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
