package prove

import (
	"reflect"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/prose"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// A reading is a view with all that stands in it and who comes there.
type reading struct {
	view
	said    []said
	quoted  []quoted
	steps   []*stepRead
	judged  []*judged
	byPlace map[source.Pos]*judged
	quoting bool // what is read says what others said
}

// said is a text and its readers.
type said struct {
	scope
	text   model.Prose
	quotes bool // it says what others said
}

// quoted is a brace, or a key that names a setting, and its readers.
type quoted struct {
	scope
	brace prose.Brace
}

// judged is a condition with those who come to it and those who meet it.
type judged struct {
	cond   model.Condition
	scopes []scope // who come to it
	met    []scope
}

// A stepRead is a step of a section, once for each answer that the section is
// done for, with its readers.
type stepRead struct {
	scope
	section int // in the view
	of      *model.Section
	step    *model.Step
	part    scope // the readers of the section
}

// read reads a view.
func (c *prover) read(v view) *reading {
	r := &reading{view: v, byPlace: map[source.Pos]*judged{}}
	all := scope{set: v.set}
	for i, section := range v.sections {
		c.readSection(r, i, section, all)
	}
	if v.pub != nil {
		c.walk(r, reflect.ValueOf(v.pub.Title), all)
		return r
	}
	for i := range c.p.Facets {
		c.readFacet(r, &c.p.Facets[i], all)
	}
	for i := range c.p.Objects {
		c.walk(r, reflect.ValueOf(&c.p.Objects[i]), all)
	}
	for _, x := range []any{c.p.Title, c.p.Terms, c.p.Inputs, c.p.Tables} {
		c.walk(r, reflect.ValueOf(x), all)
	}
	c.walk(r, reflect.ValueOf(&c.p.Runbook), all)
	r.quoting = true
	for i := range c.p.Decisions {
		c.walk(r, reflect.ValueOf(&c.p.Decisions[i]), scope{set: c.concerned(&c.p.Decisions[i])})
	}
	return r
}

// readFacet reads a facet: what follows from an answer is said to those who
// gave it, for this answer.
func (c *prover) readFacet(r *reading, f *model.Facet, s scope) {
	for _, x := range []any{f.Question, f.Why, f.Many, f.Columns, f.Repeat} {
		c.walk(r, reflect.ValueOf(x), s)
	}
	for i := range f.Answers {
		a := &f.Answers[i]
		c.walk(r, reflect.ValueOf(a), c.bind(s, f.ID.Text, a.ID.Text))
	}
}

func (c *prover) readSection(r *reading, index int, section *model.Section, s scope) {
	inner := c.judge(r, section.When, s)
	for _, part := range c.spread(inner, section.Each) {
		for _, x := range []any{section.Title, section.Intro, section.Outro} {
			c.walk(r, reflect.ValueOf(x), part)
		}
		for i := range section.Steps {
			step := &section.Steps[i]
			listed, _ := c.listed(part, section, step)
			s := c.judge(r, step.When, part)
			s.set = s.set.And(listed)
			if s.set.IsEmpty() {
				continue
			}
			r.steps = append(r.steps, &stepRead{scope: s, section: index, of: section, step: step, part: part})
			c.fields(r, reflect.ValueOf(*step), s)
		}
	}
}

// judge narrows a scope to those who meet a condition, and notes both.
func (c *prover) judge(r *reading, cond model.Condition, s scope) scope {
	inner := c.meet(s, cond)
	if cond.IsZero() || s.set.IsEmpty() {
		return inner
	}
	j := r.byPlace[cond.Pos]
	if j == nil {
		j = &judged{cond: cond}
		r.byPlace[cond.Pos] = j
		r.judged = append(r.judged, j)
	}
	j.scopes = append(j.scopes, s)
	j.met = append(j.met, inner)
	return inner
}

// walk reads everything that an author wrote below v.
func (c *prover) walk(r *reading, v reflect.Value, s scope) {
	if s.set.IsEmpty() {
		return
	}
	if v.Kind() == reflect.Pointer {
		if !v.IsNil() {
			c.walk(r, v.Elem(), s)
		}
		return
	}
	switch x := v.Interface().(type) {
	case source.Word, source.Pos, model.Condition:
		return
	case model.Prose:
		r.said = append(r.said, said{s, x, r.quoting})
		prose.Walk(x.Blocks, func(run prose.Run) { r.brace(run, s) })
		return
	case model.Template:
		prose.WalkRuns(x.Runs, func(run prose.Run) { r.brace(run, s) })
		return
	case choice:
		c.arms(r, v, x, s)
		return
	}
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			c.walk(r, v.Index(i), s)
		}
	case reflect.Struct:
		c.structure(r, v, s)
	}
}

