package main

import (
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkProcess runs the program as support does: one runbook to standard
// output, beside "version" in the same round, because only the ratio says
// something on a machine that does other things too. The bar is five.
func BenchmarkProcess(b *testing.B) {
	program := filepath.Join(b.TempDir(), "triptych.exe")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	run := func(args ...string) time.Duration {
		start := time.Now()
		if err := exec.Command(program, args...).Run(); err != nil {
			b.Fatal(err)
		}
		return time.Since(start)
	}
	var runbook, version time.Duration
	for b.Loop() {
		version += run("version")
		runbook += run("runbook", "--profile", profiles+"/acme.yaml", "--format", "md", "-o", "-")
	}
	b.ReportMetric(float64(runbook)/float64(version), "runbook/version")
	b.ReportMetric(float64(runbook.Milliseconds())/float64(b.N), "runbook-ms")
}
