package render_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/content"
	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/residual"
)

// filled is a customer for any plan: each input has its example, each fact its
// own name.
func filled(p *plan.Plan) plan.Values {
	values := plan.Values{}
	for _, h := range p.Holes {
		values[h.Name] = h.Example
	}
	for fact := range plan.Facts {
		values[fact] = strings.ReplaceAll(fact, ".", " ")
	}
	return values
}

// leftovers are what an open document shows where a runbook has a value, and
// what a slip of a printer or a template would leave behind.
func leftovers(p *model.Procedure) [][]byte {
	all := [][]byte{[]byte("\x00"), []byte("%!"), []byte("<no value>"), []byte("{input."), []byte("{term:"), []byte("{ui:"), []byte("{step:")}
	for _, in := range p.Inputs {
		all = append(all, []byte(in.Placeholder))
	}
	for _, f := range p.Facets {
		for _, c := range f.Columns {
			if c.Placeholder != "" {
				all = append(all, []byte("("+c.Placeholder+")"), []byte("`"+c.Placeholder+"`"))
			}
		}
	}
	return all
}

// Every closed variant prints in every format, and what is printed has no
// placeholder left. For up to two regions filling it gives the bytes of printing
// the bound plan (law 5), and the Markdown says the words of the page (law 4), every
// caution of the plan among them: more regions add no new kind of text. With -short they are left out altogether.
func TestEveryVariantPrints(t *testing.T) {
	all := fixture.Content(t)
	for _, p := range all.Procedures {
		t.Run(p.ID.Text, func(t *testing.T) {
			t.Parallel()
			n := 0
			for answers := range space.Variants(p, nil) {
				few := len(answers["regions"]) <= 2
				if testing.Short() && !few {
					continue
				}
				n++
				printsWell(t, all, p, answers, few)
				if t.Failed() {
					return
				}
			}
			t.Logf("%d variants", n)
		})
	}
}

func printsWell(t *testing.T, all *model.Project, p *model.Procedure, answers space.Answers, bind bool) {
	t.Helper()
	name := answers.String(p)
	open, err := compile.Compile(all, p, compile.Options{Answers: answers})
	if err != nil {
		t.Fatal(err)
	}
	values, left := filled(open), leftovers(p)
	printed, direct := prints(t, open), prints(t, open)
	if bind {
		direct = prints(t, plan.Bind(open, values))
	}
	for _, format := range render.Formats() {
		got := printed(format).Fill(values)
		for _, leftover := range left {
			if bytes.Contains(got, leftover) {
				t.Errorf("%s %s: %q is left over", name, format, leftover)
			}
		}
		// The script of a bound plan has no parameters left; its values are read
		// back in the package of its printer.
		if bind && format != render.PowerShell && !bytes.Equal(got, direct(format).Fill(values)) {
			t.Errorf("%s %s: the filled residual is not the printed plan", name, format)
		}
	}
	if bind {
		texts := sameWords(t, name, printed(render.Markdown).Fill(values), printed(render.HTML).Fill(values))
		for _, words := range unsaid(open, texts) {
			t.Errorf("%s: the plan warns, and the runbook does not say %q", name, words)
		}
	}
}

// prints prints a plan in one format after another.
func prints(t testing.TB, p *plan.Plan) func(render.Format) *residual.Residual {
	t.Helper()
	runbook, err := render.NewRunbook(p)
	if err != nil {
		t.Fatal(err)
	}
	return func(format render.Format) *residual.Residual {
		printed, err := runbook.Residual(format)
		if err != nil {
			t.Fatal(err)
		}
		return printed
	}
}

// Two runs give the same bytes.
func TestPrintingIsDeterministic(t *testing.T) {
	all, other := fixture.Content(t), fixture.Load(t, content.Files, "content")
	for i, p := range all.Procedures {
		n := 0
		for answers := range space.Variants(p, nil) {
			if n++; n%97 != 0 {
				continue
			}
			compiled, err := compile.Compile(all, p, compile.Options{Answers: answers})
			if err != nil {
				t.Fatal(err)
			}
			again, err := compile.Compile(other, other.Procedures[i], compile.Options{Answers: answers})
			if err != nil {
				t.Fatal(err)
			}
			for _, format := range render.Formats() {
				if !bytes.Equal(prints(t, compiled)(format).Fill(filled(compiled)), prints(t, again)(format).Fill(filled(again))) {
					t.Errorf("%s %s %s: two runs differ", p.ID, answers.String(p), format)
				}
			}
		}
	}
}
