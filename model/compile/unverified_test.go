package compile_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
)

// told is a line of plain words.
func told(l plan.Line) string {
	var b strings.Builder
	for _, r := range l {
		if words, ok := r.(plan.Words); ok {
			for _, piece := range words.Text {
				b.WriteString(piece.Literal)
			}
		}
	}
	return b.String()
}

// TestUnverifiedIsPassedOn: a value is made of others in four ways, and is no
// better known than any of them: the cell itself, a list with it, a text with it
// inside, and the domain of that text. A sentence that quotes such a value, or
// the cell, says so.
func TestUnverifiedIsPassedOn(t *testing.T) {
	files := fixture.Copy(t, os.DirFS("../../testdata/world"))
	edit := func(old, new string) {
		f := files["lantern-copies/lantern.yaml"]
		if !strings.Contains(string(f.Data), old) {
			t.Fatalf("the world has no %s", old)
		}
		f.Data = []byte(strings.Replace(string(f.Data), old, new, 1))
	}
	edit("domain: south.lantern.example", "domain: {value: south.lantern.example, unverified: Ask somebody.}")
	edit(`value: "{sites.host}"`, `value: ["{sites.host}", "also.{sites.domain}"]`)
	quoted := files["lantern-copies/runbook.yaml"]
	quoted.Data = []byte(strings.Replace(string(quoted.Data), `"{rule.Name} is listed."`, `"{rule.Name} is listed, at {sites.label}, {sites.host}."`, 1))
	edit(`{choose: split, none: Copies to Lantern, sites`, `{choose: split, none: "Copies to {beam.Hosts}", sites`)
	project := fixture.Load(t, files, "world")
	for site, want := range map[string]map[string]string{
		"north": {"rule.Address": "", "beam.Domains": "", "beam.Hosts": "", "rule.Name": ""},
		"south": {
			"rule.Address": "Ask somebody.", "beam.Domains": "Ask somebody.",
			"beam.Hosts": "Ask Lantern first. Ask somebody.", "rule.Name": "Ask Lantern first. Ask somebody.",
		},
	} {
		compiled, err := compile.Compile(project, project.Procedures[0], compile.Options{Answers: space.Answers{
			"gateway": {"outbound"}, "console": {"new"}, "split": {"none"}, "sites": {site}, "pictures": {"none"},
		}})
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range compiled.Objects {
			for _, s := range o.Settings {
				if text, ok := want[s.ID]; ok && told(s.Unverified) != text {
					t.Errorf("%s, %s: unverified %q, want %q", site, s.ID, told(s.Unverified), text)
				}
				delete(want, s.ID)
			}
		}
		if len(want) > 0 {
			t.Errorf("%s: there is no %v", site, want)
		}
		sentence := map[string]string{
			"north": " is listed, at North, in.north.lantern.example.",
			"south": " (unverified) is listed, at South, in.south.lantern.example (unverified).",
		}[site]
		if !slices.ContainsFunc(compiled.Runbook.Checks, func(c plan.Check) bool { return told(c.Expect) == sentence }) {
			t.Errorf("%s: no check expects %q", site, sentence)
		}
	}
}
