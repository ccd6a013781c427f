package load_test

import (
	"testing"

	"github.com/triptych-docs/triptych/content"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/load"
)

// Loading reads and checks all content, as every command does that is told where.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := load.Load(content.Files, "content"); err != nil {
			b.Fatal(err)
		}
	}
}

// A runbook needs one procedure of the content in the program, a list of customers
// may need all of them; neither waits for a proof.
func BenchmarkProven(b *testing.B) {
	for name, procedures := range map[string][]string{"one": {"area1-journaling"}, "all": nil} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := load.Proven(content.Files, "content", procedures...); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A preview reads the content again after each edit of a file.
func BenchmarkReader(b *testing.B) {
	files := fixture.Copy(b, content.Files)
	r := load.NewReader(files, "content")
	edited := files["area1-journaling/sections.yaml"]
	b.ReportAllocs()
	for b.Loop() {
		edited.Data = append(edited.Data, '\n')
		if _, err := r.Load(); err != nil {
			b.Fatal(err)
		}
	}
}
