package audit

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A word is one word of a text with its place in it. Hosts, addresses and
// numbers are one word each; + and > are words, because labels and paths are
// made of them.
type word struct {
	text  string // quotes and dashes made plain
	low   string // in small letters
	start int
	end   int
}

// split cuts a text into words.
func split(text string) []word {
	var out []word
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '+' || r == '>' && !(len(out) > 0 && out[len(out)-1].end == i && strings.HasPrefix(out[len(out)-1].text, "<")):
			out = append(out, word{string(r), string(r), i, i + size})
			i += size
			continue
		case r == '<' && opensPlaceholder(text[i:]), letter(r):
		default:
			i += size
			continue
		}
		start := i
		i = wordEnd(text, i)
		plain := fold(text[start:i])
		out = append(out, word{plain, strings.ToLower(plain), start, i})
	}
	return out
}

func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }

// opensPlaceholder tells whether a < opens a name such as <customer_name>.
func opensPlaceholder(s string) bool {
	end := strings.IndexByte(s, '>')
	return end > 1 && end < 40 && !strings.ContainsAny(s[1:end], "<\n/=\"")
}

// wordEnd is where the word that starts at i ends.
func wordEnd(text string, i int) int {
	if text[i] == '<' {
		i += strings.IndexByte(text[i:], '>') + 1
	}
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if letter(r) {
			i += size
			continue
		}
		next, _ := utf8.DecodeRuneInString(text[i+size:])
		inner := strings.ContainsRune(".@-'\u2019_,:", r) && letter(next) || r == '@' && next == '<'
		if (r == ',' || r == ':') && !(digit(text, i-1) && unicode.IsDigit(next)) {
			inner = false
		}
		if !inner {
			break
		}
		i += size
		if r == '@' && next == '<' {
			i += strings.IndexByte(text[i:], '>') + 1
		}
	}
	return i
}

func digit(text string, i int) bool { return i >= 0 && text[i] >= '0' && text[i] <= '9' }

// fold makes quotes, dashes and blanks plain: what differs only in those is the
// same to a reader.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '\u2018', '\u2019', '\u201a', '\u201b', '\u02bc', '\u00b4', '`':
			return '\''
		case '\u201c', '\u201d', '\u201e', '\u201f', '\u00ab', '\u00bb':
			return '"'
		case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212':
			return '-'
		case '\u00a0', '\u202f', '\u2009', '\n', '\t', '\r':
			return ' '
		case '\u200b', '\ufeff', '\u00ad':
			return -1
		}
		return r
	}, s)
}

// squeeze is a text with plain quotes and single blanks, without blanks around.
func squeeze(s string) string { return strings.Join(strings.Fields(fold(s)), " ") }

// A cutter cuts the texts of the model into words, each only once.
type cutter map[string][]string

func (c cutter) lows(text string) []string {
	out, ok := c[text]
	if !ok {
		out = lows(text)
		c[text] = out
	}
	return out
}

// lows are the words of a text in small letters.
func lows(text string) []string {
	var out []string
	for _, w := range split(text) {
		out = append(out, w.low)
	}
	return out
}

// stem cuts the endings that change with number and tense, so that "hosts" and
// "host" are one word.
func stem(low string) string {
	for _, ending := range []string{"'s", "ing", "ies", "es", "ed", "s"} {
		if s := strings.TrimSuffix(low, ending); s != low && len(s) >= 3 {
			if ending == "ies" {
				s += "y"
			}
			return s
		}
	}
	return strings.TrimSuffix(low, "e")
}

// host is the host or the domain of an address that a word is; empty for
// another word.
func host(low string) string {
	if strings.IndexByte(low, '.') < 0 {
		return ""
	}
	if _, domain, ok := strings.Cut(low, "@"); ok {
		low = domain
	}
	labels := strings.Split(low, ".")
	if len(labels) < 2 {
		return ""
	}
	for _, l := range labels {
		if l == "" || strings.ContainsAny(l, "'<>,:@") {
			return ""
		}
	}
	last := labels[len(labels)-1]
	for _, r := range last {
		if !unicode.IsLetter(r) {
			return ""
		}
	}
	if len(last) < 2 {
		return ""
	}
	return low
}

// root is the domain that a host is registered under, as far as its name tells.
func root(host string) string {
	labels := strings.Split(host, ".")
	return strings.Join(labels[max(0, len(labels)-2):], ".")
}

// distance counts the edits of single letters from a to b. It stops counting
// beyond a limit.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > limit || len(y)-len(x) > limit {
		return limit + 1
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range x {
		diagonal, least := row[0], i+1
		row[0] = i + 1
		for j, s := range y {
			cost := 1
			if r == s {
				cost = 0
			}
			next := min(row[j+1]+1, row[j]+1, diagonal+cost)
			diagonal, row[j+1] = row[j+1], next
			least = min(least, next)
		}
		if least > limit {
			return limit + 1
		}
	}
	return row[len(y)]
}
