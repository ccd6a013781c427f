package book

import "github.com/triptych-docs/triptych/model/plan"

// Changelog is what each version of each procedure changed for its readers.
func Changelog(plans []*plan.Plan) *Book {
	b := &Book{Title: say("changes_title", nil), Lead: []plan.Block{paragraph(say("changes_lead", nil))}}
	for _, p := range plans {
		if len(p.Changes) == 0 {
			continue
		}
		b.Chapters = append(b.Chapters, Chapter{ID: p.Procedure, Level: 2, Title: p.Title})
		for _, c := range p.Changes {
			b.Chapters = append(b.Chapters, Chapter{
				ID: VersionID(p, c), Level: 3, Title: version(c),
				Blocks: []plan.Block{plan.List{Items: bullets(c.Says)}},
			})
		}
	}
	return b
}

// VersionID is the anchor of a version on the page of all changes.
func VersionID(p *plan.Plan, c plan.Change) string { return p.Procedure + "-" + c.Version }

func version(c plan.Change) plan.Line {
	return say("changes_version", parts{"version": plan.Say(c.Version), "date": plan.Say(c.Date)})
}

// news is the youngest version of each procedure, for the first page of a site.
func news(plans []*plan.Plan, page string) []plan.Block {
	list := plan.List{}
	for _, p := range plans {
		if len(p.Changes) == 0 {
			continue
		}
		c := p.Changes[0]
		link := plan.Link{Line: p.Title, URL: page + "#" + VersionID(p, c)}
		list.Items = append(list.Items, plan.Item{Blocks: []plan.Block{paragraph(strong(plan.Line{link})), paragraph(version(c))}})
	}
	if len(list.Items) == 0 {
		return nil
	}
	return []plan.Block{list}
}

// Moved is what stands at the address of an older guide.
func Moved(p *plan.Plan, guide string) *Book {
	link := plan.Line{plan.Link{Line: GuideTitle(p), URL: guide}}
	return &Book{Title: say("moved_title", nil), Lead: []plan.Block{paragraph(say("moved_lead", parts{"guide": link}))}}
}
