package compile

import (
	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
)

func (c *compiler) step(p part, index int, step *model.Step) plan.Step {
	s := p.scope.meet(step.When)
	id := p.id + "." + step.ID.Text
	out := plan.Step{
		ID: id, Number: index + 1, Code: code(p.letter, index+1),
		Title: c.line(s, step.Title), Guard: c.guard(p.scope, step.When), Optional: step.Optional,
		Changes: step.Changes,
		Expect:  c.items(s, step.Expect), Fail: c.items(s, step.Fail),
		Undo: c.line(s, step.Undo), Evidence: c.line(s, step.Evidence),
		Commits: c.instances(s, step.Commits), ByHand: step.ByHand,
	}
	c.at = id
	defer func() { c.at = "" }()
	out.Body = c.blocks(s, step.Text)
	fields := plan.List{}
	dialog := &plan.Dialog{Title: c.labelText(s, step.Form)}
	for i := range step.Fields {
		f := &step.Fields[i]
		inner := s.meet(f.When)
		if len(inner.worlds) == 0 {
			continue
		}
		blocks, drawn := c.field(inner, f)
		fields.Items = append(fields.Items, plan.Item{Blocks: c.guarded(s, f.When, blocks)})
		if g := c.guard(s, f.When); g != nil {
			if drawn.Option != "" {
				drawn.Value, drawn.Option = plan.Line{plan.Label{Text: drawn.Option}}, ""
			}
			drawn.Value = c.say("value_if", parts{"value": drawn.Value, "clause": g.Clause})
		}
		dialog.Fields = append(dialog.Fields, drawn)
		if f.Setting.Text != "" {
			out.Settings = c.establishes(out.Settings, inner, f.Setting, id)
		}
	}
	if len(fields.Items) > 0 {
		out.Body = append(out.Body, fields)
		if step.Form.Text != "" {
			out.Dialog = dialog
		}
	}
	out.Body = append(out.Body, c.body(s, step.Notes)...)
	if step.Then.Text != "" {
		out.Body = append(out.Body, plan.Paragraph{Line: c.line(s, step.Then)})
	}
	for _, w := range step.Sets {
		out.Settings = c.establishes(out.Settings, s, w, id)
	}
	if step.Picture != nil {
		out.Picture = c.picture(s, step.Picture)
		out.Draw = c.o.Pictures == "" && len(s.meet(step.Picture.When).worlds) > 0
	}
	return out
}

// establishes notes that a step establishes a setting.
func (c *compiler) establishes(sofar []string, s scope, w model.Word, step string) []string {
	id := s.ids(c.objects, w.Text)
	c.steps[id] = append(c.steps[id], step)
	return append(sofar, id)
}

// items are the proses whose condition readers here meet. Those that only some
// of them meet say so.
func (c *compiler) items(s scope, in []model.Item) []plan.Line {
	var out []plan.Line
	for _, item := range in {
		inner := s.meet(item.When)
		if len(inner.worlds) == 0 {
			continue
		}
		for _, each := range inner.perAnswer(item.Each.Text, item.When) {
			line := c.line(each, item.Text)
			if g := c.guard(s, item.When); g != nil {
				line = c.say("item_if", parts{"lead": g.Lead, "line": line})
			}
			out = append(out, line)
		}
	}
	return out
}

// field is one control of a form: what the reader does with it, and how it is
// drawn.
func (c *compiler) field(s scope, f *model.Field) ([]plan.Block, plan.DialogField) {
	label := c.label(s, f.Label)
	drawn := plan.DialogField{Label: c.labelText(s, f.Label), Control: plan.Control(f.Control.Text)}
	r := result{value: plan.Switch{On: true}}
	id := ""
	if f.Setting.Text != "" {
		r = c.setting(s, f.Setting)
		id = s.ids(c.objects, f.Setting.Text)
	}
	var blocks []plan.Block
	if _, manual := r.value.(plan.Manual); manual {
		blocks = c.entry(s, f, label, id, r.value, &drawn)
		return append(blocks, c.blocks(s, f.Help)...), drawn
	}
	switch drawn.Control {
	case plan.ControlOption:
		drawn.On = true
		blocks = c.lines(c.say("field_option", parts{"label": label}))
	case plan.ControlCheckbox:
		on, _ := r.value.(plan.Switch)
		drawn.On = on.On
		phrase := "field_checkbox_off"
		if on.On {
			phrase = "field_checkbox_on"
		}
		blocks = c.lines(c.say(phrase, parts{"label": label}))
	default:
		blocks = c.entry(s, f, label, id, r.value, &drawn)
	}
	if f.Help.Text != "" {
		blocks = append(blocks, c.blocks(s, f.Help)...)
	}
	if len(r.unverified) > 0 {
		blocks = append(blocks, c.caution(r.unverified))
	}
	return blocks, drawn
}

