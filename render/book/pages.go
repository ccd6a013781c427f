package book

import "github.com/triptych-docs/triptych/model/plan"

// GuideTitle says what a guide does.
func GuideTitle(p *plan.Plan) plan.Line { return say("guide_title", parts{"title": p.Title}) }

// guidePage is the way from a page of a procedure to its guide.
const guidePage = "../index.html"

// beside is an empty page of a procedure whose references lead to the guide.
func beside(p *plan.Plan, title plan.Line, lead ...plan.Block) *Book {
	return &Book{Title: title, Lead: lead, References: guideReferences(p, guidePage)}
}

// add adds a chapter that has anything in it.
func (b *Book) add(id string, title plan.Line, blocks ...plan.Block) {
	if len(blocks) > 0 {
		b.Chapters = append(b.Chapters, Chapter{ID: id, Level: 2, Title: title, Blocks: blocks})
	}
}

// Home is the first page of a site: for each procedure what can be done, and its
// youngest version, with the way to the page of all changes.
func Home(plans []*plan.Plan, changes string) *Book {
	b := doors(plans, "")
	b.add("news", say("home_news", nil), news(plans, changes)...)
	return b
}

// doors is the first page with links that start at an address of the site.
func doors(plans []*plan.Plan, root string) *Book {
	b := &Book{Title: say("home_title", nil), Lead: []plan.Block{paragraph(say("home_lead", nil))}}
	for _, p := range plans {
		doors := plan.List{}
		for _, d := range []struct{ words, why, to string }{
			{"home_guide", "home_guide_why", ""},
			{"home_runbook", "home_runbook_why", "runbook/"},
			{"home_script", "home_script_why", "powershell/"},
		} {
			link := plan.Link{Line: say(d.words, nil), URL: root + p.Procedure + "/" + d.to + "index.html"}
			doors.Items = append(doors.Items, plan.Item{Blocks: []plan.Block{
				paragraph(strong(plan.Line{link})), paragraph(say(d.why, nil)),
			}})
		}
		b.add(p.Procedure, p.Title, doors)
	}
	return b
}

// Missing is what a server answers with where there is no page. It may do so at any
// address, so that its links start at the address of the site, where that is known.
func Missing(plans []*plan.Plan, root string) *Book {
	b := doors(plans, root)
	b.Title, b.Lead = say("missing_title", nil), []plan.Block{paragraph(say("missing_lead", nil))}
	return b
}

// Search is the page that a script looks for words from.
func Search() *Book {
	return &Book{Title: say("search_title", nil), Lead: []plan.Block{paragraph(say("search_lead", nil))}}
}

// Builder is the page on which a reader makes a runbook of the own values.
func Builder(p *plan.Plan) *Book {
	return beside(p, say("builder_title", parts{"title": p.Title}), paragraph(say("builder_lead", nil)))
}

// undo is how a procedure is taken back, by hand and by the script.
func undo(p *plan.Plan) *Book {
	b := beside(p, say("undo_title", parts{"title": p.Title}), paragraph(say("undo_lead", nil)))
	b.list("when", say("undo_when", nil), p.Runbook.Triggers)
	stop := plan.List{Ordered: true}
	for i := len(p.Objects) - 1; i >= 0; i-- {
		if o := p.Objects[i]; len(o.Stop) > 0 {
			stop.Items = append(stop.Items, plan.Item{Blocks: guarded(o.Guard, paragraph(o.Stop))})
		}
	}
	if len(stop.Items) > 0 {
		b.add("stop", say("undo_stop", nil), stop)
	}
	b.add("back", say("undo_back", nil), p.Undo...)
	b.list("lasting", say("undo_lasting", nil), p.Runbook.Undoable)
	b.add("script", say("undo_script", nil), paragraph(say("script_rollback", nil)), run(p, "Rollback", state(p)))
	return b
}

// verify is how a reader sees that a procedure worked.
func verify(p *plan.Plan) *Book {
	b := beside(p, say("verify_title", parts{"title": p.Title}), paragraph(say("verify_lead", nil)))
	w := p.Runbook.Wait
	mark := say("unverified", nil)
	if w.Verified {
		mark = nil
	}
	b.Lead = append(b.Lead, paragraph(say("wait", parts{"min": number(w.Min), "max": number(w.Max), "typical": number(w.Typical), "mark": mark})))
	b.add("checks", say("verify_checks", nil), p.Checks...)
	for _, s := range p.Runbook.Symptoms {
		b.symptom(s)
	}
	b.add("script", say("verify_script", nil), paragraph(say("script_verify", nil)), run(p, "Verify", state(p)))
	return b
}

