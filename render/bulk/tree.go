package bulk

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/triptych-docs/triptych/render"
)

// A Tree is a folder with a folder for each customer. A new customer's folder is
// written beside its place and renamed, so that it is there with all its files or
// not at all. In a folder that is there, files that are the same are not touched,
// and one that differs is replaced whole: no file is ever cut off and written over, and
// nothing outside of the folder is touched. That holds for a process that is killed.
// It is not promised when a machine loses its power, because nothing is flushed to the
// disk; the next run finds what is not as it should be.
type Tree struct {
	folder string
	root   *os.Root
	place  place // the same, for new folders
	force  bool
	sums   string                            // name of the list of what was written before
	before func() (map[string]string, error) // that list
	began  func() error                      // marks that something is written
	pool   sync.Pool                         // of buffers to compare with

	unfinished bool        // an earlier run wrote something that its list does not know
	partial    atomic.Bool // this one wrote some files of a customer and not the others
}

// OpenTree opens a folder, which is made where it is not there. Sums is the name
// of the list of what an earlier run wrote. A file that is not as it was written
// then was changed by hand, and only force replaces it.
func OpenTree(folder, sums string, force bool) (*Tree, error) {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return nil, fmt.Errorf("write to %s: %w", folder, err)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, fmt.Errorf("write to %s: %w", folder, err)
	}
	place, err := openPlace(root)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("write to %s: %w", folder, err), root.Close())
	}
	t := &Tree{folder: folder, root: root, place: place, force: force, sums: sums}
	t.before = sync.OnceValues(t.readSums)
	t.began = sync.OnceValue(t.begin)
	_, err = root.Lstat(marker(sums))
	t.unfinished = err == nil
	t.pool.New = func() any { b := make([]byte, 1<<16); return &b }
	return t, nil
}

// beside is the name under which something is written before it takes its place.
// It tells whose it is, so that the next run clears away what was left of one
// that was killed.
func beside(name string) string {
	folder, file := path.Split(name)
	return folder + "." + file + ".triptych"
}

// Take writes the files of one customer.
func (t *Tree) Take(id string, files []render.File, before *Record) (Taken, error) {
	own, err := t.own(id)
	if errors.Is(err, fs.ErrNotExist) {
		if err = t.began(); err == nil {
			err = t.create(id, files)
		}
		if err != nil {
			return Taken{}, fmt.Errorf("write %s: %w", path.Join(t.folder, id), err)
		}
		return Taken{Written: len(files)}, nil
	}
	if err != nil {
		return Taken{}, fmt.Errorf("write %s: %w", path.Join(t.folder, id), err)
	}
	defer own.Close()
	// All are looked at before one is written: a runbook of today beside a script
	// of yesterday that may not be replaced would be two different changes.
	var stale []render.File
	for _, f := range files {
		same, err := t.replaceable(own, id, f, before)
		if err != nil {
			return Taken{}, fmt.Errorf("write %s: %w", path.Join(t.folder, id, f.Name), err)
		}
		switch {
		case same:
		case f.Name == render.SumsName: // first: it vouches for the others if the run ends between them
			stale = slices.Insert(stale, 0, f)
		default:
			stale = append(stale, f)
		}
	}
	for i, f := range stale {
		err := t.began()
		if err == nil {
			err = replace(own, f.Name, bytes.NewReader(f.Data))
		}
		if err != nil {
			if i > 0 {
				t.partial.Store(true)
			}
			return Taken{Written: i}, fmt.Errorf("write %s: %w", path.Join(t.folder, id, f.Name), err)
		}
	}
	return Taken{Written: len(stale)}, nil
}

// own is the folder of a customer. A link in its place might lead to that of
// another, or anywhere.
func (t *Tree) own(id string) (*os.Root, error) {
	info, err := t.root.Lstat(id)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, errors.New("it is there and is no folder; nothing is written through a link or over a file: remove it")
	}
	return t.root.OpenRoot(id)
}

// create writes the folder of a customer who has none.
func (t *Tree) create(id string, files []render.File) error {
	name := beside(id)
	err := t.place.fill(name, files)
	if errors.Is(err, fs.ErrExist) { // left by a run that was killed
		if err = t.root.RemoveAll(name); err == nil {
			err = t.place.fill(name, files)
		}
	}
	if err == nil {
		err = t.place.rename(name, id)
	}
	if err != nil {
		return errors.Join(err, t.root.RemoveAll(name))
	}
	return nil
}

// writeNew writes a file that is not there yet, in a folder that is made where it
// has to be.
func writeNew(root *os.Root, name string, data io.Reader) error {
	if folder := path.Dir(name); folder != "." {
		if err := root.MkdirAll(folder, 0o777); err != nil {
			return err
		}
	}
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, data)
	return errors.Join(err, f.Close())
}

// replace writes a file beside its place and renames it.
func replace(root *os.Root, name string, data io.Reader) error {
	fresh := beside(name)
	err := root.Remove(fresh) // left by a run that was killed
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := writeNew(root, fresh, data); err != nil {
		return errors.Join(err, root.Remove(fresh))
	}
	return render.Rename(root, fresh, name)
}

// Add does nothing: what a tree takes is in its place.
func (t *Tree) Add(Taken) error { return nil }

// Finish puts the files that come with the whole in their places.
func (t *Tree) Finish(extra []Extra) error {
	for _, e := range extra {
		data, size, err := e.read()
		if err == nil && !t.has(e, size) {
			err = replace(t.root, e.Name, data)
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", path.Join(t.folder, e.Name), err)
		}
	}
	listed, err := t.listed()
	if err == nil && listed {
		if err = t.root.Remove(marker(t.sums)); errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
	}
	if err != nil {
		return fmt.Errorf("write to %s: %w", t.folder, err)
	}
	return t.close()
}

func (t *Tree) close() error { return errors.Join(t.place.close(), t.root.Close()) }

// has tells whether an extra is there already. It leaves the extra at its start.
func (t *Tree) has(e Extra, size int64) bool {
	on, err := t.root.Open(e.Name)
	if err != nil {
		return false
	}
	defer on.Close()
	defer e.file.Seek(0, io.SeekStart) //nolint:errcheck // writing it would fail, and say so
	if info, err := on.Stat(); err != nil || info.Size() != size {
		return false
	}
	a, b := make([]byte, 1<<16), make([]byte, 1<<16)
	for {
		n, errA := io.ReadFull(on, a)
		m, errB := io.ReadFull(e.file, b)
		if !bytes.Equal(a[:n], b[:m]) {
			return false
		}
		if errA != nil || errB != nil {
			return errors.Is(errA, errB)
		}
	}
}

// Abandon leaves what is in its place there: each folder in it is whole.
func (t *Tree) Abandon() error { return t.close() }
