package render_test

import (
	"testing"
	"time"

	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render"
)

// BenchmarkPrintAndFill shows how much faster a customer is filled in than a
// plan is printed, for each format. The bar is twenty.
func BenchmarkPrintAndFill(b *testing.B) {
	all := fixture.Content(b)
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
				printed := prints(b, compiled)(format)
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
