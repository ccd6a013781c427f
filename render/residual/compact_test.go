package residual

import (
	"fmt"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/plan"
)

// long is a text of many lines.
func long(lines int) string {
	var b strings.Builder
	for i := range lines {
		fmt.Fprintf(&b, "%d is a number, and its square is %d.\n", i, i*i)
	}
	return b.String()
}

func TestACompactResidualFillsAlike(t *testing.T) {
	hole := Escaper{Name: "test", Escape: strings.ToUpper}
	value := plan.Values{"x": "one"}
	for _, around := range []string{
		"", "\n", "a\n", strings.Repeat("\n", 2*short), strings.Repeat("a", 2*short), strings.Repeat("a", short) + "\n",
		strings.Repeat("a", short-1) + "\nb", strings.Repeat("a\n", short), strings.Repeat("line\r\n", short), long(1000),
	} {
		var s Sink
		x := s.Put(plan.FromHole("x"), hole)
		r, err := s.Cut(around + x + around + x + x)
		if err != nil {
			t.Fatal(err)
		}
		c := r.Compact()
		if got, want := string(c.Fill(value)), around+"ONE"+around+"ONEONE"; got != want {
			t.Errorf("a compact one with %.20q … is filled with %d bytes, not %d", around, len(got), len(want))
		}
		if got, want := c.Size(), r.Size(); got != want {
			t.Errorf("a compact one with %.20q … has size %d, not %d", around, got, want)
		}
	}
}

// Runs that differ in one line are held once but for what is around that line.
func TestCompactResidualsShareWhatTheyHaveInCommon(t *testing.T) {
	text := long(1000)
	other := strings.Replace(text, "500 is a number", "500 is a large number", 1)
	known := map[segment]bool{}
	for _, s := range Fixed(text).Compact().segments {
		known[s] = true
	}
	own := 0
	for _, s := range Fixed(other).Compact().segments {
		if !known[s] {
			own += len(s.fixed)
		}
	}
	if own == 0 || own > 8*short {
		t.Errorf("of %d bytes %d are not shared", len(other), own)
	}
}
