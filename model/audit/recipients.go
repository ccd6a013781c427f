package audit

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/report"
)

var (
	negation = pattern.New(`(?i)\b(not|cannot|can't|never|no|without|neither|nor)\b`)
	outside  = pattern.New(`(?i)\b(outside|external|dedicated|on-premises)\b`)
	capital  = pattern.New(`[A-Z][a-z]+`)
)

// recipients finds addresses that may not be, or should not be, what the
// document says they are.
func recipients(f *finder) {
	for _, c := range f.mentionsOf(func(s *setting) bool {
		return s.of.Recipient != nil && !s.of.Recipient.Required && len(s.of.Recipient.Warn) > 0
	}) {
		if c.b.own || !entering().MatchString(c.b.Text) {
			continue
		}
		s := f.settings[c.field.setting]
		bad := map[string]bool{}
		for _, t := range slices.Concat(s.of.Recipient.Warn, s.of.Recipient.Refuse) {
			if words := capital().FindAllString(t, -1); len(words) > 1 {
				bad[strings.ToLower(words[0])] = true
			}
		}
		told := false
		for _, w := range c.b.words {
			if !bad[strings.TrimSuffix(strings.TrimSuffix(w.low, "'s"), "s")] || inLabel(c.b, w.start) || told {
				continue
			}
			if negation().MatchString(c.b.Of(sentence(c.b, w.start))) {
				continue
			}
			told = true
			found := f.says(report.Error, c.b, w.start, "", "%s is said to be that of a %s: %s", quote(s.title), w.low, quote(c.b.Of(sentence(c.b, w.start))))
			found.Why = s.of.Recipient.Says
		}
		if !told && !outside().MatchString(c.b.Text) {
			found := f.says(report.Warning, c.b, c.m.Start, "say which mailboxes it may be", "nothing is said about which mailbox may stand as %s", quote(s.title))
			found.Why = s.of.Recipient.Says
		}
	}
}
