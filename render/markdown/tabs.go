package markdown

import (
	"fmt"
	"slices"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/templates"
)

// panels are blocks for different readers, of whom each needs one. They are made by
// reduce, and only a blockPrinter sees what that made. A panel keeps the words that
// say whom it is for: what is not shown may be printed, and none need be for the
// reader.
type panels struct{ all []panel }

type panel struct {
	guard  plan.Guard
	blocks []plan.Block
}

// Visit prints the panels.
func (t panels) Visit(v plan.BlockVisitor) { v.(*blockPrinter).panels(t) }

// tabs are the panels that blocks begin with, and how many of the blocks they are.
// It takes two whose readers exclude each other, as their picks say.
func (p *printer) tabs(blocks []plan.Block) (panels, int) {
	var t panels
	n := 0
	if !p.flavour.InTabs {
		return t, 0
	}
	for _, b := range blocks {
		g, ok := b.(plan.Guarded)
		if !ok {
			break
		}
		same := slices.IndexFunc(t.all, func(other panel) bool { return excludedAlike(other.guard, g.Guard) })
		if same < 0 && slices.ContainsFunc(t.all, func(other panel) bool { return !exclude(other.guard, g.Guard) }) {
			break
		}
		if n++; same < 0 {
			t.all = append(t.all, panel{guard: g.Guard})
			same = len(t.all) - 1
		}
		t.all[same].blocks = append(t.all[same].blocks, g)
	}
	if len(t.all) < 2 {
		return panels{}, 0
	}
	return t, n
}

// exclude tells whether nobody is meant by both guards.
func exclude(a, b plan.Guard) bool { return outside(a, b) && outside(b, a) }

// outside tells whether whoever a means is none of those whom b means.
func outside(a, b plan.Guard) bool {
	for _, pick := range a.In {
		if !slices.ContainsFunc(b.Out, func(out plan.Pick) bool { return slices.Equal(out, pick) }) {
			return false
		}
	}
	return len(a.In) > 0
}

// excludedAlike tells whether two guards mean the same readers.
func excludedAlike(a, b plan.Guard) bool {
	same := func(a, b []plan.Pick) bool {
		return slices.EqualFunc(a, b, func(x, y plan.Pick) bool { return slices.Equal(x, y) })
	}
	return same(a.In, b.In) && same(a.Out, b.Out)
}

// imports prints what a page with tabs says first.
func (p *printer) imports() {
	if p.flavour.Tabs == templates.NoTabs {
		p.fail(fmt.Errorf("flavour %q has no tabs", p.flavour.Name))
	}
	if len(p.flavour.Imports) > 0 {
		p.separate()
	}
	for _, line := range p.flavour.Imports {
		p.line(statement(line))
	}
}

// panels prints panels as the flavour has tabs.
func (p *blockPrinter) panels(t panels) {
	p.last = noList
	if p.flavour.Tabs == templates.TabsElements {
		p.line(syntax("<Tabs>"))
	}
	for i, one := range t.all {
		label := p.spoken(one.guard.Clause.Capital())
		blocks := p.untabbed(one.blocks)
		if p.flavour.Tabs == templates.TabsElements {
			p.line(join(syntax(`<TabItem value="`), number(i+1), syntax(`" label="`), attribute(p.sink, label), syntax(`">`)))
			p.separate()
			p.reduced(blocks)
			p.separate()
			p.line(syntax("</TabItem>"))
			continue
		}
		if i > 0 {
			p.separate()
		}
		p.line(join(syntax(`=== "`), tabTitle(p.sink, label, p.dialect), syntax(`"`)))
		p.separate()
		p.open(syntax("    "), syntax("    "))
		p.reduced(blocks)
		p.close()
	}
	if p.flavour.Tabs == templates.TabsElements {
		p.line(syntax("</Tabs>"))
	}
}

// untabbed reduces the blocks of a panel, each of which says whom it is for.
func (p *printer) untabbed(blocks []plan.Block) []plan.Block {
	r := &reducer{printer: p}
	for _, b := range blocks {
		b.Visit(r)
	}
	return r.out
}
