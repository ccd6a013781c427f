package book

import (
	"strconv"

	"github.com/triptych-docs/triptych/model/plan"
)

// A Layout is how a published document is set.
type Layout struct {
	Title   plan.Line
	Partial bool // no title: the document is part of a page that has one
	Heading int  // level of the headings of sections
	Dialogs bool // draw the forms that steps fill in
}

// Document lays out an open or a closed plan as a guide.
func Document(p *plan.Plan, l Layout) *Book {
	b := &Book{References: map[string]Reference{}}
	if !l.Partial {
		b.Title = l.Title
	}
	for id, t := range p.Targets {
		r := Reference{Title: t.Title, Anchor: id}
		if t.Section != "" {
			r.Before = string(flatWords(say("ref_step", parts{"number": plan.Say(strconv.Itoa(t.Step))})))
			r.Title = p.Targets[t.Section].Title
			r.Anchor = t.Section
		}
		b.References[id] = r
	}
	for _, s := range p.Sections {
		b.tables(p, s)
		c := Chapter{ID: s.ID, Level: l.Heading, Title: s.Title}
		if s.Number > 0 {
			c.Number = strconv.Itoa(s.Number) + "."
		}
		c.Blocks = guideSection(s, l.Dialogs)
		b.Chapters = append(b.Chapters, c)
	}
	return b
}

// tables sends references to a table to the section that it stands in.
func (b *Book) tables(p *plan.Plan, s plan.Section) {
	for _, blocks := range [][]plan.Block{s.Intro, s.Outro} {
		for _, block := range blocks {
			if t, ok := block.(plan.Table); ok && t.ID != "" {
				r := b.References[t.ID]
				r.Anchor = s.ID
				b.References[t.ID] = r
			}
		}
	}
}

func guideSection(s plan.Section, dialogs bool) []plan.Block {
	var out []plan.Block
	for _, line := range []plan.Line{s.Condition, s.Repeat} {
		if len(line) > 0 {
			out = append(out, paragraph(line))
		}
	}
	if len(s.Roles) > 0 {
		var roles []plan.Line
		for _, r := range s.Roles {
			roles = append(roles, r.Title)
		}
		out = append(out, paragraph(say("roles_one", parts{"roles": either(roles)})))
	}
	out = append(out, s.Intro...)
	steps := plan.List{Ordered: true}
	for _, step := range s.Steps {
		steps.Items = append(steps.Items, plan.Item{Anchor: step.ID, Blocks: guideStep(step, dialogs)})
	}
	if len(steps.Items) > 0 {
		out = append(out, steps)
	}
	return append(out, s.Outro...)
}

func guideStep(step plan.Step, dialogs bool) []plan.Block {
	return completed(step, body(step), dialogs)
}

// completed is a step with what stands behind its text: what shows that it went
// well, and what to do if not. All of it is for whom the step is for.
func completed(step plan.Step, blocks []plan.Block, dialogs bool) []plan.Block {
	if step.Picture != nil {
		blocks = append(blocks, *step.Picture)
	}
	if dialogs && step.Dialog != nil {
		blocks = append(blocks, *step.Dialog)
	}
	blocks = append(blocks, expected(step.Expect)...)
	if len(step.Fail) > 0 {
		blocks = append(blocks, paragraph(say("fail", nil)), plan.List{Items: bullets(step.Fail)})
	}
	if step.Guard != nil {
		return []plan.Block{plan.Guarded{Guard: *step.Guard, Blocks: blocks}}
	}
	return blocks
}

// expected is what shows that a step went well.
func expected(lines []plan.Line) []plan.Block {
	switch len(lines) {
	case 0:
		return nil
	case 1:
		return []plan.Block{paragraph(say("expect", parts{"line": lines[0]}))}
	}
	return []plan.Block{paragraph(say("expect_all", nil)), plan.List{Items: bullets(lines)}}
}

// body is what is done in a step, with a word first if it may be left out.
func body(step plan.Step) []plan.Block {
	blocks := append([]plan.Block{}, step.Body...)
	if first, ok := step.Body[0].(plan.Paragraph); ok && step.Optional {
		blocks[0] = paragraph(say("optional", parts{"line": first.Line}))
	}
	return blocks
}

// flatWords is a line of plain words as a string.
func flatWords(line plan.Line) []byte {
	var b []byte
	for _, r := range line {
		b = append(b, r.(plan.Words).Text.Fill(nil)...)
	}
	return b
}
