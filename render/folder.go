package render

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// An OccupiedError says that a folder has something in it that triptych did not
// write, or wrote and somebody changed since.
type OccupiedError struct {
	Folder  string
	Unknown []string
	Changed []string
}

// Error names the files.
func (e *OccupiedError) Error() string {
	var parts []string
	if len(e.Unknown) > 0 {
		parts = append(parts, "has files that triptych did not write: "+some(e.Unknown))
	}
	if len(e.Changed) > 0 {
		parts = append(parts, "has files that were changed since triptych wrote them: "+some(e.Changed))
	}
	return fmt.Sprintf("%s %s", e.Folder, strings.Join(parts, "; and it "))
}

// mostNamed is how many files an error names. Somebody's home folder has many.
const mostNamed = 8

// some are the names of files, as many as a reader takes in.
func some(names []string) string {
	if len(names) > mostNamed {
		return fmt.Sprintf("%s … and %d more", strings.Join(names[:mostNamed], ", "), len(names)-mostNamed)
	}
	return strings.Join(names, ", ")
}

// A PlaceError says that nothing can be written at a path, because of what the
// path is.
type PlaceError struct {
	Path string
	Why  string
}

// Error is the path and the reason.
func (e *PlaceError) Error() string { return e.Path + " " + e.Why }

// WriteFolder writes files as a folder of their own. They are written to a
// folder beside it that then takes its place, so that the folder is complete or
// as it was before, also for whoever looks at it meanwhile or kills the program
// (but see [exchange]). A folder that triptych made before is replaced whole. One
// with other files in it is an [OccupiedError]; with force those files stay and
// only what triptych wrote is replaced.
func WriteFolder(ctx context.Context, folder string, files []File, force bool) error {
	return writeFolder(ctx, folder, files, force, disk{before: func(string) error { return nil }, exchange: exchange})
}

// disk is what a test changes: before is called with the name of each operation
// that changes something on disk, and can make it fail.
type disk struct {
	before   func(operation string) error
	exchange func(root *os.Root, a, b string) error
}

func writeFolder(ctx context.Context, folder string, files []File, force bool, on disk) error {
	parent, name, err := split(folder)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(parent)
	if errors.Is(err, fs.ErrNotExist) {
		// A folder that is not there is more often a slip than a wish.
		return &PlaceError{Path: folder, Why: "is to be in a folder that is not there; make that one first: " + parent}
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", folder, err)
	}
	defer root.Close()
	s := &swap{ctx: ctx, root: root, folder: folder, name: name, disk: on}
	if err := s.inspect(force); err != nil {
		return err
	}
	if err := s.clear(); err != nil {
		return fmt.Errorf("write %s: %w", folder, err)
	}
	if err := s.write(files); err != nil {
		return fmt.Errorf("write %s: %w", folder, err)
	}
	return nil
}

// split is the folder that something is written in, and its name there.
func split(target string) (parent, name string, err error) {
	abs, err := filepath.Abs(target)
	if err != nil {
		return "", "", fmt.Errorf("write %s: %w", target, err)
	}
	parent, name = filepath.Dir(abs), filepath.Base(abs)
	if target == "" || parent == abs {
		return "", "", &PlaceError{Path: fmt.Sprintf("%q", target), Why: "is no name of a file or folder to write"}
	}
	if here, err := os.Getwd(); err == nil {
		if rest, err := filepath.Rel(abs, here); err == nil && filepath.IsLocal(rest) {
			return "", "", &PlaceError{Path: target, Why: "is the folder that you are in; name one of its own"}
		}
	}
	return parent, name, nil
}

// A swap puts a new folder in the place of an old one.
type swap struct {
	ctx    context.Context
	root   *os.Root // the folder that both are in
	folder string   // as the user named it
	name   string
	disk

	exists bool
	keep   []string // files of the old folder that stay
}

// inspect looks at what is there. It changes nothing.
func (s *swap) inspect(force bool) error {
	info, err := s.root.Lstat(s.name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", s.folder, err)
	}
	if !info.IsDir() {
		return &PlaceError{Path: s.folder, Why: "is there and is no folder"}
	}
	s.exists = true
	occupied, err := s.occupied()
	if err != nil {
		return fmt.Errorf("write %s: %w", s.folder, err)
	}
	if !force && len(occupied.Unknown)+len(occupied.Changed) > 0 {
		return occupied
	}
	s.keep = occupied.Unknown
	return nil
}

// occupied finds what is in the old folder and is not as triptych wrote it. A
// folder in it counts for the files that it has, and for itself when it is empty.
func (s *swap) occupied() (*OccupiedError, error) {
	ours := s.manifest(s.name)
	found := &OccupiedError{Folder: s.folder}
	return found, fs.WalkDir(s.root.FS(), s.name, func(name string, e fs.DirEntry, err error) error {
		if err != nil || name == s.name {
			return err
		}
		inside := strings.TrimPrefix(name, s.name+"/")
		sum, known := ours[inside]
		switch {
		case e.IsDir() && !known:
			entries, err := fs.ReadDir(s.root.FS(), name)
			if err == nil && len(entries) == 0 {
				found.Unknown = append(found.Unknown, inside)
			}
			return err
		case !known || !e.Type().IsRegular():
			found.Unknown = append(found.Unknown, inside)
			if e.IsDir() {
				return fs.SkipDir
			}
		case sum != "":
			data, err := s.root.ReadFile(name)
			if err != nil {
				return err
			}
			if Sum(data) != sum {
				found.Changed = append(found.Changed, inside)
			}
		}
		return nil
	})
}

