package mutate

import (
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/triptych-docs/triptych/model/pattern"
)

func folder(p place) string { return path.Dir(p.file) }

// learn notes what there is to confuse.
func (g *generator) learn() {
	g.names = map[string][]string{}
	note := func(p place, kind, name string) {
		g.names[folder(p)+" "+kind] = append(g.names[folder(p)+" "+kind], name)
	}
	g.everywhere(func(p place) {
		switch {
		case p.is("facets/*"):
			id, _ := p.get("id")
			answers, _ := p.get("answers")
			if g.facets[folder(p)] == nil {
				g.facets[folder(p)] = map[string][]string{}
			}
			for _, a := range answers.items() {
				answer, _ := a.get("id")
				g.facets[folder(p)][id.node.Value] = append(g.facets[folder(p)][id.node.Value], answer.node.Value)
			}
		case p.is("objects/*/settings/*") && len(p.keys) == 4:
			note(p, "setting", strings.TrimPrefix(p.keys[1], "=")+"."+p.keys[3])
		case p.is("objects/*") && len(p.keys) == 2:
			note(p, "object", strings.TrimPrefix(p.keys[1], "="))
		case p.is("sections/*") && len(p.keys) == 2:
			note(p, "section", strings.TrimPrefix(p.keys[1], "="))
			if role, ok := p.get("role"); ok && slices.Contains([]string{"overview", "prepare", "change"}, role.node.Value) {
				note(p, role.node.Value, strings.TrimPrefix(p.keys[1], "="))
			}
		case p.is("sections/*/steps/*") && len(p.keys) == 4:
			note(p, "step", strings.TrimPrefix(p.keys[1], "=")+"."+strings.TrimPrefix(p.keys[3], "="))
		case p.is("tables/*") && len(p.keys) == 2:
			note(p, "table", strings.TrimPrefix(p.keys[1], "="))
		case p.is("fields/*/label"):
			if all := g.names[folder(p)+" label"]; !slices.Contains(all, p.node.Value) {
				note(p, "label", p.node.Value)
			}
		}
	})
}

// steps drops each step, from the order of the consoles too.
func (g *generator) steps() {
	g.everywhere(func(p place) {
		if !p.is("sections/*/steps") || len(p.keys) != 3 {
			return
		}
		for _, step := range p.items() {
			id := strings.TrimPrefix(step.keys[len(step.keys)-1], "=")
			// The lists of the order come behind the steps in no file, so that the
			// ways to them stay right when they are edited first.
			edits := append(g.unordered(p, id), step.drop())
			g.add("drop step", step, "", edits...)
		}
	})
}

// turns exchanges each step with the one before it, where its section is written
// in order and in each order of a console, and each two sections of changes that
// follow one another, in the procedure and in a document.
func (g *generator) turns() {
	exchange := func(class string, all []place) {
		for i := 1; i < len(all); i++ {
			g.add(class, all[i], "with the one before", swap(all[i-1], all[i]))
		}
	}
	g.everywhere(func(p place) {
		switch {
		case p.is("sections/*/steps") && len(p.keys) == 3:
			if orders := g.orders(p); len(orders) == 0 {
				exchange("exchange steps", p.items())
			} else {
				for _, o := range orders {
					exchange("exchange steps", o.items())
				}
			}
		case p.is("sections") && len(p.keys) == 1:
			exchange("exchange sections", slices.DeleteFunc(p.items(), func(s place) bool {
				return !slices.Contains(g.names[folder(p)+" change"], strings.TrimPrefix(s.keys[1], "="))
			}))
		case p.is("publications/*/outline"):
			exchange("exchange sections", slices.DeleteFunc(p.items(), func(s place) bool {
				return !slices.Contains(g.names[folder(p)+" change"], s.node.Value)
			}))
		}
	})
}

// orders are the lists of steps of the section whose steps stand at p.
func (g *generator) orders(p place) []place {
	var all []place
	g.everywhere(func(o place) {
		if o.file == p.file && o.node.Kind == yaml.SequenceNode && len(o.keys) > 2 && o.keys[2] == "order" && o.keys[1] == p.keys[1] {
			all = append(all, o)
		}
	})
	return all
}

func (g *generator) unordered(p place, id string) []edit {
	var all []edit
	for _, o := range g.orders(p) {
		for _, item := range o.items() {
			if item.node.Value == id {
				all = append(all, item.drop())
			}
		}
	}
	return all
}

