package profile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// readAnswers takes over the answers that the profile gives.
func (b *binder) readAnswers() {
	var facets []string
	for _, f := range b.procedure.Facets {
		facets = append(facets, f.ID.Text)
	}
	for _, e := range b.profile.Answers {
		f := facetOf(b.procedure, e.Key.Text)
		if f == nil {
			b.unknown("answers", "facet", e.Key, facets)
			continue
		}
		b.from[f.ID.Text] = e.Value.Pos
		answers, ok := b.words(f, e.Value)
		if !ok {
			b.broken = append(b.broken, f.ID.Text)
			continue
		}
		b.answers[f.ID.Text] = answers
	}
}

// words checks the answers to one facet. They come out in the order of the
// facet, so that the order in which they are written changes nothing.
func (b *binder) words(f *model.Facet, a Answers) ([]string, bool) {
	known := answersOf(f)
	ok := true
	if b.faults.At(a.Pos) {
		return nil, false // it could not be read, which was reported
	}
	if len(a.Words) == 0 {
		b.fault(a.Pos, fmt.Sprintf("answers.%s has no answer", f.ID), "one of: "+strings.Join(known, ", "))
		ok = false
	}
	given := map[string]bool{}
	for _, w := range a.Words {
		switch {
		case w.Text == "" && b.faults.At(w.Pos):
			ok = false // it could not be read, which was reported
		case !slices.Contains(known, w.Text):
			b.fault(w.Pos, fmt.Sprintf("%s has no answer %s", f.ID, shown(w.Text)), near(w.Text, known))
			ok = false
		case given[w.Text]:
			b.fault(w.Pos, fmt.Sprintf("answer %q stands twice", w.Text), "")
			ok = false
		}
		given[w.Text] = true
	}
	var answers []string
	for _, id := range known {
		if given[id] {
			answers = append(answers, id)
		}
	}
	return answers, ok
}

// near suggests an answer and lists all of them.
func near(word string, known []string) string {
	hint := source.DidYouMean(word, known)
	all := "known: " + strings.Join(known, ", ")
	if hint == "" || strings.HasPrefix(hint, "known: ") {
		return all
	}
	return hint + " " + all
}

func answersOf(f *model.Facet) []string {
	ids := make([]string, len(f.Answers))
	for i, a := range f.Answers {
		ids[i] = a.ID.Text
	}
	return ids
}

// completeAnswers gives each facet that is still open its default, and reports
// those that have none.
func (b *binder) completeAnswers() {
	for i := range b.procedure.Facets {
		f := &b.procedure.Facets[i]
		id := f.ID.Text
		if b.answers[id] != nil || slices.Contains(b.broken, id) {
			continue
		}
		if f.Default.Text != "" {
			b.answers[id] = []string{f.Default.Text}
			continue
		}
		b.missing("answers", id, Plain(b.procedure, f.Question), "--set "+id+"=", answersOf(f))
		b.broken = append(b.broken, id)
	}
}

// together reports answers that do not go together. A combination is judged
// once all of its facets have an answer.
func (b *binder) together() {
	for i := range b.procedure.Facets {
		f := &b.procedure.Facets[i]
		given := b.answers[f.ID.Text]
		switch {
		case len(given) < 2:
		case f.Many == nil:
			b.fault(b.from[f.ID.Text], fmt.Sprintf("%s takes one answer, not %s", f.ID, strings.Join(given, ", ")), "")
		case b.decided(f.Many.When) && !space.Holds(f.Many.When, b.answers):
			b.fault(b.from[f.ID.Text], fmt.Sprintf("%s takes one answer here, not %s", f.ID, strings.Join(given, ", ")),
				fmt.Sprintf("%s Several need %s.", Plain(b.procedure, f.Many.Why), words(f.Many.When)))
		}
	}
	for _, forbid := range b.procedure.Forbid {
		if b.decided(forbid.When) && space.Holds(forbid.When, b.answers) {
			b.fault(b.culprit(forbid.When), fmt.Sprintf("%s do not go together", b.said(forbid.When)), Plain(b.procedure, forbid.Why))
		}
	}
}

// decided tells whether every facet that a condition names has an answer.
func (b *binder) decided(c model.Condition) bool {
	for _, one := range c.Any {
		for _, e := range one {
			if b.answers[e.Key.Text] == nil {
				return false
			}
		}
	}
	return true
}

// culprit is where the first of the answers that a condition names was given.
func (b *binder) culprit(c model.Condition) source.Pos {
	best := b.profile.place("answers")
	found := false
	for _, one := range c.Any {
		for _, e := range one {
			pos, given := b.from[e.Key.Text]
			if given && (!found || pos.Line > best.Line || pos.Line == best.Line && pos.Col > best.Col) {
				best, found = pos, true
			}
		}
	}
	return best
}

// said are the answers given to the facets that a condition names:
// "compliance: regional and scope: group".
func (b *binder) said(c model.Condition) string {
	var parts []string
	for _, one := range c.Any {
		if !space.HoldsCase(one, b.answers) {
			continue
		}
		for _, e := range one {
			parts = append(parts, e.Key.Text+": "+strings.Join(b.answers[e.Key.Text], ", "))
		}
		break
	}
	return strings.Join(parts, " and ")
}

// words is a condition as a profile would answer it: "compliance: regional".
func words(c model.Condition) string { return c.In("%s: %s", " or ", " and ", ", or ") }
