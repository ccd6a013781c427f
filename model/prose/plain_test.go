package prose

import (
	"reflect"
	"testing"

	"github.com/triptych-docs/triptych/model/source"
)

// Most prose is read without a Markdown parser. What is read that way is what
// the parser would read.
func FuzzPlainProseIsReadTheSame(f *testing.F) {
	for _, s := range []string{"Plain words.", "1. not", "A - b", "It's (so): 50 %", "Ends with a blank ", "a@b.example", "x ===",
		"Select {ui:next}, then {input.address}.", "A {b}{c:d.e+1} {", "Go to {step:a.b}", "A {ui:b}  c", "A} b", "{ui:a} b"} {
		f.Add(s)
	}
	at := func(offset int) source.Pos { return source.Pos{Line: 1, Col: offset} }
	f.Fuzz(func(t *testing.T, s string) {
		if _, ok := plain(s, at); !ok {
			return
		}
		var faults source.List
		short := Parse(s, at, &faults)
		long := parse(contentParser(), s, at, &faults, false)
		if !reflect.DeepEqual(short, long) {
			t.Errorf("%q: short %q, long %q", s, short, long)
		}
	})
}
