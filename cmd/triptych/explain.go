package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/prose"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// explainCommand says why something is in a variant, and where it comes from.
type explainCommand struct {
	Target  string `arg:"" optional:"" help:"A section, a step (connector.routing, A4), an object, a setting (connector.SmartHosts, V6), a facet, a decision or a rule of check. Without it, every step is listed."`
	Profile string `placeholder:"FILE" help:"Profile of the customer who has the variant." group:"profile"`
	customerFlags
}

// Examples of the command.
func (explainCommand) Examples() string {
	return `triptych explain --profile acme/profile.yaml
triptych explain connector.routing --set gateway=outbound --set regions=eu
triptych explain connector.SmartHosts --profile acme.yaml
triptych explain connector-one-region
`
}

// Run explains one thing, or lists all steps with the reason for each. A name
// that several procedures have is explained for each of them.
func (c *explainCommand) Run(p *program) error {
	if c.Target != "" {
		if done, err := p.explainRule(c.Target); done || err != nil {
			return err
		}
	}
	var faults source.List
	given, err := p.given(c.Profile, c.flags(), &faults)
	if err != nil {
		return err
	}
	if given == nil || faults.Len() > 0 {
		return faultsOfProfile(&faults)
	}
	project, err := p.projectOf(given.Procedure.Text)
	if err != nil {
		return err
	}
	chosen, err := c.procedures(project, given)
	if err != nil {
		return err
	}
	for i, procedure := range chosen {
		one := *given
		one.Procedure.Text = procedure
		e, err := c.explainer(p, project, &one)
		if err != nil {
			return err
		}
		if i > 0 {
			e.say("")
		}
		if c.Target == "" {
			err = e.all()
		} else {
			err = e.explain(c.Target)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// procedures are those to explain the target for. Where nothing else tells,
// they are all that have it.
func (c *explainCommand) procedures(project *model.Project, given *profile.Profile) ([]string, error) {
	if given.Procedure.Text != "" || len(given.Answers)+len(given.Inputs) > 0 || c.Target == "" {
		return []string{given.Procedure.Text}, nil
	}
	var owners, known []string
	for _, p := range project.Procedures {
		all := targets(p)
		known = append(known, all...)
		if slices.Contains(all, c.Target) {
			owners = append(owners, p.ID.Text)
		}
	}
	if owners == nil {
		return nil, unknownTarget("nothing", c.Target, known)
	}
	return owners, nil
}

func unknownTarget(who, target string, known []string) error {
	hint := source.DidYouMean(target, known)
	if hint != "" {
		hint = "; " + hint
	}
	return wrong("%s is called %q%s\n  All there is: triptych list steps, triptych list settings", who, printableLine(target), hint)
}

// An explainer has what an explanation is made from.
type explainer struct {
	out     io.Writer
	project *model.Project
	p       *model.Procedure
	answers space.Answers
	values  plan.Values // of the profile; nil without one
	plan    *plan.Plan  // closed or open
	err     error       // of writing
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
			e.p, e.answers, e.values = bound.Procedure, bound.Answers, bound.Values
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

// targets is everything that can be explained without a variant.
func targets(p *model.Procedure) []string {
	var ids []string
	for _, s := range p.Sections {
		ids = append(ids, s.ID.Text)
		for _, step := range s.Steps {
			ids = append(ids, s.ID.Text+"."+step.ID.Text)
		}
	}
	for _, o := range p.Objects {
		ids = append(ids, o.ID.Text)
		for _, s := range o.Settings {
			ids = append(ids, o.ID.Text+"."+s.Key.Text)
		}
	}
	for _, f := range p.Facets {
		ids = append(ids, f.ID.Text)
	}
	for _, d := range p.Decisions {
		ids = append(ids, d.ID.Text)
	}
	return ids
}

func (e *explainer) say(format string, args ...any) {
	if _, err := fmt.Fprintf(e.out, format+"\n", args...); err != nil && e.err == nil {
		e.err = fmt.Errorf("write: %w", err)
	}
}

// explain explains what an id names. A section and an object may have the same
// id: both are explained.
func (e *explainer) explain(target string) error {
	id := e.authored(target)
	found := false
	for i := range e.p.Sections {
		s := &e.p.Sections[i]
		if s.ID.Text == id {
			found = true
			e.section(s)
		}
		for j := range s.Steps {
			if s.ID.Text+"."+s.Steps[j].ID.Text == id {
				found = true
				e.step(s, &s.Steps[j])
			}
		}
	}
	for i := range e.p.Objects {
		o := &e.p.Objects[i]
		if o.ID.Text == id {
			found = true
			e.object(o)
		}
		for _, s := range o.Settings {
			if o.ID.Text+"."+s.Key.Text == id {
				found = true
				e.setting(o, s)
			}
		}
	}
	for i := range e.p.Facets {
		if e.p.Facets[i].ID.Text == id {
			found = true
			e.facet(&e.p.Facets[i])
		}
	}
	for i := range e.p.Decisions {
		if e.p.Decisions[i].ID.Text == id {
			found = true
			e.decision(&e.p.Decisions[i])
		}
	}
	if !found {
		return unknownTarget(fmt.Sprintf("nothing in %s", e.p.ID), target, targets(e.p))
	}
	return e.err
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

// why is the reason for a section, or for a step in it.
func (e *explainer) why(s *model.Section, step *model.Step) reason {
	reasons := []reason{judge(e.p, s.When, e.answers)}
	if step != nil {
		reasons = append(reasons, judge(e.p, step.When, e.answers), e.ordered(s, step))
	}
	return combined(reasons)
}

// combined is the reason for something that has several conditions.
func combined(reasons []reason) reason {
	for _, v := range []verdict{isOut, isOpen} {
		for _, r := range reasons {
			if r.verdict == v {
				return r
			}
		}
	}
	var words []string
	for _, r := range reasons {
		if r.words != "" && !slices.Contains(words, r.words) {
			words = append(words, r.words)
		}
	}
	return reason{isIn, strings.Join(words, " and ")}
}

// ordered is the reason that the order of a section's steps gives: a console
// that does not list a step does not have it.
func (e *explainer) ordered(s *model.Section, step *model.Step) reason {
	if s.Order == nil || s.Order.Choose == nil {
		return reason{verdict: isIn}
	}
	choice := s.Order.Choose
	facet := choice.Facet.Text
	has := func(answer string) bool {
		arm, _ := choice.Of(answer)
		return arm.Plain == nil || slices.ContainsFunc(*arm.Plain, func(w model.Word) bool { return w.Text == step.ID.Text })
	}
	if given, ok := e.answers.One(facet); ok {
		if !has(given) {
			return reason{isOut, fmt.Sprintf("%s = %s does not have it", facet, given)}
		}
		return reason{verdict: isIn}
	}
	for _, a := range choice.Arms {
		if !has(a.Answer.Text) {
			return reason{isOpen, "it depends on " + facet}
		}
	}
	return reason{verdict: isIn}
}

// verdict prints whether something is in, and because of what.
func (e *explainer) verdict(r reason) {
	switch {
	case r.verdict == isIn && r.words == "":
		e.say("  in: yes, always")
	case r.verdict == isIn:
		e.say("  in: yes, because %s", r.words)
	case r.verdict == isOut:
		e.say("  in: no, because %s", r.words)
	default:
		e.say("  in: %s", r.words)
	}
}

func (e *explainer) section(s *model.Section) {
	e.say("Section %s %q", s.ID, profile.Plain(e.p, s.Title))
	e.verdict(e.why(s, nil))
	if s.Each.Text != "" {
		e.say("  once for each answer to %s", s.Each)
	}
	e.say("  stated at %s", s.ID.Pos)
	e.sources("  ", s.Source)
	for i := range s.Steps {
		e.line("  ", s.ID.Text+"."+s.Steps[i].ID.Text, e.why(s, &s.Steps[i]), profile.Plain(e.p, s.Steps[i].Title))
	}
	e.decisions(s.ID.Text)
}

func (e *explainer) step(s *model.Section, step *model.Step) {
	id := s.ID.Text + "." + step.ID.Text
	code := ""
	for _, section := range e.plan.Sections {
		for _, planned := range section.Steps {
			if e.plan.Closed && e.sectionOf(section.ID) == s.ID.Text && strings.HasSuffix(planned.ID, "."+step.ID.Text) {
				code += " " + planned.Code
			}
		}
	}
	e.say("Step%s %q (%s)", code, profile.Plain(e.p, step.Title), id)
	e.verdict(e.why(s, step))
	e.say("  stated at %s", step.ID.Pos)
	e.sources("  ", step.Source)
	about := []string{id}
	for _, setting := range settingsOf(step) {
		object, name, _ := strings.Cut(setting, ".")
		i := slices.IndexFunc(e.p.Objects, func(o model.Object) bool { return o.ID.Text == object })
		stated, _ := e.p.Objects[i].Settings.Get(name)
		e.valuesOf(object, name)
		about = append(about, e.aboutSetting(setting, stated)...)
	}
	e.decisions(about...)
}

func (e *explainer) object(o *model.Object) {
	e.say("Object %s (%s)", o.ID, o.Kind)
	e.verdict(judge(e.p, o.When, e.answers))
	if o.Each.Text != "" {
		e.say("  one for each answer to %s", o.Each)
	}
	e.say("  stated at %s", o.ID.Pos)
	e.sources("  ", o.Source)
	for _, s := range o.Settings {
		e.valuesOf(o.ID.Text, s.Key.Text)
	}
	e.decisions(o.ID.Text)
}

func (e *explainer) setting(o *model.Object, s source.Entry[model.Setting]) {
	id := o.ID.Text + "." + s.Key.Text
	e.say("Setting %s %q", id, profile.Plain(e.p, s.Value.Label))
	e.verdict(judge(e.p, o.When, e.answers))
	e.valuesOf(o.ID.Text, s.Key.Text)
	e.say("  stated at %s", s.Key.Pos)
	e.say("  stated as %s", asWritten(e.p, s.Value.Value))
	e.sources("  ", s.Value.Source)
	for _, section := range e.p.Sections {
		for i := range section.Steps {
			if slices.Contains(settingsOf(&section.Steps[i]), id) {
				e.say("  set by step %s.%s", section.ID, section.Steps[i].ID)
			}
		}
	}
	e.decisions(e.aboutSetting(id, s.Value)...)
}

// valuesOf prints the value of a setting in this variant, for each object.
func (e *explainer) valuesOf(object, name string) {
	for _, o := range e.plan.Objects {
		if o.Of != object {
			continue
		}
		for _, s := range o.Settings {
			if s.Name != name {
				continue
			}
			short := ""
			if s.Short != "" && e.plan.Closed {
				short = " (" + s.Short + ")"
			}
			e.say("  value %s%s: %s", s.ID, short, strings.Join(valueInWords(s.Value, e.values), ", "))
			if len(s.Unverified) > 0 {
				e.say("    unverified: %s", inWords(s.Unverified, e.values))
			}
		}
	}
}

func (e *explainer) facet(f *model.Facet) {
	e.say("Facet %s: %s", f.ID, profile.Plain(e.p, f.Question))
	if why := profile.Plain(e.p, f.Why); why != "" {
		e.say("  why it is asked: %s", why)
	}
	for _, a := range f.Answers {
		mark := " "
		if slices.Contains(e.answers[f.ID.Text], a.ID.Text) {
			mark = "*"
		}
		e.say("  %s %s: %s", mark, a.ID, profile.Plain(e.p, a.Label))
	}
	e.say("  stated at %s", f.ID.Pos)
	e.sources("  ", f.Source)
	about := []string{f.ID.Text}
	for _, c := range f.Columns {
		about = append(about, f.ID.Text+"."+c.ID.Text)
	}
	e.decisions(about...)
}

func (e *explainer) decision(d *model.Decision) {
	e.say("Decision %s, since %s: %s", d.ID, d.Since, profile.Plain(e.p, d.Fact))
	for _, s := range d.Says {
		lines := ""
		if s.Lines.Text != "" {
			lines = ":" + s.Lines.Text
		}
		e.say("  %s%s says: %s", s.Source, lines, profile.Plain(e.p, s.Says))
	}
	e.say("  chosen: %s", profile.Plain(e.p, d.Chosen))
	e.say("  why: %s", profile.Plain(e.p, d.Why))
	e.say("  about: %s", words(d.About))
	e.say("  stated at %s", d.ID.Pos)
}

// sources prints where something is from, each source with its title.
func (e *explainer) sources(lead string, all []source.Word) {
	for _, w := range all {
		id, _, _ := strings.Cut(w.Text, ":")
		i := slices.IndexFunc(e.project.Sources, func(s model.Source) bool { return s.ID.Text == id })
		if i < 0 {
			e.say("%ssource %s", lead, w)
			continue
		}
		e.say("%ssource %s, %s", lead, w, profile.Plain(e.p, e.project.Sources[i].Title))
	}
}

// decisions prints the decisions about any of some ids, in short.
func (e *explainer) decisions(about ...string) {
	for _, d := range e.p.Decisions {
		if slices.ContainsFunc(d.About, func(w model.Word) bool { return slices.Contains(about, w.Text) }) {
			e.say("  decision %s: %s. Chosen: %s", d.ID, strings.TrimSuffix(profile.Plain(e.p, d.Fact), "."), profile.Plain(e.p, d.Chosen))
		}
	}
}

// aboutSetting is what a decision about a setting may name: the setting, and
// the columns and inputs that its value is made from.
func (e *explainer) aboutSetting(id string, s model.Setting) []string {
	return append([]string{id}, quoted(s.Value)...)
}

// quoted are the names that a value quotes.
func quoted(v model.Value) []string {
	var names []string
	add := func(runs []prose.Run) {
		for _, r := range runs {
			if b, ok := r.(prose.Brace); ok && b.Kind == "" {
				names = append(names, b.Name)
			}
		}
	}
	if v.Text != nil {
		add(v.Text.Runs)
	}
	for _, t := range v.List {
		add(t.Runs)
	}
	if v.Choose != nil {
		for _, a := range v.Choose.Arms {
			names = append(names, quoted(a.Value)...)
		}
	}
	return names
}
