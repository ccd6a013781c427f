// Package compile turns a procedure and some answers into a plan.
//
// Conditions die here: whoever reads the plan has none left to judge. Where a
// question stays open, what depends on it becomes words ("If your outbound mail
// …"), a reference to a table, or alternatives. Numbers, names of parts and the
// targets of references are worked out here too.
package compile

import (
	"fmt"
	"maps"
	"slices"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// Options say what is compiled.
type Options struct {
	Answers  space.Answers // facets that are answered; the rest stays open
	Outline  []string      // sections, in order; nil is all of them
	Pictures string        // where the document finds its pictures
}

// Compile makes the plan of a procedure for some answers. The error is a
// [source.List] when no variant has these answers, or when the content sends a
// reader to a part that this reader does not have.
func Compile(project *model.Project, p *model.Procedure, o Options) (*plan.Plan, error) {
	return compile(project, p, o, readershipOf(p, o.Answers), nil)
}

// compile makes a plan for its readers, from memory as far as there is one.
func compile(project *model.Project, p *model.Procedure, o Options, r readership, m *Memory) (*plan.Plan, error) {
	c := &compiler{
		project: project, p: p, o: o, picker: r.picker, memory: m, notes: newNotes(),
		facets:  map[string]*model.Facet{},
		objects: map[string]*model.Object{},
		lookups: map[string]plan.Lookup{},
		there:   map[string][]string{},
		short:   map[string]string{},

		answerOfPart: map[string]string{},
		unverified:   map[string]bool{},
	}
	for i := range p.Facets {
		c.facets[p.Facets[i].ID.Text] = &p.Facets[i]
	}
	for i := range p.Objects {
		c.objects[p.Objects[i].ID.Text] = &p.Objects[i]
	}
	if r.everybody.Nobody() {
		return nil, fmt.Errorf("no variant of %s has the answers %s", p.ID, o.Answers.String(p))
	}
	c.plan(scope{Readers: r.everybody})
	if err := c.faults.Err(); err != nil {
		return nil, err
	}
	c.remember()
	return &c.out, nil
}

// Publication makes the plan of a document that the docs team publishes.
func Publication(project *model.Project, p *model.Procedure, pub *model.Publication) (*plan.Plan, error) {
	o := Options{Answers: space.Answers{}, Pictures: pub.Base}
	for _, e := range pub.Answers {
		for _, a := range e.Value {
			o.Answers[e.Key.Text] = append(o.Answers[e.Key.Text], a.Text)
		}
	}
	for _, w := range pub.Outline {
		o.Outline = append(o.Outline, w.Text)
	}
	return Compile(project, p, o)
}

// A compiler makes one plan.
type compiler struct {
	project *model.Project
	p       *model.Procedure
	o       Options
	out     plan.Plan
	faults  source.List

	facets  map[string]*model.Facet
	objects map[string]*model.Object
	lookups map[string]plan.Lookup // setting → where readers of an open plan look it up
	parts   []part                 // the outline
	changes int                    // sections that change something
	short   map[string]string      // setting → its name in the table of values
	at      string                 // the step whose body is being compiled
	*notes
	// answerOfPart is the answer that a section of several is for, by its id.
	answerOfPart map[string]string
	there        map[string][]string // id as authored → ids of what the plan has of it
	picker       *picker             // nil where nothing is open
	unverified   map[string]bool     // settings, as authored, of which no source documents some value

	memory *Memory // nil where nothing is kept
	from   surroundings
	known  map[string]kept // parts that may be taken over
	made   map[string]kept // those of this plan
}

func (c *compiler) plan(s scope) {
	c.out = plan.Plan{
		Procedure: c.p.ID.Text,
		Vendor:    c.p.Vendor.Text,
		Closed:    s.Count() == 1,
		Targets:   map[string]plan.Target{},
	}
	c.lookupTables(s)
	c.outline(s)
	c.names()
	c.recall()
	c.out.Title = c.line(s, c.p.Title)
	c.out.Script = c.p.Script.Text
	if product, ok := c.p.Terms.Get("product"); ok {
		c.out.Product = c.line(s, product)
	}
	c.choices(s)
	c.holes(s)
	c.sections(s)
	c.out.Tables = keep(c, "tables", nil, func() []plan.LookupTable { return c.tables(s) })
	c.establish(s)
	c.out.Runbook = keep(c, "runbook", nil, func() plan.Runbook { return c.runbook(s) })
	c.decisions(s)
	if !c.out.Closed {
		c.out.Checks = keep(c, "checks", nil, func() []plan.Block { return c.checkLists(s) })
		c.out.Undo = keep(c, "undo", nil, func() []plan.Block { return []plan.Block{c.undoList(s)} })
		labels := slices.Sorted(maps.Keys(c.seen))
		c.out.Names = keep(c, "names", labels, func() []plan.Name { return c.called(s, labels) })
		c.versions(s)
		c.narrowing(s)
	}
}

// holes lists every value that a profile for this plan has to give.
func (c *compiler) holes(s scope) {
	for _, in := range c.p.Inputs {
		inner := s.meet(in.When)
		if inner.Nobody() {
			continue
		}
		hole := plan.Hole{
			Name: "input." + in.ID.Text, Input: in.ID.Text, Type: in.Type.Text,
			Question: flat(c.line(inner, in.Question)).Fill(nil), Example: in.Example, Placeholder: in.Placeholder,
		}
		if in.Each.Text == "" {
			c.out.Holes = append(c.out.Holes, hole)
			continue
		}
		for _, answer := range inner.Given(in.Each.Text) {
			each := hole
			each.Answer = answer
			each.Name = hole.Name + "." + answer
			c.out.Holes = append(c.out.Holes, each)
		}
		if !inner.Settled(in.Each.Text) {
			hole.Name += "." + anyAnswer
			c.out.Holes = append(c.out.Holes, hole)
		}
	}
}

// anyAnswer stands for the answer in the name of a hole of an open plan, where
// one text speaks to the readers of every answer.
const anyAnswer = "any"

func (c *compiler) fault(pos source.Pos, format string, args ...any) {
	c.faults.Addf(pos, format, args...)
}

// choices says what each question was and how it is answered.
func (c *compiler) choices(s scope) {
	for _, f := range c.p.Facets {
		choice := plan.Choice{Facet: f.ID.Text, Question: c.line(s, f.Question), Default: f.Default.Text, Why: c.line(s, f.Why)}
		for _, a := range f.Answers {
			if slices.Contains(s.Given(f.ID.Text), a.ID.Text) {
				name := token(f.ID.Text, a.ID.Text)
				choice.Options = append(choice.Options, plan.Option{
					ID: a.ID.Text, Name: name, Label: c.line(s, a.Label), Clause: c.line(s, a.Clause),
					Checked: a.Checked.Text, Retired: c.line(s, a.Retired),
				})
			}
		}
		if _, answered := c.o.Answers[f.ID.Text]; answered {
			choice.Answers = s.Given(f.ID.Text)
			choice.Forced = c.forced(f)
			for i, id := range choice.Answers {
				a := answerOf(f, id)
				if i > 0 {
					choice.Shown = append(choice.Shown, plan.Say(", ")...)
				}
				choice.Shown = append(choice.Shown, c.line(s, a.Label)...)
				choice.Effect = append(choice.Effect, c.items(s.with(f.ID.Text, id, len(choice.Answers) > 1), a.Effect)...)
			}
		} else {
			choice.Open = true
		}
		c.out.Choices = append(c.out.Choices, choice)
	}
}

// forced tells whether the questions asked before it leave a facet one answer
// only, so that it was no question any more.
func (c *compiler) forced(f model.Facet) bool {
	before := space.Answers{}
	for _, earlier := range c.p.Facets {
		if earlier.ID == f.ID {
			break
		}
		before[earlier.ID.Text] = c.o.Answers[earlier.ID.Text]
	}
	possible := 0
	for _, a := range f.Answers {
		if space.Possible(c.p, before.With(f.ID.Text, a.ID.Text)) {
			possible++
		}
		if possible > 1 {
			return false
		}
	}
	return true
}

func answerOf(f model.Facet, id string) model.Answer {
	i := slices.IndexFunc(f.Answers, func(a model.Answer) bool { return a.ID.Text == id })
	return f.Answers[i]
}
