package audit

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/pattern"
)

// A claim is what a document says about a field: its label, and the value that
// stands behind it.
type claim struct {
	b      *block
	m      mention
	field  *field
	values []value
	// behind is all that the block says behind the label.
	behind paper.Span
}

// A value is a text that a document gives for a field.
type value struct {
	b *block
	paper.Span
	marked bool
}

func (v value) text() string { return squeeze(strings.Trim(v.b.Of(v.Span), "*'\" ")) }

// claims finds the fields that a document names, and what it gives for them.
func (f *finder) claims() []claim {
	var out []claim
	for _, b := range f.blocks {
		for i, m := range b.labels {
			fields := f.fieldsOf(b, m.label)
			if len(fields) == 0 {
				continue
			}
			end := len(b.Text)
			if next := slices.IndexFunc(b.labels[i+1:], func(n mention) bool { return len(f.fieldsOf(b, n.label)) > 0 }); next >= 0 {
				end = b.labels[i+1+next].Start
			}
			c := claim{b: b, m: m, field: fields[0], behind: paper.Span{Start: m.End, End: end}}
			c.values = f.valuesOf(c)
			out = append(out, c)
		}
	}
	return out
}

// fieldsOf are the fields with a label, in the step that a block is about.
func (f *finder) fieldsOf(b *block, l *label) []*field {
	var out []*field
	for _, fl := range f.fields {
		if !slices.Contains(l.ids, fl.label) {
			continue
		}
		if b.step == nil || b.step.section != fl.section.ID.Text {
			continue
		}
		if b.step.id == fl.section.ID.Text+"."+fl.step.ID.Text {
			out = append([]*field{fl}, out...)
		} else {
			out = append(out, fl)
		}
	}
	return out
}

var colon = pattern.New(`^[\s*."']*[:：|]+[\s*"']*|^\t+`)

// valuesOf are the values that stand behind a label: what stands out there, or
// else the rest of a line behind a colon, or the line below.
func (f *finder) valuesOf(c claim) []value {
	rest := c.b.Of(c.behind)
	m := colon().FindString(rest)
	behind := paper.Span{Start: c.behind.Start + len(m), End: c.behind.End}
	var out []value
	for _, s := range c.b.Marks {
		if s.Start >= behind.Start && s.End <= behind.End && s.Kind != paper.Link {
			out = append(out, value{c.b, s.Span, true})
		}
	}
	if len(out) == 0 {
		for _, s := range spans(c.b) {
			if s.Start >= behind.Start && s.End <= behind.End {
				out = append(out, value{c.b, s, true})
			}
		}
	}
	out = slices.DeleteFunc(out, func(v value) bool { return len(lows(c.b.Text[c.behind.Start:v.Start])) > 12 })
	if len(out) > 0 || m == "" && strings.Trim(rest, " *.:") != "" {
		return out
	}
	if strings.TrimSpace(c.b.Of(behind)) != "" {
		s := behind
		for s.End > s.Start && strings.IndexByte(" .", c.b.Text[s.End-1]) >= 0 {
			s.End--
		}
		return []value{{c.b, s, false}}
	}
	if strings.TrimLeft(c.b.Text[:c.m.Start], "*.- ") != "" {
		return nil
	}
	if next := c.b.at + 1; next < len(f.blocks) {
		n := f.blocks[next]
		if n.Kind != paper.Item && n.Kind != paper.Row && len(n.Text) < 90 && len(n.labels) == 0 {
			return []value{{n, paper.Span{Start: 0, End: len(n.Text)}, false}}
		}
	}
	return nil
}

// mentionsOf are the claims about settings of some kind; in a generation where a
// dialog takes the value, the labels beside it count too.
func (f *finder) mentionsOf(of func(*setting) bool) []claim {
	var out []claim
	for _, c := range f.claims() {
		if s := f.settings[c.field.setting]; s != nil && of(s) {
			out = append(out, c)
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, b := range f.blocks {
		if b.step == nil {
			continue
		}
		for _, fl := range f.fields {
			s := f.settings[fl.setting]
			if s == nil || !of(s) || !b.sets(fl.setting) || b.step.id != fl.section.ID.Text+"."+fl.step.ID.Text {
				continue
			}
			for _, m := range b.labels {
				if m.label.weight > 1 {
					out = append(out, claim{b: b, m: m, field: fl})
					break
				}
			}
		}
	}
	return out
}
