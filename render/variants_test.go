package render_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/triptych-docs/triptych/content"
	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/load"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render"
)

func project(t testing.TB) *model.Project {
	t.Helper()
	p, err := load.Load(content.Files, "content")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

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

// placeholder is what an open document shows where a runbook has a value, and
// what a slip of the compiler would leave behind.
var placeholder = regexp.MustCompile(`\b[A-Z]+_[A-Z_]+\b|\{[a-z]+[.:][A-Za-z._-]+\}|<[a-z_]+>|\x00|%!|<no value>`)

// Every closed variant prints in every format. What is printed has no
// placeholder left, and filling it gives the bytes of printing the bound plan
// (law 5). With -short only one and two regions are tried; the rest adds no new
// kind of text.
func TestEveryVariantPrints(t *testing.T) {
	all := project(t)
	for _, p := range all.Procedures {
		t.Run(p.ID.Text, func(t *testing.T) {
			t.Parallel()
			n := 0
			for answers := range space.Variants(p, nil) {
				if testing.Short() && len(answers["regions"]) > 2 {
					continue
				}
				n++
				printsWell(t, all, p, answers)
				if t.Failed() {
					return
				}
			}
			t.Logf("%d variants", n)
		})
	}
}

func printsWell(t *testing.T, all *model.Project, p *model.Procedure, answers space.Answers) {
	t.Helper()
	name := answers.String(p)
	open, err := compile.Compile(all, p, compile.Options{Answers: answers})
	if err != nil {
		t.Fatal(err)
	}
	values := filled(open)
	bound := open.Bind(values)
	for _, format := range []render.Format{render.Markdown, render.HTML, render.PowerShell, render.JSON} {
		got := fill(t, open, format, values)
		if found := placeholder.Find(visible(format, got)); found != nil {
			t.Errorf("%s %s: the placeholder %q survives", name, format, found)
		}
		if format == render.PowerShell {
			// The script of a bound plan has no parameters left; its values are
			// read back in the package of its printer.
			continue
		}
		if want := fill(t, bound, format, values); !bytes.Equal(got, want) {
			t.Errorf("%s %s: the filled residual is not the printed plan", name, format)
		}
	}
}

func fill(t testing.TB, p *plan.Plan, format render.Format, values plan.Values) []byte {
	t.Helper()
	runbook, err := render.NewRunbook(p)
	if err != nil {
		t.Fatal(err)
	}
	printed, err := runbook.Residual(format)
	if err != nil {
		t.Fatal(err)
	}
	return printed.Fill(values)
}

// visible is a page without its style and script, and a script without its
// functions, which have braces and capitals of their own.
func visible(format render.Format, text []byte) []byte {
	switch format {
	case render.HTML:
		return regexp.MustCompile(`(?s)<style>.*?</style>|<script>.*?</script>|<[^>]*>`).ReplaceAll(text, nil)
	case render.PowerShell:
		before, _, _ := bytes.Cut(text, []byte("\nfunction "))
		return before
	}
	return text
}

// Two runs give the same bytes.
func TestPrintingIsDeterministic(t *testing.T) {
	all := project(t)
	for _, p := range all.Procedures {
		n := 0
		for answers := range space.Variants(p, nil) {
			if n++; n%97 != 0 {
				continue
			}
			compiled, err := compile.Compile(all, p, compile.Options{Answers: answers})
			if err != nil {
				t.Fatal(err)
			}
			again, err := compile.Compile(project(t), p, compile.Options{Answers: answers})
			if err != nil {
				t.Fatal(err)
			}
			for _, format := range render.Formats() {
				if !bytes.Equal(fill(t, compiled, format, filled(compiled)), fill(t, again, format, filled(again))) {
					t.Errorf("%s %s %s: two runs differ", p.ID, answers.String(p), format)
				}
			}
		}
	}
}

// BenchmarkPrintAndFill shows how much faster a customer is filled in than a
// plan is printed, for each format: the ratio that bulk runs live on.
func BenchmarkPrintAndFill(b *testing.B) {
	all := project(b)
	compiled, err := compile.Compile(all, all.Procedures[0], compile.Options{Answers: space.Answers{
		"gateway": {"outbound"}, "console": {"compliance-portal"}, "compliance": {"none"},
		"regions": {"eu"}, "scope": {"everyone"}, "pictures": {"none"},
	}})
	if err != nil {
		b.Fatal(err)
	}
	values := filled(compiled)
	for _, format := range render.Formats() {
		b.Run(string(format), func(b *testing.B) {
			b.ReportAllocs()
			var printing, filling time.Duration
			var buffer []byte
			for b.Loop() {
				start := time.Now()
				runbook, err := render.NewRunbook(compiled)
				if err != nil {
					b.Fatal(err)
				}
				printed, err := runbook.Residual(format)
				if err != nil {
					b.Fatal(err)
				}
				middle := time.Now()
				buffer = printed.AppendFill(buffer[:0], values)
				printing += middle.Sub(start)
				filling += time.Since(middle)
			}
			b.ReportMetric(float64(printing)/float64(filling), "print/fill")
			b.ReportMetric(float64(filling.Nanoseconds())/float64(b.N), "fill-ns/op")
		})
	}
}
