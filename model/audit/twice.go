package audit

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/report"
)

// setTwice finds settings of the whole tenant that a document sets again.
func setTwice(f *finder) {
	for _, id := range f.settingIDs() {
		s := f.settings[id]
		if !s.kind.Singleton {
			continue
		}
		var first *claim
		for _, c := range f.mentionsOf(func(o *setting) bool { return o == s }) {
			if c.b.own || !entering().MatchString(c.b.Text) {
				continue
			}
			if first == nil {
				first = &c
				continue
			}
			if !f.restarted(first.b, c.b) {
				continue
			}
			found := f.says(report.Warning, c.b, c.m.Start, "set it once, before what needs it", "%s is set a second time; it is one setting for the whole tenant", quote(c.m.label.text))
			f.also(found, first.b, first.m.Start, "set here already")
		}
	}
}

// sameNames finds objects of which there are several in the document, all with
// one name.
func sameNames(f *finder) {
	for _, o := range f.procedure.Objects {
		if o.Each.Text == "" {
			continue
		}
		id := o.ID.Text + ".Name"
		s := f.settings[id]
		if s == nil {
			continue
		}
		first := map[string]value{}
		for _, v := range f.given(s) {
			text := strings.ToLower(v.text())
			old, ok := first[text]
			if !ok {
				first[text] = v
				continue
			}
			if old.b.own && v.b.own || !f.restarted(old.b, v.b) {
				continue
			}
			found := f.says(report.Error, v.b, v.Start, "give each a name of its own", "a second %s gets the name %s; commands find it by name, and cannot tell two apart", s.kind.Title, quote(v.text()))
			f.also(found, old.b, old.Start, "the first of that name")
		}
	}
}

// given are the values that a document gives for a setting, with a label or as
// a text that the setting is known to have.
func (f *finder) given(s *setting) []value {
	var out []value
	has := func(b *block, at int) bool {
		return slices.ContainsFunc(out, func(v value) bool { return v.b == b && v.Start <= at && at <= v.End })
	}
	for _, b := range f.blocks {
		for _, k := range append(slices.Clone(s.known), texts(s.values)...) {
			if strings.Count(k, " ") < 1 || strings.Contains(k, "\x00") {
				continue
			}
			for _, at := range f.occurrences(b, k) {
				if !has(b, at) {
					out = append(out, value{b: b, Span: paper.Span{Start: at, End: at + endOf(b, at, k)}})
				}
			}
		}
	}
	for _, c := range f.claims() {
		if c.field.setting != s.id {
			continue
		}
		for _, v := range c.values {
			if (v.marked || !prosey(v.text())) && !has(v.b, v.Start) {
				out = append(out, v)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b value) int {
		if a.b.at != b.b.at {
			return a.b.at - b.b.at
		}
		return a.Start - b.Start
	})
	return out
}

func endOf(b *block, at int, text string) int {
	n := len(lows(text))
	for i, w := range b.words {
		if w.start == at {
			return b.words[min(i+n-1, len(b.words)-1)].end - at
		}
	}
	return 0
}

// ownContradictions finds a setting that the document's own lines give
// different values.
func ownContradictions(f *finder) {
	for _, id := range f.settingIDs() {
		s := f.settings[id]
		if !strings.HasSuffix(id, ".Name") && s.of.Type != "string" || s.of.Type == "list" || f.isChoice(id) {
			continue
		}
		var first *value
		for _, v := range f.given(s) {
			if v.b.own || !slices.ContainsFunc(append(slices.Clone(s.known), texts(s.values)...), func(k string) bool { return strings.EqualFold(k, v.text()) }) {
				continue
			}
			if first == nil {
				first = &v
				continue
			}
			if strings.EqualFold(first.text(), v.text()) {
				continue
			}
			found := f.says(report.Warning, v.b, v.Start, "", "%s is %s here, and %s on line %d", quote(s.title), quote(v.text()), quote(first.text()), f.place(first.b, first.Start).Line)
			f.also(found, first.b, first.Start, "the other value")
		}
	}
	f.ownSpelling()
}

// isChoice tells whether a setting is shown as an option and not typed.
func (x *index) isChoice(id string) bool {
	return slices.ContainsFunc(x.fields, func(fl *field) bool { return fl.setting == id && fl.control != "text" && fl.control != "list" })
}

// ownSpelling finds labels that the document writes in two ways.
func (f *finder) ownSpelling() {
	type place struct {
		b    *block
		at   int
		text string
	}
	first := map[string]place{}
	for _, b := range f.foreign() {
		for _, m := range b.Marks {
			text := squeeze(b.Of(m.Span))
			if m.Kind != paper.Strong || len(lows(text)) < 2 {
				continue
			}
			low := strings.ToLower(text)
			old, ok := first[low]
			if !ok {
				first[low] = place{b, m.Start, text}
				continue
			}
			if old.text != text {
				found := f.says(report.Note, b, m.Start, "", "%s is written %s on line %d", quote(text), quote(old.text), f.place(old.b, old.at).Line)
				f.also(found, old.b, old.at, "the other spelling")
			}
		}
	}
}
