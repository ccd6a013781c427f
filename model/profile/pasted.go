package profile

import (
	"net/url"
	"strings"
	"unicode"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/pattern"
)

// Pasted is what a person means who pastes a value of a type of input into a
// question: an address without the "mailto:", the name, the brackets and the
// full stop that came along with it, a domain without "https://". A value that
// has the form that it needs comes back as it is, and so does one that cannot be
// understood, less what stands around it; it is checked after.
//
// A file and a flag are taken at their word. Only who asks can say what was
// understood, and be told that it was wrong.
func Pasted(kind, value string) string {
	value = strings.TrimFunc(value, unseen)
	switch kind {
	case "address", "local-part":
		return unwrapped(value, unwrappedAddress)
	case "domain":
		return unwrapped(value, unwrappedDomain)
	}
	return value
}

// unwrapped takes off what is around a value until nothing more comes off. Each
// time it is shorter, so that this comes to an end.
func unwrapped(value string, once func(string) string) string {
	for {
		less := once(value)
		if less == value {
			return value
		}
		value = less
	}
}

// unseen tells what is trimmed: spaces of any kind, and characters that nobody
// sees, which mail programs and web pages put round an address.
func unseen(r rune) bool { return unicode.IsSpace(r) || invisible(r) != "" }

var (
	markdownLink = pattern.New(`^\[[^\]]*\]\(([^()]+)\)`)
	inBrackets   = pattern.New(`^[^<>]*<([^<>]+)>`)
	scheme       = pattern.New(`(?i)^(mailto|smtp):`)
	webScheme    = pattern.New(`(?i)^https?://`)
)

// around are characters that no address starts or ends with.
const around = ".,;:!?()[]{}<>\"'`\u00ab\u00bb\u2018\u2019\u201a\u201c\u201d\u201e"

func unwrappedAddress(value string) string {
	if m := markdownLink().FindStringSubmatch(value); m != nil {
		value = m[1]
	}
	if m := inBrackets().FindStringSubmatch(value); m != nil {
		value = m[1]
	}
	value = trimmedAround(value)
	if prefix := scheme().FindString(value); prefix != "" {
		value = value[len(prefix):]
		value, _, _ = strings.Cut(value, "?")
		if plain, err := url.PathUnescape(value); err == nil {
			value = plain
		}
	}
	return value
}

func unwrappedDomain(value string) string {
	value = webScheme().ReplaceAllString(trimmedAround(value), "")
	value, _, _ = strings.Cut(value, "/")
	return trimmedAround(strings.TrimPrefix(value, "@"))
}

// trimmedAround is a value without the characters around it. A dot before a
// local part is a mistake that is to be told, not mended.
func trimmedAround(value string) string {
	value = strings.TrimRightFunc(value, func(r rune) bool { return unseen(r) || strings.ContainsRune(around, r) })
	return strings.TrimLeftFunc(value, func(r rune) bool { return unseen(r) || r != '.' && strings.ContainsRune(around, r) })
}

// AnswersOf are the answers to which the whole addresses of an input belong when
// they have a domain: the regions that it is the domain of. There are none for a
// domain that is not known.
func AnswersOf(p *model.Procedure, in *model.Input, domain string) []string {
	return withDomain(facetOf(p, in.Whole.Facet.Text), in.Whole.Column.Text, domain)
}

// WholeAddress is what a local part is in full for one answer; empty where the
// domain is worked out and not written down.
func WholeAddress(p *model.Procedure, in *model.Input, local, answer string) string {
	domain := cellOf(facetOf(p, in.Whole.Facet.Text), answer, in.Whole.Column.Text)
	if domain == "" {
		return ""
	}
	return local + "@" + domain
}
