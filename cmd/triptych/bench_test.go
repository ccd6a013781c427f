package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkProcess runs the program as support does: one runbook to standard
// output, beside "version" and a program that only says hello in the same round,
// because only ratios say something on a machine that does other things too. The
// bars are four times "version" for a runbook, and 3 ms over the other program
// for "version": most of that is what libraries do before main.
func BenchmarkProcess(b *testing.B) {
	folder := b.TempDir()
	build := func(name, path string) string {
		program := filepath.Join(folder, name+".exe")
		command := exec.Command("go", "build", "-o", program, path)
		command.Env = append(os.Environ(), "CGO_ENABLED=0") // as it is released
		if out, err := command.CombinedOutput(); err != nil {
			b.Fatalf("build %s: %v\n%s", path, err, out)
		}
		return program
	}
	run := func(program string, args ...string) time.Duration {
		start := time.Now()
		if err := exec.Command(program, args...).Run(); err != nil {
			b.Fatal(err)
		}
		return time.Since(start)
	}
	source := filepath.Join(folder, "hello.go")
	if err := os.WriteFile(source, []byte("package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"hello\") }\n"), 0o600); err != nil {
		b.Fatal(err)
	}
	hello, triptych := build("hello", source), build("triptych", ".")
	var runbook, version, floor time.Duration
	for b.Loop() {
		floor += run(hello)
		version += run(triptych, "version")
		runbook += run(triptych, "runbook", "--profile", profiles+"/acme.yaml", "--format", "md", "-o", "-")
	}
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 / float64(b.N) }
	b.ReportMetric(float64(runbook)/float64(version), "runbook/version")
	b.ReportMetric(ms(runbook), "runbook-ms")
	b.ReportMetric(ms(version)-ms(floor), "version-over-hello-ms")
}
