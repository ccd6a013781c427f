package powershell

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
)

// object is an entry of the table of what is to be there.
func (s *script) object(o plan.Object) objectView {
	v := objectView{
		ID: s.quote(o.ID), Kind: s.quote(o.Kind.ID), Title: s.prose(s.words(o.Title)),
		Lenient: s.boolean(o.Disregard),
	}
	for _, rows := range s.rows(o) {
		v.Settings = append(v.Settings, rows...)
	}
	for _, k := range o.Known {
		v.Known = append(v.Known, join(
			s.syntax("@{ Name = "), s.quote(k.Setting), s.syntax("; Text = "), s.quotes(k.Texts), s.syntax(" }"),
		))
	}
	var test []Source
	for _, t := range o.Check {
		test = append(test, s.expression(t))
	}
	if len(test) > 0 && o.Kind.Validate == nil {
		s.fault("%s is to be validated, and its kind has no validation", o.ID)
	}
	v.Test = s.list(test)
	return v
}

// rows are the rows of an object, the lines of each of its settings.
func (s *script) rows(o plan.Object) [][]Source {
	widest := 0
	for _, setting := range o.Settings {
		widest = max(widest, len(setting.Name))
	}
	var all [][]Source
	for _, setting := range o.Settings {
		all = append(all, s.setting(o, setting, widest))
	}
	return all
}

// setting is a row of an object: one line, or more where there is something to
// say about its value.
func (s *script) setting(o plan.Object, setting plan.Setting, widest int) []Source {
	kind, ok := o.Kind.Setting(setting.Name)
	if !ok {
		s.fault("%s: the kind %q has no such setting", setting.ID, o.Kind.ID)
	}
	p := &settingPrinter{script: s, object: o, setting: setting, kind: kind}
	setting.Value.Visit(p)
	row := join(
		s.syntax("@{ Step = "), s.quote(s.codes(setting.Steps)), s.syntax("; Name = "), s.quote(setting.Name),
		s.syntax(";"+strings.Repeat(" ", widest-len(setting.Name)+1)+"Value = "), p.out,
	)
	lines := []Source{row}
	if setting.Policy == plan.PolicyIfEmpty {
		name := s.replacing(o, setting)
		lines = append(lines, join(
			s.syntax("   OnlyIfEmpty = -not $"+name+"; ReplaceWith = "), s.quote(name),
		))
	}
	if len(setting.Unverified) > 0 {
		lines = append(lines, join(
			s.syntax("   Unverified = "), s.prose(s.words(setting.Unverified)),
		))
	}
	last := &lines[len(lines)-1]
	*last = join(*last, s.syntax(" }"))
	if len(p.says) > 0 {
		*last = join(*last, s.syntax("   # "), s.remark(p.says))
	}
	return lines
}

// codes are the numbers of some steps in the runbook: "A3, A4".
func (s *script) codes(steps []string) string {
	var codes []string
	for _, section := range s.plan.Sections {
		for _, step := range section.Steps {
			if slices.Contains(steps, step.ID) {
				codes = append(codes, step.Code)
			}
		}
	}
	return strings.Join(codes, ", ")
}

// A settingPrinter prints the value of a setting as the cmdlets take it.
type settingPrinter struct {
	*script
	object  plan.Object
	setting plan.Setting
	kind    plan.KindSetting
	out     Source
	says    plan.Text // what the value means, where it does not show
}

func (p *settingPrinter) One(v plan.One) {
	p.out = p.expression(v.Text)
	if r, ok := p.renamed[p.setting.ID]; ok {
		p.out = p.expression(plan.FromHole(r.hole))
	}
	if p.kind.Type == "list" {
		p.out = p.list([]Source{p.out})
	}
}

func (p *settingPrinter) Many(v plan.Many) {
	var items []Source
	for _, t := range v.Texts {
		items = append(items, p.expression(t))
	}
	if p.kind.Type != "list" && len(items) == 1 {
		p.out = items[0]
		return
	}
	p.out = p.list(items)
}

func (p *settingPrinter) Switch(v plan.Switch) { p.out = p.boolean(v.On) }

func (p *settingPrinter) Absent(v plan.Absent) {
	p.out = p.syntax("$null")
	p.says = p.words(v.Shown)
}

func (p *settingPrinter) Manual(v plan.Manual) {
	p.out = p.ask(p.object, p.setting, p.kind, v.Where)
}

func (p *settingPrinter) Lookup(plan.Lookup) {
	p.fault("%s is looked up by each reader: the plan is not closed", p.setting.ID)
}

func (p *settingPrinter) Alternatives(plan.Alternatives) {
	p.fault("%s has alternatives: the plan is not closed", p.setting.ID)
}
