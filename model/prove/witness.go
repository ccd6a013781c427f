package prove

import (
	"fmt"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// witnesses tries a rule on its two witnesses: it has to find something in the
// one and nothing in the other.
func (c *prover) witnesses(rules []model.Rule) {
	for i := range rules {
		rule := rules[i]
		rule.When = model.Condition{} // a witness has no readers but one
		if len(witness(rule.Breaks).broken(&rule)) == 0 {
			c.fault(view{}, fault{
				law: lawWitness, pos: rule.ID.Pos, set: c.u.None(),
				message: fmt.Sprintf("rule %q finds nothing in the witness that breaks it", rule.ID),
				do:      "mend the rule or its witness: a rule that finds nothing proves nothing",
			})
		}
		if found := witness(rule.Passes).broken(&rule); len(found) > 0 {
			c.fault(view{}, fault{
				law: lawWitness, pos: rule.ID.Pos, set: c.u.None(),
				message: fmt.Sprintf("rule %q finds something in the witness that passes: %s", rule.ID, found[0].message),
				do:      "mend the rule or its witness",
			})
		}
	}
}

// witness is a small world with one reader.
func witness(in model.Witness) *world {
	p := &model.Procedure{}
	for _, input := range in.Inputs {
		p.Inputs = append(p.Inputs, model.Input{ID: input.ID, Within: input.Within, Differs: input.Differs})
	}
	for _, e := range in.Row {
		facet, column, _ := strings.Cut(e.Key.Text, ".")
		p.Facets = append(p.Facets, model.Facet{
			ID: model.Word{Text: facet},
			Answers: []model.Answer{{ID: e.Key, Row: source.Map[model.Cell]{{
				Key: model.Word{Text: column}, Value: model.Cell{Value: model.Value{Text: &model.Template{Word: e.Value}}},
			}}}},
		})
	}
	w := &world{u: space.Symbolic(p), p: p}
	here := scope{set: w.u.All()}
	for i, o := range in.Objects {
		t := thing{
			scope: here, id: o.Kind, kind: o.Kind.Text, order: i,
			settings: map[string][]element{}, policy: map[string]string{}, places: map[string]source.Pos{},
		}
		for _, e := range o.Settings {
			t.places[e.Key.Text] = e.Key.Pos
			t.settings[e.Key.Text] = literal(here.set, e.Value)
			if row, ok := o.Rows.Get(e.Key.Text); ok {
				for j := range t.settings[e.Key.Text] {
					t.settings[e.Key.Text][j].rows = rowsOf(row)
				}
			}
		}
		for _, e := range o.Policy {
			t.policy[e.Key.Text] = e.Value.Text
		}
		w.things = append(w.things, t)
	}
	if in.Says.Text != "" {
		w.said = []said{{scope: here, text: model.Prose{Word: in.Says}}}
	}
	return w
}

// literal are the values of a setting of a witness. None is absent; true and
// false are what they are; a brace is a hole.
func literal(set space.Set, words []model.Word) []element {
	if len(words) == 0 {
		return []element{{set: set, is: isAbsent}}
	}
	var all []element
	for _, w := range words {
		e := element{set: set, pos: w.Pos}
		switch w.Text {
		case "true":
			e.is = isOn
		case "false":
			e.is = isOff
		default:
			e.text = holes(w.Text)
		}
		all = append(all, e)
	}
	return all
}

// holes is a text with holes in braces.
func holes(s string) plan.Text {
	var text plan.Text
	for s != "" {
		before, rest, found := strings.Cut(s, "{")
		if before != "" {
			text = append(text, plan.Piece{Literal: before})
		}
		if !found {
			break
		}
		hole, after, _ := strings.Cut(rest, "}")
		text = append(text, plan.Piece{Hole: hole})
		s = after
	}
	return text
}

// rowsOf reads "facet.column of answer".
func rowsOf(w model.Word) []row {
	cell, answer, _ := strings.Cut(w.Text, " of ")
	facet, column, _ := strings.Cut(cell, ".")
	return []row{{facet, answer, column}}
}
