package audit

import (
	"strings"

	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/report"
)

// bothOptions finds options of one field that exclude each other and are both
// taken, in parts that the document does not say are alternatives.
func bothOptions(f *finder) {
	type choice struct {
		b    *block
		at   int
		text string
	}
	byField := map[string][]choice{}
	for _, b := range f.blocks {
		if b.own || b.Kind == paper.Heading {
			continue
		}
		for _, m := range b.labels {
			for _, fl := range f.fields {
				if fl.control != "select" || fl.setting == "" || b.section() != fl.section.ID.Text {
					continue
				}
				id := fl.options[m.label.text]
				if id == "" || len(f.optionsOf(fl)) < 2 {
					continue
				}
				if all := byField[fl.label]; len(all) == 0 || all[len(all)-1].b != b {
					byField[fl.label] = append(all, choice{b, m.Start, id})
				}
			}
		}
		// An option that running text has and that no mark shows.
		for _, c := range f.plainOptions(b) {
			byField[c.field.label] = append(byField[c.field.label], choice{b, c.values[0].Start, c.values[0].text()})
		}
	}
	for _, label := range sorted(byField) {
		all := byField[label]
		for i, c := range all {
			if i == 0 || all[0].text == c.text || !f.restarted(all[0].b, c.b) {
				continue
			}
			if f.alternative(all[0].b, c.b) {
				continue
			}
			found := f.says(report.Error, c.b, c.at, "say that the one replaces the other", "%s and %s are both set up, and nothing says that one replaces the other", quote(f.optionText(all[0].text)), quote(f.optionText(c.text)))
			found.Why = "whatever fits both is handled twice"
			f.also(found, all[0].b, all[0].at, "the other one")
			break
		}
	}
}

// plainOptions are the values of select fields that stand unmarked.
func (f *finder) plainOptions(b *block) []claim {
	var out []claim
	for _, m := range b.labels {
		for _, fl := range f.fieldsOf(b, m.label) {
			if fl.control != "select" || len(f.optionsOf(fl)) < 2 {
				continue
			}
			c := claim{b: b, m: m, field: fl, behind: paper.Span{Start: m.End, End: len(b.Text)}}
			for _, v := range f.valuesOf(c) {
				for id := range f.optionsOf(fl) {
					if strings.EqualFold(f.optionText(id), v.text()) && !inLabel(b, v.Start) {
						c.values = []value{{b, v.Span, v.marked}}
						return append(out, claim{b: b, m: m, field: fl, values: []value{{b, v.Span, v.marked}}})
					}
				}
			}
			break
		}
	}
	return out
}

var replaces = pattern.New(`(?i)\b(instead|in place of|replaces?|rather than|alternatively|do not also|either|not both|skip section)\b`)

// alternative tells whether the words around two blocks say that the one stands
// for the other.
func (f *finder) alternative(a, b *block) bool {
	for i := max(0, a.heading); i <= b.at; i++ {
		if (f.blocks[i].heading == b.heading || f.blocks[i].at == b.heading) && replaces().MatchString(f.blocks[i].Text) {
			return true
		}
	}
	return false
}
