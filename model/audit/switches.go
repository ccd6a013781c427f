package audit

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/report"
)

var (
	toSelect = pattern.New(`(?i)\b(select|check|tick|enable|choose|turn on|mark)( the| both the)?[\s*"']*$`)
	toClear  = pattern.New(`(?i)\b(clear|uncheck|untick|deselect|unselect|disable|turn off)( the)?[\s*"']*$|(do not|don't|never) (select|check|tick|choose|enable)( the)?[\s*"']*$`)
	isOn     = pattern.New(`(?i)^[\s*:"']*(enabled|on|yes|true|checked|selected|ticked)\b`)
	isOff    = pattern.New(`(?i)^[\s*:"']*(disabled|off|no|false|unchecked|cleared|deselected)\b`)
)

// switches finds checkboxes and options that the document sets otherwise than
// the model.
func switches(f *finder) {
	for _, b := range f.foreign() {
		for _, m := range b.labels {
			before, after := b.Text[:m.Start], b.Text[m.End:]
			clear := toClear().MatchString(before) || isOff().MatchString(after)
			on := !clear && (toSelect().MatchString(before) || isOn().MatchString(after))
			no := f.refusedHere(m.label)
			switch {
			case on && no:
				f.says(report.Error, b, m.Start, "", "the document turns %s on; the model tells readers not to select it", quote(m.label.text))
			case clear && f.wanted(b, m.label):
				f.says(report.Error, b, m.Start, "", "the document turns %s off; the model has it on", quote(m.label.text))
			case !on && !clear && no && squeeze(strings.Trim(b.Text, "*: .")) == m.label.text:
				f.says(report.Note, b, m.Start, "say that it stays as it is", "%s stands here without a word on whether to select it; the model tells readers not to", quote(m.label.text))
			}
			if on && isOn().MatchString(after) && strings.HasPrefix(strings.TrimLeft(after, "* "), ":") && f.checkbox(b, m.label) {
				word := strings.Trim(isOn().FindString(after), "*: \"'")
				f.says(report.Note, b, m.Start, "say that the checkbox is selected", "%s is a checkbox, and %s is none of its states on screen", quote(m.label.text), quote(word))
			}
		}
	}
}

func (f *finder) refusedHere(l *label) bool {
	if l.refused[f.generation] {
		return true
	}
	if l.in[f.generation] && len(l.refused) > 0 {
		for _, s := range f.steps[f.generation] {
			if s.labels[l.text] {
				return false
			}
		}
		return true
	}
	return false
}

func (f *finder) checkbox(b *block, l *label) bool {
	return slices.ContainsFunc(f.fieldsOf(b, l), func(fl *field) bool { return fl.control == "checkbox" })
}

// wanted tells whether the model has something selected.
func (f *finder) wanted(b *block, l *label) bool {
	if l.refused[f.generation] {
		return false
	}
	for _, fl := range f.fieldsOf(b, l) {
		s := f.settings[fl.setting]
		if fl.control == "checkbox" && (s == nil || slices.ContainsFunc(s.values, func(a alternative) bool { return a.text == "on" })) || fl.control == "option" {
			return true
		}
	}
	return false
}
