package markdown

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/triptych-docs/triptych/render/residual"
)

// left and right are what stands beside plain text. They are known from the
// structure of a line alone, never from the values beside it.
type (
	left  string
	right string
)

const (
	leftRun    left = ""       // code, a link or the text of this package
	leftBlock  left = "block"  // the start of a block: a list, a heading … could start here
	leftEdge   left = "edge"   // the start of a cell, a heading, or bold text
	leftStrong left = "strong" // the end of bold text

	rightRun    right = ""       // a link or the text of this package
	rightEdge   right = "edge"   // the end of the line, the cell or bold text
	rightCode   right = "code"   // the start of a code span
	rightStrong right = "strong" // the start of bold text
)

// plain is the escaper of plain text.
func plain(l left, r right, d dialect) residual.Escaper {
	return residual.Escaper{
		Name:   "markdown.text(" + string(l) + "," + string(r) + ")" + d.name,
		Escape: func(value string) string { return escapeText(value, l, r, d) },
	}
}

// boldIn is the escaper of bold text.
func boldIn(d dialect) residual.Escaper {
	return residual.Escaper{
		Name:   "markdown.strong" + d.name,
		Escape: func(value string) string { return escapeStrong(value, d) },
	}
}

// clean is a value without what no output may hold.
func clean(value string) string {
	if utf8.ValidString(value) && strings.IndexByte(value, 0) < 0 {
		return value
	}
	return strings.ReplaceAll(strings.ToValidUTF8(value, "\ufffd"), "\x00", "\ufffd")
}

// escapeText escapes where a reader of Markdown would see more than text, and
// nowhere else. The neighbours of a character inside the value are known; what
// follows or precedes the value is l and r.
func escapeText(value string, l left, r right, d dialect) string {
	value = clean(value)
	var b strings.Builder
	written := 0                                 // bytes of the value
	hashes := len(strings.TrimRight(value, "#")) // from here on there are only #
	digits := 0
	for digits < len(value) && value[digits] >= '0' && value[digits] <= '9' {
		digits++
	}
	starts := l == leftBlock && d.startsBlock(value)
	for i, size := 0, 0; i < len(value); i += size {
		for i > 0 && i < len(value)-1 && inert[value[i]] {
			i++
		}
		var c rune
		c, size = utf8.DecodeRuneInString(value[i:])
		first, last := i == 0, i+size == len(value)
		if hidden(c) ||
			first && l.encodes(c) || last && r.encodes(c) {
			if written == 0 {
				b.Grow(len(value) + few)
			}
			b.WriteString(value[written:i])
			fmt.Fprintf(&b, "&#%d;", c)
			written = i + size
			continue
		}
		var prev, next byte // ASCII neighbours; 0 where there is none
		if !first {
			prev = value[i-1]
		}
		if !last {
			next = value[i+size]
		}
		// A neighbour at the border that comes out as an entity counts as the
		// punctuation that an entity starts and ends with.
		if i == 1 && l.encodes(rune(prev)) {
			prev = ';'
		}
		if i+size+1 == len(value) && r.encodes(rune(next)) {
			next = '&'
		}
		if special(c, prev, next, value[:i], value[i+size:]) ||
			d.special(c, next, value[i+size:]) ||
			l == leftBlock && startsBlock(c, next, i, digits) ||
			first && starts ||
			r == rightEdge && c == '#' && i >= hashes ||
			r.escapes(c) && last {
			if written == 0 {
				b.Grow(len(value) + few)
			}
			b.WriteString(value[written:i])
			d.escape(&b, c)
			written = i + size
		}
	}
	if written == 0 {
		return value
	}
	b.WriteString(value[written:])
	return b.String()
}

// few is room for the characters of a text that are escaped.
const few = 16

// inert are the characters that, between two others, are text and nothing else.
// Most of a text is.
var inert = func() (all [256]bool) {
	for c := range all {
		all[c] = alnum(byte(c)) || c == ' ' || c == ',' || c == '-'
	}
	return all
}()

