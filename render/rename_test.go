package render

import (
	"errors"
	"testing"
	"time"
)

// TestPatiently: what is held is tried again until it is free or two seconds are
// over, and nothing else is.
func TestPatiently(t *testing.T) {
	busy, broken := errors.New("held"), errors.New("broken")
	for _, c := range []struct {
		name string
		errs []error // of one try after the other; the last of all that follow
		want error
		wait time.Duration
	}{
		{"free", []error{nil}, nil, 0},
		{"free soon", []error{busy, busy, nil}, nil, 3 * time.Millisecond},
		{"never free", []error{busy}, busy, 2047 * time.Millisecond},
		{"broken", []error{broken, nil}, broken, 0},
		{"held, then broken", []error{busy, broken, nil}, broken, time.Millisecond},
	} {
		tries, waited := 0, time.Duration(0)
		err := patiently(func() error {
			tries++
			return c.errs[min(tries, len(c.errs))-1]
		}, func(err error) bool { return err == busy }, func(d time.Duration) { waited += d })
		if err != c.want || waited != c.wait {
			t.Errorf("%s: %v after %v, want %v after %v", c.name, err, waited, c.want, c.wait)
		}
	}
}
