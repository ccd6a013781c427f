package main

import (
	"testing"

	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/report"
	"github.com/triptych-docs/triptych/model/space"
)

// A difference that several variants show is said once, for the first of them.
func TestDifferencesAreSaidOnce(t *testing.T) {
	project := fixture.Content(t)
	variants := []space.Answers{{"gateway": {"none"}}, {"gateway": {"outbound"}}, {"regions": {"eu"}}}
	host := report.Finding{Rule: "facts-read-back", Message: "value of V4"}
	name := report.Finding{Rule: "facts-read-back", Message: "value of V1"}
	got := once(project.Procedures[0], variants, [][]report.Finding{nil, {host, name}, {host}})
	want := []report.Finding{host, name}
	want[0].Variant, want[0].Count = "gateway=outbound", 2
	want[1].Variant, want[1].Count = "gateway=outbound", 1
	if len(got) != len(want) {
		t.Fatalf("%d findings, want %d: %+v", len(got), len(want), got)
	}
	for i := range want {
		if got[i].Message != want[i].Message || got[i].Variant != want[i].Variant || got[i].Count != want[i].Count {
			t.Errorf("finding %d is %+v, want %+v", i, got[i], want[i])
		}
	}
}
