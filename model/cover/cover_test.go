package cover_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/triptych-docs/triptych/model/cover"
	"github.com/triptych-docs/triptych/model/plan"
)

func sections(ids ...string) *plan.Plan {
	p := &plan.Plan{Choices: []plan.Choice{{Facet: "f", Answers: []string{"x", "y"}}}}
	for _, id := range ids {
		p.Sections = append(p.Sections, plan.Section{ID: id, Steps: []plan.Step{{ID: id + ".one"}}})
	}
	return p
}

func TestNodes(t *testing.T) {
	got := cover.Nodes(sections("a-x", "a-y", "b")).Names()
	want := []string{
		"a.one after a.one", "answer f=x", "answer f=y", "b.one after a.one", "section a", "section b", "step a.one", "step b.one",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestMissing(t *testing.T) {
	sets := []cover.Set{cover.Nodes(sections("a", "b")), cover.Nodes(sections("b"))}
	cover.MarkMissing(sets, cover.Union(sets...))
	if got, want := fmt.Sprint(sets[1].Without(sets[0]).Names()), "[no section a no step a.one]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestLeast(t *testing.T) {
	set := func(names ...string) cover.Set {
		s := cover.Set{}
		for _, n := range names {
			s[n] = true
		}
		return s
	}
	sets := []cover.Set{set("1"), set("1", "2"), set("3"), set("2", "3"), set("1", "2")}
	for _, c := range []struct {
		wanted cover.Set
		want   string
	}{
		{set("1", "2"), "[1]"},
		{set("1", "2", "3"), "[1 2]"},
		{set("1", "4"), "[0]"},
		{set(), "[]"},
	} {
		if got := fmt.Sprint(cover.Least(sets, c.wanted)); got != c.want {
			t.Errorf("%v: got %s, want %s", c.wanted.Names(), got, c.want)
		}
	}
}
