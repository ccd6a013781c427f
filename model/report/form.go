package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/triptych-docs/triptych/model/source"
)

// A Form is how a report is written.
type Form string

// The forms. Text is for people and may change; the others are for programs.
const (
	Text     Form = "text"     // each finding with its line and a caret
	JSON     Form = "json"     // schema triptych.COMMAND/1, which only grows
	SARIF    Form = "sarif"    // version 2.1.0, for code scanning
	GitHub   Form = "github"   // workflow commands: annotations beside the lines
	Markdown Form = "markdown" // a comment or a job summary
)

// Write writes the report in a form. The same report gives the same bytes.
func (r Report) Write(w io.Writer, f Form) error {
	var text []byte
	var err error
	switch f {
	case Text:
		text = r.text()
	case JSON:
		text, err = r.json()
	case SARIF:
		text, err = r.sarif()
	case GitHub:
		text = r.github()
	case Markdown:
		text = r.markdown()
	default:
		return fmt.Errorf("unknown form of report %q", f)
	}
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	_, err = w.Write(text)
	return err
}

// Fails tells whether the answer of the command is no: there is an error, or,
// where warnings count as well, a warning.
func (r Report) Fails(strict bool) bool {
	return slices.ContainsFunc(r.Findings, func(f Finding) bool {
		return f.Severity == Error || strict && f.Severity == Warning
	})
}

// Sort puts the findings into the order of files and lines, in which people
// read them. Those of one place keep their order.
func (r *Report) Sort() {
	slices.SortStableFunc(r.Findings, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(fileOf(a.Pos), fileOf(b.Pos)),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Col, b.Pos.Col),
		)
	})
}

// Faults are diagnostics as findings: errors against one rule.
func Faults(rule string, list *source.List) []Finding {
	var all []Finding
	if list == nil {
		return nil
	}
	for _, d := range list.Sorted() {
		all = append(all, Finding{
			Rule: rule, Severity: Error, Pos: d.Pos, Message: d.Message, Do: d.Hint, Also: d.Also,
		})
	}
	return all
}

// count is how many findings there are of a severity.
func (r Report) count(s Severity) int {
	n := 0
	for _, f := range r.Findings {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// counted is "3 findings (2 errors, 1 note) in 72 variants".
func (r Report) counted() string {
	s := plural(len(r.Findings), "finding")
	var kinds string
	for _, severity := range Severities() {
		if n := r.count(severity); n > 0 {
			if kinds != "" {
				kinds += ", "
			}
			kinds += plural(n, string(severity))
		}
	}
	if kinds != "" {
		s += " (" + kinds + ")"
	}
	if r.Summary != "" {
		s += " in " + r.Summary
	}
	return s
}

// rule finds a rule by its id.
func (r Report) rule(id string) (Rule, bool) {
	i := slices.IndexFunc(r.Rules, func(rule Rule) bool { return rule.ID == id })
	if i < 0 {
		return Rule{ID: id}, false
	}
	return r.Rules[i], true
}

// shown says in how many variants a finding shows, and in which the smallest.
func (f Finding) shown() string {
	switch {
	case f.Variant != "" && f.Count > 1:
		return fmt.Sprintf("in %d variants, for one: %s", f.Count, f.Variant)
	case f.Variant != "":
		return "with " + f.Variant
	case f.Count > 1:
		return fmt.Sprintf("in all %d", f.Count)
	}
	return ""
}

func fileOf(p source.Pos) string {
	if p.File == nil {
		return ""
	}
	return p.File.Name
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
