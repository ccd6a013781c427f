//go:build !unix

package config

import "io/fs"

// strange is not known here: who may write to a folder is not said by its mode,
// and the folder for temporary files is each user's own.
func strange(string, fs.FileInfo) bool { return false }
