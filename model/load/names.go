package load

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/prose"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/templates"
)

// names checks the names that one mapping, which x points to, has in its own
// fields.
func (c *checker) names(x any, s scope) {
	switch x := x.(type) {
	case *model.Procedure:
		c.target("step", x.Goal)
		for _, f := range x.Facets {
			if f.Default.Text != "" {
				c.answer(f.ID.Text, f.Default)
			}
		}
	case *model.Input:
		c.oneOf(x.Type, "type of input", model.InputTypes())
		for _, w := range x.Differs {
			c.known(w, "input", c.ids.inputs)
		}
		if x.Within.Text != "" {
			c.quoted(source.Word{Text: "input." + x.Within.Text, Pos: x.Within.Pos}, s)
		}
		c.compared(*x)
		if x.Whole != nil && c.facet(x.Whole.Facet) {
			c.column(x.Whole.Facet.Text, x.Whole.Column)
			c.whole(*x.Whole)
		}
	case *model.Object:
		c.object(*x)
	case *model.Value:
		if x.DomainsOf.Text != "" {
			c.setting(x.DomainsOf)
		}
	case *model.Table:
		if c.facet(x.Facet) {
			for _, col := range x.Columns {
				c.tableColumn(x.Facet.Text, col)
			}
		}
	case *model.Section:
		c.oneOf(x.Role, "role of a section", model.SectionRoles())
		for _, r := range x.Roles {
			c.known(r, "role", c.ids.roles)
		}
		c.order(x.Order, x.Steps)
	case *model.Step:
		if x.Form.Text != "" {
			c.label(x.Form)
		}
		for _, w := range x.Sets {
			c.setting(w)
		}
		for _, w := range x.Commits {
			c.objectNamed(w)
		}
		c.line(x.Title)
	case *model.Field:
		c.field(*x)
	case *model.Block:
		if x.Table.Text != "" {
			c.target("table", x.Table)
		}
		if x.Part.Text != "" {
			c.oneOf(x.Part, "part", model.BlockParts())
		}
		if n := count(x.Text.Text != "", x.Note != nil, x.Table.Text != "", x.Picture != nil, x.Flow != nil, x.Part.Text != ""); n != 1 {
			c.faults.Addf(first(x.Text.Pos, x.Table.Pos, x.Part.Pos), "a block has one of: text, note, table, picture, flow, part")
		}
	case *model.Flow:
		c.flow(*x)
	case *model.Note:
		c.oneOf(x.Kind, "kind of note", model.NoteKinds())
	case *model.Risk:
		c.oneOf(x.Level, "level", model.RiskLevels())
	case *model.Capture:
		c.kind(x.Kind)
	case *model.Check:
		c.known(x.Moment, "moment", c.ids.moments)
		if x.Script != nil {
			c.script(*x)
		}
	case *model.Decision:
		for _, w := range x.About {
			c.about(w)
		}
	case *model.Saying:
		c.sources([]source.Word{x.Source})
	case *model.Publication:
		c.publication(*x)
	case *model.Rule:
		c.rule(*x, true)
	case *model.Setting:
		if x.Policy.Text != "" {
			c.oneOf(x.Policy, "policy", model.Policies())
		}
	}
}

func count(all ...bool) int {
	n := 0
	for _, b := range all {
		if b {
			n++
		}
	}
	return n
}

func first(all ...source.Pos) source.Pos {
	for _, p := range all {
		if p.IsValid() {
			return p
		}
	}
	return source.Pos{}
}

func (c *checker) oneOf(w source.Word, what string, words model.Words) {
	c.known(w, what, words.Names())
}

// line checks that a prose is one paragraph.
func (c *checker) line(p model.Prose) {
	if len(p.Blocks) > 1 {
		c.faults.Addf(p.Pos, "this is one line; it has several paragraphs")
	} else if len(p.Blocks) == 1 {
		if _, ok := p.Blocks[0].(prose.Paragraph); !ok {
			c.faults.Addf(p.Pos, "this is one line; it is a list")
		}
	}
}

// sources checks references such as "002:84": the id stands before the colon.
func (c *checker) sources(words []source.Word) {
	for _, w := range words {
		id, _, _ := strings.Cut(w.Text, ":")
		c.known(source.Word{Text: id, Pos: w.Pos}, "source", c.ids.sources)
	}
}

func (c *checker) kind(w source.Word) (plan.Kind, bool) {
	var ids []string
	for _, k := range c.project.Kinds {
		if k.ID == w.Text {
			return k, true
		}
		ids = append(ids, k.ID)
	}
	return plan.Kind{}, c.known(w, "kind", ids)
}

func (c *checker) object(o model.Object) {
	k, ok := c.kind(o.Kind)
	if !ok {
		return
	}
	var names []string
	for _, s := range k.Settings {
		names = append(names, s.Name)
	}
	for _, s := range o.Settings {
		if len(k.Get) > 0 {
			c.known(s.Key, "setting of "+k.ID, names)
		}
	}
	for _, e := range o.Known {
		c.known(e.Key, "setting of "+o.ID.Text, o.Settings.Keys())
	}
	if o.Validate != nil && k.Validate == nil {
		c.faults.Addf(o.ID.Pos, "kind %q has no validation", k.ID)
	}
}

