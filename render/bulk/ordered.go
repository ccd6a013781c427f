package bulk

import (
	"context"
	"iter"
	"sync"
)

// Ordered does something with each of a stream of things, several at a time, and adds
// the results one at a time, in the order of the things. At most three things for each
// worker are under way. When the context ends, no new thing is begun, and what is under
// way is still added; when add answers false, nothing more is begun or added. A panic
// of a worker becomes one of the caller, when all others are done.
//
// Nothing is handed from one goroutine to another, because to wake one up costs more
// than the work: each worker reads the next thing itself, and the one whose result is
// the next to be added adds all that are ready.
func Ordered[In, Out any](ctx context.Context, workers int, in iter.Seq[In], do func(In) Out, add func(Out) bool) {
	next, stop := iter.Pull(in)
	defer stop()
	r := &results[Out]{add: add, ready: map[int]Out{}, most: 2 * workers}
	r.moved.L = &r.mu
	var reading sync.Mutex
	begun := 0
	read := func() (number int, one In, ok bool) {
		reading.Lock()
		defer reading.Unlock()
		if ctx.Err() == nil && !r.ended() {
			one, ok = next()
		}
		number = begun
		begun++
		return number, one, ok
	}
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			defer func() { r.end(recover()) }()
			for {
				number, one, ok := read()
				if !ok {
					return
				}
				r.put(number, do(one))
			}
		})
	}
	wait.Wait()
	if r.broken != nil {
		panic(r.broken)
	}
}

// results are put in any order and added in theirs.
type results[Out any] struct {
	add    func(Out) bool
	most   int // that one may be ahead of what is added
	mu     sync.Mutex
	moved  sync.Cond // added grew, or all is over
	ready  map[int]Out
	added  int
	adding bool
	over   bool
	broken any // with what a worker panicked
}

func (r *results[Out]) ended() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.over
}

// end ends everything if a worker panicked.
func (r *results[Out]) end(broken any) {
	if broken == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.broken, r.over = broken, true
	r.moved.Broadcast()
}

// put puts what came of one thing, and adds all that can be added now unless
// somebody else does. It waits while too much is ahead.
func (r *results[Out]) put(number int, out Out) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ready[number] = out
	for !r.adding && !r.over {
		first, ok := r.ready[r.added]
		if !ok {
			break
		}
		delete(r.ready, r.added)
		r.adding = true
		more := r.unlocked(first)
		r.adding = false
		r.over = r.over || !more
		r.added++
		r.moved.Broadcast()
	}
	for number >= r.added+r.most && !r.over {
		r.moved.Wait()
	}
}

// unlocked adds what came of one thing while others may put theirs.
func (r *results[Out]) unlocked(out Out) bool {
	r.mu.Unlock()
	defer r.mu.Lock()
	return r.add(out)
}