// conditions drops each condition, and turns each answer it names into another.
func (g *generator) conditions() {
	g.everywhere(func(p place) {
		if p.key() != "when" || len(p.keys) == 0 || p.keys[len(p.keys)-1] != "when" || p.is("forbid/*/when") {
			return
		}
		if !p.is("many/when") {
			g.add("drop condition", p, "", p.drop())
		}
		cases := []place{p}
		if p.node.Kind == yaml.SequenceNode {
			cases = p.items()
		}
		for _, one := range cases {
			for _, facet := range one.entries() {
				answers := g.facets[folder(p)][facet.key()]
				var others []*yaml.Node
				for _, a := range answers {
					if !slices.ContainsFunc(facet.node.Content, func(n *yaml.Node) bool { return n.Value == a }) {
						others = append(others, scalar(a))
					}
				}
				if len(others) > 0 {
					g.add("turn condition round", facet, "", facet.replace(&yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Content: others}))
				}
				if len(one.entries()) > 1 {
					g.add("drop part of condition", facet, "", facet.drop())
				}
				if n := len(facet.node.Content); n > 1 {
					g.add("drop answer of condition", facet, facet.node.Content[n-1].Value, facet.items()[n-1].drop())
				}
			}
		}
	})
}

// isValue tells whether a place is below what a setting is to be.
func isValue(p place) bool {
	return len(p.keys) >= 5 && p.keys[0] == "objects" && p.keys[2] == "settings" && p.keys[4] == "value"
}

// values changes each value of a setting, and exchanges those of two answers.
func (g *generator) values() {
	g.everywhere(func(p place) {
		switch {
		case isValue(p) && p.node.Kind == yaml.ScalarNode:
			last := p.keys[len(p.keys)-1]
			if slices.Contains([]string{"choose", "absent", "manual", "domains_of"}, last) {
				return // a facet, words, or a reference
			}
			g.add("change value", p, another(p.node), p.text(another(p.node)))
		case isValue(p) && p.node.Kind == yaml.MappingNode:
			var arms []place
			if _, ok := p.get("choose"); ok {
				for _, e := range p.entries() {
					if e.keys[len(e.keys)-1] != "choose" {
						arms = append(arms, e)
					}
				}
			}
			for i := 1; i < len(arms); i++ {
				g.add("exchange arms", arms[i], "with the one before", swap(arms[i-1], arms[i]))
			}
			if _, ok := p.get("absent"); ok {
				g.add("change value", p, "a text", p.replace(scalar("everyone")))
			}
		case p.is("validate/disregard"), p.is("validate/with") && p.node.Kind == yaml.ScalarNode:
			g.add("change value", p, another(p.node), p.text(another(p.node)))
		case p.is("known/*/*"):
			g.add("change value", p, another(p.node), p.text(another(p.node)))
		}
	})
}

var word = pattern.New(`\{[^}]*\}|[A-Za-z0-9]{3,}`)

// another is a value that is not the one of a scalar, and could be one.
func another(n *yaml.Node) string {
	switch n.Value {
	case "true":
		return "false"
	case "false":
		return "true"
	}
	words := word().FindAllStringIndex(n.Value, -1)
	for _, w := range words {
		if n.Value[w[0]] != '{' {
			return n.Value[:w[1]] + "x" + n.Value[w[1]:]
		}
	}
	return n.Value + "1"
}

// rows changes each cell of the table of a facet, and exchanges it with that of
// the next answer.
func (g *generator) rows() {
	g.everywhere(func(p place) {
		if !p.is("facets/*/answers") {
			return
		}
		answers := p.items()
		for i, a := range answers {
			row, ok := a.get("row")
			if !ok {
				continue
			}
			for _, cell := range row.entries() {
				g.cell(cell)
				if i == 0 {
					continue
				}
				before, _ := answers[i-1].get("row")
				if same, ok := before.get(cell.keys[len(cell.keys)-1]); ok {
					g.add("exchange cells", cell, "with the answer before", swap(same, cell))
				}
			}
			if i > 0 {
				if before, ok := answers[i-1].get("row"); ok {
					g.add("exchange rows", row, "with the answer before", swap(before, row))
				}
			}
		}
	})
}

func (g *generator) cell(cell place) {
	value := cell
	if v, ok := cell.get("value"); ok {
		value = v
	}
	switch value.node.Kind {
	case yaml.ScalarNode:
		g.add("change cell", cell, another(value.node), value.text(another(value.node)))
	case yaml.SequenceNode:
		items := value.items()
		for _, item := range items {
			g.add("change cell", cell, another(item.node), item.text(another(item.node)))
		}
		if len(items) > 1 {
			g.add("change cell", cell, "without its last value", items[len(items)-1].drop())
		}
	}
	if u, ok := cell.get("unverified"); ok {
		g.add("drop unverified", u, "", u.drop())
	}
}

// settings drops each setting and states it twice.
func (g *generator) settings() {
	g.everywhere(func(p place) {
		switch {
		case p.is("objects/*/settings/*") && len(p.keys) == 4:
			g.add("drop setting", p, "", p.drop())
			g.add("double setting", p, "", p.twice())
		case p.is("objects/*") && len(p.keys) == 2:
			g.add("drop object", p, "", p.drop())
		}
	})
}
