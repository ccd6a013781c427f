package readback

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
)

// A statement is a fact that the plan has, and that an output has to state.
type statement struct {
	key     string
	value   string
	setting string
	// any are the values of which a quotation shows one; key is then that of
	// every quotation.
	any []string
	// open says that the plan does not name the value: a chapter of the document's
	// own frame, or what only the administrator can find out.
	open bool
}

// A stater works out what a closed plan has a runbook state.
type stater struct {
	plan   *plan.Plan
	values plan.Values
	codes  map[string]string // step → "A3"
	tables int
	out    []statement
}

func newStater(p *plan.Plan, values plan.Values) *stater {
	s := &stater{plan: p, values: values, codes: map[string]string{}}
	for _, section := range p.Sections {
		for _, step := range section.Steps {
			s.codes[step.ID] = step.Code
		}
	}
	return s
}

func (s *stater) add(key, value, setting string) {
	s.out = append(s.out, statement{key: key, value: value, setting: setting})
}

// runbook is what a runbook of the plan has to state.
func (s *stater) runbook() []statement {
	for _, o := range s.plan.Objects {
		for _, setting := range o.Settings {
			if setting.Short == "" {
				continue
			}
			texts := s.texts(setting.Value)
			s.add(keyWhere(setting.Short), o.Kind.Title+": "+s.flat(setting.Label), setting.ID)
			s.add(setting.Short, s.shown(setting.Value), setting.ID)
			var codes []string
			for _, step := range setting.Quoted {
				codes = append(codes, s.codes[step])
			}
			s.add(keySteps(setting.Short), strings.Join(codes, ", "), setting.ID)
			if len(texts) > 0 {
				s.out = append(s.out, statement{key: keyQuote(setting.Short), setting: setting.ID, any: texts})
			}
		}
	}
	var order []string
	for _, section := range s.plan.Sections {
		if section.Role != plan.RoleChange {
			continue
		}
		for _, step := range section.Steps {
			order = append(order, step.Code)
			s.step(step)
		}
	}
	for _, check := range s.plan.Runbook.Checks {
		order = append(order, check.ID)
		s.add(keyTitle(check.ID), s.flat(check.Title), "")
		s.references(check.ID, append([]plan.Block{plan.Paragraph{Line: check.Expect}, plan.Paragraph{Line: check.Fail}}, check.Do...))
	}
	s.add(keyOrder, strings.Join(order, " "), "")
	return s.out
}

func (s *stater) step(step plan.Step) {
	s.add(keyTitle(step.Code), s.flat(step.Title), "")
	for i, f := range step.Fields {
		s.add(keyLabel(step.Code, i+1), f.Label, f.Setting)
		s.add(keyField(step.Code, i+1), s.control(f), f.Setting)
	}
	blocks := slices.Clone(step.Body)
	for _, line := range slices.Concat(step.Expect, step.Fail, []plan.Line{step.Undo, step.Evidence}) {
		blocks = append(blocks, plan.Paragraph{Line: line})
	}
	s.references(step.Code, blocks)
}

// control is what a field has to show.
func (s *stater) control(f plan.Field) string {
	if manual, ok := f.Value.(plan.Manual); ok {
		return s.flat(manual.Where)
	}
	switch f.Control {
	case plan.ControlOption:
		return selected
	case plan.ControlCheckbox:
		if on, _ := f.Value.(plan.Switch); on.On {
			return selected
		}
		return cleared
	case plan.ControlSelect:
		all := []string{f.Option}
		if f.With {
			all = append(all, s.texts(f.Value)...)
		}
		return strings.Join(all, " | ")
	}
	if _, absent := f.Value.(plan.Absent); absent {
		return unset
	}
	return strings.Join(s.texts(f.Value), " | ")
}

// shown is what the table of values shows.
func (s *stater) shown(v plan.Value) string {
	switch v := v.(type) {
	case plan.Absent:
		return s.flat(v.Shown)
	case plan.Manual:
		return s.flat(v.Where) + " " + plan.Blank
	}
	return strings.Join(s.texts(v), " | ")
}

// texts are the texts of a value of a closed plan.
func (s *stater) texts(v plan.Value) []string {
	switch v := v.(type) {
	case plan.One:
		return []string{v.Text.Fill(s.values)}
	case plan.Many:
		var all []string
		for _, t := range v.Texts {
			all = append(all, t.Fill(s.values))
		}
		return all
	}
	return nil
}

// references are where the references of a step or a check lead.
func (s *stater) references(code string, blocks []plan.Block) {
	var f finder
	f.blocks(blocks)
	for i, target := range f.found {
		t := s.plan.Targets[target]
		to := s.flat(t.Title)
		if t.Section != "" {
			to = t.Number + " " + to
		} else if !s.changing(target) {
			s.out = append(s.out, statement{key: keyRef(code, i+1), open: true})
			continue
		}
		s.add(keyRef(code, i+1), to, "")
	}
}

// changing tells whether an id is that of a part with steps of its own.
func (s *stater) changing(id string) bool {
	return slices.ContainsFunc(s.plan.Sections, func(section plan.Section) bool {
		return section.ID == id && section.Role == plan.RoleChange
	})
}

// flat is what a line says.
func (s *stater) flat(l plan.Line) string {
	f := flattener{values: s.values}
	f.line(l)
	return strings.Join(strings.Fields(f.b.String()), " ")
}
