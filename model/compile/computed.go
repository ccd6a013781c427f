package compile

import (
	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
)

// computed is a part of a section that is worked out from the rest of the
// procedure. In a document for many readers what only some of them need says so.
func (c *compiler) computed(s scope, part string) []plan.Block {
	switch part {
	case "roles":
		return bullets(c.allRoles(s))
	case "limits":
		return bullets(c.items(s, c.p.Runbook.Limits))
	case "checks":
		return c.checkLists(s)
	case "symptoms":
		return bullets(c.symptomLines(s))
	case "undo":
		return []plan.Block{c.undoList(s)}
	}
	panic("compile: unknown part " + part)
}

func bullets(lines []plan.Line) []plan.Block {
	if len(lines) == 0 {
		return nil
	}
	list := plan.List{}
	for _, l := range lines {
		list.Items = append(list.Items, plan.Item{Blocks: []plan.Block{plan.Paragraph{Line: l}}})
	}
	return []plan.Block{list}
}

// allRoles are the role groups of all sections, each once.
func (c *compiler) allRoles(s scope) []plan.Line {
	var lines []plan.Line
	for _, p := range c.parts {
		for _, r := range c.rolesOf(s, p.section) {
			lines = appendNew(lines, r.Title)
		}
	}
	return lines
}

func (c *compiler) rolesOf(s scope, section *model.Section) []plan.Role {
	var roles []plan.Role
	for _, id := range section.Roles {
		for _, r := range c.project.Roles {
			if r.ID.Text == id.Text {
				roles = append(roles, plan.Role{ID: r.ID.Text, Title: c.line(s, r.Title), Check: c.line(s, r.Check)})
			}
		}
	}
	return roles
}

// checkLists are the checks, a list for each moment at which they are made.
func (c *compiler) checkLists(s scope) []plan.Block {
	var out []plan.Block
	for _, m := range c.p.Runbook.Moments {
		list := plan.List{Ordered: true}
		for _, check := range c.p.Runbook.Checks {
			inner := s.meet(check.When)
			if check.Moment.Text != m.ID.Text || inner.Nobody() {
				continue
			}
			blocks := append(c.blocks(inner, check.Do),
				plan.Paragraph{Line: c.say("expect", parts{"line": c.line(inner, check.Expect)})},
				plan.Paragraph{Line: c.say("check_fail", parts{"line": c.line(inner, check.Fail)})})
			list.Items = append(list.Items, plan.Item{Blocks: c.guarded(s, check.When, blocks)})
		}
		if len(list.Items) > 0 {
			out = append(out, plan.Paragraph{Line: c.say("moment", parts{"moment": c.line(s, m.Text)})}, list)
		}
	}
	return out
}

func (c *compiler) symptomLines(s scope) []plan.Line {
	var lines []plan.Line
	for _, symptom := range c.p.Runbook.Symptoms {
		inner := s.meet(symptom.When)
		if inner.Nobody() {
			continue
		}
		line := plan.Line{plan.Strong{Line: c.line(inner, symptom.Symptom)}}
		line = append(append(line, plan.Say(" ")...), c.line(inner, symptom.Cause)...)
		line = append(append(line, plan.Say(" ")...), c.line(inner, symptom.Action)...)
		if g := c.guard(s, symptom.When); g != nil {
			line = c.say("item_if", parts{"lead": g.Lead, "line": line})
		}
		lines = append(lines, line)
	}
	return lines
}

// undoList takes the objects back in the reverse order of the procedure.
func (c *compiler) undoList(s scope) plan.Block {
	list := plan.List{Ordered: true}
	for i := len(c.p.Objects) - 1; i >= 0; i-- {
		o := c.p.Objects[i]
		if inner := s.meet(o.When); !inner.Nobody() {
			list.Items = append(list.Items, plan.Item{Blocks: c.guarded(s, o.When, c.blocks(inner, o.Undo))})
		}
	}
	return list
}

// guarded are blocks with the words that say for whom they are, where they are
// not for everybody here.
func (c *compiler) guarded(s scope, cond model.Condition, blocks []plan.Block) []plan.Block {
	if g := c.guard(s, cond); g != nil && len(blocks) > 0 {
		return []plan.Block{plan.Guarded{Guard: *g, Blocks: blocks}}
	}
	return blocks
}
