package load

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/parallel"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/prose"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// check reports every name that does not resolve, every choice that forgets an
// answer and every branch that nobody can reach. Sound is the version of a procedure,
// by its id, that is known to be sound with what all procedures share now, or nil.
func check(project *model.Project, faults *source.List, sound func(id string) *model.Procedure) {
	unique(faults, "procedure", project.Procedures, func(p *model.Procedure) source.Word { return p.ID })
	unique(faults, "role", project.Roles, func(r model.Role) source.Word { return r.ID })
	unique(faults, "source", project.Sources, func(s model.Source) source.Word { return s.ID })
	found := make([]source.List, len(project.Procedures))
	parallel.Each(len(found), func(i int) error {
		p := project.Procedures[i]
		switch before := sound(p.ID.Text); before {
		case p:
		case nil:
			newChecker(project, p, &found[i]).check(i == 0)
		default:
			newChecker(project, p, &found[i]).again(before)
		}
		return nil
	})
	for i := range found {
		faults.Append(&found[i])
	}
}

// check checks the procedure and, if it is the first one, what all share.
func (c *checker) check(first bool) {
	if first {
		for _, r := range c.project.Roles {
			c.sources(r.Source)
		}
		c.shared(c.project.Rules)
	}
	c.all()
}

// all checks the procedure.
func (c *checker) all() {
	c.unique()
	c.tables()
	c.versions()
	c.walk(reflect.ValueOf(&c.project.Labels).Elem(), scope{shared: true})
	c.walk(reflect.ValueOf(c.p).Elem(), scope{})
	c.cycles()
}

// A checker checks one procedure.
type checker struct {
	project *model.Project
	p       *model.Procedure
	faults  *source.List
	facets  map[string]*model.Facet
	objects map[string]*model.Object
	ids     ids
	shapes  map[reflect.Type]*shape

	variants *space.Universe
}

func newChecker(project *model.Project, p *model.Procedure, faults *source.List) *checker {
	c := &checker{
		project: project, p: p, faults: faults, ids: idsOf(project, p),
		facets: map[string]*model.Facet{}, objects: map[string]*model.Object{}, shapes: map[reflect.Type]*shape{},
		variants: space.Symbolic(p),
	}
	for i := range p.Facets {
		c.facets[p.Facets[i].ID.Text] = &p.Facets[i]
	}
	for i := range p.Objects {
		c.objects[p.Objects[i].ID.Text] = &p.Objects[i]
	}
	return c
}

func unique[T any](faults *source.List, what string, all []T, id func(T) source.Word) {
	first := map[string]source.Pos{}
	for _, x := range all {
		w := id(x)
		if pos, twice := first[w.Text]; twice {
			faults.Add(source.Diagnostic{
				Pos: w.Pos, Message: fmt.Sprintf("%s %q stands twice", what, w.Text), Hint: "give one of them another id",
				Also: []source.Note{{Pos: pos, Message: "here it stands first"}},
			})
			continue
		}
		first[w.Text] = w.Pos
	}
}

// unique reports ids that stand twice.
func (c *checker) unique() {
	p, f := c.p, c.faults
	unique(f, "facet", p.Facets, func(x model.Facet) source.Word { return x.ID })
	for _, facet := range p.Facets {
		unique(f, "answer", facet.Answers, func(x model.Answer) source.Word { return x.ID })
		unique(f, "column", facet.Columns, func(x model.Column) source.Word { return x.ID })
	}
	unique(f, "input", p.Inputs, func(x model.Input) source.Word { return x.ID })
	unique(f, "object", p.Objects, func(x model.Object) source.Word { return x.ID })
	unique(f, "table", p.Tables, func(x model.Table) source.Word { return x.ID })
	unique(f, "section", p.Sections, func(x model.Section) source.Word { return x.ID })
	for _, s := range p.Sections {
		unique(f, "step", s.Steps, func(x model.Step) source.Word { return x.ID })
	}
	unique(f, "check", p.Runbook.Checks, func(x model.Check) source.Word { return x.ID })
	unique(f, "symptom", p.Runbook.Symptoms, func(x model.Symptom) source.Word { return x.ID })
	unique(f, "decision", p.Decisions, func(x model.Decision) source.Word { return x.ID })
	unique(f, "rule", p.Rules, func(x model.Rule) source.Word { return x.ID })
	unique(f, "version", p.Changes, func(x model.Change) source.Word { return x.Version })
	unique(f, "alias", p.Aliases, func(x model.Word) source.Word { return x })
	unique(f, "publication", p.Publications, func(x model.Publication) source.Word { return x.ID })
}