// choice is any model.Choice.
type choice interface {
	Switch() (facet source.Word, answers []source.Word)
}

func (c *prover) arms(r *reading, v reflect.Value, x choice, s scope) {
	facet, answers := x.Switch()
	arms := v.FieldByName("Arms")
	for i, a := range answers {
		inner := s
		inner.set = s.set.And(c.u.Gives(facet.Text, a.Text, s.at))
		c.walk(r, arms.Index(i).FieldByName("Value"), inner)
	}
}

// structure reads one mapping as those readers see it who meet its condition,
// once for each answer where it says so.
func (c *prover) structure(r *reading, v reflect.Value, s scope) {
	if when, ok := field[model.Condition](v, "When"); ok {
		s = c.judge(r, when, s)
	}
	each, _ := field[source.Word](v, "Each")
	for _, one := range c.spread(s, each) {
		if when, ok := field[model.Condition](v, "When"); ok && each.Text != "" && perAnswer(v.Interface()) {
			one = c.meet(one, when)
		}
		c.fields(r, v, one)
	}
}

// perAnswer tells whether the condition of something that is said once for each
// answer is judged for each of them again: a caution about one region is not
// given for the others. A whole object or section is there for all or none.
func perAnswer(x any) bool {
	switch x.(type) {
	case model.Item, model.Check, model.Symptom:
		return true
	}
	return false
}

func field[T any](v reflect.Value, name string) (T, bool) {
	var none T
	f := v.FieldByName(name)
	if !f.IsValid() {
		return none, false
	}
	x, ok := f.Interface().(T)
	return x, ok
}

// fields reads the fields of a mapping, and the settings that they name.
func (c *prover) fields(r *reading, v reflect.Value, s scope) {
	if s.set.IsEmpty() {
		return
	}
	switch x := v.Interface().(type) {
	case model.Step:
		for _, w := range x.Sets {
			r.quote(w, s)
		}
	case model.Field:
		r.quote(x.Setting, s)
	case model.Value:
		r.quote(x.DomainsOf, s)
	case model.TableColumn:
		if o := c.objects[objectOf(x.Setting.Text)]; o != nil {
			s = c.meet(s, o.When) // others have an empty cell there
			r.quote(x.Setting, s)
		}
	case model.Block:
		if r.pub != nil && x.Part.Text != "" {
			c.part(r, x.Part.Text, s)
		}
	case model.Picture:
		if r.pub == nil {
			return // a runbook has no folder of pictures
		}
	}
	for i := range v.NumField() {
		if t := v.Type().Field(i); t.IsExported() && t.Name != "When" && t.Name != "Each" {
			c.walk(r, v.Field(i), s)
		}
	}
}

// part reads what a document works out from the rest of the procedure.
func (c *prover) part(r *reading, name string, s scope) {
	switch name {
	case "checks":
		c.walk(r, reflect.ValueOf(c.p.Runbook.Moments), s)
		c.walk(r, reflect.ValueOf(c.p.Runbook.Checks), s)
	case "symptoms":
		c.walk(r, reflect.ValueOf(c.p.Runbook.Symptoms), s)
	case "limits":
		c.walk(r, reflect.ValueOf(c.p.Runbook.Limits), s)
	case "undo":
		for i := range c.p.Objects {
			o := &c.p.Objects[i]
			for _, one := range c.spread(c.judge(r, o.When, s), o.Each) {
				c.walk(r, reflect.ValueOf(o.Undo), one)
			}
		}
	}
}

// concerned are those who read about a decision: those who have something that
// it is about.
func (c *prover) concerned(d *model.Decision) space.Set {
	set := c.u.None()
	for _, w := range d.About {
		if o := c.objects[objectOf(w.Text)]; o != nil {
			set = set.Or(c.u.Meets(o.When, nil))
			continue
		}
		return c.u.All()
	}
	return set
}

func (r *reading) quote(w model.Word, s scope) {
	if w.Text != "" {
		r.quoted = append(r.quoted, quoted{s, prose.Brace{Name: w.Text, Pos: w.Pos}})
	}
}

// brace notes a run that quotes the model.
func (r *reading) brace(run prose.Run, s scope) {
	if b, ok := run.(prose.Brace); ok {
		r.quoted = append(r.quoted, quoted{s, b})
	}
}

// kindOf is the kind of an object; the zero kind where it is unknown.
func (c *prover) kindOf(o *model.Object) plan.Kind { return c.kinds[o.Kind.Text] }
