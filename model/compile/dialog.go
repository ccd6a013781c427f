package compile

import (
	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
)

// dialog draws the form of a step: all of its fields, the quiet ones too, and
// the button that the step ends with. A form of which nothing is known but its
// name is not drawn.
func (c *compiler) dialog(s scope, id string, step *model.Step) *plan.Dialog {
	// A value that is only drawn is not quoted: nobody types it from there.
	at := c.at
	c.at = ""
	defer func() { c.at = at }()
	out := &plan.Dialog{ID: id, Title: c.labelText(s, step.Form)}
	for i := range step.Fields {
		f := &step.Fields[i]
		inner := s.meet(f.When)
		if inner.Nobody() {
			continue
		}
		for _, drawn := range c.controls(inner, f) {
			if g := c.guard(s, f.When); g != nil {
				drawn = c.drawnFor(drawn, g)
			}
			out.Fields = append(out.Fields, drawn)
		}
	}
	if len(out.Fields) == 0 {
		return nil
	}
	if button := firstLabel(c.line(s, step.Then)); button != "" {
		out.Fields = append(out.Fields, plan.DialogField{Label: button, Control: plan.ControlButton, Set: true})
	}
	return out
}

// drawnFor is a control that only some readers fill in like this.
func (c *compiler) drawnFor(d plan.DialogField, g *plan.Guard) plan.DialogField {
	if d.Option != "" {
		d.Values, d.Option = []plan.Line{{plan.Label{Text: d.Option}}}, ""
	}
	for i, v := range d.Values {
		d.Values[i] = c.say("value_if", parts{"value": v, "clause": g.Clause})
	}
	if len(d.Values) == 0 {
		d.Values = []plan.Line{g.Lead}
	}
	return d
}

// firstLabel is the first label in a line: the button that a step ends with.
func firstLabel(l plan.Line) string {
	for _, r := range l {
		if label, ok := r.(plan.Label); ok {
			return label.Text
		}
	}
	return ""
}

// controls draws a field: as one control, or as one for each value of a task.
func (c *compiler) controls(s scope, f *model.Field) []plan.DialogField {
	id, v := c.settingOf(s, f), c.held(s, f).value
	out := plan.DialogField{Label: c.labelText(s, f.Label), Control: plan.Control(f.Control.Text)}
	switch f.Control.Text {
	case "option":
		out.On, out.Set = !f.Quiet, !f.Quiet
	case "checkbox":
		on, _ := v.(plan.Switch)
		_, out.Open = v.(plan.Manual)
		out.On, out.Set = on.On, !f.Quiet
	case "line", "task":
		return c.stated(s, f, out, id, v)
	case "select":
		out.Set = !f.Quiet
		option, line := c.optionShown(s, f, id, v)
		out.Option = option
		if len(line) > 0 {
			out.Values = []plan.Line{line}
		}
	default:
		out.Set = true
		out.Values = c.stands(id, v)
	}
	return []plan.DialogField{out}
}

// stated draws what a form states: a line says its option and then the values, a
// task says each value and then how it went.
func (c *compiler) stated(s scope, f *model.Field, out plan.DialogField, id string, v plan.Value) []plan.DialogField {
	out.Control = plan.ControlLine
	var option plan.Line
	if f.Option.Text != "" {
		option = plan.Line{plan.Label{Text: c.labelText(s, f.Option)}}
	}
	values := []plan.Line{nil}
	if id != "" {
		values = c.stands(id, v)
	}
	if f.Control.Text == "line" {
		if len(option) > 0 && len(values) == 0 {
			values = []plan.Line{nil} // the setting stays unset: the option alone is said
		}
		out.Values = values
		if len(option) > 0 {
			out.Values[0] = pair(option, values[0])
		}
		return []plan.DialogField{out}
	}
	var all []plan.DialogField
	for _, value := range values {
		task := out
		task.Values = []plan.Line{pair(value, option)}
		all = append(all, task)
	}
	return all
}

// pair is two lines with a colon between them, where both are there.
func pair(a, b plan.Line) plan.Line {
	if len(a) == 0 || len(b) == 0 {
		return append(append(plan.Line{}, a...), b...)
	}
	return append(append(append(plan.Line{}, a...), plan.Say(": ")...), b...)
}

// stands is what stands in a field of a form, one line for each value.
func (c *compiler) stands(id string, v plan.Value) []plan.Line {
	switch v := v.(type) {
	case plan.Manual:
		return []plan.Line{plan.Say(plan.Blank)}
	case plan.Absent:
		return nil
	case plan.Many:
		var all []plan.Line
		for _, t := range v.Texts {
			all = append(all, c.valueLine(id, plan.One{Text: t}))
		}
		return all
	}
	return []plan.Line{c.valueLine(id, v)}
}

// optionShown is the option that a select shows, or a line where it takes more words.
func (c *compiler) optionShown(s scope, f *model.Field, id string, v plan.Value) (string, plan.Line) {
	if alternatives, ok := v.(plan.Alternatives); ok {
		var line plan.Line
		for i, a := range alternatives.Each {
			option, inner := c.optionShown(s, f, id, a.Value)
			if option != "" {
				inner = plan.Line{plan.Label{Text: option}}
			}
			if i > 0 {
				line = append(line, plan.Say("; ")...)
			}
			line = append(line, c.say("value_if", parts{"value": inner, "clause": a.Guard.Clause})...)
		}
		return "", line
	}
	if _, manual := v.(plan.Manual); manual {
		return "", plan.Say(plan.Blank)
	}
	option, _, ok := selected(f, v)
	if !ok {
		return "", nil // a fault of the field, which says so
	}
	return c.labelText(s, option), nil
}
