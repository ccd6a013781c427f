package compile

import (
	"slices"
	"strconv"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
)

// A part of the outline is a section for some readers, once for each answer.
type part struct {
	section *model.Section
	scope   scope
	when    model.Condition // whom it is for
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
		if inner.Nobody() {
			c.leftOut(s, section)
			continue
		}
		var arms []arm
		for _, each := range inner.spread(section.Each.Text) {
			arms = append(arms, c.arms(each, section, section.When)...)
		}
		for _, arm := range arms {
			each := arm.scope
			p := part{section: section, scope: each, when: arm.when, id: section.ID.Text + each.suffix(section.Each.Text) + each.suffix(orderedBy(section))}
			if section.Role.Text == string(plan.RoleChange) {
				c.changes++
				p.number = c.changes
				p.letter = letter(c.changes)
			}
			for _, step := range arm.steps {
				if !each.meet(step.When).Nobody() {
					p.steps = append(p.steps, step)
				}
			}
			for _, b := range each.each {
				if b.facet == section.Each.Text || b.facet == orderedBy(section) {
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
		if !c.standing(s, t.ID.Text) {
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

// An arm of a section is its readers who do its steps in one order.
type arm struct {
	scope scope
	when  model.Condition // whom the section is for
	steps []*model.Step
}

// arms are the section as the readers' consoles have it: once for all of them
// where their orders can be joined, so that each finds the own steps in the own
// order; else once for the readers of each order.
func (c *compiler) arms(s scope, section *model.Section, when model.Condition) []arm {
	if section.Order == nil {
		all := arm{scope: s, when: when}
		for i := range section.Steps {
			all.steps = append(all.steps, &section.Steps[i])
		}
		return []arm{all}
	}
	if steps, ok := joined(section, choose(s, section.Order)); ok {
		return []arm{{s, when, steps}}
	}
	choice := section.Order.Choose
	var all []arm
	for _, group := range grouped(s.Given(choice.Facet.Text), choice) {
		one := model.Case{{Key: choice.Facet, Value: group}}
		inner := s.meet(model.Condition{Any: []model.Case{one}})
		inner.each = append(slices.Clip(inner.each), bound{choice.Facet.Text, group[0].Text, true})
		all = append(all, c.arms(inner, section, both(when, one))...)
	}
	return all
}

// orderedBy is the facet that decides about the order of a section's steps.
func orderedBy(section *model.Section) string {
	if section.Order == nil || section.Order.Choose == nil {
		return ""
	}
	return section.Order.Choose.Facet.Text
}

// grouped are answers, those with the same order together.
func grouped(answers []string, choice *model.Choice[model.Switched[[]model.Word]]) [][]model.Word {
	var groups [][]model.Word
	var orders []*[]model.Word
	for _, a := range answers {
		arm, _ := choice.Of(a)
		word := model.Word{Text: a, Pos: choice.Pos}
		i := slices.IndexFunc(orders, func(o *[]model.Word) bool { return arm.Plain != nil && o == arm.Plain })
		if i >= 0 {
			groups[i] = append(groups[i], word)
			continue
		}
		groups, orders = append(groups, []model.Word{word}), append(orders, arm.Plain)
	}
	return groups
}

// both is a condition with a case that has to hold as well.
func both(cond model.Condition, and model.Case) model.Condition {
	if cond.IsZero() {
		return model.Condition{Any: []model.Case{and}}
	}
	out := model.Condition{Pos: cond.Pos}
	for _, one := range cond.Any {
		out.Any = append(out.Any, append(slices.Clip(one), and...))
	}
	return out
}

// joined are steps in an order that agrees with all of some orders, if there is
// one.
func joined(section *model.Section, lists []*[]model.Word) ([]*model.Step, bool) {
	var orders [][]model.Word
	for _, list := range lists {
		orders = append(orders, *list)
	}
	var steps []*model.Step
	for {
		next, left := first(orders)
		if next.Text == "" {
			return steps, left.Text == ""
		}
		i := slices.IndexFunc(section.Steps, func(st model.Step) bool { return st.ID.Text == next.Text })
		steps = append(steps, &section.Steps[i])
		for i, order := range orders {
			if len(order) > 0 && order[0].Text == next.Text {
				orders[i] = order[1:]
			}
		}
	}
}

// first is a word that begins an order and stands further back in none. Left is
// the first word of what is there, if there is anything.
func first(orders [][]model.Word) (next, left model.Word) {
	for _, order := range orders {
		if len(order) == 0 {
			continue
		}
		if left.Text == "" {
			left = order[0]
		}
		blocked := slices.ContainsFunc(orders, func(other []model.Word) bool {
			return slices.IndexFunc(other, func(w model.Word) bool { return w.Text == order[0].Text }) > 0
		})
		if !blocked {
			return order[0], left
		}
	}
	return model.Word{}, left
}

func (c *compiler) sectionTitle(s scope, section *model.Section) plan.Line {
	title := c.line(s, section.Title)
	for _, b := range s.each {
		if b.several && (b.facet == section.Each.Text || b.facet == orderedBy(section)) {
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
			for _, a := range s.Given(f.ID.Text) {
				if !slices.ContainsFunc(e.Value, func(w model.Word) bool { return w.Text == a }) {
					why = c.join("and", why, c.line(s, answerOf(f, a).Label))
				}
			}
		}
	}
	c.out.LeftOut = append(c.out.LeftOut, plan.LeftOut{What: c.line(s, section.Title), Why: why})
}

func (c *compiler) sections(s scope) {
	for i, p := range c.parts {
		section := keep(c, "section "+p.id, *p.section, func() plan.Section { return c.section(s, i) })
		c.out.Sections = append(c.out.Sections, section)
	}
}

func (c *compiler) section(s scope, index int) plan.Section {
	p := c.parts[index]
	out := plan.Section{
		ID: p.id, Role: plan.SectionRole(p.section.Role.Text), Number: p.number, Letter: p.letter,
		Title: c.out.Targets[p.id].Title, Minutes: p.section.Minutes,
		Intro: c.body(p.scope, p.section.Intro), Outro: c.body(p.scope, p.section.Outro),
	}
	if g := c.guard(s, p.when); g != nil {
		out.Guard = g
		out.Condition = c.sectionGuard(s, index)
	}
	if each := p.section.Each.Text; each != "" && !p.scope.Settled(each) {
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
	if f.Many == nil || s.meet(f.Many.When).Nobody() || f.Repeat.Text == "" {
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
	clause := c.clause(s, p.when)
	others := scope{s.Without(s.Meeting(p.when)), s.each}
	for _, next := range c.parts[index+1:] {
		if next.section.Role.Text != p.section.Role.Text || !others.all(others.meet(next.when)) {
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
		if inner.Nobody() {
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
		if len(notes) > 0 {
			out = append(out, c.caution(notes...))
		}
		return out
	case b.Picture != nil:
		if picture := c.picture(s, b.Picture); picture != nil {
			return []plan.Block{*picture}
		}
		return nil
	case b.Flow != nil:
		return []plan.Block{c.flow(s, b.Flow)}
	case b.Part.Text != "":
		return c.computed(s, b.Part.Text)
	}
	return c.blocks(s, b.Text)
}

// caution is one caution of some lines.
func (c *compiler) caution(lines ...plan.Line) plan.Block {
	note := plan.Note{Kind: plan.NoteCaution}
	for _, line := range lines {
		note.Blocks = append(note.Blocks, plan.Paragraph{Line: line})
	}
	return note
}

// picture is a picture of the docs team's; a runbook, which travels alone, has
// no folder of pictures and gets none.
func (c *compiler) picture(s scope, p *model.Picture) *plan.Picture {
	inner := s.meet(p.When)
	if c.o.Pictures == "" || inner.Nobody() {
		return nil
	}
	return &plan.Picture{ID: p.ID.Text, File: c.o.Pictures + p.ID.Text + ".png", Alt: c.line(inner, p.Alt)}
}
