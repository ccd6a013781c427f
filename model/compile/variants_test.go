package compile_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
)

func content(t testing.TB) *model.Project {
	t.Helper()
	project := fixture.Content(t)
	return project
}

// Every closed variant of every procedure compiles, and what is checked below
// holds in each. The first variant that fails is enough to see why.
func TestEveryVariant(t *testing.T) {
	project := content(t)
	for _, p := range project.Procedures {
		for answers := range space.Variants(p, nil) {
			compiled, err := compile.Compile(project, p, compile.Options{Answers: answers})
			if err != nil {
				t.Fatalf("%s %s:\n%v", p.ID, answers.String(p), err)
			}
			name := p.ID.Text + " " + answers.String(p)
			sound(t, p, name, compiled)
			if p.ID.Text == "area1-journaling" {
				regionsStayApart(t, name, compiled)
			}
			if t.Failed() {
				return
			}
		}
	}
}

// sound: nothing is left open, every setting is established by a step that is
// there, every change can be seen and undone, and the goal is reached.
func sound(t *testing.T, p *model.Procedure, name string, compiled *plan.Plan) {
	t.Helper()
	if !compiled.Closed {
		t.Errorf("%s: the plan is open", name)
	}
	steps := map[string]plan.Step{}
	order := map[string]int{}
	goal := false
	goalSection, goalStep, _ := strings.Cut(p.Goal.Text, ".")
	for _, s := range compiled.Sections {
		if s.Guard != nil || len(s.Repeat) > 0 {
			t.Errorf("%s: section %s has a condition left", name, s.ID)
		}
		for _, step := range s.Steps {
			if _, twice := steps[step.ID]; twice {
				t.Errorf("%s: step %s stands twice", name, step.ID)
			}
			steps[step.ID] = step
			order[step.ID] = len(order)
			if step.Guard != nil {
				t.Errorf("%s: step %s has a condition left", name, step.ID)
			}
			if step.Changes && (len(step.Expect) == 0 || len(step.Fail) == 0 || len(step.Undo) == 0) {
				t.Errorf("%s: step %s changes something, and lacks what to see, what to do if not, or how to undo it", name, step.ID)
			}
			section, id, _ := strings.Cut(step.ID, ".")
			goal = goal || id == goalStep && (section == goalSection || strings.HasPrefix(section, goalSection+"-"))
		}
	}
	if !goal {
		t.Errorf("%s: the goal step %s is missing", name, p.Goal)
	}
	names := map[string]bool{}
	for _, o := range compiled.Objects {
		if o.Guard != nil {
			t.Errorf("%s: object %s has a condition left", name, o.ID)
		}
		for _, s := range o.Settings {
			if len(s.Steps) == 0 {
				t.Errorf("%s: no step establishes %s", name, s.ID)
			}
			for _, id := range s.Steps {
				if _, there := steps[id]; !there {
					t.Errorf("%s: %s is established by step %s, which is not there", name, s.ID, id)
				}
			}
			switch v := s.Value.(type) {
			case plan.Lookup, plan.Alternatives:
				t.Errorf("%s: the value of %s is open", name, s.ID)
			case plan.One:
				if s.Name == "Name" {
					if !v.Text.Fixed() || len(v.Text.Fill(nil)) > 64 {
						t.Errorf("%s: the name of %s has more than 64 characters", name, o.ID)
					}
					key := o.Kind.ID + " " + v.Text.Fill(nil)
					if names[key] {
						t.Errorf("%s: two objects are called %s", name, key)
					}
					names[key] = true
				}
			}
		}
	}
}

// Region follows the journal address: the connector of a region lists exactly
// the domains of the addresses of that region's rule, and regional mail has no
// rule for everyone beside the rules of its groups.
func regionsStayApart(t *testing.T, name string, compiled *plan.Plan) {
	t.Helper()
	var connectors, rules, groups []plan.Object
	for _, o := range compiled.Objects {
		switch o.Of {
		case "connector":
			connectors = append(connectors, o)
		case "rule":
			rules = append(rules, o)
		case "group":
			groups = append(groups, o)
		}
	}
	for i, c := range connectors {
		address := value(t, rules[i], "JournalEmailAddress")[0]
		domains := value(t, c, "RecipientDomains")
		if len(domains) != 1 || !strings.HasSuffix(address, "@"+domains[0]) {
			t.Errorf("%s: the connector is for %v, the rule sends to %s", name, domains, address)
		}
		// The smart host is that domain itself: known for the US, assumed for the
		// other regions, and marked so.
		if hosts := value(t, c, "SmartHosts"); !slices.Equal(hosts, domains) {
			t.Errorf("%s: the connector for %v hands its mail to %v", name, domains, hosts)
		}
	}
	regional := strings.Contains(name, "compliance=regional")
	for _, r := range rules {
		i := slices.IndexFunc(r.Settings, func(s plan.Setting) bool { return s.Name == "Recipient" })
		_, everyone := r.Settings[i].Value.(plan.Absent)
		if everyone == (regional || strings.Contains(name, "scope=group")) {
			t.Errorf("%s: the rule %s is for everyone: %v", name, r.ID, everyone)
		}
	}
	if regional && (len(groups) != len(rules) || strings.Contains(name, "gateway=outbound") && len(connectors) != len(rules)) {
		t.Errorf("%s: %d rules, %d groups, %d connectors", name, len(rules), len(groups), len(connectors))
	}
}

// value is a setting's texts, holes as their names in brackets.
func value(t *testing.T, o plan.Object, name string) []string {
	t.Helper()
	for _, s := range o.Settings {
		if s.Name != name {
			continue
		}
		var all []plan.Text
		switch v := s.Value.(type) {
		case plan.One:
			all = []plan.Text{v.Text}
		case plan.Many:
			all = v.Texts
		}
		var out []string
		for _, text := range all {
			shown := ""
			for _, p := range text {
				shown += p.Literal
				if p.Hole != "" {
					shown += "[" + p.Hole + "]"
				}
			}
			out = append(out, shown)
		}
		return out
	}
	t.Fatalf("object %s has no %s", o.ID, name)
	return nil
}

// Every document compiles, and each of its facets is closed or open as the
// publication says.
func TestEveryPublicationCompiles(t *testing.T) {
	project := content(t)
	n := 0
	for _, p := range project.Procedures {
		for _, pub := range p.Publications {
			n++
			compiled, err := compile.Publication(project, p, &pub)
			if err != nil {
				t.Errorf("%s:\n%v", pub.ID, err)
				continue
			}
			for _, c := range compiled.Choices {
				if _, closed := pub.Answers.Get(c.Facet); closed == c.Open {
					t.Errorf("%s: facet %s is open: %v", pub.ID, c.Facet, c.Open)
				}
			}
		}
	}
	if n != 5 {
		t.Errorf("%d publications, want the five", n)
	}
}

func BenchmarkCompileAllVariants(b *testing.B) {
	project := content(b)
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range project.Procedures {
			for answers := range space.Variants(p, nil) {
				if _, err := compile.Compile(project, p, compile.Options{Answers: answers}); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
}

func BenchmarkCompileOne(b *testing.B) {
	project := content(b)
	answers := space.Answers{
		"gateway": {"outbound"}, "console": {"purview"}, "compliance": {"none"},
		"regions": {"eu"}, "scope": {"everyone"}, "pictures": {"none"},
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := compile.Compile(project, project.Procedures[0], compile.Options{Answers: answers}); err != nil {
			b.Fatal(err)
		}
	}
}
