package compile_test

import (
	"slices"
	"testing"

	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
)

// What a script needs of steps and checks: which objects a step saves, and what
// a check compares, with the ids that they have for these answers.
func TestLinksOfTheScript(t *testing.T) {
	project := content(t)
	p := project.Procedures[0]
	if p.ID.Text != "area1-journaling" {
		t.Fatalf("the first procedure is %s", p.ID)
	}
	compiled, err := compile.Compile(project, p, compile.Options{Answers: space.Answers{
		"gateway": {"outbound"}, "console": {"purview"}, "compliance": {"regional"}, "regions": {"us", "eu"}, "pictures": {"none"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	commits := map[string][]string{}
	byHand := map[string]bool{}
	for _, s := range compiled.Sections {
		for _, step := range s.Steps {
			commits[step.ID] = step.Commits
			byHand[step.ID] = step.ByHand
		}
	}
	for step, want := range map[string][]string{
		"connector-us.create": {"connector-us"}, "groups-eu.create": {"group-eu"}, "connector-us.routing": nil,
	} {
		if got := commits[step]; !slices.Equal(got, want) {
			t.Errorf("%s saves %v, want %v", step, got, want)
		}
	}
	if !byHand["groups-us.people"] || byHand["groups-us.create"] {
		t.Error("by_hand is not what the content says")
	}
	checks := map[string]plan.Check{}
	for _, c := range compiled.Runbook.Checks {
		checks[c.ID] = c
	}
	if got := checks["T3-eu"].Settings; !slices.Equal(got, []string{"connector-eu.RecipientDomains", "rule-eu.JournalEmailAddress"}) {
		t.Errorf("T3-eu compares %v", got)
	}
	if got := checks["T1-us"].Settings; len(got) != 9 || got[0] != "connector-us.Name" {
		t.Errorf("T1-us compares %v", got)
	}
	if got := checks["T9"].Disjoint; !slices.Equal(got, []string{"group-us", "group-eu"}) {
		t.Errorf("T9 compares the members of %v", got)
	}
	if !checks["T11"].Unchanged || !slices.Equal(checks["T2-us"].Validated, []string{"connector-us"}) {
		t.Errorf("%+v %+v", checks["T11"], checks["T2-us"])
	}
}
