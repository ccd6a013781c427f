package compile

import (
	"slices"
	"strconv"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
)

// A part of the outline is a section for some readers, once for each answer.
type part struct {
	section *model.Section
	scope   scope
	id      string
	number  int
	letter  string
	steps   []*model.Step
}

// outline decides which sections and steps there are, and what each is called
// in a reference, before any words are compiled: a reference may lead forward.
func (c *compiler) outline(s scope) {
	for _, section := range c.chosenSections() {
		inner := s.meet(section.When)
		if len(inner.worlds) == 0 {
			c.leftOut(s, section)
			continue
		}
		for _, each := range inner.spread(section.Each.Text) {
			p := part{section: section, scope: each, id: section.ID.Text + each.suffix(section.Each.Text)}
			if section.Role.Text == string(plan.RoleChange) {
				c.changes++
				p.number = c.changes
				p.letter = letter(c.changes)
			}
			for _, step := range c.ordered(each, section) {
				if len(each.meet(step.When).worlds) > 0 {
					p.steps = append(p.steps, step)
				}
			}
			for _, b := range each.each {
				if b.facet == section.Each.Text {
					c.answerOfPart[p.id] = b.answer
				}
			}
			c.parts = append(c.parts, p)
			c.there[section.ID.Text] = append(c.there[section.ID.Text], p.id)
			title := c.sectionTitle(each, section)
			number := ""
			if p.number > 0 {
				number = strconv.Itoa(p.number)
			}
			c.out.Targets[p.id] = plan.Target{Title: title, Number: number}
			for i, step := range p.steps {
				id := p.id + "." + step.ID.Text
				name := section.ID.Text + "." + step.ID.Text
				c.there[name] = append(c.there[name], id)
				c.out.Targets[id] = plan.Target{Title: c.line(each, step.Title), Number: code(p.letter, i+1), Section: p.id, Step: i + 1}
			}
		}
	}
	for _, t := range c.p.Tables {
		if !c.standing(t.ID.Text) {
			continue
		}
		c.there[t.ID.Text] = []string{t.ID.Text}
		c.out.Targets[t.ID.Text] = plan.Target{Title: c.line(s, t.Title)}
	}
}

// letter counts A to Z, then AA.
func letter(n int) string {
	if n > 26 {
		return letter((n-1)/26) + letter((n-1)%26+1)
	}
	return string(rune('A' + n - 1))
}

func code(letter string, step int) string { return letter + strconv.Itoa(step) }

func (c *compiler) chosenSections() []*model.Section {
	var all []*model.Section
	for i := range c.p.Sections {
		if c.o.Outline == nil {
			all = append(all, &c.p.Sections[i])
		}
	}
	for _, id := range c.o.Outline {
		i := slices.IndexFunc(c.p.Sections, func(s model.Section) bool { return s.ID.Text == id })
		all = append(all, &c.p.Sections[i])
	}
	return all
}

// ordered are the steps of a section as the reader's console has them. Readers
// of several consoles get the steps of the first, and then those that only the
// others have.
func (c *compiler) ordered(s scope, section *model.Section) []*model.Step {
	var steps []*model.Step
	find := func(id string) *model.Step {
		i := slices.IndexFunc(section.Steps, func(st model.Step) bool { return st.ID.Text == id })
		return &section.Steps[i]
	}
	if section.Order == nil {
		for i := range section.Steps {
			steps = append(steps, &section.Steps[i])
		}
		return steps
	}
	for _, order := range choose(s, section.Order) {
		for _, w := range *order {
			if step := find(w.Text); !slices.Contains(steps, step) {
				steps = append(steps, step)
			}
		}
	}
	return steps
}

func (c *compiler) sectionTitle(s scope, section *model.Section) plan.Line {
	title := c.line(s, section.Title)
	for _, b := range s.each {
		if b.several && b.facet == section.Each.Text {
			answer := c.line(s, answerOf(*c.facets[b.facet], b.answer).Label)
			title = c.say("title_for", parts{"title": title, "answer": answer})
		}
	}
	return title
}

// leftOut notes a section that these answers do not need, and the answer that
// is the reason.
func (c *compiler) leftOut(s scope, section *model.Section) {
	if section.Role.Text != string(plan.RoleChange) {
		return
	}
	var why plan.Line
	for _, one := range section.When.Any {
		for _, e := range one {
			f := *c.facets[e.Key.Text]
			for _, a := range s.given(f.ID.Text) {
				if !slices.ContainsFunc(e.Value, func(w model.Word) bool { return w.Text == a }) {
					why = c.join("and", why, c.line(s, answerOf(f, a).Label))
				}
			}
		}
	}
	c.out.LeftOut = append(c.out.LeftOut, plan.LeftOut{What: c.line(s, section.Title), Why: why})
}