// tables checks that each answer has a cell for each column of its facet.
func (c *checker) tables() {
	for _, f := range c.p.Facets {
		var columns []string
		for _, col := range f.Columns {
			columns = append(columns, col.ID.Text)
		}
		for _, a := range f.Answers {
			for _, col := range columns {
				if _, ok := a.Row.Get(col); !ok {
					c.faults.Add(source.Diagnostic{
						Pos: a.ID.Pos, Message: fmt.Sprintf("answer %q has no cell for column %q", a.ID.Text, col),
						Hint: fmt.Sprintf("add it to its row: \"%s: …\"", col),
					})
				}
			}
			for _, cell := range a.Row {
				c.known(cell.Key, "column", columns)
			}
		}
	}
}

// known reports a name that is none of those known.
func (c *checker) known(w source.Word, what string, known []string) bool {
	if slices.Contains(known, w.Text) {
		return true
	}
	if !w.Pos.IsValid() {
		return false // it is not there, which was reported
	}
	hint := source.DidYouMean(w.Text, known)
	if hint == "" {
		hint = stated[what]
	}
	c.faults.Add(source.Diagnostic{Pos: w.Pos, Message: fmt.Sprintf("unknown %s %q", what, w.Text), Hint: hint})
	return false
}

// stated says where names are stated of which there are too many to list.
var stated = map[string]string{
	"source": "the ids are those of sources.yaml: add it there as {id: …, title: …}",
	"label":  "the labels are those of labels.yaml, and of labels: in the procedure: add it to one of them",
	"term":   "the terms are those of terms: in the procedure: add it there",
	"link":   "the links are those of links: in the procedure: add it there",
	"role":   "the ids are those of roles.yaml",
	"kind":   "the ids are those of kinds.yaml; what is done by hand in the vendor's portal is of a kind without cmdlets, which you may add there",
	"step":   "a step is named section.step, as in {step:rule.create}",
}

// A scope is where in the content something stands: what holds for every
// reader there, and the facets of which one answer is at hand.
type scope struct {
	guards []model.Condition
	each   []string
	facts  bool // facts of the profile are known here

	forbidden bool // what stands here is declared to be unreachable

	// What stands here is shared with procedures that may have other facets and
	// answers: a console that one vendor still supports and another does not. A
	// slip in the name of an arm is found all the same, because its answer is then
	// forgotten.
	shared bool
}

func (s scope) guarded(c model.Condition) scope {
	if !c.IsZero() {
		s.guards = append(slices.Clip(s.guards), c)
	}
	return s
}

// walk visits everything that an author wrote below v, which can be pointed at:
// a copy of each mapping would take more time than looking at it.
func (c *checker) walk(v reflect.Value, s scope) {
	if v.Kind() == reflect.Pointer {
		if !v.IsNil() {
			c.walk(v.Elem(), s)
		}
		return
	}
	switch x := v.Addr().Interface().(type) {
	case *source.Word, *source.Pos:
		return
	case *model.Prose:
		prose.Walk(x.Blocks, func(run prose.Run) { c.run(run, s) })
		return
	case *model.Template:
		prose.WalkRuns(x.Runs, func(run prose.Run) { c.run(run, s) })
		return
	case *model.Condition:
		c.condition(*x, s)
		return
	case *model.Forbid:
		// A forbidden combination is one that no reader meets.
		c.condition(x.When, scope{forbidden: true})
		c.walk(reflect.ValueOf(&x.Why).Elem(), s)
		return
	case *model.Runbook:
		s.facts = true
	case choice:
		c.choice(v, x, s)
		return
	}
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			c.walk(v.Index(i), s)
		}
	case reflect.Struct:
		c.structure(v, s)
	}
}

