package audit

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/audit/paper"
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

// sectionOf is the section whose steps establish a setting.
func (f *finder) sectionOf(id string) string {
	for _, s := range f.steps[f.generation] {
		if slices.Contains(s.sets, id) {
			return s.section
		}
	}
	return ""
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

// names tells whether a block names a place of a facet's rows, or the facet.
func (f *finder) names(b *block, facet string) bool {
	return f.namesIn(b, paper.Span{Start: 0, End: len(b.Text)}, facet)
}

// namesIn tells the same of a part of a block.
func (f *finder) namesIn(b *block, s paper.Span, facet string) bool {
	places := f.places(facet)
	for _, w := range b.words {
		if w.start >= s.Start && w.end <= s.End && (places[w.text] || stem(w.low) == stem(facet)) {
			return true
		}
	}
	return false
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
