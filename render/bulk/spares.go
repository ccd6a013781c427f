package bulk

// spares are things that are used again. Unlike those of a pool they stay when
// garbage is collected: making a list does so often.
type spares[T any] struct {
	free  chan T
	fresh func() T
}

// enough is more than there are workers on any machine.
const enough = 256

func newSpares[T any](fresh func() T) spares[T] {
	return spares[T]{make(chan T, enough), fresh}
}

func (s spares[T]) get() T {
	select {
	case t := <-s.free:
		return t
	default:
		return s.fresh()
	}
}

func (s spares[T]) put(t T) {
	select {
	case s.free <- t:
	default:
	}
}
