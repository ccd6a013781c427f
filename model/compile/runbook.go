package compile

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
)

func (c *compiler) runbook(s scope) plan.Runbook {
	r := c.p.Runbook
	return plan.Runbook{
		Outcome: c.items(s, r.Outcome), Untouched: c.items(s, r.Untouched), Affected: c.items(s, r.Affected),
		Downtime: c.line(s, r.Downtime), Reversible: c.line(s, r.Reversible), Risk: c.risk(s),
		Questions: c.items(s, r.Questions), Needs: c.items(s, r.Needs), Capture: c.captures(s),
		Checks: c.checks(s), Triggers: c.items(s, r.Triggers), Undoable: c.items(s, r.Undoable),
		Symptoms: c.symptoms(s), Send: c.items(s, r.Send), AfterCare: c.items(s, r.AfterCare),
		Limits: c.items(s, r.Limits),
		Wait:   plan.Wait{Min: r.Wait.Min, Typical: r.Wait.Typical, Max: r.Wait.Max, Verified: r.Wait.Verified},
	}
}

// risk is the highest level of the risks that apply, with all their reasons.
func (c *compiler) risk(s scope) plan.Risk {
	levels := []plan.RiskLevel{"low", "medium", "high"}
	out := plan.Risk{Level: "low"}
	for _, r := range c.p.Runbook.Risks {
		inner := s.meet(r.When)
		if inner.Nobody() {
			continue
		}
		level := plan.RiskLevel(r.Level.Text)
		if slices.Index(levels, level) > slices.Index(levels, out.Level) {
			out.Level = level
		}
		out.Reasons = append(out.Reasons, c.line(inner, r.Text))
	}
	return out
}

// captures read all objects of each kind that the plan touches.
func (c *compiler) captures(s scope) []plan.Capture {
	var out []plan.Capture
	for _, capture := range c.p.Runbook.Capture {
		inner := s.meet(capture.When)
		if inner.Nobody() {
			continue
		}
		i := slices.IndexFunc(c.project.Kinds, func(k plan.Kind) bool { return k.ID == capture.Kind.Text })
		out = append(out, plan.Capture{
			ID: capture.ID.Text, What: c.line(inner, capture.What), Look: c.line(inner, capture.Look),
			Commands: listing(c.project.Kinds[i]),
		})
	}
	return out
}

// listing shows every object of a kind with all its properties, so that what
// is kept is enough to restore it. Of the one object that a whole tenant shares
// it shows our settings. It never names an object: a missing identity would
// return all of them.
func listing(k plan.Kind) []plan.Command {
	properties := []plan.Text{plan.Literal("*")}
	if k.Singleton {
		properties = nil
		for _, setting := range k.Settings {
			name := setting.Name
			if setting.Read != "" {
				name = setting.Read
			}
			properties = append(properties, plan.Literal(name))
		}
	}
	var out []plan.Command
	for _, get := range k.Get {
		call := plan.Call{Cmdlet: get.Cmdlet}
		for _, on := range get.On {
			call.Args = append(call.Args, plan.Arg{Name: on, Value: plan.Switch{On: true}})
		}
		if get.Unlimited {
			call.Args = append(call.Args, plan.Arg{Name: "ResultSize", Value: plan.One{Text: plan.Literal("Unlimited")}})
		}
		var shown plan.Value = plan.Many{Texts: properties}
		if len(properties) == 1 {
			shown = plan.One{Text: properties[0]}
		}
		show := plan.Call{Cmdlet: "Format-List", Args: []plan.Arg{{Name: "Property", Value: shown}}}
		out = append(out, plan.Command{Pipeline: []plan.Call{call, show}})
	}
	return out
}

func (c *compiler) checks(s scope) []plan.Check {
	var out []plan.Check
	for _, m := range c.p.Runbook.Moments {
		for _, check := range c.p.Runbook.Checks {
			inner := s.meet(check.When)
			if check.Moment.Text != m.ID.Text || inner.Nobody() {
				continue
			}
			for _, each := range inner.perAnswer(check.Each.Text, check.When) {
				made := plan.Check{
					ID: check.ID.Text + each.suffix(check.Each.Text), When: m.ID.Text, Moment: c.line(each, m.Text),
					Title: c.line(each, check.Title), Do: c.blocks(each, check.Do),
					Expect: c.line(each, check.Expect), Fail: c.line(each, check.Fail), Manual: check.Manual,
				}
				if by := check.Script; by != nil {
					made.Settings = c.compared(each, by.Settings)
					made.Validated = c.instances(each, by.Validated)
					made.Disjoint = c.instances(each, by.Disjoint)
					made.Unchanged = by.Unchanged
				}
				out = append(out, made)
			}
		}
	}
	return out
}

