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
	for i := range step.Fields {
		f := &step.Fields[i]
		inner := s.meet(f.When)
		if inner.Nobody() || f.Drawn() {
			continue
		}
		out.Fields = append(out.Fields, c.filled(inner, f))
		fields.Items = append(fields.Items, plan.Item{Blocks: c.guarded(s, f.When, c.field(inner, f))})
		if f.Setting.Text != "" {
			out.Settings = c.establishes(out.Settings, inner, f.Setting, id)
		}
	}
	if len(fields.Items) > 0 {
		out.Body = append(out.Body, fields)
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
	}
	if step.Form.Text != "" {
		out.Dialog = c.dialog(s, id, step)
		out.Draw = !s.meet(c.p.Drawn).Nobody()
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
		if inner.Nobody() {
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

// field says what the reader does with one control of a form.
func (c *compiler) field(s scope, f *model.Field) []plan.Block {
	label := c.label(s, f.Label)
	r := c.held(s, f)
	id := c.settingOf(s, f)
	var blocks []plan.Block
	if _, manual := r.value.(plan.Manual); manual {
		return append(c.entry(s, f, label, id, r.value), c.blocks(s, f.Help)...)
	}
	switch plan.Control(f.Control.Text) {
	case plan.ControlOption:
		blocks = c.lines(c.say("field_option", parts{"label": label}))
	case plan.ControlCheckbox:
		phrase := "field_checkbox_off"
		if on, _ := r.value.(plan.Switch); on.On {
			phrase = "field_checkbox_on"
		}
		blocks = c.lines(c.say(phrase, parts{"label": label}))
	default:
		blocks = c.entry(s, f, label, id, r.value)
	}
	if f.Help.Text != "" {
		blocks = append(blocks, c.blocks(s, f.Help)...)
	}
	if len(r.unverified) > 0 {
		blocks = append(blocks, c.caution(r.unverified))
	}
	return blocks
}

// filled is a field as a fact.
func (c *compiler) filled(s scope, f *model.Field) plan.Field {
	out := plan.Field{
		Setting: c.settingOf(s, f), Name: f.Label.Text, Label: c.labelText(s, f.Label), Control: plan.Control(f.Control.Text), Value: c.held(s, f).value,
	}
	if out.Control == plan.ControlSelect {
		if option, exact, ok := selected(f, out.Value); ok {
			out.Option, out.With = c.labelText(s, option), !exact
		}
	}
	return out
}

// held is what a control is to hold. One without a setting is on, unless it is
// to be cleared or is left alone.
func (c *compiler) held(s scope, f *model.Field) result {
	if f.Setting.Text != "" {
		return c.setting(s, f.Setting)
	}
	return result{value: plan.Switch{On: !f.Cleared && !f.Quiet}}
}

// settingOf is the id of the setting that a field shows; empty: none.
func (c *compiler) settingOf(s scope, f *model.Field) string {
	if f.Setting.Text == "" {
		return ""
	}
	return s.ids(c.objects, f.Setting.Text)
}

func (c *compiler) lines(line plan.Line) []plan.Block {
	return []plan.Block{plan.Paragraph{Line: line}}
}

// entry is a control that takes a value: a text field, a list, a choice.
func (c *compiler) entry(s scope, f *model.Field, label plan.Line, id string, v plan.Value) []plan.Block {
	switch v := v.(type) {
	case plan.Alternatives:
		list := plan.List{}
		for _, a := range v.Each {
			line := c.entered(s, f, id, a.Value)
			list.Items = append(list.Items, plan.Item{Blocks: []plan.Block{plan.Guarded{Guard: a.Guard, Blocks: c.lines(line)}}})
		}
		return append(c.lines(c.say("field_alternatives", parts{"label": label})), list)
	case plan.Manual:
		c.quotes(id)
		blocks := c.lines(c.say("field_manual", parts{"label": label, "where": v.Where}))
		if c.out.Closed {
			// One reader, who can write down what was found.
			blocks = append(blocks, plan.Form{Tick: id, Blanks: []string{c.labelText(s, f.Label)}})
		}
		return blocks
	case plan.Absent:
		if f.Control.Text == string(plan.ControlText) {
			return c.lines(c.say("field_empty", parts{"label": label}))
		}
	case plan.Many:
		if f.Control.Text == string(plan.ControlList) && len(v.Texts) > 1 {
			c.quotes(id)
			list := plan.List{}
			for _, t := range v.Texts {
				list.Items = append(list.Items, plan.Item{Blocks: c.lines(plan.Line{plan.Shown{Setting: id, Name: c.short[id], Text: t}})})
			}
			return append(c.lines(c.say("field_list_many", parts{"label": label, "add": c.label(s, f.Add)})), list)
		}
	}
	value := c.entered(s, f, id, v)
	if f.Control.Text == string(plan.ControlList) {
		return c.lines(c.say("field_list_one", parts{"label": label, "value": value, "add": c.label(s, f.Add)}))
	}
	return c.lines(c.say("field_text", parts{"label": label, "value": value}))
}

// entered is what stands in a control: a value, or the option that is selected
// for it, as the console words it.
func (c *compiler) entered(s scope, f *model.Field, id string, v plan.Value) plan.Line {
	if f.Control.Text != string(plan.ControlSelect) {
		return c.valueLine(id, v)
	}
	option, exact, ok := selected(f, v)
	switch {
	case !ok:
		c.fault(f.Label.Pos, "field %q has no option for the value %q", f.Label, optionKey(v))
		return nil
	case exact:
		return c.label(s, option)
	}
	return c.say("option_with", parts{"option": c.label(s, option), "value": c.valueLine(id, v)})
}

// selected is the option of a select that stands for a value. An exact one says
// all of it; the option for any other value ("*") is said with the value.
func selected(f *model.Field, v plan.Value) (option model.Word, exact, ok bool) {
	if f.Option.Text != "" {
		return f.Option, true, true
	}
	if key := optionKey(v); key != "" {
		if option, ok = f.Options.Get(key); ok {
			return option, true, true
		}
	}
	option, ok = f.Options.Get("*")
	return option, false, ok
}

// optionKey is what the options of a select call a value; empty where no option
// can be for this value alone.
func optionKey(v plan.Value) string {
	switch v := v.(type) {
	case plan.One:
		if v.Text.Fixed() {
			return v.Text.Fill(nil)
		}
	case plan.Switch:
		if v.On {
			return "true"
		}
		return "false"
	case plan.Absent:
		return "absent"
	}
	return ""
}
