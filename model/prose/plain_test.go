package prose

import (
	"reflect"
	"testing"

	"github.com/triptych-docs/triptych/model/source"
)

// Most prose is read without a Markdown parser. What is read that way is what
// the parser would read.
func FuzzPlainProseIsReadTheSame(f *testing.F) {
	for _, s := range []string{"Plain words.", "1. not", "A - b", "It's (so): 50 %", "Ends with a blank ", "a@b.example", "x ==="} {
		f.Add(s)
	}
	at := func(int) source.Pos { return source.Pos{} }
	f.Fuzz(func(t *testing.T, s string) {
		if !plain(s) {
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
