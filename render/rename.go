package render

import (
	"os"
	"time"
)

// Rename gives a file or a folder of root another name. On Windows that fails while
// any program has the file open, or one in the folder, as scanners for viruses have
// what was just written: it is tried again, for two seconds in all.
func Rename(root *os.Root, from, to string) error {
	return patiently(func() error { return root.Rename(from, to) }, Held, time.Sleep)
}

// patiently tries until it goes well, fails for another reason than that a program
// holds the file, or was tried long enough.
func patiently(try func() error, held func(error) bool, wait func(time.Duration)) error {
	err := try()
	for pause := time.Millisecond; held(err) && pause <= 1024*time.Millisecond; pause *= 2 {
		wait(pause)
		err = try()
	}
	return err
}
