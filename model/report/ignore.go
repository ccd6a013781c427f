package report

import (
	"fmt"

	"github.com/triptych-docs/triptych/model/source"
)

// An Exception puts off what is found against a rule in some files, for a reason
// and until a day.
type Exception struct {
	Rule   string
	Covers func(file string) bool // tells whether a file is meant, by the name that findings have
	Why    string
	Until  string     // the last day, year-month-day
	Pos    source.Pos // where it was agreed
	// Elsewhere is set where it may be about what this report did not look at.
	Elsewhere bool
}

// The rules about exceptions themselves.
var (
	Expired = Rule{
		ID: "ignore-expired", Title: "Nothing is ignored beyond the day that was agreed on",
		Reason: "What was put off is forgotten otherwise.", Since: "2026-11-22",
	}
	Unused = Rule{
		ID: "ignore-unused", Title: "What is to be ignored is there",
		Reason: "An entry for what was mended long ago would hide the next fault of its kind.", Since: "2026-11-22",
	}
)

// Except applies exceptions. A finding that is put off stays in the report, as a
// note that says by whom: nothing is hidden by a file that few people read. An
// error cannot be put off, because it changes what gets configured. An exception
// whose day is over, and one that meets nothing, is a finding of its own.
func (r *Report) Except(all []Exception, today string) {
	if len(all) == 0 {
		return
	}
	met := make([]bool, len(all))
	for i := range r.Findings {
		f := &r.Findings[i]
		for j, e := range all {
			if f.Rule != e.Rule || !e.Covers(fileOf(f.Pos)) {
				continue
			}
			met[j] = true
			switch {
			case e.expired(today):
			case f.Severity == Error:
				f.Also = append(f.Also[:len(f.Also):len(f.Also)], source.Note{Pos: e.Pos, Message: "an error cannot be ignored"})
			default:
				f.Severity = Note
				f.Also = append(f.Also[:len(f.Also):len(f.Also)], source.Note{Pos: e.Pos, Message: fmt.Sprintf("ignored until %s: %s", e.Until, e.Why)})
			}
		}
	}
	r.Rules = append(r.Rules, Expired, Unused)
	for j, e := range all {
		switch {
		case e.expired(today):
			r.Findings = append(r.Findings, Finding{
				Rule: Expired.ID, Severity: Warning, Pos: e.Pos,
				Message: fmt.Sprintf("%q was ignored until %s", e.Rule, e.Until), Why: "it counts again",
				Do: "mend what it is about and take the entry out, or agree on another day",
			})
		case !met[j] && !e.Elsewhere:
			r.Findings = append(r.Findings, Finding{
				Rule: Unused.ID, Severity: Warning, Pos: e.Pos,
				Message: fmt.Sprintf("nothing is found against %q in these files", e.Rule), Do: "take the entry out",
			})
		}
	}
}

// expired tells whether the day of an exception is over. Dates of this form are
// in the order of their texts.
func (e Exception) expired(today string) bool { return today > e.Until }
