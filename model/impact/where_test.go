package impact

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/space"
)

// A condition is short, and says exactly which variants it is about.
func TestWhereIsExactAndShort(t *testing.T) {
	p := fixture.Content(t).Procedures[0]
	all := slices.Collect(space.Variants(p, nil))
	table := newTable(p, all)
	has := func(facet, answer string) func(space.Answers) bool {
		return func(a space.Answers) bool { return slices.Contains(a[facet], answer) }
	}
	outbound, eu, classic := has("gateway", "outbound"), has("regions", "eu"), has("console", "classic")
	for _, c := range []struct {
		in   func(space.Answers) bool
		want string
	}{
		{outbound, "gateway = outbound"},
		{func(a space.Answers) bool { return !classic(a) }, "console = compliance-portal or purview"},
		{func(a space.Answers) bool { return outbound(a) && eu(a) }, "gateway = outbound and regions includes eu"},
		{func(a space.Answers) bool { return outbound(a) && !eu(a) }, "gateway = outbound and regions without eu"},
		{func(a space.Answers) bool { return len(a["regions"]) > 1 }, "several regions"},
		{func(a space.Answers) bool { return outbound(a) || classic(a) }, "gateway = none and console = classic, or gateway = outbound"},
	} {
		in := make([]bool, len(all))
		for i, a := range all {
			in[i] = c.in(a)
		}
		if got := table.where(in); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	in := make([]bool, len(all))
	for i := range in {
		in[i] = random.IntN(2) == 0
	}
	want := "no short condition says which; one of them is " + all[slices.Index(in, true)].String(p)
	if got := table.where(in); got != want {
		t.Errorf("of a set without a rule: got %q, want %q", got, want)
	}
}
