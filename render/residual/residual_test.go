package residual_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/residual"
)

var upper = residual.Escaper{Name: "test.upper", Escape: strings.ToUpper}

func TestFixedTextIsEscapedAtOnceAndHolesLater(t *testing.T) {
	var s residual.Sink
	text := plan.Text{{Literal: "a-"}, {Hole: "x"}, {Literal: "-b-"}, {Hole: "y"}}
	printed := "<" + s.Put(plan.Literal("fixed"), upper) + "|" + s.Put(text, upper) + "|" + s.Put(plan.FromHole("x"), upper) + ">"
	r, err := s.Cut(printed)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(r.Fill(plan.Values{"x": "one", "y": "two"})), "<FIXED|A-ONE-B-TWO|ONE>"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := string(r.AppendFill([]byte("before "), plan.Values{"x": "1", "y": "2"})), "before <FIXED|A-1-B-2|1>"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := r.Holes(); !slices.Equal(got, []string{"x", "y"}) {
		t.Errorf("holes %v", got)
	}
}

// A hole that nobody gave a value for must not come out as nothing.
func TestAHoleWithoutAValuePanics(t *testing.T) {
	var s residual.Sink
	r, err := s.Cut(s.Put(plan.FromHole("x"), upper))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if recover() == nil {
			t.Error("a missing value was filled in")
		}
	}()
	r.Fill(plan.Values{"y": ""})
}

// What is printed and not put by the sink cannot pass for a hole.
func TestCutRefusesWhatIsNoToken(t *testing.T) {
	for _, printed := range []string{"a\x00b", "a\x000\x00b", "\x00x\x00", "\x00-1\x00", "\x007\x00"} {
		var s residual.Sink
		if r, err := s.Cut(printed); err == nil {
			t.Errorf("%q is a residual with %d holes", printed, len(r.Holes()))
		}
	}
}
