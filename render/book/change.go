package book

import "github.com/triptych-docs/triptych/model/plan"

// changes adds a chapter for each section that changes something. Steps are
// counted through, so that "step 7" is one step of the whole runbook.
func (r *runbook) changes() {
	start := 1
	for _, s := range r.changing() {
		c := Chapter{ID: s.ID, Level: 3, Title: say("part", parts{"letter": plan.Say(s.Letter), "title": s.Title})}
		if line := worked(s.Minutes); len(line) > 0 {
			c.Blocks = append(c.Blocks, paragraph(line))
		}
		c.Blocks = append(c.Blocks, s.Intro...)
		steps := plan.List{Ordered: true, Start: start}
		for _, step := range s.Steps {
			steps.Items = append(steps.Items, plan.Item{Anchor: step.ID, Tick: step.ID, Blocks: r.step(step)})
		}
		start += len(s.Steps)
		c.Blocks = append(c.Blocks, steps)
		c.Blocks = append(c.Blocks, s.Outro...)
		r.book.Chapters = append(r.book.Chapters, c)
	}
}

func (r *runbook) step(step plan.Step) []plan.Block {
	blocks := led(say("step_title", parts{"code": plan.Say(step.Code), "title": step.Title}), body(step))
	if step.Dialog != nil && step.Draw {
		blocks = append(blocks, *step.Dialog)
	}
	blocks = append(blocks, expected(step.Expect)...)
	if len(step.Fail) > 0 {
		blocks = append(blocks, paragraph(say("fail", nil)), plan.List{Items: bullets(step.Fail)})
	}
	if len(step.Undo) > 0 {
		blocks = append(blocks, paragraph(say("undo", parts{"line": step.Undo})))
	}
	evidence := ""
	if len(step.Evidence) > 0 {
		evidence = r.exhibit(say("evidence_step", parts{"code": plan.Say(step.Code), "line": step.Evidence}))
		blocks = append(blocks, paragraph(say("evidence", parts{"id": plan.Say(evidence), "line": step.Evidence})))
	}
	return append(blocks, r.form(step.ID, evidence))
}
