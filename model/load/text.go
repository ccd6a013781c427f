package load

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// A text is a file of content, read once: its hash and what is read from it are
// of the same bytes, whoever writes to it meanwhile.
type text struct {
	name string // with slashes, from the folder of all content
	data []byte
}

// texts reads all YAML files of content, in the order of their names. Names that
// begin with a dot are hidden: editors put files of theirs beside those that
// they have open.
func texts(content fs.FS) ([]text, error) {
	var all []text
	err := fs.WalkDir(content, ".", func(name string, d fs.DirEntry, err error) error {
		switch hidden := name != "." && strings.HasPrefix(path.Base(name), "."); {
		case err != nil:
			return err
		case hidden && d.IsDir():
			return fs.SkipDir
		case hidden || d.IsDir() || path.Ext(name) != ".yaml":
			return nil
		}
		data, err := fs.ReadFile(content, name)
		all = append(all, text{name, data})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read content: %w", err)
	}
	return all, nil
}

// Hash is the SHA-256 of all content, names included, in hexadecimal.
func Hash(content fs.FS) (string, error) {
	all, err := texts(content)
	if err != nil {
		return "", err
	}
	return hash(all), nil
}

func hash(all []text) string {
	sum := sha256.New()
	for _, t := range all {
		fmt.Fprintf(sum, "%s %d\n%s", t.name, len(t.data), t.data)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// in are the files of one folder.
func in(all []text, dir string) []text {
	var own []text
	for _, t := range all {
		if path.Dir(t.name) == dir {
			own = append(own, t)
		}
	}
	return own
}

// folders are the folders of procedures.
func folders(all []text) []string {
	var dirs []string
	for _, t := range all {
		if dir := path.Dir(t.name); dir != "." && !strings.Contains(dir, "/") && !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
	}
	return dirs
}
