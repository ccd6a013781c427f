package powershell

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/residual"
)

// Steps are the lines of the script of a closed plan that do what a step does,
// by the id of the step: the parameters that they take, the rows of what is to be
// there, and, where the step saves an object, the call that makes it or changes
// it. They are printed by what prints the script, as the customer's own script
// has them. They stand in a document of another language, as in [CommandIn]; a
// step that no cmdlet does has none.
func Steps(p *plan.Plan, sink *residual.Sink, outer residual.Escaper) (map[string]string, error) {
	if !p.Closed {
		return nil, fmt.Errorf("powershell: steps of %s: some questions are open", p.Procedure)
	}
	s := newScript(p, Edition{Tailored: true})
	s.sink, s.outer = sink, outer
	lines := map[string][]Source{}
	for _, o := range p.Objects {
		if len(o.Kind.Get) == 0 {
			continue
		}
		for i, rows := range s.rows(o) {
			for _, step := range o.Settings[i].Steps {
				lines[step] = append(lines[step], rows...)
			}
		}
	}
	all := map[string]string{}
	for _, section := range p.Sections {
		for _, step := range section.Steps {
			rows, calls := lines[step.ID], s.saving(step)
			if len(rows)+len(calls) > 0 {
				all[step.ID] = paragraphs(s.taken(rows), rows, calls)
			}
		}
	}
	if s.err != nil {
		return nil, fmt.Errorf("powershell: steps of %s: %w", p.Procedure, s.err)
	}
	return all, nil
}

// taken are the parameters that some lines take.
func (s *script) taken(lines []Source) []Source {
	named := map[string]bool{}
	for _, line := range lines {
		for _, name := range variable().FindAllString(line.s, -1) {
			named[name] = true
		}
	}
	var all []Source
	for _, p := range s.parameters() {
		if named["$"+p.name] {
			all = append(all, s.declaration(p))
		}
	}
	return all
}

var variable = pattern.New(`\$\w+`)

// saving are the calls for the objects that a step saves. The first call of a
// kind makes an object, or changes the one that is there always.
func (s *script) saving(step plan.Step) []Source {
	var out []Source
	for _, o := range s.plan.Objects {
		if !slices.Contains(step.Commits, o.ID) || len(o.Kind.Get) == 0 {
			continue
		}
		if calls := s.calls(o.Kind); len(calls) > 0 {
			out = append(out, calls[0].Lines...)
		}
	}
	return out
}

// paragraphs joins blocks of lines, with an empty line between them.
func paragraphs(blocks ...[]Source) string {
	var all []string
	for _, block := range blocks {
		var lines []string
		for _, line := range block {
			lines = append(lines, line.s)
		}
		if len(lines) > 0 {
			all = append(all, strings.Join(lines, "\n"))
		}
	}
	return strings.Join(all, "\n\n")
}
