// Package ledger compares two statements of the same facts: what the objects, the
// tables and the sections of a procedure say, and what stands apart from them
// (model.Fact). No other law can tell a wrong host from a right one: both are
// hosts.
package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/report"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// Law is what [Check] holds the content to.
var Law = report.Rule{
	ID:     "entered-twice",
	Title:  "A value, a label, an option, an order of steps, a reference, a caution or what there is to see is what a second entry says it is",
	Reason: "A wrong host looks like a right one, and nobody misses a caution: only what was entered twice can be compared.",
	Source: "TRIPTYCH",
	Since:  "2026-11-22",
}

// Check compares the two entries of each fact of a project. A procedure that has
// no second entry of anything is not held to it.
func Check(project *model.Project) []report.Finding {
	var all []report.Finding
	for _, p := range project.Procedures {
		if len(p.Facts) == 0 {
			continue
		}
		b := newBook(project, p)
		b.cells()
		b.leads()
		b.changes()
		b.cautions()
		for _, a := range b.readers() {
			b.settings(a)
			b.controls(a)
			b.orders(a)
			b.checks(a)
		}
		b.unused()
		all = append(all, b.found...)
	}
	return all
}

// A book is the entries of one procedure while they are compared.
type book struct {
	project *model.Project
	p       *model.Procedure
	of      map[string][]*model.Fact // by setting or control: there is one for each reader
	columns map[string]*model.Fact   // by column: those with a cell for each answer
	ways    map[string]*model.Fact   // by section: those with steps
	sent    map[string]*model.Fact   // by place: those that say where it leads
	made    map[string]*model.Fact   // by check: those that say who makes it
	warned  map[string]*model.Fact   // by place: those that say what it warns of
	seen    map[string]*model.Fact   // by step or check: those that say what there is to see
	used    map[*model.Fact]bool
	said    map[string]bool
	found   []report.Finding
}

func newBook(project *model.Project, p *model.Procedure) *book {
	none := func() map[string]*model.Fact { return map[string]*model.Fact{} }
	b := &book{
		project: project, p: p, of: map[string][]*model.Fact{}, ways: none(), sent: none(),
		columns: none(), made: none(), warned: none(), seen: none(), used: map[*model.Fact]bool{}, said: map[string]bool{},
	}
	b.enter()
	return b
}

// readers are the variants that can differ in a fact: one answer will do for a
// facet that no condition of an object, a step or a fact names.
func (b *book) readers() []space.Answers {
	named := map[string]bool{}
	mention := func(conditions ...model.Condition) {
		for _, c := range conditions {
			for _, one := range c.Any {
				for _, e := range one {
					named[e.Key.Text] = true
				}
			}
		}
	}
	for _, f := range b.p.Facts {
		mention(f.When)
		for _, s := range []*model.Switched[model.Label]{f.Called, f.Shown} {
			switches(s, named)
		}
		switches(f.Steps, named)
	}
	for _, o := range b.p.Objects {
		mention(o.When)
		for _, e := range o.Settings {
			chooses(e.Value.Value, named)
		}
	}
	for _, s := range b.p.Sections {
		mention(s.When)
		switches(s.Order, named)
		for _, step := range s.Steps {
			mention(step.When)
			for _, f := range step.Fields {
				mention(f.When)
			}
		}
	}
	for _, c := range b.p.Runbook.Checks {
		mention(c.When)
	}
	for _, f := range b.p.Forbid {
		mention(f.When)
	}
	fixed := space.Answers{}
	for _, f := range b.p.Facets {
		if f.Many != nil && named[f.ID.Text] {
			mention(f.Many.When)
		}
	}
	for _, f := range b.p.Facets {
		if !named[f.ID.Text] {
			fixed[f.ID.Text] = []string{f.Answers[0].ID.Text}
		}
	}
	return slices.Collect(space.Variants(b.p, fixed))
}

func chooses(v model.Value, named map[string]bool) {
	if v.Choose == nil {
		return
	}
	named[v.Choose.Facet.Text] = true
	for _, arm := range v.Choose.Arms {
		chooses(arm.Value, named)
	}
}

func switches[T any](s *model.Switched[T], named map[string]bool) {
	if s == nil || s.Choose == nil {
		return
	}
	named[s.Choose.Facet.Text] = true
	for _, arm := range s.Choose.Arms {
		switches(&arm.Value, named)
	}
}

// say notes a difference once, in the first variant that shows it.
func (b *book) say(pos source.Pos, other *model.Fact, a space.Answers, format string, args ...any) {
	f := report.Finding{Pos: pos, Message: fmt.Sprintf(format, args...), Do: "look into the sources, and correct the entry that is wrong"}
	if other != nil {
		f.Also = []source.Note{{Pos: other.Of.Pos, Message: "the second entry"}}
	}
	b.add(f, a)
}

// add notes a finding once, with the first variant that shows it.
func (b *book) add(f report.Finding, a space.Answers) {
	f.Rule, f.Severity, f.Why = Law.ID, report.Error, Law.Reason
	if key := f.Pos.String() + f.Message; !b.said[key] {
		b.said[key] = true
		if a != nil {
			f.Variant = a.String(b.p)
		}
		b.found = append(b.found, f)
	}
}

