package prove

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/ledger"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/report"
	"github.com/triptych-docs/triptych/model/space"
)

// Check proves a project, which is sound as package load understands it. Each
// fault is one finding, with the smallest variant that shows it and the number
// of variants that do.
func Check(project *model.Project) report.Report { return check(project, space.Symbolic) }

// check is [Check] with a way to keep sets.
func check(project *model.Project, keep func(*model.Procedure) *space.Universe) report.Report {
	out := report.Report{Command: "check", Rules: Rules(project)}
	variants, documents := 0, 0
	for i, p := range project.Procedures {
		c := newProver(project, p, keep(p))
		if i == 0 {
			c.witnesses(project.Rules)
		}
		c.witnesses(p.Rules)
		c.prove()
		out.Findings = append(out.Findings, c.findings()...)
		variants += c.u.All().Count()
		documents += len(p.Publications)
	}
	out.Findings = append(out.Findings, ledger.Check(project)...)
	out.Summary = fmt.Sprintf("%s, %s, %s", plural(len(project.Procedures), "procedure"),
		plural(variants, "variant"), plural(documents, "document"))
	out.Sort()
	return out
}

// Rules are all laws that a project is checked against, by id.
func Rules(project *model.Project) []report.Rule {
	all := append(slices.Concat(laws, wholeLaws), ledger.Law)
	add := func(rules []model.Rule) {
		for _, r := range rules {
			all = append(all, report.Rule{
				ID: r.ID.Text, Title: r.Title.Text, Reason: r.Reason.Text, Source: sources(r.Source), Since: r.Since.Text,
			})
		}
	}
	add(project.Rules)
	for _, p := range project.Procedures {
		add(p.Rules)
	}
	slices.SortFunc(all, func(a, b report.Rule) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

func sources(words []model.Word) string {
	var all []string
	for _, w := range words {
		all = append(all, w.Text)
	}
	return strings.Join(all, ", ")
}

// A prover proves one procedure.
type prover struct {
	project *model.Project
	p       *model.Procedure
	u       *space.Universe
	objects map[string]*model.Object
	kinds   map[string]plan.Kind
	found   []*found
	at      map[key]*found
	shown   map[key]bool // by law and place: variants show it
}

func newProver(project *model.Project, p *model.Procedure, u *space.Universe) *prover {
	c := &prover{
		project: project, p: p, u: u,
		objects: map[string]*model.Object{}, kinds: map[string]plan.Kind{}, at: map[key]*found{}, shown: map[key]bool{},
	}
	for i := range p.Objects {
		c.objects[p.Objects[i].ID.Text] = &p.Objects[i]
	}
	for _, k := range project.Kinds {
		c.kinds[k.ID] = k
	}
	return c
}

// prove tries every law, first on all variants and then on the documents: what
// is wrong in both is told once.
func (c *prover) prove() {
	c.forbidden()
	c.facets()
	for _, v := range c.views() {
		if v.set.IsEmpty() {
			c.fault(v, fault{
				law: lawPublication, pos: v.pub.ID.Pos, set: c.u.None(),
				message: fmt.Sprintf("no variant has the answers of the document %q", v.pub.ID),
			})
			continue
		}
		r := c.read(v)
		c.references(r)
		c.quotations(r)
		c.conditions(r)
		c.established(r)
		c.committed(r)
		c.steps(r)
		c.goal(r)
		c.rules(r)
		if v.pub == nil {
			c.whole(r)
			c.inputs(r)
			c.values(r)
			c.told(r)
		}
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
