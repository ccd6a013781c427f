package bulk

import (
	"context"
	"iter"
	"sync"
)

// Ordered does something with each of a stream of things, several at a time, and
// gives what came of them in the order of the things. Each worker has a state of
// its own. Not more is under way than twice the number of workers. When the
// context ends no new thing is begun.
func Ordered[In, Out, State any](ctx context.Context, workers int, in iter.Seq[In], state func() State, do func(State, In) Out) iter.Seq[Out] {
	type task struct {
		in  In
		out chan Out
	}
	return func(yield func(Out) bool) {
		ctx, stop := context.WithCancel(ctx)
		todo := make(chan task)
		order := make(chan task, 2*workers)
		var wait sync.WaitGroup
		defer wait.Wait()
		defer stop()
		wait.Go(func() {
			defer close(todo)
			defer close(order)
			for one := range in {
				t := task{in: one, out: make(chan Out, 1)}
				select {
				case order <- t:
				case <-ctx.Done():
					return
				}
				todo <- t // workers take all that is in order
			}
		})
		for range workers {
			wait.Go(func() {
				own := state()
				for t := range todo {
					t.out <- do(own, t.in)
				}
			})
		}
		for t := range order {
			if !yield(<-t.out) {
				stop()
				for t := range order { // let those under way end
					<-t.out
				}
				return
			}
		}
	}
}
