package markdown

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/triptych-docs/triptych/templates"
)

// A dialect is what text has to be escaped from beyond GitHub's specification.
// The zero dialect is that specification.
type dialect struct {
	name    string // behind the names of escapers; empty for the zero dialect
	tags    bool   // < starts a tag before anything but a space
	colons  bool   // : before a letter starts something; with tags, before a digit too
	escapes string // what a backslash escapes; empty for all punctuation
	starts  []string
}

// dialectOf is the dialect of a flavour.
func dialectOf(f templates.Flavour) dialect {
	if !f.MDX && !f.Colons && f.Escapes == "" && len(f.Starts) == 0 {
		return dialect{}
	}
	return dialect{name: "." + f.Name, tags: f.MDX, colons: f.Colons, escapes: f.Escapes, starts: f.Starts}
}

// special tells whether c is more than text in this dialect anywhere in a line.
func (d dialect) special(c rune, next byte, after string) bool {
	switch c {
	case '<':
		return d.tags && next != ' '
	case ':':
		next, size := utf8.DecodeRuneInString(after)
		return d.colons && size > 0 && (unicode.IsLetter(next) || d.tags && unicode.IsNumber(next))
	}
	return false
}

// startsBlock tells whether a text at the start of a block would be no paragraph
// in this dialect.
func (d dialect) startsBlock(text string) bool {
	return slices.ContainsFunc(d.starts, func(s string) bool { return strings.HasPrefix(text, s) })
}

// escape writes a character so that it is itself.
func (d dialect) escape(b *strings.Builder, c rune) {
	if !asciiPunct(c) || d.escapes != "" && !strings.ContainsRune(d.escapes, c) {
		fmt.Fprintf(b, "&#%d;", c)
		return
	}
	b.WriteByte('\\')
	b.WriteRune(c)
}
