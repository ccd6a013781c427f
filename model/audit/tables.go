package audit

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/report"
)

// A line of the document about one answer: a row of a table with its address.
type factLine struct {
	b      *block
	host   string
	answer *model.Answer
}

// factLines are the rows that are about an answer of a facet.
func (f *finder) factLines(facet *model.Facet) []factLine {
	var out []factLine
	for _, b := range f.blocks {
		if b.Kind != paper.Row || b.Header || b.own {
			continue
		}
		for _, w := range b.words {
			h := host(w.low)
			i := slices.IndexFunc(f.hosts[h], func(u *use) bool { return u.facet == facet.ID.Text && u.answer != "" })
			if i < 0 {
				continue
			}
			u := f.hosts[h][i]
			for a := range facet.Answers {
				if facet.Answers[a].ID.Text == u.answer {
					out = append(out, factLine{b, h, &facet.Answers[a]})
				}
			}
			break
		}
	}
	// A row of a form has one address and no place; it is no row of answers.
	places, perTable := f.places(facet.ID.Text), map[int]int{}
	for _, l := range out {
		perTable[l.b.Table]++
	}
	return slices.DeleteFunc(out, func(l factLine) bool {
		return perTable[l.b.Table] < 2 && !slices.ContainsFunc(l.b.words, func(w word) bool { return places[w.text] })
	})
}

// rows finds rows of a table that say something else than the model about the
// answer that they are for, or leave something out.
func rows(f *finder) {
	for i := range f.procedure.Facets {
		facet := &f.procedure.Facets[i]
		if len(facet.Columns) == 0 {
			continue
		}
		places := f.places(facet.ID.Text)
		for _, l := range f.factLines(facet) {
			own := map[string]bool{}
			for _, w := range split(squeeze(l.answer.Label.Text)) {
				own[w.text] = true
			}
			var lacking []string
			for _, cell := range l.answer.Row {
				var stated []string
				for _, v := range f.expand(cell.Value.Value, nil, 0) {
					for _, w := range split(v.text) {
						if places[w.text] && host(w.low) == "" {
							stated = append(stated, w.text)
							own[w.text] = true
						}
					}
				}
				if cell.Key.Text == "suffix" || len(stated) == 0 {
					continue
				}
				for _, p := range stated {
					if !slices.ContainsFunc(l.b.words, func(w word) bool { return w.text == p }) {
						lacking = append(lacking, p+" ("+f.columnTitle(facet, cell.Key.Text)+")")
					}
				}
			}
			for _, w := range l.b.words {
				if places[w.text] && !own[w.text] && !denied(l.b, w.start) {
					f.says(report.Error, l.b, w.start, "", "the row of %s names %s; the model has %s for it", quote(l.host), quote(w.text), quote(f.rowText(l.answer)))
				}
			}
			if len(lacking) > 0 {
				f.says(report.Warning, l.b, 0, "", "the row of %s does not say %s", quote(l.host), quoted(lacking))
			}
		}
	}
}

// denied tells whether a word stands behind one that denies it.
func denied(b *block, at int) bool {
	before := lows(b.Of(paper.Span{Start: max(0, at-40), End: at}))
	for _, w := range before[max(0, len(before)-5):] {
		if w == "without" || w == "no" || w == "not" || w == "never" {
			return true
		}
	}
	return false
}

func (f *finder) columnTitle(facet *model.Facet, id string) string {
	for _, c := range facet.Columns {
		if c.ID.Text == id {
			return strings.ToLower(squeeze(c.Title.Text))
		}
	}
	return id
}

func (f *finder) rowText(a *model.Answer) string {
	var all []string
	for _, cell := range a.Row {
		for _, v := range f.expand(cell.Value.Value, nil, 0) {
			if host(strings.ToLower(v.text)) == "" {
				all = append(all, v.text)
			}
		}
	}
	return strings.Join(distinct(all), ", ")
}

// sameRows finds rows for different answers that readers cannot tell apart.
func sameRows(f *finder) {
	for i := range f.procedure.Facets {
		facet := &f.procedure.Facets[i]
		first := map[string]factLine{}
		told := map[*block]bool{}
		for _, l := range f.factLines(facet) {
			for c, cell := range l.b.Cells {
				text := squeeze(l.b.Of(cell))
				if host(strings.ToLower(text)) != "" || len(text) > 40 || text == "" {
					continue
				}
				key := string(rune('a'+c)) + strings.ToLower(text)
				old, ok := first[key]
				if !ok {
					first[key] = l
					break
				}
				if old.answer == l.answer {
					break
				}
				for _, one := range []factLine{old, l} {
					if told[one.b] {
						continue
					}
					told[one.b] = true
					other := old
					if one == old {
						other = l
					}
					found := f.says(report.Warning, one.b, cell.Start, "give each a label of its own: "+quote(squeeze(one.answer.Label.Text)), "%s stands for several rows, and they are not the same", quote(text))
					f.also(found, other.b, 0, "another row with it")
				}
				break
			}
		}
	}
}

// missingRows finds tables and lists that have some of the answers and not all.
func missingRows(f *finder) {
	for i := range f.procedure.Facets {
		facet := &f.procedure.Facets[i]
		if len(facet.Columns) == 0 || slices.ContainsFunc(f.blocks, func(b *block) bool { return b.own && b.Kind == paper.Row }) {
			continue
		}
		seen := map[string]bool{}
		hostsSeen := map[string]bool{}
		var last *stated
		for _, a := range f.addresses() {
			hostsSeen[a.host] = true
			last = &a
			for _, u := range f.hosts[a.host] {
				if u.facet == facet.ID.Text {
					seen[u.answer] = true
				}
			}
		}
		if len(hostsSeen) < 2 || last == nil || len(seen) == len(facet.Answers) {
			continue
		}
		var lacking []string
		for _, a := range facet.Answers {
			if !seen[a.ID.Text] {
				lacking = append(lacking, squeeze(a.Label.Text))
			}
		}
		f.says(report.Warning, last.b, last.at, "", "%d of %d answers are offered; missing: %s", len(seen), len(facet.Answers), quoted(lacking))
	}
}

var fallsBack = pattern.New(`(?i)\b(with|without|no|and)\b[^|.]{0,12}?\b(fallback|fall back|backup|failover|fails over|falls back)\b[^|.]*`)

// rowWording finds rows of one table that say the same kind of thing in
// different words.
func rowWording(f *finder) {
	for i := range f.procedure.Facets {
		facet := &f.procedure.Facets[i]
		if len(facet.Columns) == 0 {
			continue
		}
		places := f.places(facet.ID.Text)
		var first string
		var firstLine factLine
		for _, l := range f.factLines(facet) {
			m := fallsBack().FindStringIndex(l.b.Text)
			if m == nil {
				continue
			}
			var shape []string
			for _, w := range split(l.b.Text[m[0]:m[1]]) {
				if !places[w.text] && w.low != "with" && w.low != "without" && w.low != "no" && w.low != "the" {
					shape = append(shape, w.low)
				}
			}
			said := strings.Join(shape, " ")
			if first == "" {
				first, firstLine = said, l
				continue
			}
			if said != first {
				found := f.says(report.Note, l.b, m[0], "make it a column of its own", "what a row falls back to is worded %s here", quote(l.b.Text[m[0]:m[1]]))
				f.also(found, firstLine.b, 0, "and otherwise here")
			}
		}
	}
}
