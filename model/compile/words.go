package compile

import (
	"strconv"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/prose"
	"github.com/triptych-docs/triptych/model/source"
)

// parts are what is put into the braces of a phrase.
type parts map[string]plan.Line

// say is a phrase with its parts put in.
func (c *compiler) say(name string, with parts) plan.Line {
	phrase, ok := c.project.Phrases.Get(name)
	if !ok {
		c.faults.Addf(source.Pos{}, "content/phrases.yaml lacks the phrase %q", name)
		return nil
	}
	var line plan.Line
	for _, r := range paragraph(phrase) {
		switch r := r.(type) {
		case prose.Words:
			line = append(line, plan.Say(r.Text)...)
		case prose.Strong:
			line = append(line, plan.Strong{Line: plan.Say(r.Runs[0].(prose.Words).Text)})
		case prose.Brace:
			part, ok := with[r.Name]
			if !ok {
				c.fault(r.Pos, "phrase %q has no part %q", name, r.Name)
			}
			line = append(line, part...)
		}
	}
	return line
}

// paragraph is the first paragraph of a prose.
func paragraph(p model.Prose) []prose.Run {
	if len(p.Blocks) > 0 {
		if first, ok := p.Blocks[0].(prose.Paragraph); ok {
			return first.Runs
		}
	}
	return nil
}

// line is prose that is one paragraph.
func (c *compiler) line(s scope, p model.Prose) plan.Line { return c.runs(s, paragraph(p)) }

// blocks is prose of any length.
func (c *compiler) blocks(s scope, p model.Prose) []plan.Block { return c.proseBlocks(s, p.Blocks) }

func (c *compiler) proseBlocks(s scope, in []prose.Block) []plan.Block {
	var out []plan.Block
	for _, b := range in {
		switch b := b.(type) {
		case prose.Paragraph:
			out = append(out, plan.Paragraph{Line: c.runs(s, b.Runs)})
		case prose.List:
			list := plan.List{Ordered: b.Ordered}
			for _, item := range b.Items {
				list.Items = append(list.Items, plan.Item{Blocks: c.proseBlocks(s, item)})
			}
			out = append(out, list)
		}
	}
	return out
}

func (c *compiler) runs(s scope, in []prose.Run) plan.Line {
	if len(in) == 0 {
		return nil
	}
	line := make(plan.Line, 0, len(in))
	for _, r := range in {
		switch r := r.(type) {
		case prose.Words:
			line = append(line, plan.Words{Text: plan.Literal(r.Text)})
		case prose.Strong:
			line = append(line, plan.Strong{Line: c.runs(s, r.Runs)})
		case prose.Code:
			line = append(line, plan.Code{Text: c.text(s, r.Runs)})
		case prose.Link:
			line = append(line, plan.Link{Line: c.runs(s, r.Runs), URL: c.url(r)})
		case prose.Brace:
			line = append(line, c.brace(s, r)...)
		}
	}
	return line
}

func (c *compiler) url(l prose.Link) string {
	if id, named := strings.CutPrefix(l.URL, "link:"); named {
		w, _ := c.p.Links.Get(id)
		return w.Text
	}
	return l.URL
}

// brace is what a quotation stands for, in a line.
func (c *compiler) brace(s scope, b prose.Brace) plan.Line {
	switch b.Kind {
	case "ui":
		return c.label(s, source.Word{Text: b.Name, Pos: b.Pos})
	case "term":
		term, _ := c.p.Terms.Get(b.Name)
		return c.line(s, term)
	case "step", "section", "table":
		return c.ref(s, b)
	case "count":
		return plan.Say(strconv.Itoa(c.count(s, b)))
	}
	first, rest, _ := strings.Cut(b.Name, ".")
	switch {
	case first == "input":
		return plan.Line{plan.Code{Text: plan.FromHole(c.hole(s, rest))}}
	case c.facets[first] != nil && rest == "label":
		return c.cellLine(s, first, rest)
	case c.facets[first] != nil:
		return c.marked(c.cellLine(s, first, rest), c.cell(s, first, rest).unverified)
	case c.objects[first] != nil:
		return c.shown(s, source.Word{Text: b.Name, Pos: b.Pos})
	}
	return plan.Line{plan.Words{Text: plan.FromHole(b.Name)}}
}

// text is a run of words and braces as one value.
func (c *compiler) text(s scope, in []prose.Run) plan.Text {
	var text plan.Text
	for _, r := range in {
		switch r := r.(type) {
		case prose.Words:
			text = append(text, plan.Piece{Literal: r.Text})
		case prose.Brace:
			text = append(text, c.textOf(s, r)...)
		}
	}
	return text.Merged()
}

// textOf is what a quotation stands for, as a value.
func (c *compiler) textOf(s scope, b prose.Brace) plan.Text {
	first, rest, _ := strings.Cut(b.Name, ".")
	switch {
	case b.Kind == "" && first == "input":
		return plan.FromHole(c.hole(s, rest))
	case b.Kind == "" && c.facets[first] != nil:
		if rest == "label" {
			return flat(c.cellLine(s, first, rest))
		}
		return c.single(b, c.cell(s, first, rest))
	case b.Kind == "" && c.objects[first] != nil:
		return c.single(b, c.setting(s, source.Word{Text: b.Name, Pos: b.Pos}))
	case b.Kind == "" && plan.Facts[b.Name] != "":
		return plan.FromHole(b.Name)
	}
	return flat(c.brace(s, b))
}

