package render

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// exchange lets two names of a folder change places in one operation, so that
// each is there at any time. Where the system or the file system has no such
// operation the error is [errors.ErrUnsupported].
func exchange(root *os.Root, a, b string) error {
	dir, err := root.Open(".")
	if err != nil {
		return err
	}
	defer dir.Close()
	fd := int(dir.Fd())
	err = unix.Renameat2(fd, a, fd, b, unix.RENAME_EXCHANGE)
	if errors.Is(err, unix.EINVAL) { // how file systems say that they do not know the flag
		return errors.ErrUnsupported
	}
	return os.NewSyscallError("exchange", err)
}
