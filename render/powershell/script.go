package powershell

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"text/template"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/residual"
	"github.com/triptych-docs/triptych/templates"
)

// An Edition says for whom a script is.
type Edition struct {
	// Name of the script, without its ending; empty: the plan's.
	Name string
	// Tailored scripts have the customer's values as defaults, which are the
	// holes of the residual. A generic script has no hole: its inputs are
	// mandatory parameters.
	Tailored bool
	// Runbook and Model say what the script belongs to: the id of the runbook
	// and the version of the content. Customer and Tenant (a domain of the
	// customer's that the organization must have) may be left out. In a generic
	// script none of them may have a hole.
	Runbook, Model, Customer, Tenant plan.Text
}

// usual is room for a script, which has about 100 KB.
const usual = 128 << 10

// Script prints the script that establishes the objects of a closed plan, in
// their order. It knows nothing of any kind of object but what [plan.Kind] says.
func Script(p *plan.Plan, e Edition) (*residual.Residual, error) {
	if !p.Closed {
		return nil, fmt.Errorf("powershell: script for %s: some questions are open", p.Procedure)
	}
	if e.Name == "" {
		e.Name = p.Script
	}
	s := newScript(p, e)
	v, err := s.view()
	if err != nil {
		return nil, fmt.Errorf("powershell: script for %s: %w", p.Procedure, err)
	}
	var b strings.Builder
	b.Grow(usual)
	if err := skeleton().Execute(&b, v); err != nil {
		return nil, fmt.Errorf("powershell: script for %s: %w", p.Procedure, err)
	}
	r, err := s.sink.Cut(b.String())
	if err != nil {
		return nil, fmt.Errorf("powershell: script for %s: %w", p.Procedure, err)
	}
	if holes := r.Holes(); !e.Tailored && len(holes) > 0 {
		return nil, fmt.Errorf("powershell: generic script for %s has a hole %q", p.Procedure, holes[0])
	}
	return r, nil
}

// frames are the files of the frame, in the order in which the script has them.
// The first of them takes in the others.
var frames = []string{
	"script.ps1.tmpl", "script.read.ps1.tmpl", "script.preflight.ps1.tmpl", "script.plan.ps1.tmpl", "script.state.ps1.tmpl",
	"script.apply.ps1.tmpl", "script.verify.ps1.tmpl", "script.rollback.ps1.tmpl", "script.run.ps1.tmpl",
}

// skeletonText is the frame as it stands in templates/, file by file.
var skeletonText = sync.OnceValue(func() []string {
	var all []string
	for _, name := range frames {
		text, err := templates.Files.ReadFile(name)
		if err != nil {
			panic(err) // it is embedded
		}
		all = append(all, string(text))
	}
	return all
})

// skeleton is the frame, parsed once.
var skeleton = sync.OnceValue(func() *template.Template {
	all := template.New(frames[0]).Option("missingkey=error").Funcs(templates.Funcs())
	for i, text := range skeletonText() {
		part := all
		if i > 0 {
			part = all.New(frames[i])
		}
		template.Must(part.Parse(text))
	}
	return all
})

// A script is the state of printing one.
type script struct {
	writer
	plan    *plan.Plan
	edition Edition
	names   parameterNames
	inputs  map[string]string    // hole → its parameter, without $
	used    map[string]bool      // holes of inputs that the script has
	asked   []parameter          // parameters for values that only the reader can find out
	replace []parameter          // switches to replace what others may use
	renamed map[string]rename    // names that a parameter may replace, by the id of the setting
	fixed   map[string]plan.Text // the same names, by their holes
	odd     bool                 // whether a value printed is more than ASCII, for the byte order mark
	open    plan.Text            // the holes of the values printed, each once, for the same
	err     error                // the first fault
}

