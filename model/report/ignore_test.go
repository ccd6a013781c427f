package report_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/report"
	"github.com/triptych-docs/triptych/model/source"
)

// TestExcept: what becomes of a finding, and of the exception, on each side of its
// day, for each severity, and where it is about something else.
func TestExcept(t *testing.T) {
	content := &source.File{Name: "content/a.yaml", Text: []byte("line\n")}
	agreed := &source.File{Name: "triptych.yaml", Text: []byte("entry\n")}
	for _, c := range []struct {
		name      string
		severity  report.Severity
		rule      string
		file      string
		until     string
		elsewhere bool
		want      string
	}{
		{"put off", report.Warning, "order", "content/a.yaml", "2026-12-05", false, "note order: ignored until 2026-12-05: because"},
		{"a note too", report.Note, "order", "content/a.yaml", "2027-01-01", false, "note order: ignored until 2027-01-01: because"},
		{"an error not", report.Error, "order", "content/a.yaml", "2026-12-05", false, "error order: an error cannot be ignored"},
		{"the day is over", report.Warning, "order", "content/a.yaml", "2026-12-04", false, "warning order:  | warning ignore-expired: "},
		{"another rule", report.Warning, "other", "content/a.yaml", "2026-12-05", false, "warning order:  | warning ignore-unused: "},
		{"another file", report.Warning, "order", "content/b.yaml", "2026-12-05", false, "warning order:  | warning ignore-unused: "},
		{"other content", report.Warning, "order", "content/b.yaml", "2026-12-05", true, "warning order: "},
	} {
		r := report.Report{Findings: []report.Finding{{Rule: "order", Severity: c.severity, Pos: source.Pos{File: content, Line: 1, Col: 1}}}}
		r.Except([]report.Exception{{
			Rule: c.rule, Covers: func(file string) bool { return file == c.file }, Elsewhere: c.elsewhere, Why: "because", Until: c.until, Pos: source.Pos{File: agreed, Line: 1, Col: 1},
		}}, "2026-12-05")
		var got []string
		for _, f := range r.Findings {
			var notes []string
			for _, n := range f.Also {
				notes = append(notes, n.Message)
			}
			got = append(got, fmt.Sprintf("%s %s: %s", f.Severity, f.Rule, strings.Join(notes, ", ")))
		}
		if got := strings.Join(got, " | "); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}
