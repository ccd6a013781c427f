package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"

	"github.com/triptych-docs/triptych/model/source"
)

// The part of SARIF 2.1.0 that a report needs.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID         string            `json:"id"`
		Short      *sarifText        `json:"shortDescription,omitempty"`
		Full       *sarifText        `json:"fullDescription,omitempty"`
		Help       *sarifText        `json:"help,omitempty"`
		Properties map[string]string `json:"properties,omitempty"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    *int              `json:"ruleIndex,omitempty"`
		Level        Severity          `json:"level"` // SARIF has the same words
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations,omitempty"`
		Related      []sarifLocation   `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		Properties   map[string]any    `json:"properties,omitempty"`
	}
	sarifLocation struct {
		ID       int           `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifText    `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
)

func (r Report) sarif() ([]byte, error) {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "triptych", Rules: []sarifRule{}}},
		ColumnKind: "unicodeCodePoints",
		Results:    []sarifResult{},
	}
	index := map[string]int{}
	for i, rule := range r.Rules {
		index[rule.ID] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, rule.sarif())
	}
	seen := map[string]int{}
	for _, f := range r.Findings {
		out := sarifResult{RuleID: f.Rule, Level: f.Severity, Message: sarifText{f.whole()}}
		if i, ok := index[f.Rule]; ok {
			out.RuleIndex = &i
		}
		if at, ok := located(f.Pos); ok {
			out.Locations = []sarifLocation{at}
		}
		for i, n := range f.Also {
			if at, ok := located(n.Pos); ok {
				at.ID = i + 1
				at.Message = &sarifText{n.Message}
				out.Related = append(out.Related, at)
			}
		}
		out.Properties = f.sarifProperties()
		print := f.fingerprint()
		seen[print]++
		out.Fingerprints = map[string]string{"triptych/v1": fmt.Sprintf("%s:%d", print, seen[print])}
		run.Results = append(run.Results, out)
	}
	return encoded(sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
}

func (r Rule) sarif() sarifRule {
	out := sarifRule{ID: r.ID}
	if r.Source != "" {
		out.Properties = map[string]string{"source": r.Source}
		if r.Since != "" {
			out.Properties["since"] = r.Since
		}
	}
	if r.Title != "" {
		out.Short = &sarifText{r.Title}
		help := r.Title + "."
		if r.Reason != "" {
			out.Full = &sarifText{r.Reason}
			help += " " + r.Reason
		}
		out.Help = &sarifText{help}
	}
	return out
}

// sarifProperties are what SARIF has no key for; nil where there is nothing.
func (f Finding) sarifProperties() map[string]any {
	if f.Variant == "" && f.Count == 0 {
		return nil
	}
	return map[string]any{"variant": f.Variant, "count": f.Count}
}

// whole is all that a finding says, without its places.
func (f Finding) whole() string {
	text := f.Message
	for _, more := range []string{f.shown(), f.Why, f.Do} {
		if more != "" {
			text += "\n" + more
		}
	}
	return text
}

// fingerprint tells a finding from others and stays the same when lines move:
// it knows the file and the text of the line, not its number.
func (f Finding) fingerprint() string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%q %q %q %q", f.Rule, fileOf(f.Pos), f.Message, strings.TrimSpace(f.Pos.Excerpt()))
	return hex.EncodeToString(sum.Sum(nil)[:16])
}

func located(p source.Pos) (sarifLocation, bool) {
	if p.File == nil {
		return sarifLocation{}, false
	}
	segments := strings.Split(p.File.Name, "/")
	for i, s := range segments {
		segments[i] = url.PathEscape(s)
	}
	at := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{strings.Join(segments, "/")}}}
	if p.Line > 0 {
		at.Physical.Region = &sarifRegion{p.Line, p.Col}
	}
	return at, true
}
