package load

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/parallel"
)

// A text is a file of content, read once: its hash and what is read from it are
// of the same bytes, whoever writes to it meanwhile.
type text struct {
	name string // with slashes, from the folder of all content
	data []byte
}

// texts reads all YAML files of content, in the order of their names.
func texts(content fs.FS) ([]text, error) {
	var names []string
	if err := each(content, func(name string) error {
		names = append(names, name)
		return nil
	}); err != nil {
		return nil, err
	}
	all, err := parallel.Map(names, func(name string) (text, error) {
		data, err := fs.ReadFile(content, name)
		return text{name, data}, err
	})
	if err != nil {
		return nil, fmt.Errorf("read content: %w", err)
	}
	return all, nil
}

// each calls a function with the names of all YAML files of content, in order.
// Names that begin with a dot are hidden: editors put files of theirs beside
// those that they have open.
func each(content fs.FS, do func(name string) error) error {
	err := fs.WalkDir(content, ".", func(name string, d fs.DirEntry, err error) error {
		switch hidden := name != "." && strings.HasPrefix(path.Base(name), "."); {
		case err != nil:
			return err
		case hidden && d.IsDir():
			return fs.SkipDir
		case hidden || d.IsDir() || path.Ext(name) != ".yaml":
			return nil
		}
		return do(name)
	})
	if err != nil {
		return fmt.Errorf("read content: %w", err)
	}
	return nil
}

// Hash is the SHA-256 of all content, names included, in hexadecimal. It keeps
// one file at a time, in the same place as the one before.
func Hash(content fs.FS) (string, error) {
	sum := sha256.New()
	var data bytes.Buffer
	err := each(content, func(name string) error {
		file, err := content.Open(name)
		if err != nil {
			return err
		}
		defer file.Close()
		data.Reset()
		if _, err := data.ReadFrom(file); err != nil {
			return err
		}
		addTo(sum, name, data.Bytes())
		return nil
	})
	return hex.EncodeToString(sum.Sum(nil)), err
}

func hash(all []text) string {
	sum := sha256.New()
	for _, t := range all {
		addTo(sum, t.name, t.data)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// addTo adds a file to the sum of all content.
func addTo(sum io.Writer, name string, data []byte) {
	fmt.Fprintf(sum, "%s %d\n", name, len(data))
	sum.Write(data)
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
