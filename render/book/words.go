package book

import (
	"fmt"
	"sync"

	"go.yaml.in/yaml/v4"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/prose"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/templates"
)

// parts are what is put into the braces of a phrase.
type parts map[string]plan.Line

// phrases is layout.yaml: the words between the parts of a document. They are
// part of the program, so that a fault in them panics and a test finds it.
var phrases = sync.OnceValue(func() map[string][]prose.Run {
	raw, err := templates.Files.ReadFile("layout.yaml")
	if err != nil {
		panic(fmt.Sprintf("book: %v", err))
	}
	var nodes map[string]yaml.Node
	if err := yaml.Unmarshal(raw, &nodes); err != nil {
		panic(fmt.Sprintf("book: layout.yaml: %v", err))
	}
	all := map[string][]prose.Run{}
	var faults source.List
	for name, node := range nodes {
		if node.Kind == yaml.ScalarNode {
			all[name] = prose.Braces(node.Value, nowhere, &faults)
			continue
		}
		for _, item := range node.Content {
			all[name] = append(all[name], prose.Words{Text: item.Value})
		}
	}
	if faults.Len() > 0 {
		panic("book: layout.yaml: " + faults.Error())
	}
	return all
})

func nowhere(int) source.Pos { return source.Pos{} }

// say is a phrase with its parts put in.
func say(name string, with parts) plan.Line {
	runs, ok := phrases()[name]
	if !ok {
		panic("book: layout.yaml has no phrase " + name)
	}
	var line plan.Line
	for _, r := range runs {
		switch r := r.(type) {
		case prose.Words:
			line = append(line, plan.Say(r.Text)...)
		case prose.Brace:
			part, ok := with[r.Name]
			if !ok {
				panic("book: phrase " + name + " has no part " + r.Name)
			}
			line = append(line, part...)
		}
	}
	return line
}

// words are the items of a phrase that is a list.
func words(name string) []string {
	var all []string
	for _, r := range phrases()[name] {
		all = append(all, r.(prose.Words).Text)
	}
	return all
}

func strong(line plan.Line) plan.Line { return plan.Line{plan.Strong{Line: line}} }

func joined(lines ...plan.Line) plan.Line {
	var all plan.Line
	for _, l := range lines {
		all = append(all, l...)
	}
	return all
}

// list is lines one after the other, with a separator between them.
func list(separator string, lines []plan.Line) plan.Line {
	var all plan.Line
	for i, l := range lines {
		if i > 0 {
			all = append(all, plan.Say(separator)...)
		}
		all = append(all, l...)
	}
	return all
}

// either is lines of which one is enough: "A, B or C".
func either(lines []plan.Line) plan.Line {
	last := len(lines) - 1
	if last < 1 {
		return joined(lines...)
	}
	return joined(list(", ", lines[:last]), say("or", nil), lines[last])
}

func paragraph(line plan.Line) plan.Block { return plan.Paragraph{Line: line} }

// bullets is a list of lines.
func bullets(lines []plan.Line) []plan.Item {
	var items []plan.Item
	for _, l := range lines {
		items = append(items, plan.Item{Blocks: []plan.Block{paragraph(l)}})
	}
	return items
}
