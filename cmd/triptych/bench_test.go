package main

import (
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/triptych-docs/triptych/content"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/load"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render"
)

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := load.Load(content.Files, "content"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkProven loads as a runbook does.
func BenchmarkProven(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := load.Proven(content.Files, "content", "area1-journaling"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCompileAll compiles every variant of every procedure.
func BenchmarkCompileAll(b *testing.B) {
	project := project(b)
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for _, p := range project.Procedures {
			for a := range space.Variants(p, nil) {
				if _, err := compile.Compile(project, p, compile.Options{Answers: a}); err != nil {
					b.Fatal(err)
				}
				n++
			}
		}
		b.ReportMetric(float64(n), "variants/op")
	}
}

func BenchmarkPrint(b *testing.B) {
	project := project(b)
	compiled, _ := runbookOf(b, project, bindFile(b, project, profiles+"/acme.yaml"))
	for _, format := range render.Formats() {
		b.Run(string(format), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				runbook, err := render.NewRunbook(compiled)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := runbook.Residual(format); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkFill(b *testing.B) {
	project := project(b)
	bound := bindFile(b, project, profiles+"/acme.yaml")
	_, runbook := runbookOf(b, project, bound)
	values := bound.Values
	values["runbook.id"], values["model.hash"], values["script.name"], values["script.hash"] = "id", "hash", "name", "hash"
	for _, format := range render.Formats() {
		residual, err := runbook.Residual(format)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(string(format), func(b *testing.B) {
			b.ReportAllocs()
			var out []byte
			for b.Loop() {
				out = residual.AppendFill(out[:0], values)
			}
		})
	}
}

// least is the least time that something takes of several runs: what is left
// when nothing else runs on the machine.
func least(runs int, do func()) time.Duration {
	best := time.Duration(math.MaxInt64)
	for range runs {
		start := time.Now()
		do()
		best = min(best, time.Since(start))
	}
	return best
}

// TestFillIsFast: filling is what is done for each customer; it takes at most a
// twentieth of printing.
func TestFillIsFast(t *testing.T) {
	project := project(t)
	bound := bindFile(t, project, profiles+"/acme.yaml")
	compiled, runbook := runbookOf(t, project, bound)
	values := bound.Values
	values["runbook.id"], values["model.hash"], values["script.name"], values["script.hash"] = "id", "hash", "name", "hash"
	for _, format := range render.Formats() {
		residual, err := runbook.Residual(format)
		if err != nil {
			t.Fatal(err)
		}
		var out []byte
		fill := least(200, func() { out = residual.AppendFill(out[:0], values) })
		print := least(20, func() {
			fresh, err := render.NewRunbook(compiled)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := fresh.Residual(format); err != nil {
				t.Fatal(err)
			}
		})
		t.Logf("%s: print %v, fill %v: %.0f times", format, print, fill, float64(print)/float64(fill))
		if print < 20*fill {
			t.Errorf("%s: printing takes %v and filling %v, which is not a twentieth", format, print, fill)
		}
	}
}

// TestProcessIsFast: a runbook takes, as a whole process, at most five times as
// long as the version.
func TestProcessIsFast(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	program := filepath.Join(t.TempDir(), "triptych.exe")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	run := func(args ...string) func() {
		return func() {
			command := exec.Command(program, args...)
			command.Stderr = os.Stderr
			if err := command.Run(); err != nil {
				t.Fatal(err)
			}
		}
	}
	runbook := run("runbook", "--profile", profiles+"/acme.yaml", "--format", "md", "-o", "-")
	var whole, version time.Duration
	// A busy machine may slow one of them down: the best of some rounds counts.
	for range 5 {
		version = least(15, run("version"))
		whole = least(15, runbook)
		t.Logf("runbook %v, version %v: %.1f times", whole, version, float64(whole)/float64(version))
		if whole <= 5*version {
			return
		}
	}
	t.Errorf("a runbook takes %v, more than five times the %v of the version", whole, version)
}
