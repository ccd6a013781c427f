package book_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
)

// Of any two variants with one answer between them, whatever the one has and the
// other has not, or has with another value, stands in the table of that question;
// and nothing stands there that no two such variants differ in.
func TestDifferencesAreThoseOfNeighbours(t *testing.T) {
	project := fixture.Content(t)
	for _, p := range project.Procedures {
		open, pages, err := compile.Pages(project, p)
		if err != nil {
			t.Fatal(err)
		}
		var closed []*plan.Plan
		for _, page := range pages {
			one, err := page.Plan()
			if err != nil {
				t.Fatal(err)
			}
			closed = append(closed, one)
		}
		chapters := map[string]string{}
		for _, c := range book.Differences(open, closed).Chapters {
			chapters[c.ID] = book.PlainBlocks(c.Blocks) + " "
			for _, b := range c.Blocks {
				if table, ok := b.(plan.Table); ok {
					for _, column := range table.Columns {
						chapters[c.ID] += book.Plain(column) + " "
					}
				}
			}
		}
		differ := map[string]map[string]bool{} // question → ids of steps
		for i, a := range closed {
			for _, b := range closed[i+1:] {
				facet, ok := between(a, b)
				if !ok {
					continue
				}
				if differ[facet] == nil {
					differ[facet] = map[string]bool{}
				}
				of, other := has(a), has(b)
				for id := range maps.Keys(of) {
					if other[id] != of[id] {
						differ[facet][id] = true
					}
				}
				for id := range maps.Keys(other) {
					if of[id] == "" {
						differ[facet][id] = true
					}
				}
			}
		}
		steps := 0
		for facet, ids := range differ {
			text := chapters["by-"+facet]
			for _, s := range open.Sections {
				for _, step := range s.Steps {
					said := strings.Contains(text, " "+step.ID+" ")
					whole := strings.Contains(text, " "+s.ID+" ")
					if ids[step.ID] && !said && !whole {
						t.Errorf("%s: %s is decided by %s, and the table does not say so", p.ID, step.ID, facet)
					}
					if said && !ids[step.ID] && !ids["words of "+step.ID] {
						t.Errorf("%s: the table of %s has %s, which it does not decide", p.ID, facet, step.ID)
					}
					steps++
				}
			}
			for _, o := range open.Objects {
				for _, s := range o.Settings {
					named := strings.Contains(strings.ToLower(text), strings.ToLower(o.Kind.Title+": "+book.Plain(s.Label)))
					whole := strings.Contains(strings.ToLower(text), strings.ToLower(o.Kind.Title+", with all its values"))
					if ids[s.ID] && !named && !whole || named && !ids[s.ID] {
						t.Errorf("%s: %s, decided by %s: %t, named in its table: %t", p.ID, s.ID, facet, ids[s.ID], named)
					}
				}
			}
		}
		if steps < 50 {
			t.Errorf("%s: only %d steps were looked at", p.ID, steps)
		}
	}
}

// between is the one question to which two plans have different answers.
func between(a, b *plan.Plan) (facet string, ok bool) {
	for i, c := range a.Choices {
		if !slices.Equal(c.Answers, b.Choices[i].Answers) {
			if facet != "" {
				return "", false
			}
			facet = c.Facet
		}
	}
	return facet, facet != ""
}

// has is what a plan has: its steps, their words and its values.
func has(p *plan.Plan) map[string]string {
	all := map[string]string{}
	for _, s := range p.Sections {
		for _, step := range s.Steps {
			all[step.ID] = "there"
			words := book.PlainBlocks(step.Body)
			for _, l := range append(slices.Clone(step.Expect), step.Fail...) {
				words += " " + book.Plain(l)
			}
			all["words of "+step.ID] = words
		}
	}
	for _, o := range p.Objects {
		for _, s := range o.Settings {
			all[s.ID] = book.Plain(book.Value(s.Value))
		}
	}
	return all
}
