// Package parallel does the same to many things at once. What comes of it does not
// depend on which is done first: results and errors stand in the order of the
// things.
package parallel

import (
	"cmp"
	"runtime"
	"sync"
)

// Each does something for every number from 0 to below n, as many at a time as the
// machine has processors, and gives the error of each. What panics does so for the
// caller, when all others are done: the caller can say whose mistake it is.
func Each(n int, do func(int) error) []error {
	errs, broken := make([]error, n), make([]any, n)
	one := func(i int) {
		defer func() { broken[i] = recover() }()
		errs[i] = do(i)
	}
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := range next {
				one(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	workers.Wait()
	for _, b := range broken {
		if b != nil {
			panic(b)
		}
	}
	return errs
}

// Map is what something makes of each of several things, in their order, or the
// error of the first of them that has one.
func Map[T, R any](all []T, do func(T) (R, error)) ([]R, error) {
	results := make([]R, len(all))
	err := cmp.Or(Each(len(all), func(i int) (err error) {
		results[i], err = do(all[i])
		return err
	})...)
	if err != nil {
		return nil, err
	}
	return results, nil
}
