package parallel_test

import (
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/triptych-docs/triptych/model/parallel"
)

func TestMapKeepsTheOrder(t *testing.T) {
	var all, want []int
	for i := range 1000 {
		all, want = append(all, i), append(want, i*i)
	}
	got, err := parallel.Map(all, func(i int) (int, error) { return i * i, nil })
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
	if got, err := parallel.Map(nil, func(int) (int, error) { return 0, errors.New("nothing to do") }); err != nil || len(got) != 0 {
		t.Errorf("of nothing: %v, %v", got, err)
	}
}

// The error is that of the first thing, whichever fails first.
func TestErrorsAreInOrder(t *testing.T) {
	for range 100 {
		_, err := parallel.Map([]int{0, 1, 2, 3}, func(i int) (int, error) {
			if i == 0 {
				return i, nil
			}
			return i, fmt.Errorf("thing %d", i)
		})
		if err == nil || err.Error() != "thing 1" {
			t.Fatalf("got %v", err)
		}
	}
}

// Whoever called gets a panic, and all others are done by then.
func TestPanicReachesTheCaller(t *testing.T) {
	var done atomic.Int32
	defer func() {
		if got := fmt.Sprint(recover()); got != "broken" || done.Load() != 99 {
			t.Errorf("recovered %q when %d were done", got, done.Load())
		}
	}()
	parallel.Each(100, func(i int) error {
		if i == 40 {
			panic("broken")
		}
		done.Add(1)
		return nil
	})
}
