package powershell

import (
	"fmt"
	"slices"

	"github.com/triptych-docs/triptych/model/plan"
)

// What a kind says about the organization around an object: recipients,
// members, other objects.

// recipient is what is known of an address as a recipient.
func (s *script) recipient(f plan.KindSetting) Source {
	r := f.Recipient
	if r == nil {
		return Source{}
	}
	return join(
		s.syntax("@{ Required = "), s.boolean(r.Required), s.syntax("; Refuse = "), s.quotes(r.Refuse),
		s.syntax("; Warn = "), s.quotes(r.Warn), s.syntax("; Says = "), s.quote(r.Says), s.syntax(" }"),
	)
}

// defeats are the settings of other objects that take the effect of ours away.
func (s *script) defeats(k plan.Kind) Source {
	var all []Source
	for _, d := range k.Defeats {
		all = append(all, join(
			s.syntax("@{ Name = "), s.quote(d.Setting), s.syntax("; Text = "), s.quote(d.Value),
			s.syntax("; Says = "), s.quote(d.Says), s.syntax(" }"),
		))
	}
	return s.list(all)
}

// present are those of some kinds that the script has objects of.
func (s *script) present(kinds []string) []string {
	var all []string
	for _, id := range kinds {
		if slices.ContainsFunc(s.plan.Objects, func(o plan.Object) bool { return o.Kind.ID == id && len(o.Kind.Get) > 0 }) {
			all = append(all, id)
		}
	}
	return all
}

// memberships tells whether a check of the script lists members of the kind.
func (s *script) memberships(k plan.Kind) bool {
	return k.Members != nil && slices.ContainsFunc(s.plan.Runbook.Checks, func(c plan.Check) bool {
		return len(c.Disjoint) > 1 && s.makes(c) && slices.ContainsFunc(s.plan.Objects, func(o plan.Object) bool {
			return o.Kind.ID == k.ID && slices.Contains(c.Disjoint, o.ID)
		})
	})
}

// listMembers lists the members of the object at hand.
func (s *script) listMembers(k plan.Kind) []Source {
	limit := ""
	if k.Members.Unlimited {
		limit = " -ResultSize 'Unlimited'"
	}
	return []Source{
		join(s.name(k.Members.Cmdlet), s.syntax(fmt.Sprintf(" -Identity $identity%s%s |", limit, stop))),
		join(s.syntax("    Select-Object -Property "), s.quote(k.Members.Key), s.syntax(", "), s.quote(k.Members.Show)),
	}
}
