package audit

import (
	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/report"
)

// overwrites finds settings of the whole tenant that the document sets whatever
// is there.
func overwrites(f *finder) {
	for _, c := range f.claims() {
		s := f.settings[c.field.setting]
		if c.b.own || s == nil || s.policy != "if-empty" || !s.kind.Singleton {
			continue
		}
		if !entering().MatchString(c.b.Text) || f.conditional(c.b) {
			continue
		}
		found := f.says(report.Error, c.b, c.m.Start, "set it only when it is empty", "the document sets %s whatever is there; the model sets it only when it is empty", quote(c.m.label.text))
		found.Why = "it is one setting for the whole tenant, and others use it too"
	}
}

var (
	entering = pattern.New(`(?i)\b(enter|select|set|type|specify|choose|add|provide|input)\b`)
	ifEmpty  = pattern.New(`(?i)\b(if|when|unless|only)\b.*\b(no|not|none|already|empty|blank|without|set|configured|existing|exists)\b`)
)

// conditional tells whether a block, or one just before it, is for readers who
// have nothing there yet.
func (f *finder) conditional(b *block) bool {
	for i := b.at; i >= 0 && i > b.at-3; i-- {
		if f.blocks[i].Kind == paper.Heading {
			break
		}
		if f.blocks[i].section() == b.section() && ifEmpty().MatchString(f.blocks[i].Text) {
			return true
		}
	}
	return false
}