// manifest lists the files that triptych wrote into a folder, each with its hash
// where that is known. It is empty where the folder has no manifest.
func (s *swap) manifest(folder string) map[string]string {
	text, err := s.root.ReadFile(path.Join(folder, manifestName))
	if err != nil {
		return nil
	}
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil || m.Schema != manifestSchema && m.Schema != siteSchema {
		return nil
	}
	ours := map[string]string{manifestName: "", SumsName: ""}
	for _, f := range m.Files {
		ours[f.Name] = f.SHA256
	}
	return ours
}

// write writes the new folder and puts it in place.
func (s *swap) write(files []File) (err error) {
	fresh, err := s.temporary()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.root.RemoveAll(fresh))
		}
	}()
	if err := s.fill(fresh, files); err != nil {
		return err
	}
	if !s.exists {
		if err := s.step("rename"); err != nil {
			return err
		}
		return Rename(s.root, fresh, s.name)
	}
	return s.replace(fresh)
}

// waiting is how many files wait for the disk at a time: it writes several in the
// time of one.
const waiting = 8

// fill writes files into the new folder. The manifest is the first: whoever finds
// the folder half full knows by it that nothing in there is anybody else's.
func (s *swap) fill(fresh string, files []File) error {
	if i := slices.IndexFunc(files, func(f File) bool { return f.Name == manifestName }); i >= 0 {
		if err := s.prepare(fresh, manifestName); err != nil {
			return err
		}
		if err := writeNew(s.root, path.Join(fresh, manifestName), files[i].Data); err != nil {
			return err
		}
		files = slices.Delete(slices.Clone(files), i, i+1)
	}
	errs := make([]error, len(files))
	room := make(chan struct{}, waiting)
	var writing sync.WaitGroup
	for i, f := range files {
		if errs[i] = s.prepare(fresh, f.Name); errs[i] != nil {
			break
		}
		room <- struct{}{}
		writing.Go(func() {
			errs[i] = writeNew(s.root, path.Join(fresh, f.Name), f.Data)
			<-room
		})
	}
	writing.Wait()
	return cmp.Or(errs...)
}

// prepare makes the folder of a file.
func (s *swap) prepare(fresh, name string) error {
	if err := s.step("write " + name); err != nil {
		return err
	}
	if slices.Contains(s.keep, name) {
		return fmt.Errorf("%s is there and is no file of triptych's", name)
	}
	return s.root.MkdirAll(path.Join(fresh, path.Dir(name)), 0o777)
}

// replace puts the new folder in the place of the old one.
func (s *swap) replace(fresh string) error {
	if err := s.link(fresh); err != nil {
		return err
	}
	if err := s.step("exchange"); err != nil {
		return err
	}
	old := fresh // what it is when they have changed places
	switch err := s.exchange(s.root, fresh, s.name); {
	case errors.Is(err, errors.ErrUnsupported):
		old = fresh + movedAway
		if err := s.rename(fresh, old); err != nil {
			return err
		}
	case err != nil:
		return err
	}
	for _, name := range s.keep {
		err := s.root.MkdirAll(path.Join(s.name, path.Dir(name)), 0o777)
		if err == nil {
			err = Rename(s.root, path.Join(old, name), path.Join(s.name, name))
		}
		if err != nil {
			return fmt.Errorf("the new files are in place, but %s is still in %s: %w", name, old, err)
		}
	}
	if err := s.root.RemoveAll(old); err != nil {
		return fmt.Errorf("the new files are in place, but %s is left over: %w", old, err)
	}
	return nil
}

// link gives the new folder the files that stay, by another name each: then they
// are in both. Those that cannot have one, such as folders, are left to be moved.
func (s *swap) link(fresh string) error {
	var rest []string
	for _, name := range s.keep {
		if err := s.step("link " + name); err != nil {
			return err
		}
		err := s.root.MkdirAll(path.Join(fresh, path.Dir(name)), 0o777)
		if err == nil {
			err = s.root.Link(path.Join(s.name, name), path.Join(fresh, name))
		}
		if err != nil {
			rest = append(rest, name)
		}
	}
	s.keep = rest
	return nil
}

// rename puts the new folder in the place of the old one in two operations, where
// the system has no single one for it.
func (s *swap) rename(fresh, old string) error {
	if err := s.step("move the old folder away"); err != nil {
		return err
	}
	if err := Rename(s.root, s.name, old); err != nil {
		return err
	}
	err := s.before("rename")
	if err == nil {
		err = Rename(s.root, fresh, s.name)
	}
	if err != nil {
		return errors.Join(err, Rename(s.root, old, s.name))
	}
	return nil
}

// step is called before each operation: an interruption ends the work there.
func (s *swap) step(operation string) error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	return s.before(operation)
}

// temporary makes an empty folder beside the target.
func (s *swap) temporary() (string, error) {
	return vacant(s.name, func(name string) error {
		if err := s.step("make a folder"); err != nil {
			return err
		}
		return s.root.Mkdir(name, 0o777)
	})
}

// vacant finds a hidden name beside another that make can have for its own.
func vacant(name string, make func(name string) error) (string, error) {
	for n := 0; ; n++ {
		try := hidden(name, os.Getpid(), n)
		err := make(try)
		if errors.Is(err, fs.ErrExist) && n < 1000 {
			continue
		}
		return try, err
	}
}

// writeNew writes a file that is not there yet, and sees that it is on disk.
func writeNew(root *os.Root, name string, data []byte) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, root.Remove(name))
	}
	return nil
}
