package audit

import (
	"slices"
	"strings"
	"sync"

	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/report"
)

// A stated value is a host or an address that a document states, with what the
// model knows of it.
type stated struct {
	b    *block
	at   int
	host string
}

// addresses are the addresses in the document whose domain the model knows.
func (f *finder) addresses() []stated {
	var out []stated
	for _, b := range f.blocks {
		for _, w := range b.words {
			if h := host(w.low); h != "" && strings.Contains(w.low, "@") && len(f.hosts[h]) > 0 {
				out = append(out, stated{b, w.start, h})
			}
		}
	}
	return out
}

// statedIn are the hosts that stand in blocks about a setting.
func (f *finder) statedIn(setting string) []stated {
	var out []stated
	for _, b := range f.blocks {
		if !b.sets(setting) || b.own {
			continue
		}
		for _, w := range b.words {
			if h := host(w.low); h != "" && !strings.Contains(w.low, "@") && len(f.hosts[h]) > 0 {
				out = append(out, stated{b, w.start, h})
			}
		}
	}
	return out
}

// uncovered finds derived domains that lack some of what they are derived from:
// a connector that does not list the domain of an address in the document.
func uncovered(f *finder) {
	for _, id := range f.settingIDs() {
		s := f.settings[id]
		if s.domains == "" {
			continue
		}
		listed := f.statedIn(id)
		if len(listed) == 0 {
			continue
		}
		have := map[string]bool{}
		for _, l := range listed {
			have[l.host] = true
		}
		var lacking []stated
		var names []string
		for _, a := range f.addresses() {
			if !have[a.host] {
				lacking = append(lacking, a)
				names = append(names, a.host)
			}
		}
		if len(lacking) == 0 {
			continue
		}
		found := f.says(report.Error, listed[0].b, listed[0].at, "work the domains out from the addresses in use",
			"%s is given as %s, and does not cover the addresses in %s", quote(s.title), quote(listed[0].host), quoted(distinct(names)))
		for _, l := range lacking {
			f.also(found, l.b, l.at, "an address that it does not cover")
		}
	}
}

// oneForSeveral finds one list of hosts where the document has addresses of
// several rows, each of which has hosts of its own.
func oneForSeveral(f *finder) {
	for _, id := range f.settingIDs() {
		s := f.settings[id]
		facet := f.facetOf(s)
		if facet == "" || s.of.Type != "list" || s.domains != "" {
			continue
		}
		listed := f.statedIn(id)
		if len(listed) == 0 {
			continue
		}
		served := map[string]bool{}
		for _, l := range listed {
			for _, u := range f.hosts[l.host] {
				if u.setting == id && u.superseded == "" {
					served[u.answer] = true
				}
			}
		}
		rows := map[string]stated{}
		var names []string
		for _, a := range f.addresses() {
			row := a.host
			for _, u := range f.hosts[a.host] {
				if u.facet == facet && u.answer != "" {
					row = u.answer
				}
			}
			if _, ok := rows[row]; !ok {
				rows[row] = a
				if !served[row] {
					names = append(names, a.host)
				}
			}
		}
		if len(rows) < 2 || len(names) == 0 {
			continue
		}
		found := f.says(report.Error, listed[0].b, listed[0].at, "make one of these for each row in use",
			"%s is one list that starts with %s, and the addresses in %s need others", quote(s.title), quote(listed[0].host), quoted(distinct(names)))
		for _, row := range sorted(rows) {
			if !served[row] {
				f.also(found, rows[row].b, rows[row].at, "an address with hosts of its own")
			}
		}
	}
}

// facetOf is the facet in whose rows the values of a setting stand.
func (f *finder) facetOf(s *setting) string {
	for _, a := range s.values {
		for _, facet := range f.procedure.Facets {
			if len(facet.Columns) > 0 && len(a.answers[facet.ID.Text]) == 1 {
				return facet.ID.Text
			}
		}
	}
	return ""
}

func sorted[T any](m map[string]T) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

var (
	maySkip   = pattern.New(`(?i)\b(can|may|could) (skip|ignore|omit|leave out)\b|\bskip (this|it|to)\b|\bonly (needed|required|necessary) if\b|\bnot (needed|required) (if|when)\b`)
	condition = pattern.New(`(?i)\b(if|when|in case|unless|might be required|may be required|may need|requirement to)\b`)
	inPlace   = pattern.New(`(?i)\b(instead|rather|in place of|replace|replaces|only)\b`)
)

// skippable are the sections that the document lets some readers leave out,
// with the block that says so.
func (f *finder) skippable() map[string]*block {
	out := map[string]*block{}
	for i, b := range f.blocks {
		if !maySkip().MatchString(b.Text) {
			continue
		}
		for _, next := range f.blocks[i+1:] {
			if next.Kind == paper.Heading {
				break
			}
			if s := next.section(); s != "" {
				if out[s] == nil {
					out[s] = b
				}
				break
			}
		}
	}
	return out
}

