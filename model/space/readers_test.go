package space_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/space"
)

// Readers are those whom the judge of conditions lets in one by one, bound or
// not, and have the answers that they have.
func TestReadersAreThoseWhomTheJudgeLetsIn(t *testing.T) {
	for _, id := range []string{"area1-journaling", "mimecast-journaling"} {
		p := procedure(t, id)
		var few []space.Answers // no more than two answers to a facet
		for v := range space.Variants(p, nil) {
			if !slices.ContainsFunc(p.Facets, func(f model.Facet) bool { return len(v[f.ID.Text]) > 2 }) {
				few = append(few, v)
			}
		}
		everybody := space.Everybody(p, nil)
		r := rand.New(rand.NewPCG(3, 4))
		for range 100 {
			f := p.Facets[r.IntN(len(p.Facets))]
			answer := f.Answers[r.IntN(len(f.Answers))].ID.Text
			cond := anyCondition(r, p)
			var inside, others []space.Answers
			for _, v := range few {
				if !slices.Contains(v[f.ID.Text], answer) {
					continue
				}
				if v = v.With(f.ID.Text, answer); space.Holds(cond, v) {
					inside = append(inside, v)
				} else {
					others = append(others, v)
				}
			}
			bound := everybody.Giving(f.ID.Text, answer)
			met := bound.Meeting(cond)
			sameReaders(t, p, met, inside)
			sameReaders(t, p, bound.Without(met), others)
		}
	}
}

func sameReaders(t *testing.T, p *model.Procedure, got space.Readers, want []space.Answers) {
	t.Helper()
	if got.Count() != len(want) || got.Nobody() != (len(want) == 0) {
		t.Fatalf("%d readers, want %d", got.Count(), len(want))
	}
	i := 0
	for one := range got.Kinds {
		for _, f := range p.Facets {
			one.Given(f.ID.Text) // asked for everything, each is of a kind of its own
		}
		if one.First().String(p) != want[i].String(p) {
			t.Fatalf("reader %d has %s, want %s", i, one.First().String(p), want[i].String(p))
		}
		i++
	}
	for _, f := range p.Facets {
		var given []string
		settled := true
		for _, v := range want {
			for _, a := range v[f.ID.Text] {
				if !slices.Contains(given, a) {
					given = append(given, a)
				}
			}
			settled = settled && slices.Equal(v[f.ID.Text], want[0][f.ID.Text])
		}
		if !slices.Equal(got.Given(f.ID.Text), given) || got.Settled(f.ID.Text) != settled {
			t.Fatalf("%s: given %v, settled %v; want %v, %v", f.ID, got.Given(f.ID.Text), got.Settled(f.ID.Text), given, settled)
		}
	}
}

// What is found with the first of each kind of readers is what is found with all of
// them, however little they are asked.
func TestKindsOfReadersSayWhatAllSay(t *testing.T) {
	for _, id := range []string{"area1-journaling", "mimecast-journaling"} {
		p := procedure(t, id)
		everybody := space.Everybody(p, nil)
		r := rand.New(rand.NewPCG(5, 6))
		readers, kinds := 0, 0
		for range 100 {
			facet := p.Facets[r.IntN(len(p.Facets))].ID.Text
			cond := anyCondition(r, p)
			// What is looked for asks for more of those who meet a condition.
			say := func(meets bool, given []string) string {
				if !meets {
					return "nothing"
				}
				return fmt.Sprint(given)
			}
			want := map[string]bool{}
			for _, answers := range everybody.All {
				want[say(space.Holds(cond, answers), answers[facet])] = true
			}
			got := map[string]bool{}
			for one := range everybody.Kinds {
				kinds++
				if met := one.Meeting(cond); met.Nobody() {
					got[say(false, nil)] = true
				} else {
					got[say(true, met.Given(facet))] = true
				}
			}
			if !maps.Equal(got, want) {
				t.Fatalf("%s, then %s: the kinds say %v, all say %v", cond, facet, got, want)
			}
			readers += everybody.Count()
		}
		if kinds > readers/2 {
			t.Errorf("%s: %d readers are of %d kinds", id, readers, kinds)
		}
	}
}