// fact is the entry for a reader; there has to be one.
func (b *book) fact(pos source.Pos, id string, a space.Answers) *model.Fact {
	var holding []*model.Fact
	for _, f := range b.of[id] {
		if space.Holds(f.When, a) {
			holding = append(holding, f)
			b.used[f] = true
		}
	}
	switch len(holding) {
	case 1:
		return holding[0]
	case 0:
		b.say(pos, nil, a, "%q is here, and no second entry says what it is", id)
	default:
		b.say(holding[1].Of.Pos, holding[0], a, "%q is entered a second time twice for one reader", id)
	}
	return nil
}

// settings compares the value of each setting that a reader has.
func (b *book) settings(a space.Answers) {
	for _, o := range b.p.Objects {
		if !space.Holds(o.When, a) {
			continue
		}
		for _, e := range o.Settings {
			fact := b.fact(e.Key.Pos, o.ID.Text+"."+e.Key.Text, a)
			if fact == nil {
				continue
			}
			if fact.Is == nil {
				b.say(fact.Of.Pos, nil, a, "the second entry of %q has no value", fact.Of)
				continue
			}
			if got, want := shown(pick(e.Value.Value, a)), shown(*fact.Is); got != want {
				b.say(e.Value.Value.Pos, fact, a, "%q is %s, and %s in the second entry", fact.Of, got, want)
			}
			if kept := e.Value.Policy.Text == "if-empty"; kept != fact.IfEmpty {
				b.say(e.Key.Pos, fact, a, "%q stays as it is where there is a value: %v, and %v in the second entry", fact.Of, kept, fact.IfEmpty)
			}
			if o.Each.Text != fact.Each.Text {
				b.say(e.Key.Pos, fact, a, "%q is for each of %q, and of %q in the second entry", fact.Of, o.Each, fact.Each)
			}
			if (e.Value.Unverified.Text != "") != (len(fact.Unverified) > 0) {
				b.say(e.Key.Pos, fact, a, "%q is marked unverified in one entry and not in the other", fact.Of)
			}
		}
	}
}

// pick is the arm of a value that a reader has.
func pick(v model.Value, a space.Answers) model.Value {
	for v.Choose != nil {
		answer, _ := a.One(v.Choose.Facet.Text)
		v, _ = v.Choose.Of(answer)
	}
	return v
}

// shown is a value as it is written; of one that is unset or that only the reader
// knows, the words do not count.
func shown(v model.Value) string {
	switch {
	case v.Text != nil:
		return fmt.Sprintf("%q", v.Text.Text)
	case v.Switch != nil:
		return fmt.Sprint(*v.Switch)
	case v.Absent != nil:
		return "unset"
	case v.Manual != nil:
		return "for the reader to find out"
	case v.DomainsOf.Text != "":
		return "the domains of " + v.DomainsOf.Text
	case v.Choose != nil:
		return "a choice by " + v.Choose.Facet.Text
	}
	var all []string
	for _, t := range v.List {
		all = append(all, fmt.Sprintf("%q", t.Text))
	}
	return strings.Join(all, ", ")
}

// cells compares the cells of each column.
func (b *book) cells() {
	for _, f := range b.p.Facets {
		for _, column := range f.Columns {
			id := f.ID.Text + "." + column.ID.Text
			fact := b.columns[id]
			if fact == nil {
				b.say(column.ID.Pos, nil, nil, "the cells of %q have no second entry", id)
				continue
			}
			b.used[fact] = true
			for _, a := range f.Answers {
				b.cell(id, a, column.ID.Text, fact)
			}
			for _, e := range fact.By {
				if !slices.ContainsFunc(f.Answers, func(a model.Answer) bool { return a.ID.Text == e.Key.Text }) {
					b.say(e.Key.Pos, fact, nil, "%q is no answer to %q", e.Key, f.ID)
				}
			}
		}
	}
}

func (b *book) cell(id string, a model.Answer, column string, fact *model.Fact) {
	cell, there := a.Row.Get(column)
	want, entered := fact.By.Get(a.ID.Text)
	if !there {
		return // loading reports it
	}
	if !entered {
		b.say(a.ID.Pos, fact, nil, "the cell %q of %q has no second entry", id, a.ID)
		return
	}
	if got, want := shown(cell.Value), shown(want); got != want {
		b.say(cell.Value.Pos, fact, nil, "%q of %q is %s, and %s in the second entry", id, a.ID, got, want)
	}
	marked := slices.ContainsFunc(fact.Unverified, func(w model.Word) bool { return w.Text == a.ID.Text })
	if (cell.Unverified.Text != "") != marked {
		b.say(cell.Value.Pos, fact, nil, "%q of %q is marked unverified in one entry and not in the other", id, a.ID)
	}
}

// unused reports facts that no object, column or control has.
func (b *book) unused() {
	var left []*model.Fact
	for i := range b.p.Facts {
		if f := &b.p.Facts[i]; !b.used[f] {
			left = append(left, f)
		}
	}
	slices.SortFunc(left, func(x, y *model.Fact) int { return cmp.Compare(x.Of.Pos.Line, y.Of.Pos.Line) })
	for _, f := range left {
		b.say(f.Of.Pos, nil, nil, "the second entry says what %q is, and no reader has it", f.Of)
	}
}
