//go:build unix

package config

import (
	"io/fs"
	"os"
	"syscall"
)

// strange tells whether a file stands in a folder that everybody may write to,
// and is neither the user's nor the administrator's.
func strange(folder string, file fs.FileInfo) bool {
	info, err := os.Stat(folder)
	if err != nil || info.Mode().Perm()&0o002 == 0 {
		return false
	}
	owner, ok := file.Sys().(*syscall.Stat_t)
	return !ok || owner.Uid != 0 && int(owner.Uid) != os.Getuid()
}
