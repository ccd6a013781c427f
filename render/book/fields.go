package book

import (
	"slices"
	"strconv"

	"github.com/triptych-docs/triptych/model/plan"
)

// Fields lists every field that the steps of a procedure fill in: what each
// console calls it, its value, and the parameter of the cmdlet that sets it.
func fields(p *plan.Plan) *Book {
	b := beside(p, say("fields_title", parts{"title": p.Title}), paragraph(say("fields_lead", nil)))
	names := map[string]plan.Name{}
	for _, n := range p.Names {
		names[n.ID] = n
	}
	consoles := Naming(p).Options
	for _, s := range p.Sections {
		table := plan.Table{Columns: []plan.Line{
			say("fields_field", nil), say("fields_value", nil), say("fields_parameter", nil), say("fields_allowed", nil),
		}}
		seen := map[string]bool{}
		for _, step := range s.Steps {
			for _, f := range step.Fields {
				key := f.Name + " " + f.Setting
				if seen[key] {
					continue
				}
				seen[key] = true
				table.Rows = append(table.Rows, plan.TableRow{
					Cells: append([]plan.Line{allNames(names[f.Name], f, consoles)}, fieldFacts(p, f)...),
				})
			}
		}
		if len(table.Rows) > 0 {
			b.add(s.ID, s.Title, table)
			b.References[s.ID] = Reference{Title: s.Title, Page: guidePage, Anchor: s.ID}
		}
	}
	return b
}

// allNames is what the last of the consoles calls a field, and then what the
// others call it where that differs.
func allNames(n plan.Name, f plan.Field, consoles []plan.Option) plan.Line {
	cells := called(n, f, consoles)
	line := cells[len(cells)-1]
	said := map[string]bool{Plain(line): true}
	for i, o := range consoles {
		if name := Plain(cells[i]); !said[name] {
			said[name] = true
			line = say("fields_other", parts{"name": line, "console": o.Label, "other": cells[i]})
		}
	}
	return line
}

// Naming is the question that decides what things are called, such as which
// generation of the console there is. It asks nothing where everything has one name.
func Naming(p *plan.Plan) plan.Choice {
	i := slices.IndexFunc(p.Names, func(n plan.Name) bool { return n.Facet != "" })
	if i < 0 {
		return plan.Choice{}
	}
	for _, c := range p.Choices {
		if c.Facet == p.Names[i].Facet {
			return c
		}
	}
	return plan.Choice{}
}

// called is what each console calls a field, a cell for each.
func called(n plan.Name, f plan.Field, consoles []plan.Option) []plan.Line {
	if len(consoles) == 0 {
		return []plan.Line{{plan.Label{Text: f.Label}}}
	}
	var cells []plan.Line
	for _, o := range consoles {
		cells = append(cells, nameFor(n, o.ID))
	}
	return cells
}

// nameFor is a name for the readers of an answer.
func nameFor(n plan.Name, answer string) plan.Line {
	for _, each := range n.Each {
		if n.Facet == "" {
			return each.Shown
		}
		for _, a := range each.Answers {
			if a == answer {
				return each.Shown
			}
		}
	}
	return plan.Say("-")
}

// fieldFacts are the value of a field, the parameter that sets it, and what the
// parameter takes.
func fieldFacts(p *plan.Plan, f plan.Field) []plan.Line {
	value := Value(f.Value)
	if f.Option != "" {
		value = plan.Line{plan.Label{Text: f.Option}}
	}
	for _, o := range p.Objects {
		for _, s := range o.Settings {
			if s.ID != f.Setting {
				continue
			}
			if _, lookup := s.Value.(plan.Lookup); !lookup && f.Option == "" {
				value = Value(s.Value)
			}
			if len(s.Unverified) > 0 {
				value = joined(value, say("unverified", nil))
			}
			return []plan.Line{value, parameter(o.Kind, s.Name), allowed(o.Kind, s.Name)}
		}
	}
	return []plan.Line{value, say("fields_none", nil), say("fields_none", nil)}
}

// parameter is what sets a setting: a parameter of a cmdlet.
func parameter(k plan.Kind, setting string) plan.Line {
	cmdlet := k.New
	if cmdlet == "" {
		cmdlet = k.Set
	}
	if cmdlet == "" {
		return say("fields_none", nil)
	}
	return plan.Line{plan.Code{Text: plan.Literal(cmdlet + " -" + setting)}}
}

// allowed is what a setting takes.
func allowed(k plan.Kind, setting string) plan.Line {
	s, ok := k.Setting(setting)
	switch {
	case !ok:
		return say("fields_none", nil)
	case len(s.Values) > 0:
		var all []plan.Line
		for _, v := range s.Values {
			all = append(all, plan.Line{plan.Code{Text: plan.Literal(v)}})
		}
		return list(", ", all)
	case s.Type == "boolean":
		return say("fields_boolean", nil)
	case s.Type == "list":
		return say("fields_list", nil)
	case s.Type == "address":
		return say("fields_address", nil)
	case s.Max > 0:
		return say("fields_max", parts{"max": plan.Say(strconv.Itoa(s.Max))})
	}
	return say("fields_text", nil)
}

// capitalised is a line of words that begins with a capital letter.
func capitalised(l plan.Line) plan.Line {
	text := Plain(l)
	if text == "" {
		return l
	}
	return plan.Say(plan.Capital(text))
}

// checked says when somebody last held a generation of consoles against the
// steps, or that nobody did.
func checked(o plan.Option) plan.Line {
	if o.Checked == "" {
		return say("consoles_unchecked", nil)
	}
	return say("consoles_checked", parts{"date": plan.Say(o.Checked)})
}

// retired warns of generations of consoles that readers of the plan may have and
// that are no more.
func retired(p *plan.Plan) []plan.Block {
	var out []plan.Block
	for _, c := range p.Choices {
		for _, o := range c.Options {
			if len(o.Retired) > 0 {
				line := say("consoles_retired", parts{"label": strong(capitalised(o.Label)), "line": o.Retired})
				out = append(out, plan.Note{Kind: plan.NoteWarning, Blocks: []plan.Block{paragraph(line)}})
			}
		}
	}
	return out
}

// consoles is what each generation of the consoles calls the things whose names
// differ, and how readers tell which one they have.
func consoles(p *plan.Plan) *Book {
	b := beside(p, say("consoles_title", nil), paragraph(say("consoles_lead", nil)))
	consoles := Naming(p).Options
	table := plan.Table{}
	var lines []plan.Line
	for _, o := range consoles {
		one := say("consoles_one", parts{"label": strong(capitalised(o.Label)), "clause": o.Clause})
		lines = append(lines, joined(one, plan.Say(" "), checked(o)))
		table.Columns = append(table.Columns, capitalised(o.Label))
	}
	b.add("which", say("consoles_which", nil), append([]plan.Block{plan.List{Items: bullets(lines)}}, retired(p)...)...)
	seen := map[string]bool{}
	for _, n := range p.Names {
		if n.Facet == "" {
			continue
		}
		row := called(n, plan.Field{}, consoles)
		key := ""
		for _, cell := range row {
			key += Plain(cell) + "\x00"
		}
		if !seen[key] {
			seen[key] = true
			table.Rows = append(table.Rows, plan.TableRow{Cells: row})
		}
	}
	if len(table.Rows) > 0 {
		b.add("names", say("consoles_names", nil), table)
	}
	return b
}
