//go:build !windows

package render

import (
	"errors"
	"os"
	"syscall"
)

// alive tells whether a process may be running, on this machine. Where the system
// does not say, it may.
func alive(process int) bool {
	p, err := os.FindProcess(process)
	if err != nil {
		return true
	}
	defer p.Release()
	return !errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}
