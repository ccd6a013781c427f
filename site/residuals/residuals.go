// Package residuals writes runbooks as data for a page: every fixed run of
// bytes and every hole that the printers left, so that a small script in the
// page fills in the reader's values and has the bytes that the command writes.
// The page has no printer of its own; there is nothing in it to drift.
//
// The runbooks of one procedure say much the same. A [Group] is the variants
// that share a file, in which each text stands once: a variant is a list of
// numbers of texts. A text has a mark where a hole stands.
package residuals

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/parallel"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/residual"
)

// Formats are what the page can make, in the order of the data.
var Formats = []render.Format{render.Markdown, render.HTML, render.PowerShell}

// most is how many variants share a file, as far as questions with one answer
// can tell them apart.
const most = 100

// A Variant is a set of answers and the way to its plan, which is closed. It is
// asked for once, from any goroutine.
type Variant struct {
	Answers []Answer // one for each question, in order
	Plan    func() (*plan.Plan, error)
}

// An Answer is the answers to one question, and whether it may have several.
type Answer struct {
	Facet   string
	Answers []string
	Many    bool
}

// A Group is the data of some variants of one procedure.
type Group struct {
	// When names the answers that these variants share, by question. No other
	// variant of the procedure has all of them.
	When map[string]string `json:"when"`
	Data Data              `json:"-"`
}

// Data is what the page reads.
type Data struct {
	// Texts are what the runbooks are made of. A hole is a number between marks.
	Texts []string `json:"texts"`
	// Holes are lists of an escaper's name and the pieces of a text: literals and
	// names of holes in turn, a literal first.
	Holes [][]string `json:"holes"`
	// Variants are, for each format, numbers of texts. The key is the answers in
	// the order of the questions: "none/purview/regional/eu,us".
	Variants map[string][][]int `json:"variants"`
}

// Mark stands before and behind the number of a hole.
const Mark = "\x7f"

// Key is the name of a variant in [Data].
func Key(answers []Answer) string {
	var parts []string
	for _, a := range answers {
		parts = append(parts, strings.Join(a.Answers, ","))
	}
	return strings.Join(parts, "/")
}

// Groups prints all variants of a procedure and sorts them into groups.
func Groups(variants []Variant) ([]Group, error) {
	var groups []Group
	for _, some := range split(variants, 0) {
		data, err := write(some)
		if err != nil {
			return nil, err
		}
		groups = append(groups, Group{When: shared(some), Data: data})
	}
	return groups, nil
}

// split sorts variants by their answers to one question after the other, until
// a group is small enough or only questions with several answers are left.
func split(variants []Variant, question int) [][]Variant {
	if len(variants) <= most || question == len(variants[0].Answers) {
		return [][]Variant{variants}
	}
	if variants[0].Answers[question].Many {
		return split(variants, question+1)
	}
	var order []string
	by := map[string][]Variant{}
	for _, v := range variants {
		answer := v.Answers[question].Answers[0]
		if by[answer] == nil {
			order = append(order, answer)
		}
		by[answer] = append(by[answer], v)
	}
	var groups [][]Variant
	for _, answer := range order {
		groups = append(groups, split(by[answer], question+1)...)
	}
	return groups
}

// shared are the answers that all of some variants have.
func shared(variants []Variant) map[string]string {
	when := map[string]string{}
	for i, a := range variants[0].Answers {
		same := !a.Many && !slices.ContainsFunc(variants, func(v Variant) bool { return !slices.Equal(v.Answers[i].Answers, a.Answers) })
		if same {
			when[a.Facet] = a.Answers[0]
		}
	}
	return when
}

// write prints variants and gathers what they are made of.
func write(variants []Variant) (Data, error) {
	printed, err := parallel.Map(variants, func(v Variant) ([][]piece, error) {
		made, err := pieces(v)
		if err != nil {
			return nil, fmt.Errorf("residuals: %s: %w", Key(v.Answers), err)
		}
		return made, nil
	})
	if err != nil {
		return Data{}, err
	}
	return gather(variants, printed), nil
}

// A piece is a line of a runbook, holes included, or the part of it that stands
// before or after a hole.
type piece struct {
	fixed string
	hole  []string // nil: fixed
}

// pieces prints a variant in all formats.
func pieces(v Variant) ([][]piece, error) {
	compiled, err := v.Plan()
	if err != nil {
		return nil, err
	}
	runbook, err := render.NewRunbook(compiled)
	if err != nil {
		return nil, err
	}
	var all [][]piece
	for _, format := range Formats {
		r, err := runbook.Residual(format)
		if err != nil {
			return nil, err
		}
		var some []piece
		r.Each(
			func(fixed string) {
				if strings.Contains(fixed, Mark) {
					err = fmt.Errorf("%s: the mark of a hole stands in its text", format)
				}
				for line := range strings.Lines(fixed) {
					some = append(some, piece{fixed: line})
				}
			},
			func(text plan.Text, e residual.Escaper) { some = append(some, piece{hole: hole(text, e)}) },
		)
		if err != nil {
			return nil, err
		}
		all = append(all, some)
	}
	return all, nil
}

// hole is the escaper and the pieces of a text, literals and holes in turn.
func hole(text plan.Text, e residual.Escaper) []string {
	out := []string{e.Name, ""}
	for _, p := range text {
		if p.Hole == "" {
			out[len(out)-1] += p.Literal
			continue
		}
		out = append(out, p.Hole, "")
	}
	return out
}

// compareHoles is an order of holes for a table of them.
func compareHoles(a, b []string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), slices.Compare(a, b))
}
