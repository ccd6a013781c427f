// Package report is what the commands that look for faults found, and how it is
// said: to people, to programs, and to the platforms that show it beside a line.
package report

import (
	"cmp"
	"slices"

	"github.com/triptych-docs/triptych/model/source"
)

// A Report is the result of one command.
type Report struct {
	Command  string    // "check", "audit"
	Rules    []Rule    // every rule that was tried, in the order of their ids
	Findings []Finding // in the order in which they are told
	// Summary says in one line what was looked at: "3,324 variants, 5 documents".
	Summary string
}

// A Rule is a law that a finding breaks. Its id does not change once published.
type Rule struct {
	ID     string // "reference-reachable"
	Title  string // what has to hold, as one sentence
	Reason string // what happens to the reader where it does not
	Source string // where the law is from: "drift:E4", "REF:New-JournalRule"
	Since  string // the date from which it is checked: 2026-11-22
}

// A Finding is one fault, however many variants show it.
type Finding struct {
	Rule     string
	Severity Severity
	Pos      source.Pos
	Message  string        // lower case, without a full stop, quotes both sides
	Why      string        // what it does to the reader; may be empty
	Do       string        // how to mend it; may be empty
	Also     []source.Note // the other places that have to do with it
	// Variant is the smallest set of answers that shows it: "gateway=none
	// regions=eu". Empty where every variant does, or none is meant.
	Variant string
	Count   int // of variants or documents that show it; 0 where that means nothing
}

// Severity tells how bad a finding is.
type Severity string

// The severities, worst first.
const (
	Error   Severity = "error"   // changes what gets configured, or breaks an output
	Warning Severity = "warning" // misleads a reader
	Note    Severity = "note"    // cosmetic
)

// Severities are all of them, worst first.
func Severities() []Severity { return []Severity{Error, Warning, Note} }

// Worse compares two severities: below 0 where the first is the worse.
func Worse(a, b Severity) int {
	return cmp.Compare(slices.Index(Severities(), a), slices.Index(Severities(), b))
}
