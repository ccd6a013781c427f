package impact

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/space"
)

// A pair is a variant of the one revision with the one that stands for it in
// the other. One of them is nil where the other revision has no such variant.
type pair struct{ old, new space.Answers }

// answers are the answers of the newer variant, or of the older where there is no newer.
func (p pair) answers() space.Answers {
	if p.new != nil {
		return p.new
	}
	return p.old
}

// pairs are the variants of two revisions of a procedure: all of the new one,
// then those that are gone. A question that only one revision asks does not
// keep variants apart: they are the same when they agree on the others.
func pairs(old, new *model.Procedure) []pair {
	var all []pair
	switch {
	case old == nil:
		for a := range space.Variants(new, nil) {
			all = append(all, pair{nil, a})
		}
		return all
	case new == nil:
		for a := range space.Variants(old, nil) {
			all = append(all, pair{a, nil})
		}
		return all
	}
	common := shared(old, new)
	before := map[string]space.Answers{}
	var order []string
	for a := range space.Variants(old, nil) {
		k := key(a, common)
		if before[k] == nil {
			before[k] = a
			order = append(order, k)
		}
	}
	seen := map[string]bool{}
	for a := range space.Variants(new, nil) {
		k := key(a, common)
		seen[k] = true
		all = append(all, pair{before[k], a})
	}
	for _, k := range order {
		if !seen[k] {
			all = append(all, pair{before[k], nil})
		}
	}
	return all
}

// shared are the facets that both have, sorted.
func shared(old, new *model.Procedure) []string {
	var all []string
	for _, f := range old.Facets {
		if slices.ContainsFunc(new.Facets, func(g model.Facet) bool { return g.ID.Text == f.ID.Text }) {
			all = append(all, f.ID.Text)
		}
	}
	slices.Sort(all)
	return all
}

func key(a space.Answers, facets []string) string {
	var b strings.Builder
	for _, f := range facets {
		b.WriteString(strings.Join(slices.Sorted(slices.Values(a[f])), ",") + "\x00")
	}
	return b.String()
}