func (c *compiler) sections(s scope) {
	for i := range c.parts {
		c.out.Sections = append(c.out.Sections, c.section(s, i))
	}
}

func (c *compiler) section(s scope, index int) plan.Section {
	p := c.parts[index]
	out := plan.Section{
		ID: p.id, Role: plan.SectionRole(p.section.Role.Text), Number: p.number, Letter: p.letter,
		Title: c.out.Targets[p.id].Title, Minutes: p.section.Minutes,
		Intro: c.body(p.scope, p.section.Intro), Outro: c.body(p.scope, p.section.Outro),
	}
	if g := c.guard(s, p.section.When); g != nil {
		out.Guard = g
		out.Condition = c.sectionGuard(s, index)
	}
	if each := p.section.Each.Text; each != "" && !p.scope.settled(each) {
		out.Repeat = c.repeat(p.scope, each)
	}
	out.Roles = c.rolesOf(p.scope, p.section)
	for i, step := range p.steps {
		out.Steps = append(out.Steps, c.step(p, i, step))
	}
	return out
}

// repeat says for what a section of an open plan is done again. Only readers
// who may give several answers have something to repeat.
func (c *compiler) repeat(s scope, facet string) plan.Line {
	f := c.facets[facet]
	if f.Many == nil || len(s.meet(f.Many.When).worlds) == 0 || f.Repeat.Text == "" {
		return nil
	}
	line := c.line(s, f.Repeat)
	if g := c.guard(s, f.Many.When); g != nil {
		return c.say("repeat_if", parts{"lead": g.Lead, "repeat": line})
	}
	return line
}

// sectionGuard says for whom a section is, and where the others go on: at the
// next section that all of them have.
func (c *compiler) sectionGuard(s scope, index int) plan.Line {
	p := c.parts[index]
	clause, _ := c.clause(s, p.section.When)
	others := s.filter(func(w space.Answers) bool { return !space.Holds(p.section.When, w) })
	for _, next := range c.parts[index+1:] {
		if next.section.Role.Text != p.section.Role.Text || !others.all(others.meet(next.section.When)) {
			continue
		}
		return c.say("section_guard", parts{"clause": clause, "next": {plan.Ref{Target: next.id}}})
	}
	return c.say("section_guard_last", parts{"clause": clause})
}

// body is blocks of a section or a step.
func (c *compiler) body(s scope, in []model.Block) []plan.Block {
	var out []plan.Block
	for _, b := range in {
		inner := s.meet(b.When)
		if len(inner.worlds) == 0 {
			continue
		}
		blocks := c.bodyBlock(inner, b)
		if b.Picture == nil {
			blocks = c.guarded(s, b.When, blocks)
		}
		out = append(out, blocks...)
	}
	return out
}

func (c *compiler) bodyBlock(s scope, b model.Block) []plan.Block {
	switch {
	case b.Note != nil:
		return []plan.Block{plan.Note{Kind: plan.NoteKind(b.Note.Kind.Text), Blocks: c.blocks(s, b.Note.Text)}}
	case b.Table.Text != "":
		i := slices.IndexFunc(c.p.Tables, func(t model.Table) bool { return t.ID.Text == b.Table.Text })
		table, notes := c.table(s, c.p.Tables[i])
		out := []plan.Block{table}
		for _, n := range notes {
			out = append(out, c.caution(n))
		}
		return out
	case b.Picture != nil:
		if picture := c.picture(s, b.Picture); picture != nil {
			return []plan.Block{*picture}
		}
		return nil
	case b.Part.Text != "":
		return c.computed(s, b.Part.Text)
	}
	return c.blocks(s, b.Text)
}

func (c *compiler) caution(line plan.Line) plan.Block {
	return plan.Note{Kind: plan.NoteCaution, Blocks: []plan.Block{plan.Paragraph{Line: line}}}
}

// picture is a picture of the docs team's; a runbook, which travels alone, has
// no folder of pictures and gets none.
func (c *compiler) picture(s scope, p *model.Picture) *plan.Picture {
	inner := s.meet(p.When)
	if c.o.Pictures == "" || len(inner.worlds) == 0 {
		return nil
	}
	return &plan.Picture{ID: p.ID.Text, File: c.o.Pictures + p.ID.Text + ".png", Alt: c.line(inner, p.Alt)}
}
