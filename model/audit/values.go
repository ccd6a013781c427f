package audit

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/report"
)

// values finds fields that are given another value than the model's.
func values(f *finder) {
	for _, c := range f.claims() {
		if c.b.own || c.field.setting == "" && len(c.field.options) == 0 {
			continue
		}
		s := f.settings[c.field.setting]
		for _, v := range c.values {
			text := v.text()
			if text == "" || text == "+" || !v.marked && prosey(text) {
				continue
			}
			switch {
			case c.field.control == "select" || c.field.control == "option":
				f.option(c, v)
			case c.field.control == "checkbox":
			case s != nil && !f.allowed(s, text):
				f.wrongValue(c, s, v)
			}
		}
	}
}

// prosey tells whether a text is words about a value and no value itself.
func prosey(text string) bool {
	words := lows(text)
	if len(words) == 0 || len(words) > 9 {
		return true
	}
	switch words[0] {
	case "this", "the", "enter", "provide", "any", "a", "an", "your", "select", "if", "in", "optionally", "use", "choose", "leave", "it", "for", "as", "when", "you", "type", "specify", "give", "see", "from", "whether", "optional":
		return true
	}
	return false
}

// allowed tells whether a text is a value of a setting, or one of the
// superseded, which another rule names.
func (f *finder) allowed(s *setting, text string) bool {
	if len(s.values) == 0 || slices.ContainsFunc(s.values, func(a alternative) bool { return a.matches(text) }) {
		return true
	}
	for _, k := range s.known {
		if strings.EqualFold(k, text) {
			return true
		}
	}
	if l, kind := f.find(text, false); l != nil && kind != near {
		return true // a button or an option, not a value
	}
	h := host(strings.ToLower(text))
	switch s.of.Type {
	case "list", "address":
		if h == "" {
			return true // words about it
		}
		for _, u := range f.hosts[h] {
			if u.setting == s.id || u.superseded != "" {
				return true
			}
		}
		return len(f.hosts[h]) == 0 // another rule names hosts that nobody knows
	}
	return h != ""
}

func (f *finder) wrongValue(c claim, s *setting, v value) {
	current, title := f.current(s.id)
	f.says(report.Error, v.b, v.Start, "", "%s is given as %s; the model has %s", title, quote(v.text()), current)
}
