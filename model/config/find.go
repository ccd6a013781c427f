package config

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// ProjectName is the name of the file of a project.
const ProjectName = "triptych.yaml"

// A sharedError says that a file stands where everybody may put one.
type sharedError struct{ path string }

func (e *sharedError) Error() string {
	return e.path + " stands in a folder that everybody may write to, and somebody else put it there"
}

// Project finds the file of the project that a folder is in: in the folder or in
// one above it, up to the root of the repository or of the file system. It is
// empty where there is none.
//
// What the file says decides which hosts a runbook has, so that one that somebody
// else put into a folder for everybody, such as that for temporary files, is
// refused, and so is a link that somebody else put there, whatever it leads to.
func Project(folder string) (string, error) {
	for {
		name := filepath.Join(folder, ProjectName)
		if found := entries(name); len(found) > 0 {
			if slices.ContainsFunc(found, func(e fs.FileInfo) bool { return strange(folder, e) }) {
				return "", &sharedError{name}
			}
			return name, nil
		}
		if other := filepath.Join(folder, "triptych.yml"); exists(other) {
			return "", fmt.Errorf("%s is not read: its name has to be %s", other, ProjectName)
		}
		above := filepath.Dir(folder)
		if above == folder || exists(filepath.Join(folder, ".git")) {
			return "", nil
		}
		folder = above
	}
}

// entries are what is judged before a file is read: the entry of the folder, which may
// be a link, and the file that it leads to. There are none where there is no file.
func entries(name string) []fs.FileInfo {
	entry, err := os.Lstat(name)
	if err != nil {
		return nil
	}
	file, err := os.Stat(name)
	if err != nil {
		return nil
	}
	return []fs.FileInfo{entry, file}
}

func exists(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

// User is the name of the file of a user, in the folder that the system has for
// settings.
func User(folder string) string { return filepath.Join(folder, "triptych", "config.yaml") }