// objectNamed checks a reference to an object.
func (c *checker) objectNamed(w source.Word) (model.Object, bool) {
	if o := c.objects[w.Text]; o != nil {
		return *o, true
	}
	c.known(w, "object", c.ids.objects)
	return model.Object{}, false
}

// script checks what a script compares for a check.
func (c *checker) script(check model.Check) {
	by := check.Script
	if check.Manual || count(len(by.Settings) > 0, len(by.Validated) > 0, len(by.Disjoint) > 0, by.Unchanged) == 0 {
		c.faults.Addf(check.ID.Pos, "check %q is either manual, or says what a script compares", check.ID)
	}
	for _, w := range by.Settings {
		if strings.Contains(w.Text, ".") {
			c.setting(w)
		} else {
			c.objectNamed(w)
		}
	}
	for _, w := range by.Validated {
		if o, ok := c.objectNamed(w); ok && o.Validate == nil {
			c.faults.Addf(w.Pos, "object %q is not validated", w)
		}
	}
	for _, w := range by.Disjoint {
		o, ok := c.objectNamed(w)
		if !ok {
			continue
		}
		for _, k := range c.project.Kinds {
			if k.ID == o.Kind.Text && k.Members == nil {
				c.faults.Addf(w.Pos, "objects of the kind %q have no members", k.ID)
			}
		}
	}
}

// setting checks a reference of the form object.Setting.
func (c *checker) setting(w source.Word) bool {
	id, name, _ := strings.Cut(w.Text, ".")
	if !c.known(source.Word{Text: id, Pos: w.Pos}, "object", c.ids.objects) {
		return false
	}
	return c.known(source.Word{Text: name, Pos: w.Pos.Right(len(id) + 1)}, "setting of "+id, c.objects[id].Settings.Keys())
}

func (c *checker) column(facet string, w source.Word) {
	var ids []string
	for _, col := range c.facets[facet].Columns {
		ids = append(ids, col.ID.Text)
	}
	c.known(w, "column of "+facet, ids)
}

func (c *checker) tableColumn(facet string, col model.TableColumn) {
	switch {
	case count(col.Label, col.Cell.Text != "", col.Setting.Text != "") != 1:
		c.faults.Addf(col.Title.Pos, "a column of a table has one of: label, cell, setting")
	case col.Cell.Text != "":
		c.column(facet, col.Cell)
	case col.Setting.Text != "":
		c.setting(col.Setting)
	}
}

func (c *checker) label(w source.Word) {
	if _, ok := c.p.Labels.Get(w.Text); ok {
		return
	}
	if shared, ok := c.project.Labels.Get(w.Text); ok {
		if facet := c.foreign(shared); facet.Text != "" {
			c.faults.Add(source.Diagnostic{
				Pos: w.Pos, Message: fmt.Sprintf("label %q is chosen by %q, which is no facet of this procedure", w.Text, facet.Text),
				Hint: fmt.Sprintf("add the facet, or write the label under labels: of this procedure: \"%s: …\"", w.Text),
				Also: []source.Note{{Pos: facet.Pos, Message: "here it is chosen"}},
			})
		}
		return
	}
	c.known(w, "label", c.ids.labels)
}

// foreign is the first facet by which a label is chosen and that the procedure
// does not have.
func (c *checker) foreign(label model.Switched[model.Label]) source.Word {
	if label.Choose == nil {
		return source.Word{}
	}
	if c.facets[label.Choose.Facet.Text] == nil {
		return label.Choose.Facet
	}
	for _, arm := range label.Choose.Arms {
		if facet := c.foreign(arm.Value); facet.Text != "" {
			return facet
		}
	}
	return source.Word{}
}

// target checks a reference to a step (section.step), a section or a table.
func (c *checker) target(kind string, w source.Word) {
	var known []string
	switch kind {
	case "section":
		known = c.ids.sections
	case "table":
		known = c.ids.tables
	case "step":
		known = c.ids.steps
	}
	c.known(w, kind, known)
}

func (c *checker) field(f model.Field) {
	c.label(f.Label)
	c.oneOf(f.Control, "control", model.Controls())
	for _, w := range []source.Word{f.Option, f.Add} {
		if w.Text != "" {
			c.label(w)
		}
	}
	for _, o := range f.Options {
		c.label(o.Value)
	}
	if f.Setting.Text != "" {
		c.setting(f.Setting)
	}
	if f.Setting.Text == "" && f.Option.Text == "" && (f.Control.Text == "line" || f.Control.Text == "task") {
		c.faults.Addf(f.Control.Pos, "a %s needs \"setting\", \"option\" or both: what the form says", f.Control.Text)
	}
	if f.Cleared && (f.Control.Text != "checkbox" || f.Setting.Text != "") {
		c.faults.Addf(f.Control.Pos, "\"cleared\" is for a checkbox without a setting; a setting says by itself whether it is on")
	}
	if f.Setting.Text == "" && (f.Control.Text == "list" || f.Control.Text == "text") {
		c.faults.Addf(f.Control.Pos, "a %s needs \"setting\": what is entered", f.Control.Text)
	}
	if f.Control.Text == "list" && f.Add.Text == "" && !f.Quiet {
		c.faults.Addf(f.Control.Pos, "a list needs \"add\": the label of the button that adds to it")
	}
	if f.Control.Text == "select" && f.Option.Text == "" && len(f.Options) == 0 {
		c.faults.Addf(f.Control.Pos, "a select needs \"option\" or \"options\": what is selected")
	}
}

