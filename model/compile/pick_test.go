package compile_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
)

// On a page with a picker, whatever is picked, a reader sees exactly the steps
// of the variants that agree with it, in their order. What is seen is worked out
// here from the names in the guards, and what is to be seen by compiling every
// variant for itself.
func TestPicksLeaveTheStepsOfTheVariants(t *testing.T) {
	world := fixture.Load(t, os.DirFS("../../testdata/world"), "world")
	for _, project := range []*model.Project{content(t), world} {
		for _, p := range project.Procedures {
			t.Run(p.ID.Text, func(t *testing.T) { picksOf(t, project, p) })
		}
	}
}

func picksOf(t *testing.T, project *model.Project, p *model.Procedure) {
	open, err := compile.Compile(project, p, compile.Options{Answers: space.Answers{}})
	if err != nil {
		t.Fatal(err)
	}
	// The variants of single answers, and the steps of each.
	type variant struct {
		names []string
		steps []string
	}
	var variants []variant
	for a := range space.Variants(p, space.Answers{}) {
		var v variant
		for _, f := range p.Facets {
			if one, ok := a.One(f.ID.Text); ok {
				v.names = append(v.names, f.ID.Text+"."+one)
			}
		}
		if len(v.names) < len(p.Facets) {
			continue
		}
		closed, err := compile.Compile(project, p, compile.Options{Answers: a})
		if err != nil {
			t.Fatal(err)
		}
		v.steps = steps(closed, nil)
		variants = append(variants, v)
	}
	tried := 0
	var pick func(choices []plan.Choice, sofar []string)
	pick = func(choices []plan.Choice, sofar []string) {
		if len(choices) > 0 {
			pick(choices[1:], sofar)
			if choices[0].Narrows {
				for _, o := range choices[0].Options {
					pick(choices[1:], append(slices.Clip(sofar), o.Name))
				}
			}
			return
		}
		want := map[string]bool{}
		var only []string
		agree := 0
		for _, v := range variants {
			if subset(sofar, v.names) {
				agree++
				only = v.steps
				for _, s := range v.steps {
					want[s] = true
				}
			}
		}
		if agree == 0 {
			if !slices.ContainsFunc(open.Impossible, func(i plan.Impossible) bool {
				return slices.ContainsFunc(i.Picks, func(p plan.Pick) bool { return subset(p, sofar) })
			}) {
				t.Errorf("nothing agrees with %v, and no reason is given", sofar)
			}
			return
		}
		tried++
		seen := steps(open, sofar)
		for _, s := range seen {
			if !want[s] {
				t.Errorf("with %v, step %s is seen and in none of %d variants", sofar, s, agree)
			}
		}
		for s := range want {
			if !slices.Contains(seen, s) {
				t.Errorf("with %v, step %s is not seen", sofar, s)
			}
		}
		if agree == 1 && !slices.Equal(seen, only) {
			t.Errorf("with %v the order is\n%v, not\n%v", sofar, seen, only)
		}
	}
	pick(open.Choices, nil)
	if tried < 50 {
		t.Errorf("only %d picks were tried", tried)
	}
}

// steps are the ids of the steps that a reader with these answers sees. A
// section that stands once for each console is called after it.
func steps(p *plan.Plan, picked []string) []string {
	var ids []string
	for _, s := range p.Sections {
		if hidden(s.Guard, picked) {
			continue
		}
		for _, step := range s.Steps {
			if !hidden(step.Guard, picked) {
				id := step.ID
				for _, c := range p.Choices {
					for _, o := range c.Options {
						id = strings.Replace(id, "-"+o.ID+".", ".", 1)
					}
				}
				ids = append(ids, id)
			}
		}
	}
	return ids
}

func hidden(g *plan.Guard, picked []string) bool {
	return g != nil && slices.ContainsFunc(g.Out, func(p plan.Pick) bool { return subset(p, picked) })
}

func subset(some, all []string) bool {
	return !slices.ContainsFunc(some, func(s string) bool { return !slices.Contains(all, s) })
}