// choiceInSkippable finds a choice that decides something for every reader and
// is made only in a part that some of them skip.
func choiceInSkippable(f *finder) {
	skippable := sync.OnceValue(f.skippable)
	for _, id := range f.settingIDs() {
		s := f.settings[id]
		facet := f.facetOf(s)
		if facet == "" || s.domains != "" || s.of.Type != "list" {
			continue
		}
		answers := map[string]bool{}
		for _, a := range f.addresses() {
			answers[a.host] = true
		}
		if len(answers) > 1 {
			continue // the addresses choose too
		}
		section := f.sectionOf(id)
		skip := skippable()[section]
		if skip == nil {
			continue
		}
		for _, b := range f.blocks {
			if b.own || !condition().MatchString(b.Text) || !f.names(b, facet) {
				continue
			}
			inside := b.section() == section && f.leads(b, id)
			outside := b.section() != section && f.hasHostOf(b, id)
			if !inside && !outside {
				continue
			}
			found := f.says(report.Error, b, condition().FindStringIndex(b.Text)[0], "let the address decide, which every reader has",
				"%s is decided by %s, in a part that readers may skip", quote(f.plain(f.facet(facet).Question.Text)), quote(s.title))
			f.also(found, skip, 0, "here some readers are sent on")
		}
	}
}

// sectionOf is the section whose steps establish a setting.
func (f *finder) sectionOf(id string) string {
	for _, s := range f.steps[f.generation] {
		if slices.Contains(s.sets, id) {
			return s.section
		}
	}
	return ""
}

// names tells whether a block names a place of a facet's rows, or the facet.
func (f *finder) names(b *block, facet string) bool {
	places := f.places(facet)
	for _, w := range b.words {
		if places[w.text] || stem(w.low) == stem(facet) {
			return true
		}
	}
	return false
}

// places are the short cells of a facet's rows: EU, US, India.
func (x *index) places(facet string) map[string]bool {
	out := map[string]bool{}
	f := x.facet(facet)
	if f == nil {
		return out
	}
	for _, a := range f.Answers {
		for _, e := range a.Row {
			for _, v := range x.expand(e.Value.Value, nil, 0) {
				if host(strings.ToLower(v.text)) != "" || strings.Contains(v.text, "\x00") {
					continue
				}
				for _, w := range split(v.text) {
					if isUpper(w.text[0]) && len(w.text) > 1 {
						out[w.text] = true
					}
				}
			}
		}
	}
	return out
}

// leads tells whether a block, or those that follow it up to the next step,
// state a host of a setting.
func (f *finder) leads(b *block, setting string) bool {
	for i := b.at; i < len(f.blocks) && i < b.at+4; i++ {
		if f.hasHostOf(f.blocks[i], setting) {
			return true
		}
	}
	return false
}

func (f *finder) hasHostOf(b *block, setting string) bool {
	for _, w := range b.words {
		for _, u := range f.hosts[host(w.low)] {
			if u.setting == setting && !strings.Contains(w.low, "@") {
				return true
			}
		}
	}
	return false
}

// alternatives finds a second list for readers of some kind that does not say
// that it replaces the first.
func alternatives(f *finder) {
	for _, id := range f.settingIDs() {
		if f.settings[id].of.Type != "list" {
			continue
		}
		var first *block
		for _, b := range f.blocks {
			if b.own {
				continue
			}
			if f.hasHostOf(b, id) && first == nil && b.sets(id) {
				first = b
			}
			if first == nil || b == first || !strings.HasSuffix(strings.TrimSpace(b.Text), ":") || !condition().MatchString(b.Text) || b.section() != first.section() {
				continue
			}
			if f.leads(b, id) && !inPlace().MatchString(b.Text) {
				found := f.says(report.Warning, b, 0, "say that it is used instead", "%s does not say whether it replaces the values before it or is added to them", quote(b.Text))
				f.also(found, first, 0, "the values before it")
			}
		}
	}
}

// conditions finds choices that the document makes by another question than the
// model, or by several.
func conditions(f *finder) {
	for _, facet := range f.procedure.Facets {
		if len(facet.Columns) == 0 {
			continue
		}
		var first *block
		for _, b := range f.foreign() {
			if b.Kind == paper.Row || b.Kind == paper.Heading {
				continue
			}
			for _, m := range condition().FindAllStringIndex(b.Text, 1) {
				s := sentence(b, m[0])
				if !f.namesIn(b, s, facet.ID.Text) || strings.Contains(b.Text[s.Start:m[0]], "@") {
					continue
				}
				found := f.says(report.Note, b, m[0], "ask the model's question", "the document decides by %s; the model asks %s", quote(b.Of(s)), quote(f.plain(facet.Question.Text)))
				if first != nil {
					f.also(found, first, 0, "here it asks in other words")
				} else {
					first = b
				}
			}
		}
	}
}

func (f *finder) namesIn(b *block, s paper.Span, facet string) bool {
	places := f.places(facet)
	for _, w := range b.words {
		if w.start >= s.Start && w.end <= s.End && (places[w.text] || stem(w.low) == stem(facet)) {
			return true
		}
	}
	return false
}
