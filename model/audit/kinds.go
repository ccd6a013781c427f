package audit

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/report"
)

// wrongKind finds a name that is asked for in a field that takes an address.
func wrongKind(f *finder) {
	for _, c := range f.claims() {
		s := f.settings[c.field.setting]
		if c.b.own || s == nil || s.of.Type != "address" {
			continue
		}
		rest := lows(c.b.Of(sentenceBehind(c)))
		if slices.Contains(rest, "name") && !slices.Contains(rest, "address") && !strings.Contains(strings.Join(rest, " "), "@") {
			f.says(report.Warning, c.b, c.m.Start, "ask for an address, and for the name in its own field", "%s takes an address, and the document asks for a name", quote(c.m.label.text))
		}
	}
}

func sentenceBehind(c claim) paper.Span {
	s := sentence(c.b, c.m.End)
	return paper.Span{Start: c.behind.Start, End: max(c.behind.Start, min(s.End, c.behind.End))}
}

var severalOf = pattern.New(`(?i)\b(select|choose|enter|add|pick|specify) (the |a )?(list of|several|multiple|all the|one or more) ([a-z/]+s)\b`)

// severalForOne finds a field that takes one value and is given several.
func severalForOne(f *finder) {
	for _, b := range f.foreign() {
		m := severalOf().FindStringSubmatchIndex(b.Text)
		if m == nil || b.step == nil {
			continue
		}
		for _, id := range b.step.sets {
			s := f.settings[id]
			if s == nil || s.of.Type == "list" || s.of.Type == "boolean" || !f.namesField(b, id) {
				continue
			}
			f.says(report.Warning, b, m[0], "", "%s takes one value, and the document has %s", quote(s.title), quote(b.Text[m[0]:m[1]]))
		}
	}
}

// namesField tells whether a block names a field of a setting or one of its
// options.
func (f *finder) namesField(b *block, setting string) bool {
	for _, m := range b.labels {
		for _, fl := range f.fields {
			if fl.setting == setting && (slices.Contains(m.label.ids, fl.label) || fl.options[m.label.text] != "") {
				return true
			}
		}
	}
	return false
}

var namedAs = pattern.New(`(?i)\b(?:as (?:the|a) ([a-z ]{3,30}?) (?:address|name)\b|add (?:the|each|this) ([a-z]+)\b)`)

// nouns finds a value that is called what another field of the form is called.
func nouns(f *finder) {
	for _, b := range f.foreign() {
		if b.step == nil {
			continue
		}
		for _, id := range b.step.sets {
			s := f.settings[id]
			if s == nil || s.of.Type != "list" {
				continue
			}
			own := head(s.title)
			for _, m := range namedAs().FindAllStringSubmatchIndex(b.Text, -1) {
				said := b.Text[m[0]:m[1]]
				for _, other := range f.settingIDs() {
					o := f.settings[other]
					if o.object != s.object || o == s || o.of.Type != "list" || head(o.title) == own {
						continue
					}
					has := func(noun string) bool {
						return slices.ContainsFunc(lows(said), func(w string) bool { return stem(w) == noun })
					}
					if has(head(o.title)) && !has(own) {
						f.says(report.Warning, b, m[0], "", "what is entered for %s is called what %s are: %s", quote(s.title), quote(o.title), quote(said))
					}
				}
			}
		}
	}
}

// head is the noun that a name ends in.
func head(title string) string {
	words := lows(title)
	if len(words) == 0 {
		return ""
	}
	return stem(words[len(words)-1])
}
