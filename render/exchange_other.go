//go:build !linux && !darwin

package render

import (
	"errors"
	"os"
)

// exchange would let two names of a folder change places in one operation, which
// this system does not know: there is a moment at which one is not there.
func exchange(*os.Root, string, string) error { return errors.ErrUnsupported }
