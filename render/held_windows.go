package render

import (
	"errors"

	"golang.org/x/sys/windows"
)

// Held tells whether an operation may have failed because a program has a file open.
// Windows says in some of these cases only that access is denied.
func Held(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_ACCESS_DENIED)
}