// single is a value that has to be one text.
func (c *compiler) single(b prose.Brace, r result) plan.Text {
	switch v := r.value.(type) {
	case plan.One:
		return v.Text
	case plan.Many:
		var text plan.Text
		for i, t := range v.Texts {
			if i > 0 {
				text = append(text, plan.Piece{Literal: ", "})
			}
			text = append(text, t...)
		}
		return text
	case plan.Lookup:
		return plan.Literal(r.placeholder)
	}
	c.fault(b.Pos, "%q is not one text here, and cannot stand inside a value", b.Name)
	return plan.Literal("")
}

// hole is the name of the hole of an input.
func (c *compiler) hole(s scope, input string) string {
	for _, in := range c.p.Inputs {
		if in.ID.Text != input || in.Each.Text == "" {
			continue
		}
		if answers := s.Given(in.Each.Text); len(answers) == 1 {
			return "input." + input + "." + answers[0]
		}
		return "input." + input + "." + anyAnswer
	}
	return "input." + input
}

// label is what the reader's console calls something: "A, B or C" where readers
// have several.
func (c *compiler) label(s scope, w source.Word) plan.Line {
	var line plan.Line
	all := c.labels(s, w)
	for i, l := range all {
		shown := plan.Line{plan.Label{Text: l.Path[0].Text}}
		if len(l.Path) > 1 {
			path := plan.Path{}
			for _, p := range l.Path {
				path.Labels = append(path.Labels, p.Text)
			}
			shown = plan.Line{path}
		}
		if i > 0 && i < len(all)-1 {
			line = append(append(line, plan.Say(", ")...), shown...)
			continue
		}
		line = c.join("label_or", line, shown)
	}
	return line
}

// labelText is the label of a control, as a dialog shows it.
func (c *compiler) labelText(s scope, w source.Word) string {
	if w.Text == "" {
		return ""
	}
	path := c.labels(s, w)[0].Path
	return path[len(path)-1].Text
}

// labels are the distinct labels that readers here see.
func (c *compiler) labels(s scope, w source.Word) []model.Label {
	switched, ok := c.p.Labels.Get(w.Text)
	if !ok {
		switched, _ = c.project.Labels.Get(w.Text)
	}
	c.seen[w.Text] = true
	var all []model.Label
	seen := map[string]bool{}
	for _, label := range choose(s, &switched) {
		key := ""
		for _, p := range label.Path {
			key += p.Text + "\x00"
		}
		if !seen[key] {
			seen[key] = true
			all = append(all, *label)
		}
	}
	return all
}

// called is what the consoles call things.
func (c *compiler) called(s scope, ids []string) []plan.Name {
	var all []plan.Name
	for _, id := range ids {
		switched, ok := c.p.Labels.Get(id)
		if !ok {
			switched, _ = c.project.Labels.Get(id)
		}
		name := plan.Name{ID: id}
		if switched.Choose == nil {
			name.Each = []plan.NameFor{{Shown: c.label(s, source.Word{Text: id})}}
		} else {
			name.Facet = switched.Choose.Facet.Text
			for _, a := range s.Given(name.Facet) {
				shown := c.label(s.with(name.Facet, a, false), source.Word{Text: id})
				name.Each = append(name.Each, plan.NameFor{Answers: []string{a}, Shown: shown})
			}
		}
		all = append(all, name)
	}
	return all
}

// choose is what the readers here get of a switched value, once for each arm.
func choose[T any](s scope, v *model.Switched[T]) []*T {
	if v.Choose == nil {
		return []*T{v.Plain}
	}
	var all []*T
	for _, a := range s.Given(v.Choose.Facet.Text) {
		arm, _ := v.Choose.Of(a)
		if arm.Choose == nil {
			all = append(all, arm.Plain)
			continue
		}
		all = append(all, choose(s.with(v.Choose.Facet.Text, a, false), &arm)...)
	}
	return all
}

// ref leads to another part of the document. From inside something that is done
// for each answer it leads to the same answer's part.
func (c *compiler) ref(s scope, b prose.Brace) plan.Line {
	ids := c.there[b.Name]
	if len(ids) == 0 {
		c.fault(b.Pos, "reference to %s %q, which readers of this variant do not have: %s", b.Kind, b.Name, s.First().String(c.p))
		return nil
	}
	target := ids[0]
	for _, e := range s.each {
		for _, id := range ids {
			if c.answerOfPart[section(id)] == e.answer {
				target = id
			}
		}
	}
	return plan.Line{plan.Ref{Target: target}}
}

// section is the id of the section that a section or a step is in.
func section(id string) string {
	id, _, _ = strings.Cut(id, ".")
	return id
}

// flat is a line as one text, marks dropped.
func flat(line plan.Line) plan.Text {
	var f flattener
	for _, r := range line {
		r.Visit(&f)
	}
	return f.text.Merged()
}

type flattener struct{ text plan.Text }

func (f *flattener) Words(r plan.Words) { f.text = append(f.text, r.Text...) }
func (f *flattener) Strong(r plan.Strong) {
	for _, inner := range r.Line {
		inner.Visit(f)
	}
}
func (f *flattener) Code(r plan.Code)   { f.text = append(f.text, r.Text...) }
func (f *flattener) Label(r plan.Label) { f.text = append(f.text, plan.Piece{Literal: r.Text}) }
func (f *flattener) Path(r plan.Path) {
	f.text = append(f.text, plan.Piece{Literal: strings.Join(r.Labels, " > ")})
}
func (f *flattener) Link(r plan.Link) {
	for _, inner := range r.Line {
		inner.Visit(f)
	}
}
func (f *flattener) Shown(r plan.Shown) { f.text = append(f.text, r.Text...) }
func (f *flattener) Ref(r plan.Ref)     { f.text = append(f.text, plan.Piece{Literal: r.Target}) }
