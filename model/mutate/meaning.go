package mutate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
)

// Meaning is what a reader of a plan does and what comes of it, without the
// words: objects and settings, steps with their fields, what they save, where
// references lead, what is checked and what is asked for. The words of cautions,
// of an overview and of what there is to see belong to it, apart from the labels and
// values that they quote. A mutant whose plans all mean what they meant is no mistake,
// only another wording.
func Meaning(p *plan.Plan) string {
	m := &meaning{}
	for _, h := range p.Holes {
		m.say("hole %s %s", h.Name, h.Type)
	}
	for _, o := range p.Objects {
		m.object(o)
	}
	for _, s := range p.Sections {
		m.section(s)
	}
	for _, t := range p.Tables {
		for _, row := range t.Table.Rows {
			for _, cell := range row.Cells {
				m.say("cell %s %s", t.Table.ID, m.line(cell, whole))
			}
		}
	}
	r := p.Runbook
	for _, c := range r.Capture {
		m.say("capture %s, %d commands", c.ID, len(c.Commands))
	}
	for _, c := range r.Checks {
		m.say("check %s %s %v %v %v %v", c.ID, c.When, c.Settings, c.Validated, c.Disjoint, c.Unchanged)
		m.blocks(c.Do)
		m.say("see %s", m.line(c.Expect, own))
		m.line(c.Fail, whole)
	}
	m.say("risk %s", r.Risk.Level)
	for _, l := range slices.Concat(r.Needs, r.Questions, r.Limits, r.Undoable, r.Outcome, r.Untouched, r.Affected, r.Risk.Reasons, r.Triggers) {
		m.say("caution %s", m.line(l, own))
	}
	return m.b.String()
}

type meaning struct{ b strings.Builder }

func (m *meaning) say(format string, args ...any) { fmt.Fprintf(&m.b, format+"\n", args...) }

func (m *meaning) object(o plan.Object) {
	m.say("object %s %s%s, tested with %v %v, kept %v, known %v", o.ID, o.Kind.ID, m.guard(o.Guard), o.Check, o.Disregard, o.Keep, o.Known)
	for _, s := range o.Settings {
		steps := slices.Clone(s.Steps)
		slices.Sort(steps)
		m.say("setting %s = %s %s unverified %v by %v", s.ID, m.value(s.Value), s.Policy, len(s.Unverified) > 0, steps)
	}
}

func (m *meaning) guard(g *plan.Guard) string {
	if g == nil {
		return ""
	}
	return " for " + m.line(g.Clause, whole)
}

func (m *meaning) value(v plan.Value) string {
	switch v := v.(type) {
	case plan.Absent:
		return "(absent)"
	case plan.Manual:
		return "(manual)"
	case plan.Alternatives:
		var all []string
		for _, a := range v.Each {
			all = append(all, m.guard(&a.Guard)+" "+m.value(a.Value))
		}
		return strings.Join(all, ";")
	}
	return fmt.Sprintf("%T %v", v, v)
}

func (m *meaning) section(s plan.Section) {
	m.say("section %s %s%s, %d roles", s.ID, s.Role, m.guard(s.Guard), len(s.Roles))
	m.blocks(s.Intro)
	m.blocks(s.Outro)
	if s.Role == plan.RoleOverview || s.Role == plan.RolePrepare || s.Role == plan.RoleChange {
		m.cautions(s.Intro)
		m.cautions(s.Outro)
	}
	for _, step := range s.Steps {
		m.say("step %s %s%s, optional %v, changes %v, saves %v, by hand %v, sets %v", step.ID, step.Code, m.guard(step.Guard),
			step.Optional, step.Changes, step.Commits, step.ByHand, step.Settings)
		m.say("undo %v", len(step.Undo) > 0)
		for _, f := range step.Fields {
			m.say("field %s %s %q %s %q %v", f.Setting, f.Control, f.Label, m.value(f.Value), f.Option, f.With)
		}
		m.blocks(step.Body)
		for _, l := range step.Expect {
			m.say("see %s", m.line(l, own))
		}
		for _, l := range slices.Concat(step.Fail, []plan.Line{step.Undo}) {
			m.line(l, whole)
		}
	}
}

// blocks notes where some blocks send their reader.
func (m *meaning) blocks(all []plan.Block) {
	for _, b := range all {
		switch b := b.(type) {
		case plan.Paragraph:
			m.line(b.Line, whole)
		case plan.List:
			for _, item := range b.Items {
				m.blocks(item.Blocks)
			}
		case plan.Note:
			m.cautions(b.Blocks)
			m.blocks(b.Blocks)
		case plan.Guarded:
			m.blocks(b.Blocks)
		}
	}
}

// cautions notes the words of some blocks.
func (m *meaning) cautions(all []plan.Block) {
	for _, b := range all {
		switch b := b.(type) {
		case plan.Paragraph:
			m.say("caution %s", m.line(b.Line, own))
		case plan.List:
			for _, item := range b.Items {
				m.cautions(item.Blocks)
			}
		case plan.Flow:
			m.say("drawing %s", b.ID)
		case plan.Guarded:
			m.say("caution%s", m.guard(&b.Guard))
			m.cautions(b.Blocks)
		}
	}
}

// How much of a line counts.
type part bool

const (
	whole part = true  // its text without marks
	own   part = false // its words that are the same for every reader and console
)

// line notes what a line refers to, and is as much of its text as counts.
func (m *meaning) line(l plan.Line, counts part) string {
	var b strings.Builder
	quote := func(text string) {
		if counts == whole {
			b.WriteString(text)
		}
	}
	for _, r := range l {
		switch r := r.(type) {
		case plan.Words:
			fmt.Fprint(&b, r.Text)
		case plan.Strong:
			b.WriteString(m.line(r.Line, counts))
		case plan.Link:
			b.WriteString(m.line(r.Line, counts))
		case plan.Code:
			quote(fmt.Sprint(r.Text))
		case plan.Label:
			quote(r.Text)
		case plan.Path:
			quote(strings.Join(r.Labels, ">"))
		case plan.Shown:
			quote(fmt.Sprint(r.Text))
		case plan.Ref:
			quote(r.Target)
			m.say("refers to %s", r.Target)
		}
	}
	return b.String()
}
