package audit

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/report"
)

// option judges what is selected in a list.
func (f *finder) option(c claim, v value) {
	text := v.text()
	right := map[string]bool{}
	var wrong []string
	for _, fl := range f.fields {
		if fl.label == c.field.label && fl.section == c.field.section {
			for t := range fl.options {
				right[t] = true
			}
			for _, o := range fl.others {
				if !f.rightElsewhere(fl, o) {
					wrong = append(wrong, o)
				}
			}
		}
	}
	for t := range right {
		if strings.EqualFold(strings.Trim(t, "[]. "), strings.Trim(text, "[]. ")) {
			return
		}
	}
	l, kind := f.find(text, true)
	if l != nil && (kind == near || right[l.text]) && !slices.Contains(wrong, l.text) {
		return // spelled otherwise: another rule names it
	}
	isWrong := slices.ContainsFunc(wrong, func(t string) bool { return strings.EqualFold(t, text) })
	if len(right) == 0 || !isWrong && (l != nil || len(lows(text)) > 6 || c.field.control == "option") {
		return
	}
	if text == "+" || c.b.Of(c.m.Span) == text {
		return
	}
	f.says(report.Error, v.b, v.Start, "", "for %s the document has %s; the model has %s", quote(c.m.label.text), quote(text), quoted(sorted(right)))
}

// otherOptions finds text that speaks of an option which the model does not
// take.
func otherOptions(f *finder) {
	for _, b := range f.foreign() {
		for _, fl := range f.fields {
			if b.section() != fl.section.ID.Text {
				continue
			}
			for _, other := range fl.others {
				if f.rightElsewhere(fl, other) || strings.EqualFold(squeeze(strings.Trim(b.Text, "*:. ")), other) {
					continue
				}
				for _, at := range f.occurrences(b, other) {
					if len(lows(other)) < 2 || inLabel(b, at) && !f.exactly(b, at, other) {
						continue
					}
					if b.step != nil && b.step.id != fl.section.ID.Text+"."+fl.step.ID.Text && !strings.Contains(squeeze(b.Text), other) && len(lows(other)) < 3 {
						continue
					}
					f.says(report.Error, b, at, "", "%s is another option of %s; the model has %s", quote(other), quote(fl.texts[f.generation]), quoted(sorted(fl.options)))
				}
			}
		}
		f.untaken(b)
	}
}

// untaken finds an option of the console that the procedure nowhere takes, and
// that the document has its reader select.
func (f *finder) untaken(b *block) {
	for _, s := range spans(b) {
		text := squeeze(b.Of(trim(b, s)))
		id, ok := f.unused[strings.ToLower(text)]
		if !ok || !toSelect().MatchString(b.Text[:s.Start]) {
			continue
		}
		for _, fl := range f.fields {
			if b.section() == fl.section.ID.Text && family(fl.label) == family(id) {
				f.says(report.Error, b, s.Start, "", "the document selects %s; the model has %s there", quote(text), quote(fl.texts[f.generation]))
				return
			}
		}
	}
}

// rightElsewhere tells whether an option is right for other readers of the same
// field.
func (f *finder) rightElsewhere(fl *field, option string) bool {
	return slices.ContainsFunc(f.fields, func(o *field) bool {
		return o.label == fl.label && o.section == fl.section && o.options[option] != ""
	})
}

func (f *finder) exactly(b *block, at int, text string) bool {
	return slices.ContainsFunc(b.labels, func(m mention) bool { return m.Start == at && strings.EqualFold(m.label.text, text) })
}

// optionsOf are the options that the model takes for a label, for any reader.
func (f *finder) optionsOf(fl *field) map[string]bool {
	out := map[string]bool{}
	for _, other := range f.fields {
		if other.label == fl.label && other.section == fl.section {
			for _, id := range other.options {
				out[id] = true
			}
		}
	}
	return out
}

func (f *finder) optionText(id string) string {
	if t := f.shown(id, f.generation); len(t) > 0 {
		return t[len(t)-1]
	}
	return id
}
