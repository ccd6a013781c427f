package site

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
)

// A find is a place that a search may lead to: where it is, what it is called,
// what it is part of, and its words.
type find struct {
	To    string `json:"to"`
	Title string `json:"title"`
	In    string `json:"in"`
	Words string `json:"words,omitempty"`
	Step  int    `json:"step,omitempty"` // more for a step, which is where readers go
}

// mostWords is how many characters of a place are searched. Steps are shorter.
const mostWords = 360

// finds are the places of the site, each by the way to it: every section and step
// of each guide, and every chapter of the pages beside it, with so many of its
// characters.
func finds(pages []*page, way func(string) string, most int) ([]find, error) {
	var all []find
	add := func(p *page, step int, id, title, in, words string) {
		if utf8.RuneCountInString(words) > most {
			words = string([]rune(words)[:most])
		}
		to := way(p.folder + p.file)
		if id != "" {
			to += "#" + id
		}
		all = append(all, find{to, title, in, words, step})
	}
	for _, p := range pages {
		if p.kind != guide && p.kind != reference {
			continue
		}
		laid, err := p.book()
		if err != nil {
			return nil, err
		}
		title := plainly(laid.Title)
		if p.kind == reference {
			for _, c := range laid.Chapters {
				add(p, 0, c.ID, plainly(c.Title), title, p.words(c.Blocks))
			}
			continue
		}
		for _, s := range p.of.Open.Sections {
			add(p, 0, s.ID, plainly(s.Title), title, p.words(append(s.Intro[:len(s.Intro):len(s.Intro)], s.Outro...)))
			for _, step := range s.Steps {
				add(p, 2, step.ID, plainly(step.Title), plainly(s.Title)+", "+plainly(p.of.Open.Product), p.words(step.Body))
			}
		}
	}
	return all, nil
}

// words are what blocks say, with placeholders for a customer's values.
func (p *page) words(blocks []plan.Block) string {
	text := book.PlainBlocks(blocks)
	// The name of a hole may be the start of another's.
	names := slices.Sorted(maps.Keys(p.placeholders))
	for _, hole := range slices.Backward(names) {
		text = strings.ReplaceAll(text, hole, p.placeholders[hole])
	}
	return text
}