func (c *compiler) lines(line plan.Line) []plan.Block {
	return []plan.Block{plan.Paragraph{Line: line}}
}

// entry is a control that takes a value: a text field, a list, a choice.
func (c *compiler) entry(s scope, f *model.Field, label plan.Line, id string, v plan.Value, drawn *plan.DialogField) []plan.Block {
	switch v := v.(type) {
	case plan.Alternatives:
		list := plan.List{}
		for _, a := range v.Each {
			line := c.entered(s, f, id, a.Value, drawn)
			list.Items = append(list.Items, plan.Item{Blocks: []plan.Block{plan.Guarded{Guard: a.Guard, Blocks: c.lines(line)}}})
		}
		return append(c.lines(c.say("field_alternatives", parts{"label": label})), list)
	case plan.Manual:
		drawn.Value = plan.Say(plan.Blank)
		blocks := c.lines(c.say("field_manual", parts{"label": label, "where": v.Where}))
		if c.out.Closed {
			// One reader, who can write down what was found.
			blocks = append(blocks, plan.Form{Tick: id, Blanks: []string{drawn.Label}})
		}
		return blocks
	case plan.Absent:
		if drawn.Control == plan.ControlText {
			return c.lines(c.say("field_empty", parts{"label": label}))
		}
	case plan.Many:
		if drawn.Control == plan.ControlList && len(v.Texts) > 1 {
			drawn.Value = c.valueLine(id, v)
			list := plan.List{}
			for _, t := range v.Texts {
				list.Items = append(list.Items, plan.Item{Blocks: c.lines(plan.Line{plan.Shown{Setting: id, Name: c.short[id], Text: t}})})
			}
			return append(c.lines(c.say("field_list_many", parts{"label": label, "add": c.label(s, f.Add)})), list)
		}
	}
	value := c.entered(s, f, id, v, drawn)
	if drawn.Control == plan.ControlList {
		return c.lines(c.say("field_list_one", parts{"label": label, "value": value, "add": c.label(s, f.Add)}))
	}
	return c.lines(c.say("field_text", parts{"label": label, "value": value}))
}

// entered is what stands in a control: a value, or the option that is selected
// for it, as the console words it.
func (c *compiler) entered(s scope, f *model.Field, id string, v plan.Value, drawn *plan.DialogField) plan.Line {
	if drawn.Control != plan.ControlSelect {
		drawn.Value = c.valueLine(id, v)
		return drawn.Value
	}
	if f.Option.Text != "" {
		drawn.Option = c.labelText(s, f.Option)
		return c.label(s, f.Option)
	}
	key := ""
	switch v := v.(type) {
	case plan.One:
		if v.Text.Fixed() {
			key = v.Text.Fill(nil)
		}
	case plan.Switch:
		key = "false"
		if v.On {
			key = "true"
		}
	case plan.Absent:
		key = "absent"
	}
	option, ok := f.Options.Get(key)
	if ok && key != "" {
		drawn.Option = c.labelText(s, option)
		return c.label(s, option)
	}
	if option, ok = f.Options.Get("*"); ok {
		drawn.Option = c.labelText(s, option)
		return c.say("option_with", parts{"option": c.label(s, option), "value": c.valueLine(id, v)})
	}
	c.fault(f.Label.Pos, "field %q has no option for the value %q", f.Label, key)
	return nil
}
