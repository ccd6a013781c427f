package powershell_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/powershell/tenant"
)

// A treeFact is a setting of an object as the syntax tree of a script has it.
type treeFact struct {
	Fact string
	Line int
}

// factsOfTree reads the table of what is to be there from the tree. A parameter
// stands for its default; one without a default is for the reader to find out.
// It shares no code with the printer.
func factsOfTree(t *tree) []treeFact {
	defaults := map[string]string{}
	t.each(func(s *statement, _ int) {
		if s.Type != "param_block" {
			return
		}
		for _, p := range s.Parameters {
			if len(p.Fallback) > 1 && p.Fallback[0] == '\'' {
				defaults[p.Name] = strings.ReplaceAll(p.Fallback[1:len(p.Fallback)-1], "''", "'")
			}
		}
	})
	var all []treeFact
	desired := t.table("Desired")
	for _, o := range desired.Items {
		for _, row := range o.Entries["Settings"].Items {
			value := row.Entries["Value"]
			policy := ""
			if row.Entries["OnlyIfEmpty"].Kind == "not" {
				policy = " if empty"
			}
			all = append(all, treeFact{
				fmt.Sprintf("%s: %s.%s = %s%s", o.Entries["Kind"].Text, o.Entries["Id"].Text, row.Entries["Name"].Text,
					strings.Join(texts(value, defaults), " | "), policy),
				value.Line,
			})
		}
		for _, test := range texts(o.Entries["Test"], defaults) {
			all = append(all, treeFact{fmt.Sprintf("%s is tested with %s", o.Entries["Id"].Text, test), o.Line})
		}
	}
	return all
}

func texts(v node, defaults map[string]string) []string {
	switch v.Kind {
	case "text", "boolean", "number":
		return []string{v.Text}
	case "none", "":
		return nil
	case "variable":
		if text, ok := defaults[v.Text]; ok {
			return []string{text}
		}
		return []string{"(asked)"}
	case "list":
		var all []string
		for _, item := range v.Items {
			all = append(all, texts(item, defaults)...)
		}
		return all
	case "sum":
		sum := ""
		for _, item := range v.Items {
			sum += strings.Join(texts(item, defaults), " | ")
		}
		return []string{sum}
	}
	return []string{"(no value: " + v.Kind + ")"}
}

// factsOfPlan are the same from the plan.
func factsOfPlan(p *plan.Plan, values plan.Values) []string {
	var all []string
	for _, o := range p.Objects {
		if len(o.Kind.Get) == 0 {
			continue
		}
		for _, s := range o.Settings {
			texts := wanted(s.Value, values, "(asked)")
			policy := ""
			if s.Policy == plan.PolicyIfEmpty {
				policy = " if empty"
			}
			all = append(all, fmt.Sprintf("%s: %s = %s%s", o.Kind.ID, s.ID, strings.Join(texts, " | "), policy))
		}
		for _, t := range o.Check {
			all = append(all, fmt.Sprintf("%s is tested with %s", o.ID, t.Fill(values)))
		}
	}
	return all
}

// wanted are the texts of a value for a customer; asked stands for what only the
// reader knows.
func wanted(v plan.Value, values plan.Values, asked string) []string {
	if _, ok := v.(plan.Manual); ok {
		return []string{asked}
	}
	return tenant.Texts(v, values)
}

// differing names the facts that a script and its plan do not share: what the
// script says with its line, and what the plan says in its place.
func differing(t *tree, got []treeFact, want []string) []string {
	var all []string
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			all = append(all, fmt.Sprintf("the plan has %q, the script nothing", want[i]))
		case i >= len(want):
			all = append(all, fmt.Sprintf("line %d %q: the script has %q, the plan nothing", got[i].Line, line(t.Text, got[i].Line), got[i].Fact))
		case got[i].Fact != want[i]:
			all = append(all, fmt.Sprintf("line %d %q: the script has %q, the plan %q", got[i].Line, line(t.Text, got[i].Line), got[i].Fact, want[i]))
		}
	}
	return all
}

// valuesFor gives every hole of a plan a value of its own.
func valuesFor(p *plan.Plan) plan.Values {
	v := plan.Values{"runbook.id": "TRP-3F9A-22C1", "customer.name": "Acme Corp", "model.hash": "1.4.0"}
	for i, h := range p.Holes {
		switch h.Type {
		case "address":
			v[h.Name] = fmt.Sprintf("box%d@contoso.example", i)
		case "domain":
			v[h.Name] = fmt.Sprintf("d%d.example", i)
		default:
			v[h.Name] = fmt.Sprintf("value%d", i)
		}
	}
	return v
}

// undone are the changing steps of a plan that a script neither makes nor shows
// as a check by hand, and checks of the runbook that it neither makes nor shows.
func undone(t *tree, p *plan.Plan) []string {
	shown := map[string]bool{}
	for _, name := range []string{"ByHand", "Checked"} {
		for _, item := range t.table(name).Items {
			shown[item.Entries["Id"].Text] = true
		}
	}
	desired := t.table("Desired")
	steps := map[string]bool{}
	objects := map[string]bool{}
	for _, o := range desired.Items {
		objects[o.Entries["Id"].Text] = true
		for _, row := range o.Entries["Settings"].Items {
			for _, code := range strings.Split(row.Entries["Step"].Text, ", ") {
				steps[code] = true
			}
		}
	}
	var all []string
	for _, section := range p.Sections {
		for _, s := range section.Steps {
			if s.Changes && len(s.Settings) == 0 && len(s.Commits) == 0 && !s.ByHand {
				all = append(all, "step "+s.Code+" says neither what it sets or saves nor that it is done by hand, so that it")
			}
			saves := slices.ContainsFunc(s.Commits, func(id string) bool { return objects[id] })
			if s.Changes && !steps[s.Code] && !saves && !shown[s.Code] {
				all = append(all, "step "+s.Code)
			}
		}
	}
	for _, c := range p.Runbook.Checks {
		if !shown[c.ID] {
			all = append(all, "check "+c.ID)
		}
	}
	return all
}
