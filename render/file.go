package render

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
)

// WriteFile writes one file: beside its place first, and then over what was
// there. A folder or a device of that name is a [PlaceError].
func WriteFile(ctx context.Context, target string, data []byte) error {
	parent, name, err := split(target)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(parent)
	if err != nil {
		return fmt.Errorf("write %s: %w", target, err)
	}
	defer root.Close()
	info, err := root.Lstat(name)
	if err == nil && !info.Mode().IsRegular() {
		return &PlaceError{Path: target, Why: "is there and is no file"}
	}
	if err := replaceFiles(ctx, root, []File{{Name: name, Data: data}}); err != nil {
		return fmt.Errorf("write %s: %w", target, err)
	}
	return nil
}

// WriteInto writes files into a folder that may have others, and leaves those
// that are right already alone. It returns the names of the files written. All
// of them are on disk before the first one takes its place.
func WriteInto(ctx context.Context, folder string, files []File) ([]string, error) {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return nil, fmt.Errorf("write to %s: %w", folder, err)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, fmt.Errorf("write to %s: %w", folder, err)
	}
	defer root.Close()
	different, err := differences(root, files)
	if err != nil {
		return nil, fmt.Errorf("write to %s: %w", folder, err)
	}
	var fresh []File
	var names []string
	for _, d := range different {
		fresh = append(fresh, File{Name: d.Name, Data: d.New})
		names = append(names, d.Name)
		if err := root.MkdirAll(path.Dir(d.Name), 0o777); err != nil {
			return nil, fmt.Errorf("write to %s: %w", folder, err)
		}
	}
	if err := replaceFiles(ctx, root, fresh); err != nil {
		return nil, fmt.Errorf("write to %s: %w", folder, err)
	}
	return names, nil
}

// A Difference is a file that is not, on disk, what it is to be.
type Difference struct {
	Name     string
	Old, New []byte // Old is nil where there is no such file
}

// Compare finds the files that differ from those of a folder. It changes
// nothing.
func Compare(folder string, files []File) ([]Difference, error) {
	root, err := os.OpenRoot(folder)
	if errors.Is(err, fs.ErrNotExist) {
		var all []Difference
		for _, f := range files {
			all = append(all, Difference{Name: f.Name, New: f.Data})
		}
		return all, nil
	}
	if err != nil {
		return nil, fmt.Errorf("compare with %s: %w", folder, err)
	}
	defer root.Close()
	different, err := differences(root, files)
	if err != nil {
		return nil, fmt.Errorf("compare with %s: %w", folder, err)
	}
	return different, nil
}

func differences(root *os.Root, files []File) ([]Difference, error) {
	var all []Difference
	for _, f := range files {
		old, err := root.ReadFile(f.Name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		if err != nil || !bytes.Equal(old, f.Data) {
			all = append(all, Difference{Name: f.Name, Old: old, New: f.Data})
		}
	}
	return all, nil
}

// replaceFiles writes files beside their places and renames them once all are
// on disk. What was written is removed when one fails.
func replaceFiles(ctx context.Context, root *os.Root, files []File) (err error) {
	written := map[string]string{}
	defer func() {
		for _, name := range written {
			err = errors.Join(err, root.Remove(name))
		}
	}()
	var order []string
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		// A rename asks the folder alone: a file that nobody may write stays as it is,
		// and what others may do with one stays what it was.
		old, err := root.Lstat(f.Name)
		there := err == nil && old.Mode().IsRegular()
		if there && old.Mode().Perm()&0o222 == 0 {
			return &PlaceError{Path: f.Name, Why: "is read-only"}
		}
		dir, base := path.Split(f.Name)
		fresh, err := vacant(base, func(name string) error { return writeNew(root, dir+name, f.Data) })
		if err != nil {
			return err
		}
		written[f.Name] = dir + fresh
		if there {
			if err := root.Chmod(dir+fresh, old.Mode().Perm()); err != nil {
				return err
			}
		}
		order = append(order, f.Name)
	}
	for _, name := range order {
		if err := Rename(root, written[name], name); err != nil {
			return err
		}
		delete(written, name)
	}
	return nil
}
