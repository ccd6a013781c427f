package render

import (
	"errors"

	"golang.org/x/sys/windows"
)

// alive tells whether a process may be running, on this machine. Where the system
// does not say, it may.
func alive(process int) bool {
	handle, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(process))
	if err != nil {
		return !errors.Is(err, windows.ERROR_INVALID_PARAMETER) // which says that there is none
	}
	defer windows.CloseHandle(handle)
	var code uint32
	err = windows.GetExitCodeProcess(handle, &code)
	return err != nil || code == stillActive
}

// stillActive is the exit code of a process that has not ended.
const stillActive = 259
