package explain

import "testing"

func TestSameFindsTheNearestLineThatIsShared(t *testing.T) {
	for _, c := range []struct {
		text, other string
		line        int
		near, there int
	}{
		{"a\nb\nc\n", "a\nb\nc\n", 2, 2, 2},
		{"a\nx\nc\n", "a\nb\nc\n", 2, 1, 1},
		{"x\nb\nc\n", "a\nb\nc\n", 1, 2, 2},
		{"b\nc\n", "a\nb\nc\n", 2, 2, 3},
		{"a\nx\ny\nc\n", "a\nc\n", 3, 4, 2},
		{"x\n", "a\n", 1, 1, 1},
	} {
		near, there := Same([]byte(c.text), []byte(c.other), c.line)
		if near != c.near || there != c.there {
			t.Errorf("line %d of %q in %q: got %d, %d; want %d, %d", c.line, c.text, c.other, near, there, c.near, c.there)
		}
	}
	if got := Missing([]byte("a\nx\nc\n"), []byte("a\nb\nc\n")); got != 1 {
		t.Errorf("got %d lines missing, want 1", got)
	}
	if got := Alike([]byte("a\nb\nc\n"), []byte("x\ny\nz\n")); got > 0.3 {
		t.Errorf("texts without a common line are alike by %v", got)
	}
}

// What is changed keeps its length and is no longer what it was.
func TestShift(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Zebra 19", "Afcsb 21"}, {"+", "%"}, {"", ""}, {"a.b-c", "b.c-d"}, {"é", "é"},
	} {
		if got := shift(c.in); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}