// flow checks that the arrows of a flow lead from node to node.
func (c *checker) flow(f model.Flow) {
	var ids []string
	for _, n := range f.Nodes {
		ids = append(ids, n.ID.Text)
		c.oneOf(n.Side, "side", model.Sides())
	}
	unique(c.faults, "node", f.Nodes, func(n model.FlowNode) source.Word { return n.ID })
	for _, a := range f.Arrows {
		c.known(a.From, "node", ids)
		c.known(a.To, "node", ids)
	}
}

// order checks that the order of steps names steps, each once.
func (c *checker) order(o *model.Switched[[]model.Word], steps []model.Step) {
	if o == nil {
		return
	}
	if o.Choose != nil {
		for _, arm := range o.Choose.Arms {
			c.order(&arm.Value, steps)
		}
		return
	}
	var ids []string
	for _, s := range steps {
		ids = append(ids, s.ID.Text)
	}
	for _, w := range *o.Plain {
		c.known(w, "step", ids)
	}
	unique(c.faults, "step", *o.Plain, func(w model.Word) source.Word { return w })
}

// about checks what a decision is about: a label (ui:id), a setting, a column,
// a section, a step, a facet or an object.
func (c *checker) about(w source.Word) {
	if id, ok := strings.CutPrefix(w.Text, "ui:"); ok {
		c.label(source.Word{Text: id, Pos: w.Pos})
		return
	}
	c.known(w, "part of the model", c.ids.parts)
}

func (c *checker) publication(p model.Publication) {
	c.known(p.Flavour, "flavour", templates.FlavourNames())
	for _, e := range p.Answers {
		if c.facet(e.Key) {
			for _, a := range e.Value {
				c.answer(e.Key.Text, a)
			}
		}
	}
	for _, w := range p.Outline {
		c.target("section", w)
	}
	if d := p.Drawings; d != nil && (!strings.HasSuffix(d.Folder.Text, "/") || !filepath.IsLocal(d.Folder.Text) || d.URL.Text != "" && !strings.HasSuffix(d.URL.Text, "/")) {
		c.faults.Addf(d.Folder.Pos, "drawings go to a folder beside the document, such as \"pictures/\"; it and \"url\" end with a slash")
	}
}

// cycles reports settings that are worked out from each other.
func (c *checker) cycles() {
	const (
		open = iota + 1
		done
	)
	state := map[string]int{}
	var trail []source.Word
	var visit func(w source.Word)
	visit = func(w source.Word) {
		id, name, _ := strings.Cut(w.Text, ".")
		o := c.objects[id]
		if o == nil || state[w.Text] == done {
			return
		}
		setting, ok := o.Settings.Get(name)
		if !ok {
			return
		}
		if state[w.Text] == open {
			i := slices.IndexFunc(trail, func(t source.Word) bool { return t.Text == w.Text })
			d := source.Diagnostic{Pos: w.Pos, Message: fmt.Sprintf("cycle: %q is worked out from itself", w.Text),
				Hint: "state one of these settings as a value of its own"}
			for _, t := range trail[i+1:] {
				d.Also = append(d.Also, source.Note{Pos: t.Pos, Message: "by way of this"})
			}
			c.faults.Add(d)
			return
		}
		state[w.Text] = open
		trail = append(trail, w)
		for _, next := range needs(setting.Value) {
			visit(next)
		}
		trail = trail[:len(trail)-1]
		state[w.Text] = done
	}
	for _, o := range c.p.Objects {
		for _, s := range o.Settings {
			visit(source.Word{Text: o.ID.Text + "." + s.Key.Text, Pos: s.Key.Pos})
		}
	}
}

// needs are the settings that a value is worked out from.
func needs(v model.Value) []source.Word {
	var all []source.Word
	braces := func(t model.Template) {
		for _, r := range t.Runs {
			if b, ok := r.(prose.Brace); ok && b.Kind == "" {
				all = append(all, source.Word{Text: b.Name, Pos: b.Pos})
			}
		}
	}
	if v.Text != nil {
		braces(*v.Text)
	}
	for _, t := range v.List {
		braces(t)
	}
	if v.DomainsOf.Text != "" {
		all = append(all, v.DomainsOf)
	}
	if v.Choose != nil {
		for _, arm := range v.Choose.Arms {
			all = append(all, needs(arm.Value)...)
		}
	}
	return all
}
