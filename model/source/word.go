package source

// A Word is a scalar of a file with its place.
type Word struct {
	Text string
	Pos  Pos
}

// String is the text of the word.
func (w Word) String() string { return w.Text }

// A Map is a mapping whose keys the author chooses, in the author's order.
type Map[T any] []Entry[T]

// An Entry is one key of a [Map] and what stands there.
type Entry[T any] struct {
	Key   Word
	Value T `validate:"required"`
}

// Get finds the value of a key.
func (m Map[T]) Get(key string) (T, bool) {
	for _, e := range m {
		if e.Key.Text == key {
			return e.Value, true
		}
	}
	var none T
	return none, false
}

// Keys are the keys in order.
func (m Map[T]) Keys() []string {
	keys := make([]string, len(m))
	for i, e := range m {
		keys[i] = e.Key.Text
	}
	return keys
}