// structure checks the names in a mapping, then visits its fields as those
// readers see them who are let in by its condition.
func (c *checker) structure(v reflect.Value, s scope) {
	shape := c.shape(v.Type())
	inner := c.own(v, shape, s)
	for _, i := range shape.rest {
		c.walk(v.Field(i), inner)
	}
}

// own checks the names that are a mapping's own, and says where its fields stand.
func (c *checker) own(v reflect.Value, shape *shape, s scope) scope {
	inner := s
	if shape.each >= 0 {
		if w := v.Field(shape.each).Addr().Interface().(*source.Word); w.Text != "" && c.facet(*w) {
			inner.each = append(slices.Clip(inner.each), w.Text)
		}
	}
	if shape.when >= 0 {
		cond := *v.Field(shape.when).Addr().Interface().(*model.Condition)
		c.condition(cond, inner)
		inner = inner.guarded(cond)
	}
	if shape.source >= 0 {
		c.sources(*v.Field(shape.source).Addr().Interface().(*[]source.Word))
	}
	c.names(v.Addr().Interface(), inner)
	return inner
}

// A shape says which fields of a type are its condition, its facet and its
// sources, if it has them, and which are to be visited.
type shape struct {
	each, when, source int // -1 where there is none
	rest               []int
}

func (c *checker) shape(t reflect.Type) *shape {
	if known := c.shapes[t]; known != nil {
		return known
	}
	s := &shape{each: -1, when: -1, source: -1}
	for i := range t.NumField() {
		f := t.Field(i)
		switch {
		case f.Name == "When" && f.Type == reflect.TypeFor[model.Condition]():
			s.when = i
		case f.Name == "Each" && f.Type == reflect.TypeFor[source.Word]():
			s.each = i
		case f.Name == "Source" && f.Type == reflect.TypeFor[[]source.Word]():
			s.source = i
		case f.IsExported():
			s.rest = append(s.rest, i)
		}
	}
	c.shapes[t] = s
	return s
}

// condition checks the names in a condition, and that somebody is let in.
func (c *checker) condition(cond model.Condition, s scope) {
	if cond.IsZero() {
		return
	}
	sound := true
	for _, one := range cond.Any {
		for _, e := range one {
			if !c.facet(e.Key) {
				sound = false
				continue
			}
			for _, a := range e.Value {
				sound = c.answer(e.Key.Text, a) && sound
			}
		}
	}
	if sound && !s.forbidden && !reachable(c.variants, s.guarded(cond).guards) {
		d := source.Diagnostic{Pos: cond.Pos, Message: fmt.Sprintf("dead branch: no reader meets %s here", cond),
			Hint: "take it out, or mend the condition that keeps its readers away"}
		for _, g := range s.guards {
			d.Also = append(d.Also, source.Note{Pos: g.Pos, Message: "only these readers come here"})
		}
		d.Also = append(d.Also, c.hiding(s.guarded(cond).guards)...)
		c.faults.Add(d)
	}
}

// hiding points at the forbidden combinations where a branch is dead because of
// them alone.
func (c *checker) hiding(guards []model.Condition) []source.Note {
	free := *c.p
	free.Forbid = nil
	if !reachable(space.Symbolic(&free), guards) {
		return nil
	}
	var all []source.Note
	for _, f := range c.p.Forbid {
		all = append(all, source.Note{Pos: f.When.Pos, Message: "this combination does not exist"})
	}
	return all
}

// reachable tells whether some variant meets all the conditions.
func reachable(u *space.Universe, guards []model.Condition) bool {
	met := u.All()
	for _, g := range guards {
		met = met.And(u.Meets(g, nil))
	}
	return !met.IsEmpty()
}

// choice is any model.Choice.
type choice interface {
	Switch() (facet source.Word, answers []source.Word)
}

