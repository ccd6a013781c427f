//go:build unix

package bulk

import (
	"errors"
	"io/fs"
	"os"
	"path"

	"golang.org/x/sys/unix"

	"github.com/triptych-docs/triptych/render"
)

// A place is an open folder in which new folders are made. It asks the system for
// what has to be done and nothing else: half of what [os.Root] asks is for files
// that others may wait for, and for folders that may be links. Here everything
// is new, and whatever is there already is an error.
type place struct {
	dir *os.File
	fd  int
}

func openPlace(root *os.Root) (place, error) {
	dir, err := root.Open(".")
	if err != nil {
		return place{}, err
	}
	return place{dir, int(dir.Fd())}, nil
}

func (p place) close() error { return p.dir.Close() }

// fill writes files into a new folder.
func (p place) fill(name string, files []render.File) error {
	made, err := makeFolder(p.fd, name)
	if err != nil {
		return err
	}
	folders := []folder{{".", made}}
	defer func() {
		for _, f := range folders {
			_ = unix.Close(f.fd) // what was made in it is there
		}
	}()
	for _, f := range files {
		if !fs.ValidPath(f.Name) {
			return &os.PathError{Op: "write", Path: f.Name, Err: fs.ErrInvalid}
		}
		in, base := path.Split(f.Name)
		var at int
		if at, folders, err = inside(folders, path.Clean(in)); err != nil {
			return err
		}
		if err := writeAt(at, base, f.Data); err != nil {
			return &os.PathError{Op: "write", Path: f.Name, Err: err}
		}
	}
	return nil
}

// rename gives a folder another name, which no folder with something in it has.
func (p place) rename(from, to string) error {
	err := again(func() error { return unix.Renameat(p.fd, from, p.fd, to) })
	if err != nil {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
	}
	return nil
}

// A folder is one that was made, by its name in the one that is filled.
type folder struct {
	name string
	fd   int
}

// inside finds a folder among those that were made, or makes it.
func inside(folders []folder, name string) (int, []folder, error) {
	for _, f := range folders {
		if f.name == name {
			return f.fd, folders, nil
		}
	}
	above, folders, err := inside(folders, path.Dir(name))
	if err != nil {
		return 0, folders, err
	}
	fd, err := makeFolder(above, path.Base(name))
	if err != nil {
		return 0, folders, err
	}
	return fd, append(folders, folder{name, fd}), nil
}

// makeFolder makes a folder in an open one and opens it.
func makeFolder(in int, name string) (fd int, err error) {
	err = again(func() error { return unix.Mkdirat(in, name, 0o777) })
	if err == nil {
		err = again(func() error {
			fd, err = unix.Openat(in, name, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0)
			return err
		})
	}
	if err != nil {
		return 0, &os.PathError{Op: "make", Path: name, Err: err}
	}
	return fd, nil
}

// writeAt writes a new file in an open folder.
func writeAt(in int, name string, data []byte) (err error) {
	var fd int
	err = again(func() error {
		fd, err = unix.Openat(in, name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0o666)
		return err
	})
	if err != nil {
		return err
	}
	for err == nil && len(data) > 0 {
		n := 0
		err = again(func() error {
			n, err = unix.Write(fd, data)
			return err
		})
		data = data[max(n, 0):]
	}
	return errors.Join(err, unix.Close(fd)) // close tells what some file systems keep until then
}

// again asks again where a signal came between.
func again(do func() error) error {
	for {
		if err := do(); !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}
