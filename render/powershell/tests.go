package powershell

import (
	"fmt"
	"strings"
	"sync"
	"text/template"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/residual"
	"github.com/triptych-docs/triptych/templates"
)

// The view of the tests of a script.
type testsView struct {
	Mark  Source // byte order mark, where one is needed
	File  Source // the script, for a comment
	Name  Source // the same as a literal
	Cases []Source
}

// testsFrame is the frame of the tests, parsed once.
var testsFrame = sync.OnceValue(func() *template.Template {
	const name = "script.tests.ps1.tmpl"
	text, err := templates.Files.ReadFile(name)
	if err != nil {
		panic(err) // it is embedded
	}
	return template.Must(template.New(name).Option("missingkey=error").Funcs(templates.Funcs()).Parse(string(text)))
})

// Tests prints tests for Pester of a script of the same plan and edition, to stand
// in a folder beside it. What the script is to establish is in them a second time,
// each value as it is printed in the runbook: the tests compare the two.
func Tests(p *plan.Plan, e Edition) (*residual.Residual, error) {
	if e.Name == "" {
		e.Name = p.Script
	}
	if !e.Tailored {
		return nil, fmt.Errorf("powershell: tests for %s: a generic script has no values to compare with", p.Procedure)
	}
	s := newScript(p, e)
	file := plan.Literal(e.Name + ".ps1")
	v := testsView{File: s.remark(file), Name: s.literal(file)}
	for _, o := range p.Objects {
		if len(o.Kind.Get) == 0 {
			continue
		}
		for _, setting := range o.Settings {
			expected := &expectation{script: s}
			setting.Value.Visit(expected)
			if expected.asked {
				continue
			}
			v.Cases = append(v.Cases, join(
				s.syntax("@{ Id = "), s.quote(o.ID), s.syntax("; Name = "), s.quote(setting.Name),
				s.syntax("; Shown = "), s.literal(expected.shown()), s.syntax("; Texts = "), s.list(expected.texts), s.syntax(" }"),
			))
		}
	}
	v.Mark = s.mark()
	if s.err != nil {
		return nil, fmt.Errorf("powershell: tests for %s: %w", p.Procedure, s.err)
	}
	var b strings.Builder
	if err := testsFrame().Execute(&b, v); err != nil {
		return nil, fmt.Errorf("powershell: tests for %s: %w", p.Procedure, err)
	}
	r, err := s.sink.Cut(b.String())
	if err != nil {
		return nil, fmt.Errorf("powershell: tests for %s: %w", p.Procedure, err)
	}
	return r, nil
}

// An expectation is the texts that a setting is to have, as the script compares
// them. What only the reader finds out is asked, and nothing is expected of it.
type expectation struct {
	*script
	texts []Source
	said  []plan.Text
	asked bool
}

func (e *expectation) add(t plan.Text) {
	e.texts = append(e.texts, e.literal(t))
	e.said = append(e.said, t)
}

// shown are the texts in one line.
func (e *expectation) shown() plan.Text {
	if len(e.said) == 0 {
		return plan.Literal("not set")
	}
	var t plan.Text
	for i, text := range e.said {
		if i > 0 {
			t = append(t, plan.Piece{Literal: ", "})
		}
		t = append(t, text...)
	}
	return t
}

func (e *expectation) One(v plan.One) { e.add(v.Text) }

func (e *expectation) Many(v plan.Many) {
	for _, t := range v.Texts {
		e.add(t)
	}
}

func (e *expectation) Switch(v plan.Switch) {
	e.add(plan.Literal(map[bool]string{true: "True", false: "False"}[v.On]))
}

func (e *expectation) Absent(plan.Absent) {}
func (e *expectation) Manual(plan.Manual) { e.asked = true }

func (e *expectation) Lookup(plan.Lookup) {
	e.fault("a value is looked up by each reader: the plan is not closed")
}

func (e *expectation) Alternatives(plan.Alternatives) {
	e.fault("a value has alternatives: the plan is not closed")
}
