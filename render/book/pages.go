package book

import "github.com/triptych-docs/triptych/model/plan"

// GuideTitle says what a guide does.
func GuideTitle(p *plan.Plan) plan.Line { return say("guide_title", parts{"title": p.Title}) }

// Home is the first page of a site: for each procedure what can be done.
func Home(plans []*plan.Plan) *Book {
	b := &Book{Title: say("home_title", nil), Lead: []plan.Block{paragraph(say("home_lead", nil))}}
	for _, p := range plans {
		doors := plan.List{}
		for _, d := range []struct{ words, why, to string }{
			{"home_guide", "home_guide_why", ""},
			{"home_runbook", "home_runbook_why", "runbook/"},
			{"home_script", "home_script_why", "powershell/"},
		} {
			link := plan.Link{Line: say(d.words, nil), URL: p.Procedure + "/" + d.to + "index.html"}
			doors.Items = append(doors.Items, plan.Item{Blocks: []plan.Block{
				paragraph(joined(strong(plan.Line{link}), plan.Say(" "), say(d.why, nil))),
			}})
		}
		b.Chapters = append(b.Chapters, Chapter{ID: p.Procedure, Level: 2, Title: p.Title, Blocks: []plan.Block{doors}})
	}
	return b
}