// hidden tells whether a character is better seen than obeyed: control
// characters, line breaks, and marks that change the direction of what follows.
// They are written as numbers, which read as the character itself.
func hidden(c rune) bool {
	switch {
	case c < 0x20, c >= 0x7f && c < 0xa0: // controls
		return true
	case c == 0x200e, c == 0x200f, c == 0x061c: // direction marks
		return true
	case c >= 0x2028 && c <= 0x202e: // separators, embeddings and overrides
		return true
	case c >= 0x2066 && c <= 0x2069: // isolates
		return true
	}
	return c == 0xfeff // byte order mark
}

// encodes tells whether the first character of a text has to be written as an
// entity. At the start of a line spaces are dropped. Beside ** a letter must
// not stand where the bold text has punctuation on its other side, or ** is no
// delimiter; an entity ends in punctuation.
func (l left) encodes(c rune) bool {
	switch l {
	case leftBlock, leftEdge:
		return unicode.IsSpace(c)
	case leftStrong:
		return !asciiPunct(c) && c != ' '
	}
	return false
}

// encodes is the same for the last character of a text.
func (r right) encodes(c rune) bool {
	switch r {
	case rightEdge:
		return unicode.IsSpace(c)
	case rightStrong:
		return !asciiPunct(c) && c != ' '
	case rightCode:
		return c < 0x7f && alnum(byte(c))
	}
	return false
}

// escapes tells whether the last character needs a backslash for what stands
// right of it. Asterisks and backticks are letters of a mail address to a reader
// that looks for addresses before it looks for code: x`a@b.example` is one.
func (r right) escapes(c rune) bool {
	return (r == rightCode || r == rightStrong) && c < 0x7f && addressByte(byte(c))
}

// special tells whether c would be more than text anywhere in a line.
func special(c rune, prev, next byte, before, after string) bool {
	switch c {
	case '`', '*', '[', ']', '|', '{', '~', '$':
		return true
	case '\\': // before a letter it is itself
		return !alnum(next)
	case '_': // inside a word it is itself
		return !alnum(prev) || !alnum(next)
	case '<': // before a space or a number it starts no tag
		return next != ' ' && next != '=' && (next < '0' || next > '9')
	case '&':
		return next == 0 || entity(after)
	case '!': // a link may follow
		return next == 0
	case '.': // www.
		return len(before) >= 3 && strings.EqualFold(before[len(before)-3:], "www")
	case ':': // a URL that readers turn into a link
		return strings.HasPrefix(after, "//") || mailScheme(before)
	case '@': // an address that readers turn into a link
		return (prev == 0 || addressByte(prev)) && alnum(next)
	}
	return false
}

// startsBlock tells whether c at offset i of the first text of a block would
// start something other than a paragraph.
func startsBlock(c rune, next byte, i, digits int) bool {
	switch c {
	case '#', '>':
		return i == 0
	case '-', '+', '=', ':': // lists, underlines, rows of a table, definitions
		return i == 0 && !alnum(next)
	case '.', ')': // "1. "
		return i > 0 && i == digits && (next == 0 || next == ' ')
	}
	return false
}

// entity tells whether an ampersand before s starts an entity.
func entity(s string) bool {
	end := strings.IndexByte(s, ';')
	return end > 0 && strings.Trim(s[:end],
		"#abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}

// mailScheme tells whether s ends in a scheme that GitHub makes links of.
func mailScheme(s string) bool {
	s = strings.ToLower(s[max(0, len(s)-len("mailto")):])
	return strings.HasSuffix(s, "mailto") || strings.HasSuffix(s, "xmpp")
}

// addressByte tells whether c may end the local part of a mail address.
func addressByte(c byte) bool {
	return alnum(c) || c != 0 && strings.IndexByte(".!#$%&'*+/=?^_`{|}~-", c) >= 0
}

func alnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

func asciiPunct(c rune) bool {
	return c > ' ' && c < 0x7f && !alnum(byte(c))
}

// escapeStrong puts ** around the text. The spaces just inside are entities:
// before a space ** closes nothing.
func escapeStrong(value string, d dialect) string {
	if value == "" {
		return ""
	}
	return "**" + escapeText(value, leftEdge, rightEdge, d) + "**"
}