func (c *compiler) symptoms(s scope) []plan.Symptom {
	var out []plan.Symptom
	for _, symptom := range c.p.Runbook.Symptoms {
		inner := s.meet(symptom.When)
		if inner.Nobody() {
			continue
		}
		for _, each := range inner.perAnswer(symptom.Each.Text, symptom.When) {
			out = append(out, plan.Symptom{
				ID: symptom.ID.Text + each.suffix(symptom.Each.Text), Symptom: c.line(each, symptom.Symptom),
				Cause: c.line(each, symptom.Cause), Action: c.line(each, symptom.Action), Escalate: c.line(each, symptom.Escalate),
			})
		}
	}
	return out
}

// decided are the decisions about something that the plan has. What they quote
// themselves does not count: it is asked before any of them is worked out.
func (c *compiler) decided() []model.Decision {
	return slices.DeleteFunc(slices.Clone(c.p.Decisions), func(d model.Decision) bool {
		return !slices.ContainsFunc(d.About, func(w model.Word) bool { return c.has(w.Text) })
	})
}

// decisions are those about something that the plan has, with what each source says.
func (c *compiler) decisions(s scope) {
	var used []string
	note := func(id string) {
		if !slices.Contains(used, id) {
			used = append(used, id)
		}
	}
	c.out.Decisions = make([]plan.Decision, 0, len(c.p.Decisions))
	for _, d := range c.decided() {
		out := keep(c, "decision "+d.ID.Text, nil, func() plan.Decision { return c.decision(s, d) })
		for _, w := range d.About {
			if c.isValue(w.Text) {
				out.Value = true
			}
			out.Unverified = out.Unverified || c.isUnverified(s, w.Text)
			for _, id := range c.there[w.Text] {
				out.Steps = append(out.Steps, c.steps[id]...)
				if c.out.Targets[id].Step > 0 {
					out.Steps = append(out.Steps, id)
				}
			}
		}
		for _, says := range d.Says {
			note(says.Source.Text)
		}
		c.out.Decisions = append(c.out.Decisions, out)
	}
	for _, o := range c.out.Objects {
		for _, setting := range o.Settings {
			for _, src := range setting.Source {
				id, _, _ := strings.Cut(src, ":")
				note(id)
			}
		}
	}
	for _, src := range c.project.Sources {
		if slices.Contains(used, src.ID.Text) {
			c.out.Sources = append(c.out.Sources, plan.Source{ID: src.ID.Text, Title: c.line(s, src.Title)})
		}
	}
}

// decision is what a decision says.
func (c *compiler) decision(s scope, d model.Decision) plan.Decision {
	out := plan.Decision{
		ID: d.ID.Text, Fact: c.line(s, d.Fact), Chosen: c.line(s, d.Chosen), Why: c.line(s, d.Why), Since: d.Since.Text,
	}
	for _, says := range d.Says {
		out.Says = append(out.Says, plan.Saying{Source: says.Source.Text, Lines: says.Lines.Text, Says: c.line(s, says.Says)})
	}
	return out
}

// versions are what each version changed, for all readers: it is open to them.
func (c *compiler) versions(s scope) {
	for _, a := range c.p.Aliases {
		c.out.Aliases = append(c.out.Aliases, a.Text)
	}
	for _, change := range c.p.Changes {
		c.out.Changes = append(c.out.Changes, plan.Change{
			Version: change.Version.Text, Date: change.Date.Text, Says: c.items(s, change.Says),
		})
	}
}

// isUnverified tells whether an id names a setting or a column of which no source
// documents some value.
func (c *compiler) isUnverified(s scope, id string) bool {
	if c.unverified[id] {
		return true
	}
	facet, column, _ := strings.Cut(id, ".")
	f := c.facets[facet]
	return f != nil && slices.ContainsFunc(f.Answers, func(a model.Answer) bool {
		cell, ok := a.Row.Get(column)
		return ok && cell.Unverified.Text != "" && slices.Contains(s.Given(facet), a.ID.Text)
	})
}

// has tells whether the plan has the part that an author named.
func (c *compiler) has(id string) bool {
	if label, ok := strings.CutPrefix(id, "ui:"); ok {
		return c.seen[label]
	}
	if len(c.there[id]) > 0 {
		return true
	}
	first, rest, _ := strings.Cut(id, ".")
	if first == "input" {
		return slices.ContainsFunc(c.out.Holes, func(h plan.Hole) bool { return h.Input == rest })
	}
	return c.facets[first] != nil && (rest == "" || c.cells[cell{first, rest}])
}

// isValue tells whether an id names something of the plan that reaches the tenant: a
// setting, a cell, an input. The name of an object alone does not: sections are
// called the same, and a decision about a whole section is one about wording.
func (c *compiler) isValue(id string) bool {
	first, rest, _ := strings.Cut(id, ".")
	if rest == "" || !c.has(id) {
		return false
	}
	if o := c.objects[first]; o != nil {
		_, setting := o.Settings.Get(rest)
		return setting
	}
	return c.facets[first] != nil || first == "input"
}
