package load_test

import (
	"testing"

	"github.com/triptych-docs/triptych/content"
	"github.com/triptych-docs/triptych/model/load"
)

// Loading reads and checks all content; every command but "version" waits for it.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := load.Load(content.Files, "content"); err != nil {
			b.Fatal(err)
		}
	}
}

// A runbook needs one procedure of the content in the program.
func BenchmarkProven(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := load.Proven(content.Files, "content", "area1-journaling"); err != nil {
			b.Fatal(err)
		}
	}
}