func newScript(p *plan.Plan, e Edition) *script {
	s := &script{
		writer: writer{sink: new(residual.Sink)}, plan: p, edition: e,
		names: newParameterNames(), inputs: map[string]string{}, used: map[string]bool{},
	}
	for _, h := range p.Holes {
		if h.Input != "" {
			s.inputs[h.Name] = s.names.take(pascal(h.Input + " " + h.Answer))
		}
	}
	s.rename()
	return s
}

// fault keeps the first fault, so that printing can go on to its end.
func (s *script) fault(format string, args ...any) {
	if s.err == nil {
		s.err = fmt.Errorf(format, args...)
	}
}

// printed notes what the byte order mark depends on.
func (s *script) printed(t plan.Text) {
	for _, p := range t {
		switch {
		case p.Hole == "":
			s.odd = s.odd || byteOrderMark(p.Literal) != ""
		case !slices.Contains(s.open, p):
			s.open = append(s.open, p)
		}
	}
}

// literal is a single-quoted string.
func (s *script) literal(t plan.Text) Source {
	s.printed(t)
	return s.writer.literal(t)
}

// quote is a single-quoted string without a hole.
func (s *script) quote(text string) Source { return s.literal(plan.Literal(text)) }

// remark is prose for a comment. An input is named by its parameter.
func (s *script) remark(t plan.Text) Source {
	var out plan.Text
	for _, p := range plain(t) {
		if name, ok := s.inputs[p.Hole]; ok {
			if fixed, ok := s.fixed[p.Hole]; ok {
				out = append(out, fixed...) // prose has the default
				continue
			}
			p = plan.Piece{Literal: "-" + name}
		}
		out = append(out, s.known(p))
	}
	s.printed(out)
	return s.writer.comment(out)
}

// remarks is prose for several lines of a comment.
func (s *script) remarks(t plan.Text, width int) []Source {
	var out []Source
	for _, line := range wrap(t, width) {
		out = append(out, s.remark(line))
	}
	return out
}

// known is a piece as it stands in this edition: a generic script leaves a
// blank for a fact of the profile.
func (s *script) known(p plan.Piece) plan.Piece {
	if p.Hole != "" && !s.edition.Tailored {
		return plan.Piece{Literal: plan.Blank}
	}
	return p
}

// expression is a text as an expression: literals and parameters, joined.
func (s *script) expression(t plan.Text) Source {
	var parts []Source
	var fixed plan.Text
	flush := func() {
		if len(fixed) > 0 {
			parts = append(parts, s.literal(fixed))
			fixed = nil
		}
	}
	for _, p := range t {
		name, ok := s.inputs[p.Hole]
		switch {
		case ok:
			flush()
			s.used[p.Hole] = true
			parts = append(parts, s.syntax("$"+name))
		case strings.HasPrefix(p.Hole, "input."):
			s.fault("the plan has no hole %q", p.Hole)
		default:
			fixed = append(fixed, s.known(p))
		}
	}
	flush()
	switch len(parts) {
	case 0:
		return s.quote("")
	case 1:
		return parts[0]
	}
	out := s.syntax("(")
	for i, part := range parts {
		if i > 0 {
			out = join(out, s.syntax(" + "))
		}
		out = join(out, part)
	}
	return join(out, s.syntax(")"))
}

// prose is what people read, as an expression.
func (s *script) prose(t plan.Text) Source { return s.expression(plain(t)) }

// list is an array of expressions.
func (s *script) list(items []Source) Source {
	out := s.syntax("@(")
	for i, item := range items {
		if i > 0 {
			out = join(out, s.syntax(", "))
		}
		out = join(out, item)
	}
	return join(out, s.syntax(")"))
}

// quotes is an array of fixed texts.
func (s *script) quotes(texts []string) Source {
	var items []Source
	for _, t := range texts {
		items = append(items, s.quote(t))
	}
	return s.list(items)
}

func (s *script) boolean(on bool) Source {
	if on {
		return s.syntax("$true")
	}
	return s.syntax("$false")
}

var errNothing = errors.New("there is no object that a cmdlet makes")