// symptom adds a symptom to the chapter of all of them.
func (b *Book) symptom(s plan.Symptom) {
	item := plan.Item{Blocks: []plan.Block{
		paragraph(strong(s.Symptom)),
		plan.List{Items: bullets([]plan.Line{
			say("symptom_cause", parts{"line": s.Cause}),
			say("symptom_action", parts{"line": s.Action}),
			say("symptom_escalate", parts{"line": s.Escalate}),
		})},
	}}
	if last := len(b.Chapters) - 1; last >= 0 && b.Chapters[last].ID == "trouble" {
		list := b.Chapters[last].Blocks[0].(plan.List)
		list.Items = append(list.Items, item)
		b.Chapters[last].Blocks[0] = list
		return
	}
	b.add("trouble", say("verify_trouble", nil), plan.List{Items: []plan.Item{item}})
}

// list adds a chapter of lines.
func (b *Book) list(id string, title plan.Line, lines []plan.Line) {
	if len(lines) > 0 {
		b.add(id, title, plan.List{Items: bullets(lines)})
	}
}

// guarded is a block with the words that say for whom it is.
func guarded(g *plan.Guard, block plan.Block) []plan.Block {
	if g == nil {
		return []plan.Block{block}
	}
	return []plan.Block{plan.Guarded{Guard: *g, Blocks: []plan.Block{block}}}
}

// tables are the tables of a procedure, for all of its readers.
func tables(p *plan.Plan) *Book {
	b := beside(p, say("tables_title", parts{"title": p.Title}), paragraph(say("tables_lead", nil)))
	for _, t := range p.Tables {
		table := t.Table
		table.ID = ""
		blocks := []plan.Block{table}
		for _, n := range t.Notes {
			blocks = append(blocks, plan.Note{Kind: plan.NoteCaution, Blocks: []plan.Block{paragraph(n)}})
		}
		b.References[t.Table.ID] = Reference{Title: t.Table.Caption, Anchor: t.Table.ID}
		b.add(t.Table.ID, t.Table.Caption, blocks...)
	}
	return b
}

// drift is the record of what the sources disagree about: what each says, what
// was chosen and why.
func drift(p *plan.Plan) *Book {
	b := beside(p, say("drift_title", parts{"title": p.Title}), paragraph(say("drift_lead", nil)))
	var sources []plan.Line
	for _, s := range p.Sources {
		sources = append(sources, say("source", parts{"id": strong(plan.Say(s.ID)), "title": s.Title}))
	}
	b.list("sources", say("drift_sources", nil), sources)
	for _, value := range []bool{true, false} {
		title, id := say("drift_values", nil), "values"
		if !value {
			title, id = say("drift_wording", nil), "wording"
		}
		var chapters []Chapter
		for _, d := range p.Decisions {
			if d.Value == value {
				chapters = append(chapters, driftOf(p, d))
			}
		}
		if len(chapters) > 0 {
			b.Chapters = append(append(b.Chapters, Chapter{ID: id, Level: 2, Title: title}), chapters...)
		}
	}
	return b
}

// driftOf is one decision.
func driftOf(p *plan.Plan, d plan.Decision) Chapter {
	table := plan.Table{Columns: []plan.Line{say("drift_source", nil), say("drift_lines", nil), say("drift_says", nil)}}
	for _, s := range d.Says {
		lines := plan.Say(s.Lines)
		if s.Lines == "" {
			lines = say("drift_no_lines", nil)
		}
		table.Rows = append(table.Rows, plan.TableRow{Cells: []plan.Line{plan.Say(s.Source), lines, s.Says}})
	}
	settled := say("drift_settled", nil)
	if d.Unverified {
		settled = say("drift_unverified", nil)
	}
	facts := plan.List{Items: bullets([]plan.Line{
		say("drift_chosen", parts{"line": d.Chosen}),
		say("drift_why", parts{"line": d.Why}),
		say("drift_state", parts{"state": settled, "since": plan.Say(d.Since)}),
	})}
	var steps []plan.Line
	seen := map[string]bool{}
	for _, id := range d.Steps {
		if !seen[id] {
			seen[id] = true
			steps = append(steps, plan.Line{plan.Ref{Target: id}})
		}
	}
	if len(steps) > 0 {
		facts.Items = append(facts.Items, bullets([]plan.Line{say("drift_steps", parts{"steps": list(", ", steps)})})...)
	}
	return Chapter{ID: d.ID, Level: 3, Title: say("drift_title_one", parts{"id": plan.Say(d.ID), "fact": d.Fact}), Blocks: []plan.Block{table, facts}}
}
