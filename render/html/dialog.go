package html

import (
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
)

// Dialog draws the form on screen as a list of names and values with the look
// of a form. It flows, so that a value of any length stays in its field, and it
// is text: it can be copied, searched and heard. What the reader does with a
// control is a word beside its label.
func (v *blockPrinter) Dialog(b plan.Dialog) {
	v.put(syntax("<figure class=\"dialog\">\n<figcaption>"))
	if b.Title != "" {
		v.put(syntax(`<b class="ui">`), words(v.sink, plan.Literal(b.Title)), syntax("</b> "))
	}
	v.put(syntax(`<span class="schematic">`), words(v.sink, plan.Literal(v.words.Schematic)),
		syntax("</span></figcaption>\n<dl>\n"))
	for _, f := range b.Fields {
		v.control(f)
	}
	v.put(syntax("</dl>\n</figure>\n"))
}

// control is one control of a dialog.
func (v *blockPrinter) control(f plan.DialogField) {
	v.put(syntax(`<div class="`), controlClass(f), syntax(`"><dt>`))
	if f.Label != "" {
		v.put(syntax(`<span class="label">`), words(v.sink, plan.Literal(f.Label)), syntax("</span>"))
	}
	if mark := v.words.Mark(f); mark != "" {
		v.put(syntax(` <span class="mark"><span class="unseen">(</span>`), words(v.sink, plan.Literal(mark)),
			syntax(`<span class="unseen">)</span></span>`))
	}
	v.put(syntax("</dt>"))
	shown := book.Shown(f)
	if len(shown) == 0 {
		v.put(syntax("<dd></dd>"))
	}
	state := v.words.State(f) != ""
	for i, line := range shown {
		tag := syntax("<dd>")
		if i == 0 && state {
			// The box, the circle or the button shows it.
			tag = syntax(`<dd class="unseen">`)
		}
		v.put(tag)
		v.inline(line)
		if i < len(shown)-1 {
			v.put(syntax(`<span class="unseen">, </span>`))
		}
		v.put(syntax("</dd>"))
	}
	v.put(syntax("</div>\n"))
}

// controlClass says what a control looks like.
func controlClass(f plan.DialogField) Text {
	kind := fixed("text")
	switch f.Control {
	case plan.ControlList:
		kind = "list"
	case plan.ControlOption:
		kind = "option"
	case plan.ControlSelect:
		kind = "select"
	case plan.ControlCheckbox:
		kind = "checkbox"
	case plan.ControlLine:
		kind = "line"
	case plan.ControlButton:
		kind = "button"
	}
	if f.On {
		kind += " on"
	}
	if f.Set {
		kind += " set"
	}
	return syntax(kind)
}
