package render_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render"
)

// unsaid are the words of the cautions of a plan that no text says. Of a caution
// they are those that are the same for every customer: each run of them is asked
// for alone.
func unsaid(p *plan.Plan, texts []string) []string {
	all := strings.Join(texts, " ")
	var out []string
	for _, words := range cautions(p) {
		if !strings.Contains(all, words) {
			out = append(out, words)
		}
	}
	return out
}

// cautions are the words of the notes around and in the steps, and of what a
// runbook asks for, or says that cannot be helped.
func cautions(p *plan.Plan) []string {
	var all []string
	for _, s := range p.Sections {
		if len(s.Steps) == 0 {
			continue // only documents have it
		}
		all = append(all, noted(s.Intro, false)...)
		all = append(all, noted(s.Outro, false)...)
		for _, step := range s.Steps {
			all = append(all, noted(step.Body, false)...)
		}
	}
	r := p.Runbook
	for _, l := range slices.Concat(r.Needs, r.Questions, r.Limits, r.Undoable) {
		all = append(all, literal(l)...)
	}
	return all
}

// noted are the words of the notes among some blocks, or of all of them in a note.
func noted(blocks []plan.Block, in bool) []string {
	var all []string
	for _, b := range blocks {
		switch b := b.(type) {
		case plan.Note:
			all = append(all, noted(b.Blocks, true)...)
		case plan.List:
			for _, item := range b.Items {
				all = append(all, noted(item.Blocks, in)...)
			}
		case plan.Paragraph:
			if in {
				all = append(all, literal(b.Line)...)
			}
		}
	}
	return all
}

func literal(l plan.Line) []string {
	var all []string
	for _, r := range l {
		if w, ok := r.(plan.Words); ok {
			for _, p := range w.Text {
				if words := strings.Join(strings.Fields(p.Literal), " "); words != "" {
					all = append(all, words)
				}
			}
		}
	}
	return all
}

// A caution that a plan has and a runbook leaves out is found, wherever it stands.
func TestUnsaidIsNoticed(t *testing.T) {
	all := fixture.Content(t)
	p, err := compile.Compile(all, all.Procedures[0], compile.Options{Answers: space.Answers{
		"gateway": {"outbound"}, "console": {"classic"}, "compliance": {"none"}, "regions": {"eu"}, "scope": {"group"}, "pictures": {"none"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	values := filled(p)
	texts := readPage(t, prints(t, p)(render.HTML).Fill(values))
	if left := unsaid(p, texts); len(left) > 0 {
		t.Fatalf("unsaid: %q", left)
	}
	words := cautions(p)
	if len(words) < 60 {
		t.Errorf("%d runs of words of cautions, and there are more", len(words))
	}
	for _, w := range words {
		var without []string
		for _, text := range texts {
			without = append(without, strings.ReplaceAll(text, w, ""))
		}
		if !slices.Contains(unsaid(p, without), w) {
			t.Errorf("a runbook without %q says all", w)
		}
	}
}
