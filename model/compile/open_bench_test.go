package compile_test

import (
	"testing"

	"github.com/triptych-docs/triptych/model/compile"
)

// The guide with all branches is compiled for every site and for every check.
func BenchmarkCompileOpen(b *testing.B) {
	project := content(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := compile.Compile(project, project.Procedures[0], compile.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
