package compile_test

import (
	"slices"
	"testing"

	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/space"
)

// A decision is listed for those who have what it decides. That a question is
// asked of everyone does not make all columns of its answers everyone's: who has no
// connector is told nothing about its smart hosts.
func TestDecisionsAreTheReadersOwn(t *testing.T) {
	project := content(t)
	p := project.Procedures[0]
	for _, c := range []struct {
		gateway string
		outline []string
		listed  bool
	}{
		{"outbound", nil, true},
		{"none", nil, false},
		{"none", []string{"before", "undeliverable", "rule", "regions"}, false}, // where the table of hosts stands for others
	} {
		plan, err := compile.Compile(project, p, compile.Options{Outline: c.outline, Answers: space.Answers{
			"gateway": {c.gateway}, "console": {"purview"}, "compliance": {"none"}, "regions": {"eu"}, "scope": {"everyone"}, "pictures": {"none"},
		}})
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, d := range plan.Decisions {
			ids = append(ids, d.ID)
		}
		for _, id := range []string{"A1", "A2"} {
			if got := slices.Contains(ids, id); got != c.listed {
				t.Errorf("gateway %s, outline %v: %s about smart hosts is listed: %t, want %t", c.gateway, c.outline, id, got, c.listed)
			}
		}
		for _, id := range []string{"A3", "A8", "A10"} { // the journal address, and where mail is processed
			if !slices.Contains(ids, id) {
				t.Errorf("gateway %s, outline %v: %s is not listed", c.gateway, c.outline, id)
			}
		}
	}
}
