package bulk

import (
	"fmt"
	"io"
	"os"
)

// An Extra is a file that comes with the whole and grows with every customer: it
// is written to a file without a name until all customers are in.
type Extra struct {
	Name string
	file *os.File
}

// newExtra makes one. What is written to it takes no memory and leaves nothing
// behind when the program is killed.
func newExtra(name string) (Extra, error) {
	f, err := os.CreateTemp("", "triptych-*")
	if err != nil {
		return Extra{}, fmt.Errorf("make room for %s: %w", name, err)
	}
	// On Windows an open file keeps its name; it is removed when it is closed.
	_ = os.Remove(f.Name())
	return Extra{Name: name, file: f}, nil
}

// read is the file from its start, and its size.
func (e Extra) read() (io.Reader, int64, error) {
	size, err := e.file.Seek(0, io.SeekEnd)
	if err == nil {
		_, err = e.file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, 0, fmt.Errorf("read %s: %w", e.Name, err)
	}
	return e.file, size, nil
}

func (e Extra) close() {
	e.file.Close()
	_ = os.Remove(e.file.Name())
}
