// Package cover tells which parts of the model the reviewed outputs show, and
// which few of them show as much as all.
//
// A part is covered when a reviewer can see it in a golden: a step with its
// fields, a setting, an answer, a decision. What some readers have and others do
// not has to be seen both there and missing, and a step beside each step that can
// come before it: that is where a guard, a number or a reference goes wrong.
package cover

import (
	"maps"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
)

// A Set is nodes of the model, by their names: "step connector.use", "setting
// rule.Scope", "no step groups.open", "connector.use after connector.name".
type Set map[string]bool

// Nodes are the nodes that one plan shows.
func Nodes(p *plan.Plan) Set {
	s := Set{}
	for _, c := range p.Choices {
		for _, a := range c.Answers {
			s["answer "+c.Facet+"="+a] = true
		}
	}
	for _, h := range p.Holes {
		s["input "+h.Input] = true
	}
	for _, o := range p.Objects {
		s["object "+o.Of] = true
		for _, setting := range o.Settings {
			s["setting "+o.Of+"."+setting.Name+" "+form(setting.Value)] = true
			if len(setting.Unverified) > 0 {
				s["unverified "+o.Of+"."+setting.Name] = true
			}
		}
	}
	s.steps(p)
	for _, t := range p.Tables {
		for _, row := range t.Table.Rows {
			s["row "+t.Table.ID+" "+text(row.Cells[0])] = true
		}
	}
	for _, d := range p.Decisions {
		s["decision "+d.ID] = true
	}
	for _, c := range p.Runbook.Checks {
		s["check "+authored(c.ID, p)] = true
	}
	for _, c := range p.Runbook.Symptoms {
		s["symptom "+authored(c.ID, p)] = true
	}
	for _, c := range p.Runbook.Capture {
		s["capture "+c.ID] = true
	}
	return s
}

func (s Set) steps(p *plan.Plan) {
	before := ""
	for _, section := range p.Sections {
		of := authored(section.ID, p)
		s["section "+of] = true
		if section.Guard != nil {
			s["guard of section "+of] = true
		}
		for _, step := range section.Steps {
			_, id, _ := strings.Cut(step.ID, ".")
			id = of + "." + id
			s["step "+id] = true
			if step.Guard != nil {
				s["guard of step "+id] = true
			}
			if before != "" {
				s[id+" after "+before] = true
			}
			before = id
			for _, f := range step.Fields {
				s["field "+id+" "+f.Label+" "+f.Option] = true
			}
		}
	}
}

// authored is an id without the answer that an instance of it is for.
func authored(id string, p *plan.Plan) string {
	for _, c := range p.Choices {
		for _, a := range c.Answers {
			if of, ok := strings.CutSuffix(id, "-"+a); ok && len(c.Answers) > 1 {
				return of
			}
		}
	}
	return id
}

// form is what kind of value a setting has: each is printed in its own way.
func form(v plan.Value) string {
	switch v := v.(type) {
	case plan.One:
		return "as a text"
	case plan.Many:
		if len(v.Texts) > 1 {
			return "as several texts"
		}
		return "as a text"
	case plan.Switch:
		return "on or off"
	case plan.Absent:
		return "unset"
	case plan.Manual:
		return "for the reader to find out"
	case plan.Lookup:
		return "in a table"
	}
	return "for each reader"
}

func text(l plan.Line) string {
	var b strings.Builder
	for _, r := range l {
		if w, ok := r.(plan.Words); ok {
			for _, piece := range w.Text {
				b.WriteString(piece.Literal)
			}
		}
	}
	return b.String()
}

// MarkMissing adds to each set what it lacks of all: "no step groups.open". How a value
// looks is never missing, and neither is what every set has.
func MarkMissing(sets []Set, all Set) {
	for _, s := range sets {
		for node := range all {
			kind, _, _ := strings.Cut(node, " ")
			if absent[kind] && !s[node] {
				s["no "+node] = true
			}
		}
	}
}

// absent are the kinds of node whose absence a reviewer has to see.
var absent = map[string]bool{"step": true, "section": true, "object": true, "input": true, "check": true, "capture": true, "symptom": true}

// Union is everything in some sets.
func Union(sets ...Set) Set {
	all := Set{}
	for _, s := range sets {
		maps.Copy(all, s)
	}
	return all
}

// Names are the nodes of a set in order.
func (s Set) Names() []string { return slices.Sorted(maps.Keys(s)) }

// Without is what a set has and others do not.
func (s Set) Without(others ...Set) Set {
	left := maps.Clone(s)
	for _, o := range others {
		for node := range o {
			delete(left, node)
		}
	}
	return left
}

// Least are the indices of a few sets that together have all that is wanted, as far as
// any set has it. It is a greedy cover, which may be larger than the smallest: it takes
// the set that adds most, and of several such sets the first, until nothing is added.
func Least(sets []Set, wanted Set) []int {
	left := maps.Clone(wanted)
	var chosen []int
	for {
		best, most := -1, 0
		for i, s := range sets {
			n := 0
			for node := range left {
				if s[node] {
					n++
				}
			}
			if n > most {
				best, most = i, n
			}
		}
		if best < 0 {
			return chosen
		}
		chosen = append(chosen, best)
		left = left.Without(sets[best])
	}
}
