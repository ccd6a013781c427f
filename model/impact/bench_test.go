package impact

import (
	"testing"

	"github.com/triptych-docs/triptych/content"
	"github.com/triptych-docs/triptych/model/fixture"
)

// BenchmarkCompare compares content with itself in a thirtieth of its variants:
// what a reviewer waits for is thirty times that, and what is printed.
func BenchmarkCompare(b *testing.B) {
	old, new := fixture.Content(b), fixture.Load(b, content.Files, "content")
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := compare(old, new, Options{keep: func(i int) bool { return i%30 == 0 }}); err != nil {
			b.Fatal(err)
		}
	}
}
