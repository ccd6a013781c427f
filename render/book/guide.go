package book

import (
	"slices"

	"github.com/triptych-docs/triptych/model/plan"
)

// Guide lays out a plan as a page of a site. Parts of it may be hidden by a
// picker, so that nothing is called by a number: sections have none, and a
// reference to a step is a link with its title.
func Guide(p *plan.Plan, title plan.Line) *Book {
	b := &Book{Title: title, Lead: guideOpening(p), References: guideReferences(p, "")}
	for _, s := range p.Sections {
		if s.Role == plan.RoleChange {
			b.values(p)
		}
		b.Chapters = append(b.Chapters, guideChapter(p, s))
	}
	b.older(p)
	return b
}

// values adds the table of values before the first steps of a closed plan: the
// steps quote them by their short names.
func (b *Book) values(p *plan.Plan) {
	const id = "values"
	if len(b.Chapters) > 0 && slices.ContainsFunc(b.Chapters, func(c Chapter) bool { return c.ID == id }) {
		return
	}
	table := plan.Table{Columns: []plan.Line{say("guide_name", nil), say("guide_what", nil), say("guide_value", nil)}}
	for _, o := range p.Objects {
		for _, s := range o.Settings {
			if s.Short != "" {
				table.Rows = append(table.Rows, plan.TableRow{Cells: []plan.Line{plan.Say(s.Short), joined(plan.Say(o.Kind.Title+": "), s.Label), stated(s)}})
			}
		}
	}
	if len(table.Rows) == 0 {
		return
	}
	sortByShort(table.Rows)
	b.add(id, say("guide_values", nil), append([]plan.Block{paragraph(say("guide_values_lead", nil)), table}, unverifiedValues(p)...)...)
}

// older adds what readers of older guides will miss or find changed, where it
// reaches their tenant.
func (b *Book) older(p *plan.Plan) {
	if !p.Closed {
		return
	}
	table := plan.Table{Columns: []plan.Line{say("guide_fact", nil), say("guide_chosen", nil), say("guide_why", nil)}}
	for _, d := range p.Decisions {
		if d.Value {
			table.Rows = append(table.Rows, plan.TableRow{Cells: []plan.Line{say("drift_title_one", parts{"id": plan.Say(d.ID), "fact": d.Fact}), d.Chosen, d.Why}})
		}
	}
	if len(table.Rows) > 0 {
		b.add("older", say("guide_older", nil), paragraph(say("guide_older_lead", nil)), table)
	}
}

// guideOpening says whom a guide is for; of a closed plan, with the answers that
// readers gave.
func guideOpening(p *plan.Plan) []plan.Block {
	out := []plan.Block{paragraph(guideLead(p))}
	table := plan.Table{Columns: []plan.Line{say("guide_question", nil), say("guide_answer", nil)}}
	for _, c := range p.Choices {
		if p.Closed && !c.Forced && (c.Default == "" || c.Answers[0] != c.Default) {
			table.Rows = append(table.Rows, plan.TableRow{Cells: []plan.Line{c.Question, strong(capitalised(c.Shown))}})
		}
	}
	if len(table.Rows) > 0 {
		out = append(out, table)
	}
	return append(out, retired(p)...)
}

// guideLead says whom a guide is for, and how long it takes where that is known.
func guideLead(p *plan.Plan) plan.Line {
	if !p.Closed {
		return say("guide_lead", nil)
	}
	return say("guide_lead_closed", parts{"minutes": number(work(p))})
}

// guideReferences quote every target by its title. Page is the way to the guide;
// empty: it is the same page.
func guideReferences(p *plan.Plan, page string) map[string]Reference {
	all := make(map[string]Reference, len(p.Targets))
	for id, t := range p.Targets {
		all[id] = Reference{Title: t.Title, Page: page, Anchor: id, Inner: t.Section != ""}
	}
	for _, s := range p.Sections {
		for _, blocks := range [][]plan.Block{s.Intro, s.Outro} {
			for _, block := range blocks {
				if t, ok := block.(plan.Table); ok && t.ID != "" {
					all[t.ID] = Reference{Title: t.Caption, Page: page, Anchor: tableID(t.ID), Inner: true}
				}
			}
		}
	}
	return all
}

// tableID is the anchor of a table: a section may have the same id.
func tableID(id string) string { return "table-" + id }

// anchored are blocks in which each table has an anchor of its own.
func anchored(blocks []plan.Block) []plan.Block {
	var out []plan.Block
	for _, b := range blocks {
		if t, ok := b.(plan.Table); ok && t.ID != "" {
			t.ID = tableID(t.ID)
			b = t
		}
		out = append(out, b)
	}
	return out
}

func guideChapter(p *plan.Plan, s plan.Section) Chapter {
	c := Chapter{ID: s.ID, Level: 2, Title: s.Title, Guard: s.Guard, Condition: s.Condition}
	if len(s.Repeat) > 0 {
		c.Blocks = append(c.Blocks, paragraph(s.Repeat))
	}
	if line := permissions(s); len(line) > 0 {
		c.Blocks = append(c.Blocks, paragraph(line))
	}
	c.Blocks = append(c.Blocks, anchored(s.Intro)...)
	steps := plan.List{Ordered: true}
	for _, step := range s.Steps {
		steps.Items = append(steps.Items, plan.Item{Anchor: step.ID, Blocks: guideItem(p, step)})
	}
	if len(steps.Items) > 0 {
		c.Blocks = append(c.Blocks, steps)
	}
	c.Blocks = append(c.Blocks, anchored(s.Outro)...)
	return c
}

// permissions are the roles and the time that a section takes, before its first
// step.
func permissions(s plan.Section) plan.Line {
	var lines []plan.Line
	if len(s.Roles) > 0 {
		var roles []plan.Line
		for _, r := range s.Roles {
			roles = append(roles, r.Title)
		}
		lines = append(lines, say("roles_one", parts{"roles": either(roles)}))
	}
	if line := worked(s.Minutes); len(line) > 0 {
		lines = append(lines, line)
	}
	return list(" ", lines)
}

// guideItem is a step with its title. The drawing of its form is left out of an
// open plan: it shows one console, and the readers have several.
func guideItem(p *plan.Plan, step plan.Step) []plan.Block {
	return completed(step, led(say("guide_step", parts{"title": step.Title}), body(step)), p.Closed)
}
