package impact

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/space"
)

// A feature is a question about a variant that has one answer: a facet, or
// whether a facet that takes several answers includes one of them.
type feature struct {
	facet  string
	answer string // of a facet that takes several
}

// several is the feature that asks whether a facet has more than one answer.
const several = "\x00"

func (f feature) of(a space.Answers) string {
	switch given := a[f.facet]; {
	case f.answer == "":
		return strings.Join(given, ",")
	case f.answer == several && len(given) > 1, slices.Contains(given, f.answer):
		return "yes"
	}
	return "no"
}

// words is "gateway = none or outbound", "regions includes eu".
func (f feature) words(values []string) string {
	switch {
	case f.answer == "":
		return f.facet + " = " + strings.Join(values, " or ")
	case f.answer == several && values[0] == "yes":
		return "several " + f.facet
	case f.answer == several:
		return "one of " + f.facet
	case values[0] == "yes":
		return f.facet + " includes " + f.answer
	}
	return f.facet + " without " + f.answer
}

func features(p *model.Procedure) []feature {
	var all []feature
	for _, f := range p.Facets {
		if f.Many == nil {
			all = append(all, feature{facet: f.ID.Text})
			continue
		}
		all = append(all, feature{f.ID.Text, several})
		for _, a := range f.Answers {
			all = append(all, feature{f.ID.Text, a.ID.Text})
		}
	}
	return all
}

// longest is how many cases a condition may have before it says nothing to a
// reader any more, deepest how many questions may tell them apart.
const (
	longest = 6
	deepest = 2
)

// newTable has a row of features for each of some variants.
func newTable(p *model.Procedure, all []space.Answers) *table {
	t := &table{features: features(p), example: func(i int) string { return all[i].String(p) }}
	for _, a := range all {
		row := make([]string, len(t.features))
		for j, f := range t.features {
			row[j] = f.of(a)
		}
		t.rows = append(t.rows, row)
	}
	return t
}

// where is the shortest condition found that exactly the variants in meet, of
// all of a procedure: empty for all of them. Where none is short, an example
// stands for it.
func (t *table) where(in []bool) string {
	one := *t
	one.in = in
	return one.condition()
}

func (t *table) condition() string {
	rows := make([]int, len(t.rows))
	for i := range rows {
		rows[i] = i
	}
	cases, ok := t.cases(rows, longest, deepest)
	if !ok {
		return "no short condition says which; one of them is " + t.example(slices.Index(t.in, true))
	}
	var words []string
	for _, c := range cases {
		words = append(words, t.words(c))
	}
	if len(words) == 1 {
		return words[0]
	}
	return strings.Join(words, ", or ")
}

// A table is the features of variants, and which of them are in.
type table struct {
	features []feature
	rows     [][]string
	in       []bool
	example  func(row int) string
}

// A cube is the values that some features may have; nil: any.
type cube [][]string

// cases are cubes that together hold exactly the rows that are in. A set that
// is no cube is cut along the feature that leaves the fewest cases.
func (t *table) cases(rows []int, budget, depth int) ([]cube, bool) {
	if !slices.ContainsFunc(rows, func(i int) bool { return t.in[i] }) {
		return nil, true
	}
	if budget == 0 {
		return nil, false
	}
	if c, ok := t.cube(rows); ok {
		return []cube{c}, true
	}
	if depth == 0 {
		return nil, false
	}
	var best []cube
	for j := range t.features {
		if found, ok := t.cut(rows, j, budget, depth); ok && (best == nil || len(found) < len(best)) {
			best, budget = found, len(found)-1
		}
	}
	return best, best != nil
}

// cut are the cases of a set of rows, cut along a feature: values for which the
// same cases hold are taken together.
func (t *table) cut(rows []int, j, budget, depth int) ([]cube, bool) {
	parts := map[string][]int{}
	var values []string
	for _, i := range rows {
		v := t.rows[i][j]
		if parts[v] == nil {
			values = append(values, v)
		}
		parts[v] = append(parts[v], i)
	}
	if len(values) < 2 {
		return nil, false
	}
	var all []cube
	for _, v := range values {
		found, ok := t.cases(parts[v], budget, depth-1)
		if !ok {
			return nil, false
		}
		for _, c := range found {
			c[j] = []string{v}
			if i := slices.IndexFunc(all, func(known cube) bool { return known.sameBut(c, j) }); i >= 0 {
				all[i][j] = append(all[i][j], v)
				continue
			}
			all = append(all, c)
		}
		if len(all) > budget {
			return nil, false
		}
	}
	return all, true
}

func (c cube) sameBut(other cube, j int) bool {
	for k := range c {
		if k != j && !slices.Equal(c[k], other[k]) {
			return false
		}
	}
	return true
}

// cube is the one cube that holds exactly the rows that are in, if there is
// one, without the features that it can do without.
func (t *table) cube(rows []int) (cube, bool) {
	c := make(cube, len(t.features))
	for j := range t.features {
		for _, i := range rows {
			if v := t.rows[i][j]; t.in[i] && !slices.Contains(c[j], v) {
				c[j] = append(c[j], v)
			}
		}
	}
	if !t.exact(c, rows) {
		return nil, false
	}
	for j := len(c) - 1; j >= 0; j-- {
		kept := c[j]
		if c[j] = nil; !t.exact(c, rows) {
			c[j] = kept
		}
	}
	return c, true
}

func (t *table) exact(c cube, rows []int) bool {
	for _, i := range rows {
		holds := true
		for j, values := range c {
			holds = holds && (values == nil || slices.Contains(values, t.rows[i][j]))
		}
		if holds != t.in[i] {
			return false
		}
	}
	return true
}

func (t *table) words(c cube) string {
	var parts []string
	for j, values := range c {
		if values != nil {
			parts = append(parts, t.features[j].words(values))
		}
	}
	return strings.Join(parts, " and ")
}
