package audit

import (
	"strings"
	"sync"

	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/report"
)

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
