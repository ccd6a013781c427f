package model

import (
	"strings"
	"unicode/utf8"

	"github.com/triptych-docs/triptych/model/prose"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/strict"
)

// UnmarshalStrict reads prose.
func (p *Prose) UnmarshalStrict(n strict.Node) {
	p.Word = n.Word()
	p.Blocks = prose.Parse(p.Text, placeIn(n), n.Faults())
}

// UnmarshalStrict reads a value in which only braces are special.
func (t *Template) UnmarshalStrict(n strict.Node) {
	t.Word = n.Word()
	t.Runs = prose.Braces(t.Text, placeIn(n), n.Faults())
}

// placeIn maps an offset of a scalar's text to its place in the file: exact
// where the text stands in the file as it is, else the start of the scalar.
func placeIn(n strict.Node) prose.At {
	start, text := n.Pos(), n.Text()
	switch n.Style() {
	case strict.Plain, strict.Quoted:
		if strings.Contains(text, "\n") {
			break
		}
		if n.Style() == strict.Quoted {
			start = start.Right(1)
		}
		return func(offset int) source.Pos {
			return start.Right(utf8.RuneCountInString(text[:min(offset, len(text))]))
		}
	case strict.Literal:
		return func(offset int) source.Pos {
			before := text[:min(offset, len(text))]
			line := strings.Count(before, "\n")
			inLine := before[strings.LastIndex(before, "\n")+1:]
			return start.File.Indented(start.Line+1+line, utf8.RuneCountInString(inLine))
		}
	}
	return func(int) source.Pos { return start }
}

// UnmarshalStrict reads any of the forms of a value.
func (v *Value) UnmarshalStrict(n strict.Node) {
	v.Pos = n.Pos()
	switch {
	case n.IsBool():
		v.Switch = new(bool)
		*v.Switch = n.Text() == "true"
	case n.IsScalar():
		v.Text = new(Template)
		n.Decode(v.Text)
	case n.IsList():
		v.List = []Template{}
		n.Decode(&v.List)
	case n.Has("choose"):
		v.Choose = new(Choice[Value])
		n.Decode(v.Choose)
	case n.IsMapping():
		var form struct {
			DomainsOf Word   `yaml:"domains_of"`
			Absent    *Prose `yaml:"absent"`
			Manual    *Prose `yaml:"manual"`
		}
		n.Decode(&form)
		if len(n.Entries()) != 1 {
			n.Fault("a value is one of: a text, a list, true, false, choose, domains_of, absent, manual", "")
		}
		v.DomainsOf, v.Absent, v.Manual = form.DomainsOf, form.Absent, form.Manual
	default:
		n.Fault("a value is missing", "write {absent: …} for a setting that stays unset")
	}
}

// UnmarshalStrict reads a switch over a facet.
func (c *Choice[T]) UnmarshalStrict(n strict.Node) {
	c.Pos = n.Pos()
	for _, e := range n.Entries() {
		if e.Key.Text == "choose" {
			c.Facet = e.Node.Word()
			continue
		}
		var value T
		e.Node.Decode(&value)
		col := 0
		for answer := range strings.SplitSeq(e.Key.Text, "|") {
			lead := len(answer) - len(strings.TrimLeft(answer, " "))
			c.Arms = append(c.Arms, Arm[T]{Word{Text: strings.TrimSpace(answer), Pos: e.Key.Pos.Right(col + lead)}, value})
			col += utf8.RuneCountInString(answer) + 1
		}
	}
}

// UnmarshalStrict reads a plain T or a switch.
func (s *Switched[T]) UnmarshalStrict(n strict.Node) {
	if n.Has("choose") {
		s.Choose = new(Choice[Switched[T]])
		n.Decode(s.Choose)
		return
	}
	s.Plain = new(T)
	n.Decode(s.Plain)
}

// UnmarshalStrict reads one case or a list of cases.
func (c *Condition) UnmarshalStrict(n strict.Node) {
	c.Pos = n.Pos()
	nodes := []strict.Node{n}
	if n.IsList() {
		nodes = n.Items()
	}
	for _, node := range nodes {
		var one source.Map[[]Word]
		node.Decode(&one)
		if len(one) == 0 {
			node.Fault("a condition that names no facet", "leave it out, or write {facet: [answer]}")
		}
		c.Any = append(c.Any, one)
	}
}

// UnmarshalStrict reads a cell, or the value alone.
func (c *Cell) UnmarshalStrict(n strict.Node) {
	if !n.Has("value") {
		n.Decode(&c.Value)
		return
	}
	var long struct {
		Value      Value  `yaml:"value"`
		Unverified Prose  `yaml:"unverified"`
		Source     []Word `yaml:"source"`
	}
	n.Decode(&long)
	c.Value, c.Unverified, c.Source = long.Value, long.Unverified, long.Source
}

// UnmarshalStrict reads an item, or its prose alone.
func (i *Item) UnmarshalStrict(n strict.Node) {
	if n.IsScalar() {
		n.Decode(&i.Text)
		return
	}
	type long Item // without this method
	n.Decode((*long)(i))
}

// IsSentence says that items are sentences.
func (i *Item) IsSentence() {}

// UnmarshalStrict reads a label, or a path of labels.
func (l *Label) UnmarshalStrict(n strict.Node) {
	if n.IsList() {
		n.Decode(&l.Path)
		return
	}
	l.Path = []Word{n.Word()}
}

// UnmarshalStrict reads a value of a front matter.
func (f *Front) UnmarshalStrict(n strict.Node) {
	switch {
	case n.IsMapping():
		n.Decode(&f.Map)
	case n.IsString():
		w := n.Word()
		f.Text = &w
	default:
		f.Raw = n.Word().Text
	}
}
