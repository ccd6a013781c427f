package audit

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/report"
)

// labelSpelling finds labels that are almost those of the console.
func labelSpelling(f *finder) {
	for _, b := range f.foreign() {
		for _, m := range b.labels {
			if m.kind != near || f.isName(b.Of(m.Span)) {
				continue
			}
			f.says(report.Warning, b, m.Start, "", "the label %s is %s in the console", quote(strings.Trim(b.Of(m.Span), "*: ")), quote(m.label.text))
		}
		f.words(b)
	}
}

// words finds single words that are a label in another form: "Succeed" for
// "Succeeded".
func (f *finder) words(b *block) {
	for i, w := range b.words {
		if len(w.text) < 6 || !isUpper(w.text[0]) || inLabel(b, w.start) {
			continue
		}
		marked := slices.ContainsFunc(b.Marks, func(m paper.Mark) bool { return m.Start == w.start && m.End == w.end })
		if !marked && (i == 0 || strings.ContainsAny(b.Text[b.words[i-1].end:w.start], ".:!?\n")) {
			continue
		}
		for _, l := range f.labels {
			if len(l.words) != 1 || len(l.text) < 7 || !otherForm(l.words[0], w.low) && !(marked && oneStem(l.words[0], w.low)) || !l.in[f.generation] || f.inPath(l) {
				continue
			}
			if !f.inSection(b.section(), l.text) {
				continue
			}
			f.says(report.Warning, b, w.start, "", "the label %s is %s in the console", quote(w.text), quote(l.text))
			break
		}
	}
}

// inPath tells whether a label is a part of a menu's path: those are words such
// as "Contacts", which prose has in every form.
func (x *index) inPath(l *label) bool {
	return slices.ContainsFunc(x.paths, func(p path) bool { return slices.Contains(p.segments, l.text) })
}

// otherForm tells whether two words are forms of one: the one goes on where the
// other ends.
func otherForm(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return a != b && len(a) >= 6 && len(b)-len(a) <= 3 && strings.HasPrefix(b, a[:len(a)-1])
}

// inSection tells whether a section of the model shows a label.
func (r *reading) inSection(section, text string) bool {
	return slices.ContainsFunc(r.steps[r.generation], func(s *step) bool { return s.section == section && s.labels[text] })
}

// oneStem tells whether two words start alike and are about as long, as
// "Success" and "Succeeded" do.
func oneStem(a, b string) bool {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return a != b && n >= 5 && len(a) >= 7 && len(b) >= 7 && len(a)-len(b) <= 3 && len(b)-len(a) <= 3
}

func inLabel(b *block, at int) bool {
	return slices.ContainsFunc(b.labels, func(m mention) bool { return m.Start <= at && at < m.End })
}

// isName tells whether a text is a name that the model uses in prose.
func (x *index) isName(text string) bool {
	text = squeeze(text)
	for _, t := range x.terms {
		if strings.EqualFold(t, text) {
			return true
		}
	}
	return false
}

// labelCase finds labels with other capitals than in the console.
func labelCase(f *finder) {
	for _, b := range f.foreign() {
		for _, m := range b.labels {
			if m.kind != letters {
				continue
			}
			text := squeeze(strings.Trim(b.Of(m.Span), "*: "))
			if !m.marked && !(moreCapitals(text, m.label.text) && b.Kind != paper.Heading) {
				continue
			}
			if text == m.label.text {
				continue
			}
			f.says(report.Note, b, m.Start, "", "the label %s is %s in the console", quote(text), quote(m.label.text))
		}
	}
}

// moreCapitals tells whether a text has a capital letter behind its first that
// a label does not have.
func moreCapitals(text, label string) bool {
	a, b := strings.Fields(text), strings.Fields(label)
	for i := range a {
		if i > 0 && i < len(b) && isUpper(a[i][0]) && !isUpper(b[i][0]) {
			return true
		}
	}
	return false
}

// otherConsole finds labels of another generation of the consoles than the one
// that the document is written for.
func otherConsole(f *finder) {
	for _, b := range f.foreign() {
		for _, m := range b.labels {
			if m.kind != same || m.label.in[f.generation] || !m.marked && !asked(b, m) {
				continue
			}
			for _, id := range m.label.ids {
				here := strings.Join(f.shown(id, f.generation), " > ")
				if here == "" || strings.Contains(strings.ToLower(here), strings.ToLower(m.label.text)) {
					continue
				}
				found := f.says(report.Warning, b, m.Start, "", "%s is the label of another generation of the console; in this one it is %s", quote(m.label.text), quote(here))
				found.Why = "readers of this document do not find it"
				break
			}
		}
	}
}

// asked tells whether a reader is told to do something with a label.
func asked(b *block, m mention) bool {
	before := strings.Fields(strings.TrimRight(b.Text[:m.Start], " *\"'"))
	if n := len(before); n > 1 && strings.EqualFold(before[n-1], "the") {
		before = before[:n-1]
	}
	return len(before) > 0 && pressing[strings.ToLower(before[len(before)-1])]
}

// unmarkedLabels finds names of screens that do not stand out, in a document
// whose labels do.
func unmarkedLabels(f *finder) {
	marked, all := 0, 0
	for _, b := range f.blocks {
		for _, m := range b.labels {
			all++
			if m.marked {
				marked++
			}
		}
	}
	if marked < 8 || marked*2 < all {
		return
	}
	for _, b := range f.foreign() {
		if b.Kind != paper.Item {
			continue
		}
		for _, m := range b.labels {
			if m.marked || m.kind == near || !isUpper(b.Text[m.Start]) || m.Start == 0 || linked(b, m.Start) {
				continue
			}
			before := strings.ToLower(strings.TrimSpace(b.Text[:m.Start]))
			after := lows(b.Text[m.End:])
			screen := len(after) > 0 && slices.Contains([]string{"setting", "settings", "page", "screen", "section", "dialog", "tab", "button", "checkbox", "field"}, after[0])
			if screen || strings.HasSuffix(before, "in") && strings.HasPrefix(b.Text[m.End:], ",") {
				f.says(report.Note, b, m.Start, "", "the label %s does not stand out, as the others do", quote(m.label.text))
			}
		}
	}
}

func linked(b *block, at int) bool {
	return slices.ContainsFunc(b.Marks, func(m paper.Mark) bool { return m.Start <= at && at < m.End })
}
