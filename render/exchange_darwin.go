package render

import (
	"os"

	"golang.org/x/sys/unix"
)

// exchange lets two names of a folder change places in one operation, so that
// each is there at any time. Where the file system has no such operation the
// error is [errors.ErrUnsupported].
func exchange(root *os.Root, a, b string) error {
	dir, err := root.Open(".")
	if err != nil {
		return err
	}
	defer dir.Close()
	fd := int(dir.Fd())
	return os.NewSyscallError("exchange", unix.RenameatxNp(fd, a, fd, b, unix.RENAME_SWAP))
}
