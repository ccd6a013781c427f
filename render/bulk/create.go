package bulk

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/triptych-docs/triptych/render"
)

// An ArchiveForm is a form of archive.
type ArchiveForm string

// The forms of an archive.
const (
	PlainTar ArchiveForm = "tar"
	TarGzip  ArchiveForm = "tar.gz"
	Zip      ArchiveForm = "zip"
)

// NewArchive writes an archive to a stream, in few and large pieces.
func NewArchive(out io.Writer, form ArchiveForm) (Target, error) {
	switch form {
	case PlainTar:
		return newTar(out), nil
	case TarGzip:
		return newTarGzip(out), nil
	case Zip:
		return newZip(out)
	}
	return nil, fmt.Errorf("no form of archive %q", form)
}

// CreateArchive writes an archive to a file: beside its place, and then over what
// was there.
func CreateArchive(name string, form ArchiveForm) (Target, error) {
	root, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", name, err)
	}
	a := &archiveFile{root: root, shown: name, name: filepath.Base(name)}
	a.file, err = root.OpenFile(beside(a.name), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("write %s: %w", name, err), root.Close())
	}
	a.Target, err = NewArchive(a.file, form)
	if err != nil {
		return nil, errors.Join(err, a.Abandon())
	}
	return a, nil
}

// An archiveFile is an archive that becomes a file.
type archiveFile struct {
	Target
	root        *os.Root
	file        *os.File
	shown, name string
}

// Finish puts the archive in its place.
func (a *archiveFile) Finish(extra []Extra) error {
	if err := a.Target.Finish(extra); err != nil {
		return err
	}
	err := a.file.Close()
	if err == nil {
		err = render.Rename(a.root, beside(a.name), a.name)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", a.shown, err)
	}
	return a.root.Close()
}

// Abandon leaves the file as it was.
func (a *archiveFile) Abandon() error {
	a.file.Close()
	return errors.Join(a.root.Remove(beside(a.name)), a.root.Close())
}
