package powershell_test

import (
	"testing"

	"github.com/triptych-docs/triptych/render/powershell"
)

func BenchmarkPrint(b *testing.B) {
	p := journaling(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := powershell.Script(p, tailored()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFill(b *testing.B) {
	r, err := powershell.Script(journaling(b), tailored())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	var buffer []byte
	for b.Loop() {
		buffer = r.AppendFill(buffer[:0], values)
	}
}
