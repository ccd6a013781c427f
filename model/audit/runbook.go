package audit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render"
)

// runbook is the variant whose runbook a document is a copy of, if it is more
// of one than of a publication.
func (a *Auditor) runbook(f *finder, p *model.Procedure, o Options, most float64) (*reference, error) {
	answers := answersIn(f.paper, p)
	if len(answers) == 0 {
		return nil, nil
	}
	for facet, given := range o.Answers {
		answers[facet] = given
	}
	var best *reference
	tried := 0
	for variant := range space.Variants(p, answers) {
		if tried++; tried > maxVariants {
			break
		}
		ref, err := a.variant(p, variant)
		if err != nil {
			return nil, err
		}
		if s := ref.share(f.paper); s > most {
			best, most = ref, s
		}
	}
	return best, nil
}

// maxVariants is how many variants are tried when a runbook does not tell
// clearly which one it is.
const maxVariants = 12

// answersIn reads the answers from the table in which a runbook says why it has
// the steps that it has. It is empty for a document without such a table.
func answersIn(p *paper.Paper, procedure *model.Procedure) space.Answers {
	out := space.Answers{}
	seen := 0
	for _, b := range p.Blocks {
		if b.Kind != paper.Row || len(b.Cells) < 2 {
			continue
		}
		question := squeeze(b.Of(b.Cells[0]))
		for _, f := range procedure.Facets {
			if question != squeeze(f.Question.Text) {
				continue
			}
			seen++
			if given := answersOf(squeeze(b.Of(b.Cells[1])), f); len(given) > 0 {
				out[f.ID.Text] = given
			}
		}
	}
	if seen < 2 {
		return nil
	}
	return out
}

// answersOf finds the labels of a facet's answers in a text, longer ones first,
// so that "EU only" is no "EU".
func answersOf(text string, f model.Facet) []string {
	all := slices.Clone(f.Answers)
	slices.SortStableFunc(all, func(a, b model.Answer) int { return len(b.Label.Text) - len(a.Label.Text) })
	found := map[string]bool{}
	for _, a := range all {
		if label := squeeze(a.Label.Text); strings.Contains(text, label) {
			found[a.ID.Text] = true
			text = strings.Replace(text, label, "\x00", 1)
		}
	}
	var out []string
	for _, a := range f.Answers {
		if found[a.ID.Text] {
			out = append(out, a.ID.Text)
		}
	}
	if len(out) > 1 && f.Many == nil {
		return nil
	}
	return out
}

// variant is the runbook of a variant, with holes in place of the customer's
// values.
func (a *Auditor) variant(p *model.Procedure, answers space.Answers) (*reference, error) {
	id := p.ID.Text + " " + answers.String(p)
	if ref := a.variants[id]; ref != nil {
		return ref, nil
	}
	compiled, err := compile.Compile(a.project, p, compile.Options{Answers: answers})
	if err != nil {
		return nil, err
	}
	book, err := render.NewRunbook(compiled)
	if err != nil {
		return nil, err
	}
	printed, err := book.Residual(render.Markdown)
	if err != nil {
		return nil, fmt.Errorf("print %s: %w", id, err)
	}
	values := plan.Values{}
	for n, name := range printed.Holes() {
		values[name] = holeText(n)
	}
	values["script.name"] = render.ScriptName(compiled) // worked out, and not the customer's
	read, err := paper.Read(&source.File{Name: "runbook.md", Text: printed.Fill(values)})
	if err != nil {
		return nil, err
	}
	ref := newReference(id, read)
	a.variants[id] = ref
	return ref, nil
}
