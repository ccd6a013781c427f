package markdown

import (
	"fmt"
	"strings"
	"unicode"
)

// escapeURL keeps what may stand in a URL and writes all other bytes as %XX.
// Of those that may, parentheses could end the link, an asterisk or underscore
// never stands outside of it, and an ampersand could start an entity.
func escapeURL(value string) string {
	value = clean(value)
	var b strings.Builder
	for i := range len(value) {
		switch c := value[i]; {
		case c == '(' || c == ')':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c == '&' && entity(value[i+1:]):
			b.WriteString("&amp;")
		case alnum(c) || strings.IndexByte("-._~:/?#[]@!$&'*+,;=%", c) >= 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// Slug is the anchor that GitHub gives a heading with this text, where no other
// heading has the same.
func Slug(text string) string { return escapeSlug(text) }

// escapeSlug follows GitHub: lower case, letters, marks, digits, connectors and
// hyphens are kept, a space is a hyphen, the rest is dropped.
func escapeSlug(value string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == ' ':
			return '-'
		case c == '-', unicode.In(c, unicode.L, unicode.M, unicode.Nd, unicode.Pc):
			return c
		}
		return -1
	}, strings.ToLower(clean(value)))
}

// escapeYAML makes a double-quoted scalar on one line.
func escapeYAML(value string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range clean(value) {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\t':
			b.WriteString(`\t`)
		case c == '\r':
			b.WriteString(`\r`)
		case hidden(c) || c == 0xfffe || c == 0xffff: // no character of YAML, or an unseen one
			fmt.Fprintf(&b, `\u%04X`, c)
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
