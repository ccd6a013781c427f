package report

import (
	"bytes"
	"encoding/json"
)

// The JSON of a report. It only grows: a key that is there keeps its meaning.
type (
	jsonReport struct {
		Schema   string        `json:"schema"`
		Summary  string        `json:"summary,omitempty"`
		Rules    []jsonRule    `json:"rules,omitempty"`
		Findings []jsonFinding `json:"findings"`
	}
	jsonRule struct {
		ID     string `json:"id"`
		Title  string `json:"title,omitempty"`
		Reason string `json:"reason,omitempty"`
		Source string `json:"source,omitempty"`
		Since  string `json:"since,omitempty"`
	}
	jsonFinding struct {
		Rule     string      `json:"rule,omitempty"`
		Severity Severity    `json:"severity,omitempty"`
		File     string      `json:"file"`
		Line     int         `json:"line,omitempty"`
		Column   int         `json:"column,omitempty"`
		Message  string      `json:"message"`
		Why      string      `json:"why,omitempty"`
		Hint     string      `json:"hint,omitempty"`
		Variant  string      `json:"variant,omitempty"`
		Count    int         `json:"count,omitempty"`
		Also     []jsonPlace `json:"also,omitempty"`
	}
	jsonPlace struct {
		File    string `json:"file"`
		Line    int    `json:"line,omitempty"`
		Column  int    `json:"column,omitempty"`
		Message string `json:"message"`
	}
)

func (r Report) json() ([]byte, error) {
	out := jsonReport{Schema: "triptych." + r.Command + "/1", Summary: r.Summary, Findings: []jsonFinding{}}
	for _, rule := range r.Rules {
		out.Rules = append(out.Rules, jsonRule(rule))
	}
	for _, f := range r.Findings {
		one := jsonFinding{
			Rule: f.Rule, Severity: f.Severity, File: fileOf(f.Pos), Line: f.Pos.Line, Column: f.Pos.Col,
			Message: f.Message, Why: f.Why, Hint: f.Do, Variant: f.Variant, Count: f.Count,
		}
		for _, n := range f.Also {
			one.Also = append(one.Also, jsonPlace{fileOf(n.Pos), n.Pos.Line, n.Pos.Col, n.Message})
		}
		out.Findings = append(out.Findings, one)
	}
	return encoded(out)
}

// encoded is a value as indented JSON, with a line end.
func encoded(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return b.Bytes(), err
}
