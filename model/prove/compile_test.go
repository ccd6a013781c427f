package prove

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// What the compiler reports of single variants is found without compiling any:
// there is a finding on the same line, and for what a reader cannot reach it
// counts the same variants.
func TestWhatVariantsShowIsProven(t *testing.T) {
	shown := 0
	for name, project := range cases(t) {
		p := project.Procedures[0]
		failing := map[string]map[string]bool{} // line → variants
		for a := range space.Variants(p, nil) {
			var list *source.List
			if _, err := compile.Compile(project, p, compile.Options{Answers: a}); !errors.As(err, &list) {
				continue
			}
			for _, d := range list.Sorted() {
				line := fmt.Sprintf("%s:%d", d.Pos.File.Name, d.Pos.Line)
				if failing[line] == nil {
					failing[line] = map[string]bool{}
				}
				failing[line][a.String(p)] = true
			}
		}
		found := map[string]int{}
		for _, f := range Check(project).Findings {
			line := fmt.Sprintf("%s:%d", f.Pos.File.Name, f.Pos.Line)
			if f.Rule == lawReference || f.Rule == lawQuotation {
				found[line] = max(found[line], f.Count)
			} else {
				found[line] = max(found[line], 0)
			}
		}
		for line, variants := range failing {
			shown++
			n, ok := found[line]
			if !ok {
				t.Errorf("%s: %s is at fault in %d variants and not found", name, line, len(variants))
			} else if n > 0 && n != len(variants) {
				t.Errorf("%s: %s is at fault in %d variants, and %d are found", name, line, len(variants), n)
			}
		}
	}
	if shown < 5 {
		t.Errorf("only %d faults were compared", shown)
	}
}

// The values of settings that rules are tried on are those that the compiler
// works out, in enough variants that every two answers meet.
func TestElementsAreCompiledValues(t *testing.T) {
	for _, dir := range []string{"../../content", "../../testdata/world"} {
		project := fixture.Load(t, os.DirFS(dir), filepath.Base(dir))
		for _, p := range project.Procedures {
			c := newProver(project, p, space.Symbolic(p))
			things := c.world(c.read(c.views()[0])).things
			for _, a := range c.u.Pairs() {
				compiled, err := compile.Compile(project, p, compile.Options{Answers: a})
				if err != nil {
					t.Fatal(err)
				}
				var want []string
				for _, o := range compiled.Objects {
					for _, s := range o.Settings {
						want = append(want, o.Of+"."+s.Name+": "+valueOf(s.Value))
					}
				}
				var got []string
				here := c.u.Answered(a)
				for _, th := range things {
					if !th.set.Meets(here) {
						continue
					}
					for _, e := range th.object.Settings {
						got = append(got, th.id.Text+"."+e.Key.Text+": "+valueHere(th.settings[e.Key.Text], here))
					}
				}
				slices.Sort(want)
				slices.Sort(got)
				if !slices.Equal(got, want) {
					t.Fatalf("%s:\ngot  %s\nwant %s", a.String(p), strings.Join(got, "\n     "), strings.Join(want, "\n     "))
				}
			}
		}
	}
}

func valueHere(all []element, here space.Set) string {
	var texts []string
	for _, e := range all {
		if e.set.Meets(here) {
			texts = append(texts, e.shown())
		}
	}
	slices.Sort(texts)
	return strings.Join(slices.Compact(texts), " | ")
}

func valueOf(v plan.Value) string {
	var all []element
	switch v := v.(type) {
	case plan.One:
		all = append(all, element{text: v.Text})
	case plan.Many:
		for _, t := range v.Texts {
			all = append(all, element{text: t})
		}
	case plan.Switch:
		is := isOff
		if v.On {
			is = isOn
		}
		all = append(all, element{is: is})
	case plan.Absent:
		all = append(all, element{is: isAbsent})
	case plan.Manual:
		all = append(all, element{is: isManual})
	}
	var texts []string
	for _, e := range all {
		texts = append(texts, e.shown())
	}
	slices.Sort(texts)
	return strings.Join(slices.Compact(texts), " | ")
}
