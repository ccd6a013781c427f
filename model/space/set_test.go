package space_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/space"
)

func words(texts ...string) []model.Word {
	var all []model.Word
	for _, t := range texts {
		all = append(all, model.Word{Text: t})
	}
	return all
}

// any is a condition made at random.
func anyCondition(r *rand.Rand, p *model.Procedure) model.Condition {
	var c model.Condition
	for range r.IntN(3) {
		var one model.Case
		for range 1 + r.IntN(3) {
			f := p.Facets[r.IntN(len(p.Facets))]
			var answers []model.Word
			for range 1 + r.IntN(len(f.Answers)) {
				answers = append(answers, f.Answers[r.IntN(len(f.Answers))].ID)
			}
			one = append(one, model.Case{{Key: f.ID, Value: answers}}...)
		}
		c.Any = append(c.Any, one)
	}
	return c
}

// Sets hold the variants that the judge of conditions lets in, and both ways to
// keep them agree.
func TestSetsHoldWhatTheJudgeLetsIn(t *testing.T) {
	for _, id := range []string{"area1-journaling", "mimecast-journaling"} {
		p := procedure(t, id)
		all := slices.Collect(space.Variants(p, nil))
		symbolic, enumerated := space.Symbolic(p), space.Enumerated(p)
		r := rand.New(rand.NewPCG(1, 2))
		for range 25 {
			a, b := anyCondition(r, p), anyCondition(r, p)
			var and, or, minus int
			for _, v := range all {
				inA, inB := space.Holds(a, v), space.Holds(b, v)
				if inA && inB {
					and++
				}
				if inA || inB {
					or++
				}
				if inA && !inB {
					minus++
				}
			}
			for name, u := range map[string]*space.Universe{"symbolic": symbolic, "enumerated": enumerated} {
				x, y := u.Meets(a, nil), u.Meets(b, nil)
				if x.And(y).Count() != and || x.Or(y).Count() != or || x.Minus(y).Count() != minus || u.All().Count() != len(all) {
					t.Fatalf("%s: %s and %s: got %d, %d, %d of %d, want %d, %d, %d of %d", name, a, b,
						x.And(y).Count(), x.Or(y).Count(), x.Minus(y).Count(), u.All().Count(), and, or, minus, len(all))
				}
				if x.Within(y) != (minus == 0) || x.Meets(y) != (and > 0) || x.IsEmpty() != (x.Count() == 0) {
					t.Fatalf("%s: %s and %s are compared wrongly", name, a, b)
				}
			}
			if bad := symbolic.Meets(a, nil); !bad.IsEmpty() {
				got, want := bad.Smallest().String(p), enumerated.Meets(a, nil).Smallest().String(p)
				if got != want {
					t.Fatalf("the smallest of %s is %q symbolically and %q enumerated", a, got, want)
				}
				shown := symbolic.Answered(bad.Smallest())
				if shown.IsEmpty() || !shown.Within(bad) {
					t.Fatalf("%q does not show %s", got, a)
				}
			}
		}
	}
}

func TestBoundFacetsHaveOneAnswer(t *testing.T) {
	p := procedure(t, "area1-journaling")
	for _, u := range []*space.Universe{space.Symbolic(p), space.Enumerated(p)} {
		eu := model.Condition{Any: []model.Case{{{Key: model.Word{Text: "regions"}, Value: words("eu")}}}}
		if got := u.Meets(eu, space.Bound{"regions": "eu"}); got != u.All() {
			t.Errorf("inside eu, not everybody is in eu")
		}
		if got := u.Meets(eu, space.Bound{"regions": "us"}); !got.IsEmpty() {
			t.Errorf("inside us, %d are in eu", got.Count())
		}
		if got, want := u.Gives("regions", "eu", nil).Count(), 2*3*2*(2+128); got != want {
			t.Errorf("%d variants have the answer eu, want %d", got, want)
		}
	}
}

func TestSmallestNamesTheFewestAnswers(t *testing.T) {
	p := procedure(t, "area1-journaling")
	u := space.Symbolic(p)
	answered := func(facet string, answers ...string) space.Set {
		return u.Meets(model.Condition{Any: []model.Case{{{Key: model.Word{Text: facet}, Value: words(answers...)}}}}, nil)
	}
	for _, c := range []struct {
		bad  space.Set
		want string
	}{
		{u.All(), ""},
		{answered("gateway", "none"), "gateway=none"},
		{answered("gateway", "none").And(answered("regions", "eu", "india")), "gateway=none regions=eu"},
		{answered("scope", "group"), "scope=group"},
		{answered("compliance", "regional").And(answered("regions", "eu")).And(answered("regions", "us")), "regions=us,eu"},
	} {
		if got := c.bad.Smallest().String(p); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// big is a procedure of ten facets with four answers each: 1,048,576 variants.
func big() *model.Procedure {
	p := &model.Procedure{}
	for f := range 10 {
		facet := model.Facet{ID: model.Word{Text: fmt.Sprintf("f%d", f)}}
		for a := range 4 {
			facet.Answers = append(facet.Answers, model.Answer{ID: model.Word{Text: fmt.Sprintf("a%d", a)}})
		}
		p.Facets = append(p.Facets, facet)
	}
	return p
}

func TestAMillionVariantsAreOneSet(t *testing.T) {
	p := big()
	u := space.Symbolic(p)
	if got := u.All().Count(); got != 1<<20 {
		t.Fatalf("%d variants", got)
	}
	bad := u.All()
	for f := range 10 {
		bad = bad.And(u.Gives(fmt.Sprintf("f%d", f), "a3", nil))
	}
	if got, want := bad.Smallest().String(p), "f0=a3 f1=a3 f2=a3 f3=a3 f4=a3 f5=a3 f6=a3 f7=a3 f8=a3 f9=a3"; got != want || bad.Count() != 1 {
		t.Errorf("got %q (%d)", got, bad.Count())
	}
}
