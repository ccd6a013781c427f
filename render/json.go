package render

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/powershell"
	"github.com/triptych-docs/triptych/render/residual"
)

// printJSON prints the plan as data: for other programs, and to compare with
// the other formats.
func printJSON(p *plan.Plan, _ layout) (*residual.Residual, error) {
	j := &jsonPrinter{plan: p, sink: &residual.Sink{}}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(j.runbook()); err != nil {
		return nil, err
	}
	return j.sink.Cut(unfence(b.String()))
}

type jsonPrinter struct {
	plan *plan.Plan
	sink *residual.Sink
}

// fact is a value of the profile.
func (j *jsonPrinter) fact(name string) text {
	return text(j.sink.Put(plan.FromHole(name), jsonFact))
}

func (j *jsonPrinter) facts(prefix string, names ...string) map[string]text {
	m := map[string]text{}
	for _, n := range names {
		m[n] = j.fact(prefix + "." + n)
	}
	return m
}

// text is a text that may have holes.
func (j *jsonPrinter) text(t plan.Text) text { return text(j.sink.Put(t, jsonString)) }

func (j *jsonPrinter) runbook() jsonRunbook {
	p := j.plan
	out := jsonRunbook{
		Schema: say(runbookSchema), ID: j.fact("runbook.id"), Status: j.fact("runbook.status"), Model: j.fact("model.hash"),
		Procedure: say(p.Procedure), Title: j.line(p.Title),
		Customer: j.facts("customer", "id", "name", "tenant"),
		Change:   j.facts("change", "ticket", "window", "owner", "executor", "reviewer", "replaces"),
		Contact:  j.facts("contact", "name", "phone", "hours"),
		Prepared: j.facts("prepared", "by", "on"),
		Answers:  []jsonAnswer{}, LeftOut: []jsonLeftOut{}, Values: map[string]text{},
		Sections: []jsonSection{}, Objects: []jsonObject{}, Checks: []jsonCheck{}, Symptoms: []jsonSymptom{}, Decisions: []jsonDecision{},
		Rollback: map[string][]text{"when": j.lines(p.Runbook.Triggers), "not_undoable": j.lines(p.Runbook.Undoable)},
		Risk:     jsonRisk{say(string(p.Runbook.Risk.Level)), j.lines(p.Runbook.Risk.Reasons)},
		Wait:     jsonWait{p.Runbook.Wait.Min, p.Runbook.Wait.Typical, p.Runbook.Wait.Max, p.Runbook.Wait.Verified},
		Script:   j.fact("script.name"),
	}
	for _, c := range p.Choices {
		out.Answers = append(out.Answers, jsonAnswer{say(c.Facet), j.line(c.Question), names(c.Answers), j.line(c.Shown), j.lines(c.Effect)})
	}
	for _, l := range p.LeftOut {
		out.LeftOut = append(out.LeftOut, jsonLeftOut{j.line(l.What), j.line(l.Why)})
	}
	for _, h := range p.Holes {
		if h.Input != "" {
			out.Values[strings.TrimPrefix(h.Name, "input.")] = j.fact(h.Name)
		}
	}
	for _, s := range p.Sections {
		out.Sections = append(out.Sections, j.section(s))
	}
	for _, o := range p.Objects {
		out.Objects = append(out.Objects, j.object(o))
	}
	for _, c := range p.Runbook.Checks {
		out.Checks = append(out.Checks, jsonCheck{
			ID: say(c.ID), When: j.line(c.Moment), Title: j.line(c.Title), Do: j.blocks(c.Do),
			Expect: j.line(c.Expect), Fail: j.line(c.Fail), Manual: c.Manual,
		})
	}
	for _, s := range p.Runbook.Symptoms {
		out.Symptoms = append(out.Symptoms, jsonSymptom{say(s.ID), j.line(s.Symptom), j.line(s.Cause), j.line(s.Action), j.line(s.Escalate)})
	}
	for _, d := range p.Decisions {
		out.Decisions = append(out.Decisions, jsonDecision{say(d.ID), j.line(d.Fact), j.line(d.Chosen), j.line(d.Why), say(d.Since)})
	}
	return out
}

func names(all []string) []text {
	out := make([]text, len(all))
	for i, s := range all {
		out[i] = say(s)
	}
	return out
}

func (j *jsonPrinter) section(s plan.Section) jsonSection {
	out := jsonSection{
		ID: say(s.ID), Role: say(string(s.Role)), Letter: say(s.Letter), Title: j.line(s.Title), Minutes: s.Minutes,
		Intro: j.blocks(s.Intro), Outro: j.blocks(s.Outro),
	}
	for _, r := range s.Roles {
		out.Roles = append(out.Roles, j.line(r.Title))
	}
	for _, step := range s.Steps {
		out.Steps = append(out.Steps, jsonStep{
			ID: say(step.ID), Code: say(step.Code), Title: j.line(step.Title), Optional: step.Optional, Changes: step.Changes,
			Do: j.blocks(step.Body), Expect: j.lines(step.Expect), Fail: j.lines(step.Fail), Undo: j.line(step.Undo),
			Settings: names(step.Settings), Evidence: j.line(step.Evidence),
		})
	}
	return out
}