func (c *checker) choice(v reflect.Value, x choice, s scope) {
	facet, answers := x.Switch()
	if facet.Text == "" || s.shared && c.facets[facet.Text] == nil || !c.facet(facet) {
		return
	}
	f := c.facets[facet.Text]
	if f.Many != nil && !slices.Contains(s.each, facet.Text) {
		c.faults.Addf(facet.Pos, "facet %q takes several answers, so that nothing can be chosen by it outside \"each: %s\"", facet.Text, facet.Text)
	}
	var given []string
	for _, a := range answers {
		if (s.shared || c.answer(facet.Text, a)) && slices.Contains(given, a.Text) {
			c.faults.Addf(a.Pos, "answer %q stands twice", a.Text)
		}
		given = append(given, a.Text)
	}
	for _, a := range f.Answers {
		if !slices.Contains(given, a.ID.Text) {
			c.faults.Add(source.Diagnostic{
				Pos: facet.Pos, Message: fmt.Sprintf("choice by %q forgets the answer %q", facet.Text, a.ID.Text),
				Hint: fmt.Sprintf("add \"%s: …\", or name it beside another answer that gets the same: \"… | %s: …\"", a.ID.Text, a.ID.Text),
			})
		}
	}
	arms := v.FieldByName("Arms")
	for i := range arms.Len() {
		c.walk(arms.Index(i).FieldByName("Value"), s)
	}
}

func (c *checker) facet(w source.Word) bool {
	return c.known(w, "facet", c.ids.facets)
}

func (c *checker) answer(facet string, w source.Word) bool {
	var ids []string
	for _, a := range c.facets[facet].Answers {
		ids = append(ids, a.ID.Text)
	}
	return c.known(w, "answer to "+facet, ids)
}

// run checks what a run quotes, or leads to.
func (c *checker) run(run prose.Run, s scope) {
	switch r := run.(type) {
	case prose.Link:
		if id, named := strings.CutPrefix(r.URL, "link:"); named {
			c.known(source.Word{Text: id, Pos: r.Pos}, "link", c.p.Links.Keys())
		} else if !strings.HasPrefix(r.URL, "https://") {
			c.faults.Addf(r.Pos, "link to %q: links are https:// or link:id", r.URL)
		}
	case prose.Brace:
		c.brace(r, s)
	}
}

func (c *checker) brace(b prose.Brace, s scope) {
	w := source.Word{Text: b.Name, Pos: b.Pos}
	switch b.Kind {
	case "ui":
		c.label(w)
	case "term":
		c.known(w, "term", c.p.Terms.Keys())
	case "step", "section", "table":
		c.target(b.Kind, w)
	case "count":
		w.Text, _, _ = strings.Cut(w.Text, "+")
		c.setting(w)
	case "":
		c.quoted(w, s)
	default:
		c.known(source.Word{Text: b.Kind, Pos: b.Pos}, "kind of quotation", []string{"ui", "term", "step", "section", "table", "count"})
	}
}

// quoted checks a brace without a kind: an input, a cell, a setting or a fact.
func (c *checker) quoted(w source.Word, s scope) {
	first, rest, _ := strings.Cut(w.Text, ".")
	switch {
	case first == "input":
		if c.known(source.Word{Text: rest, Pos: w.Pos}, "input", c.ids.inputs) {
			in := c.p.Inputs[slices.Index(c.ids.inputs, rest)]
			if in.Each.Text != "" && !slices.Contains(s.each, in.Each.Text) {
				c.faults.Addf(w.Pos, "input %q has a value for each of %q: it can be quoted only inside \"each: %s\"", rest, in.Each.Text, in.Each.Text)
			}
		}
	case c.facets[first] != nil:
		columns := []string{"label"}
		for _, col := range c.facets[first].Columns {
			columns = append(columns, col.ID.Text)
		}
		c.known(source.Word{Text: rest, Pos: w.Pos}, "column of "+first, columns)
	case c.objects[first] != nil:
		c.setting(w)
	case s.facts && plan.Facts[w.Text] != "":
	default:
		hint := source.DidYouMean(first, slices.Concat([]string{"input"}, c.ids.facets, c.ids.objects))
		if plan.Facts[w.Text] != "" {
			hint = "facts of the profile are known under runbook: only"
		}
		c.faults.Add(source.Diagnostic{Pos: w.Pos, Message: fmt.Sprintf("unknown quotation %q", w.Text), Hint: hint})
	}
}
