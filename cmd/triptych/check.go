package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/parallel"
	"github.com/triptych-docs/triptych/model/prove"
	"github.com/triptych-docs/triptych/model/report"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/readback"
)

// checkCommand reads all content and proves it for every variant.
type checkCommand struct {
	Report    string `enum:"text,json,sarif,github,markdown" default:"text" help:"Form of the report: text, json, sarif, github for annotations, or markdown for a comment."`
	Strict    bool   `help:"Warnings fail as well." config:"check.strict"`
	Procedure string `placeholder:"ID" help:"Only this procedure."`
	Date      string `placeholder:"2026-12-05" help:"Day on which check.ignore of the configuration is judged; else that of SOURCE_DATE_EPOCH, else today."`
}

// Examples of the command.
func (checkCommand) Examples() string {
	return `triptych check
triptych check --strict
triptych check --content content/ --report github
triptych check --report sarif > check.sarif
`
}

// Run checks in three stages: what is written; what holds in every variant and
// document; and what comes of it when it is compiled and printed. Content that
// cannot be read as a whole ends it after the first, with the exit code of
// content at fault; findings of the other two are an answer of "no".
func (c *checkCommand) Run(p *program) error {
	today, err := p.day(c.Date)
	if err != nil {
		return err
	}
	project, err := p.proven()
	var found *source.List
	if errors.As(err, &found) {
		return c.unreadable(p, err, found)
	}
	if err != nil {
		return err
	}
	if project, err = c.narrow(project); err != nil {
		return err
	}
	r := prove.Check(project)
	r.Rules = slices.Insert(r.Rules, 0, compiles, readback.Law)
	r.Findings = append(r.Findings, compiled(project, r)...)
	r.Sort()
	if err := c.except(p, today, &r); err != nil {
		return err
	}
	if err := r.Write(p.stdout, report.Form(c.Report)); err != nil {
		return err
	}
	if len(r.Findings) == 0 {
		p.say("No problems in %s.", r.Summary)
	}
	if r.Fails(c.Strict) {
		return no()
	}
	return nil
}

// narrow is the project with the procedure that was asked for alone.
func (c *checkCommand) narrow(project *model.Project) (*model.Project, error) {
	if c.Procedure == "" {
		return project, nil
	}
	var known []string
	for _, procedure := range project.Procedures {
		if procedure.ID.Text == c.Procedure {
			return &model.Project{Shared: project.Shared, Procedures: []*model.Procedure{procedure}, Hash: project.Hash}, nil
		}
		known = append(known, procedure.ID.Text)
	}
	return nil, wrong("no procedure %q; %s", printableLine(c.Procedure), source.DidYouMean(c.Procedure, known))
}

// unreadable reports content that is at fault, for everybody.
func (c *checkCommand) unreadable(p *program, err error, found *source.List) error {
	if c.Report == string(report.Text) {
		return err
	}
	r := report.Report{Command: "check", Rules: []report.Rule{readable}, Findings: report.Faults(readable.ID, found)}
	if err := r.Write(p.stdout, report.Form(c.Report)); err != nil {
		return err
	}
	return &failure{code: exitContent, err: errSaid}
}

// What is checked beside the proofs.
var (
	readable = report.Rule{
		ID: "content", Title: "The content is complete and each name in it is known",
		Reason: "Nothing is made from content that is at fault.", Since: "2026-11-22",
	}
	compiles = report.Rule{
		ID: "compiles", Title: "Every variant can be compiled, and every document printed",
		Reason: "Whoever needs the one that cannot gets nothing.", Since: "2026-11-22",
	}
)

// compiled compiles and prints what the content is for, and reads back what the
// outputs of each variant state. What the proofs have found at a place is not said
// again.
func compiled(project *model.Project, proven report.Report) []report.Finding {
	var faults source.List
	var found []report.Finding
	for _, procedure := range project.Procedures {
		variants := sample(procedure)
		read := make([][]report.Finding, len(variants))
		gather(&faults, "variant", parallel.Each(len(variants), func(i int) error {
			compiled, err := closed(project, procedure, variants[i])
			if err != nil {
				return err
			}
			if read[i], err = readback.Differences(compiled); err != nil {
				return oneFault(procedure.ID.Pos, err)
			}
			return nil
		}))
		found = append(found, once(procedure, variants, read)...)
	}
	documents := publications(project)
	stated := make([][]report.Finding, len(documents))
	gather(&faults, "document", parallel.Each(len(documents), func(i int) error {
		pub := documents[i]
		d, err := pub.document(project)
		if err != nil {
			return err
		}
		files, err := render.Documents(d)
		if err != nil {
			return oneFault(pub.ID.Pos, err)
		}
		stated[i] = readback.GuideDifferences(d.Plan, d.Name, files[0].Data)
		return nil
	}))
	found = slices.Concat(append(stated, found)...)
	return append(found, slices.DeleteFunc(report.Faults(compiles.ID, &faults), func(f report.Finding) bool {
		return slices.ContainsFunc(proven.Findings, func(known report.Finding) bool { return known.Pos == f.Pos })
	})...)
}

// once says a difference between outputs once, for the first variant that shows
// it, with the number of those tried that do.
func once(p *model.Procedure, variants []space.Answers, read [][]report.Finding) []report.Finding {
	var all []report.Finding
	at := map[string]int{}
	for i, findings := range read {
		for _, f := range findings {
			key := f.Rule + " " + f.Message
			if _, known := at[key]; !known {
				at[key] = len(all)
				f.Variant, f.Count = variants[i].String(p), 0
				all = append(all, f)
			}
			all[at[key]].Count++
		}
	}
	return all
}

// fewVariants is how many variants are compiled all of them.
const fewVariants = 100

// sample are variants to compile: all of them where they are few, else enough
// that every two answers that go together are together in one of them. That
// nothing is wrong in the others is proven without compiling them.
func sample(p *model.Procedure) []space.Answers {
	u := space.Symbolic(p)
	if u.All().Count() <= fewVariants {
		return slices.Collect(space.Variants(p, nil))
	}
	return u.Pairs()
}

// gather takes over faults. One that comes up again at the same place in other
// variants stands once, as it is in the first of them.
func gather(faults *source.List, what string, errs []error) {
	// A fault without a place is told from others by its message.
	type place struct {
		source.Pos
		message string
	}
	placeOf := func(d source.Diagnostic) place {
		if d.Pos.IsValid() {
			return place{Pos: d.Pos}
		}
		return place{d.Pos, d.Message}
	}
	first := map[place]source.Diagnostic{}
	others := map[place]int{}
	var order []place
	for _, err := range errs {
		var list *source.List
		if err == nil {
			continue
		}
		if !errors.As(err, &list) {
			faults.Addf(source.Pos{}, "%v", err)
			continue
		}
		seen := map[place]bool{}
		for _, d := range list.Sorted() {
			at := placeOf(d)
			if _, known := first[at]; !known {
				first[at] = d
				order = append(order, at)
			} else if !seen[at] {
				others[at]++
			}
			seen[at] = true
		}
	}
	for _, at := range order {
		if at.IsValid() && faults.At(at.Pos) {
			continue // a variant shows it too
		}
		d := first[at]
		if n := others[at]; n > 0 {
			d.Hint = strings.TrimPrefix(d.Hint+"; and in "+plural(n, "other "+what), "; ")
		}
		faults.Add(d)
	}
}

func oneFault(pos source.Pos, err error) error {
	var list source.List
	list.Addf(pos, "%v", err)
	return &list
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
