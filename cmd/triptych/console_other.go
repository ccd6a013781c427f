//go:build !windows

package main

import "os"

// isConsole tells whether a file is a terminal: a device, as the null device is.
func isConsole(f *os.File) bool {
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}
