package powershell

import (
	"slices"

	"github.com/triptych-docs/triptych/model/plan"
)

// makes tells whether the script makes a check of the runbook: the check says
// what to compare, and all of it is of objects that the script can read.
func (s *script) makes(c plan.Check) bool {
	if c.Manual {
		return false
	}
	scripted := s.scripted()
	names := slices.Concat(c.Settings, c.Validated, c.Disjoint)
	if len(names) == 0 {
		return c.Unchanged
	}
	return !slices.ContainsFunc(names, func(id string) bool { return !scripted[id] })
}

// checked is an entry of the table of checks.
func (s *script) checked(c plan.Check) checkedView {
	disjoint := c.Disjoint
	if len(disjoint) < 2 {
		disjoint = nil // one object shares its members with nobody
	}
	return checkedView{
		ID: s.quote(c.ID), Title: s.prose(s.words(c.Title)), Settings: s.quotes(c.Settings),
		Validated: s.quotes(c.Validated), Disjoint: s.quotes(disjoint), Unchanged: s.boolean(c.Unchanged),
		Fail: s.prose(s.words(c.Fail)),
	}
}
