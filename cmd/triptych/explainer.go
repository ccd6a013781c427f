package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// An explainer has what an explanation is made from.
type explainer struct {
	out     io.Writer
	project *model.Project
	p       *model.Procedure
	answers space.Answers
	values  plan.Values    // of the profile; nil without one
	plan    *plan.Plan     // closed or open
	bound   *profile.Bound // nil without a profile
	err     error          // of writing
}

func (c *explainCommand) explainer(p *program, project *model.Project, given *profile.Profile) (*explainer, error) {
	e := &explainer{out: p.stdout, project: project}
	var faults source.List
	if c.Profile != "" {
		today, err := p.today()
		if err != nil {
			return nil, err
		}
		if bound := profile.Bind(project, given, today, &faults); bound != nil {
			e.bound, e.p, e.answers, e.values = bound, bound.Procedure, bound.Answers, bound.Values
		}
	} else {
		e.p, e.answers = profile.Partial(project, given, &faults)
	}
	if err := faultsOfProfile(&faults); err != nil {
		return nil, err
	}
	var err error
	e.plan, err = compile.Compile(project, e.p, compile.Options{Answers: e.answers})
	return e, faultOfContent(err)
}

func (e *explainer) say(format string, args ...any) {
	if _, err := fmt.Fprintf(e.out, format+"\n", args...); err != nil && e.err == nil {
		e.err = fmt.Errorf("write: %w", err)
	}
}

// authored is the id in the content for what a runbook calls something: a step
// by its code, a setting by its short name, either by the id of one answer's.
func (e *explainer) authored(target string) string {
	for _, s := range e.plan.Sections {
		for _, step := range s.Steps {
			if step.Code == target || step.ID == target {
				section, name, _ := strings.Cut(step.ID, ".")
				return e.sectionOf(section) + "." + name
			}
		}
		if s.ID == target {
			return e.sectionOf(target)
		}
	}
	for _, o := range e.plan.Objects {
		if o.ID == target {
			return o.Of
		}
		for _, s := range o.Settings {
			if s.Short == target || s.ID == target {
				return o.Of + "." + s.Name
			}
		}
	}
	return target
}

// sectionOf is the section as authored that a section of the plan is made from.
func (e *explainer) sectionOf(id string) string {
	for _, s := range e.p.Sections {
		if rest, ok := strings.CutPrefix(id, s.ID.Text); ok && (rest == "" || s.Each.Text != "" && strings.HasPrefix(rest, "-")) {
			return s.ID.Text
		}
	}
	return id
}

// all lists every section and step with the reason why it is there or not.
func (e *explainer) all() error {
	e.say("%s: %s", e.p.ID, e.answers.String(e.p))
	e.say("+ in, - out, ~ it depends")
	for i := range e.p.Sections {
		s := &e.p.Sections[i]
		e.line("", s.ID.Text, e.why(s, nil), profile.Plain(e.p, s.Title))
		for j := range s.Steps {
			step := &s.Steps[j]
			e.line("  ", s.ID.Text+"."+step.ID.Text, e.why(s, step), profile.Plain(e.p, step.Title))
		}
	}
	return e.err
}

func (e *explainer) line(lead, id string, r reason, title string) {
	mark := map[verdict]string{isIn: "+", isOut: "-", isOpen: "~"}[r.verdict]
	words := ""
	if r.words != "" {
		words = ": " + r.words
	}
	e.say("%s %s%s %q%s", mark, lead, id, title, words)
}