func (j *jsonPrinter) object(o plan.Object) jsonObject {
	out := jsonObject{
		ID: say(o.ID), Kind: say(o.Kind.ID), Title: j.line(o.Title), Settings: []jsonSetting{},
		Stop: j.line(o.Stop), Undo: j.line(o.Undo), Keep: o.Keep,
	}
	for _, cmdlet := range []string{o.Kind.New, o.Kind.Set, o.Kind.Enable, o.Kind.Disable, o.Kind.Remove} {
		if cmdlet != "" {
			out.Cmdlets = append(out.Cmdlets, say(cmdlet))
		}
	}
	for _, s := range o.Settings {
		v := &jsonValue{j: j}
		s.Value.Visit(v)
		out.Settings = append(out.Settings, jsonSetting{
			ID: say(s.ID), Name: say(s.Name), Label: j.line(s.Label), Short: say(s.Short), Value: v.value, Shown: v.shown,
			Policy: say(string(s.Policy)), Unverified: j.line(s.Unverified), Steps: names(s.Steps), Source: names(s.Source),
		})
	}
	return out
}

// A jsonValue is a setting's value as JSON has it: a string, a list, a Boolean,
// or null with what that means.
type jsonValue struct {
	j     *jsonPrinter
	value any
	shown text
}

func (v *jsonValue) One(x plan.One) { v.value = v.j.text(x.Text) }

func (v *jsonValue) Many(x plan.Many) {
	list := []text{}
	for _, t := range x.Texts {
		list = append(list, v.j.text(t))
	}
	v.value = list
}

func (v *jsonValue) Switch(x plan.Switch) { v.value = x.On }
func (v *jsonValue) Absent(x plan.Absent) { v.shown = v.j.line(x.Shown) }
func (v *jsonValue) Manual(x plan.Manual) { v.shown = v.j.line(x.Where) }

// Lookup and Alternatives stand in open plans only.
func (v *jsonValue) Lookup(x plan.Lookup)           { v.shown = v.j.line(x.Column) }
func (v *jsonValue) Alternatives(plan.Alternatives) {}

// line is a line as plain words, its values and references in place.
func (j *jsonPrinter) line(l plan.Line) text {
	w := &jsonWords{j: j}
	for _, r := range l {
		r.Visit(w)
	}
	return text(w.b.String())
}

func (j *jsonPrinter) lines(all []plan.Line) []text {
	out := make([]text, len(all))
	for i, l := range all {
		out[i] = j.line(l)
	}
	return out
}

// blocks are paragraphs, items, rows and commands, one string each.
func (j *jsonPrinter) blocks(all []plan.Block) []text {
	w := &jsonBlocks{j: j}
	for _, b := range all {
		b.Visit(w)
	}
	return w.out
}

type jsonWords struct {
	j *jsonPrinter
	b strings.Builder
}

func (w *jsonWords) text(t plan.Text) { w.b.WriteString(string(w.j.text(t))) }
func (w *jsonWords) say(s string)     { w.b.WriteString(string(say(s))) }

func (w *jsonWords) line(l plan.Line) {
	for _, r := range l {
		r.Visit(w)
	}
}

func (w *jsonWords) Words(r plan.Words)   { w.text(r.Text) }
func (w *jsonWords) Strong(r plan.Strong) { w.line(r.Line) }
func (w *jsonWords) Code(r plan.Code)     { w.text(r.Text) }
func (w *jsonWords) Label(r plan.Label)   { w.say(r.Text) }
func (w *jsonWords) Path(r plan.Path)     { w.say(strings.Join(r.Labels, " > ")) }
func (w *jsonWords) Link(r plan.Link)     { w.line(r.Line) }
func (w *jsonWords) Shown(r plan.Shown)   { w.text(r.Text) }

func (w *jsonWords) Ref(r plan.Ref) {
	t := w.j.plan.Targets[r.Target]
	if t.Section != "" {
		w.say(t.Number + " ")
	}
	w.line(t.Title)
}

type jsonBlocks struct {
	j   *jsonPrinter
	out []text
}

func (w *jsonBlocks) add(t text) {
	if t != "" {
		w.out = append(w.out, t)
	}
}

func (w *jsonBlocks) all(blocks []plan.Block) {
	for _, b := range blocks {
		b.Visit(w)
	}
}

func (w *jsonBlocks) Paragraph(b plan.Paragraph) { w.add(w.j.line(b.Line)) }

func (w *jsonBlocks) List(b plan.List) {
	for _, item := range b.Items {
		w.all(item.Blocks)
	}
}

func (w *jsonBlocks) Table(b plan.Table) {
	for _, row := range b.Rows {
		var cells []string
		for _, cell := range row.Cells {
			cells = append(cells, string(w.j.line(cell)))
		}
		w.add(text(strings.Join(cells, " | ")))
	}
}

func (w *jsonBlocks) Note(b plan.Note) { w.all(b.Blocks) }

func (w *jsonBlocks) Command(b plan.Command) {
	w.add(text(powershell.CommandIn(w.j.sink, b, jsonString)))
}

func (w *jsonBlocks) Guarded(b plan.Guarded) {
	w.add(w.j.line(b.Guard.Lead))
	w.all(b.Blocks)
}

// A picture, a drawing and a form show what the other blocks say already.
func (w *jsonBlocks) Picture(plan.Picture) {}
func (w *jsonBlocks) Dialog(plan.Dialog)   {}
func (w *jsonBlocks) Flow(plan.Flow)       {}
func (w *jsonBlocks) Form(plan.Form)       {}
