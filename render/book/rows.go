package book

import "github.com/triptych-docs/triptych/model/plan"

// rows are the rows of a table that is worked out from the plan.
func (r *runbook) rows(name string, columns int) []plan.TableRow {
	var out []plan.TableRow
	add := func(cells ...plan.Line) { out = append(out, plan.TableRow{Cells: cells}) }
	hand := func(cells ...plan.Line) { out = append(out, plan.TableRow{Cells: cells, ByHand: true}) }
	switch name {
	case "choices":
		for _, c := range r.plan.Choices {
			if !c.Forced {
				add(c.Question, c.Shown, list(" ", c.Effect))
			}
		}
	case "roles":
		for _, s := range r.changing() {
			var titles []plan.Line
			for _, role := range s.Roles {
				titles = append(titles, role.Title)
			}
			if len(titles) > 0 {
				add(say("part", parts{"letter": plan.Say(s.Letter), "title": s.Title}),
					either(titles), s.Roles[0].Check)
			}
		}
	case "values":
		for _, o := range r.plan.Objects {
			for _, s := range o.Settings {
				if s.Short != "" {
					add(plan.Say(s.Short), joined(plan.Say(o.Kind.Title+": "), s.Label), stated(s), r.stepCodes(s.Quoted))
				}
			}
		}
		sortByShort(out)
	case "evidence":
		for _, e := range r.evidence {
			hand(plan.Say(e.id), e.what, nil, nil, nil)
		}
	case "decisions":
		for _, d := range r.plan.Decisions {
			if d.Value {
				add(plan.Say(d.ID), d.Fact, d.Chosen, d.Why)
			}
		}
	case "blank":
		for range 3 {
			hand(make([]plan.Line, columns)...)
		}
	default:
		panic("book: the frame has unknown rows " + name)
	}
	return out
}

// changing are the sections that change something.
func (r *runbook) changing() []plan.Section {
	var all []plan.Section
	for _, s := range r.plan.Sections {
		if s.Role == plan.RoleChange {
			all = append(all, s)
		}
	}
	return all
}
