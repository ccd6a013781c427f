package main

import (
	"os"
	"syscall"
)

// isConsole tells whether a file is a console. The null device is a device too, and
// on Windows nothing that can be asked of a file tells the two apart but this.
func isConsole(f *os.File) bool {
	var mode uint32
	return syscall.GetConsoleMode(syscall.Handle(f.Fd()), &mode) == nil
}
