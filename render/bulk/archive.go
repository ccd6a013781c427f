package bulk

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"sync"
	"time"

	"github.com/triptych-docs/triptych/render"
)

// stamp is the time of every file in an archive: the same customers make the
// same bytes.
var stamp = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// A tarTarget is one archive of all customers, a folder for each. Compressed,
// each customer is a part of its own, so that several can be made at a time; a
// file of several compressed parts is what RFC 1952 allows.
type tarTarget struct {
	out        io.Writer
	compressed bool
	pool       sync.Pool // of buffers for one customer
}

func newTar(out io.Writer, compressed bool) *tarTarget {
	t := &tarTarget{out: out, compressed: compressed}
	t.pool.New = func() any { return new(bytes.Buffer) }
	return t
}

// wrap compresses what is written, or does not.
func (t *tarTarget) wrap(w io.Writer) io.WriteCloser {
	if !t.compressed {
		return plain{w}
	}
	z, _ := gzip.NewWriterLevel(w, gzip.BestSpeed) // the level is one that there is
	return z
}

// plain does not compress.
type plain struct{ io.Writer }

// Close does nothing.
func (plain) Close() error { return nil }

// Take makes the entries of one customer.
func (t *tarTarget) Take(id string, files []render.File) (Taken, error) {
	b := t.pool.Get().(*bytes.Buffer)
	b.Reset()
	z := t.wrap(b)
	w := tar.NewWriter(z)
	for _, f := range files {
		if err := entry(w, path.Join(id, f.Name), int64(len(f.Data)), bytes.NewReader(f.Data)); err != nil {
			return Taken{}, err
		}
	}
	if err := errors.Join(w.Flush(), z.Close()); err != nil {
		return Taken{}, fmt.Errorf("archive %s: %w", id, err)
	}
	return Taken{Written: len(files), data: b}, nil
}

func entry(w *tar.Writer, name string, size int64, data io.Reader) error {
	err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: size, ModTime: stamp, Format: tar.FormatUSTAR})
	if err == nil {
		_, err = io.Copy(w, data)
	}
	if err != nil {
		return fmt.Errorf("archive %s: %w", name, err)
	}
	return nil
}

// Add writes the entries of one customer.
func (t *tarTarget) Add(taken Taken) error {
	_, err := t.out.Write(taken.data.Bytes())
	t.pool.Put(taken.data)
	if err != nil {
		return fmt.Errorf("write the archive: %w", err)
	}
	return nil
}

// Finish writes the files that come with the whole, and the end of the archive.
func (t *tarTarget) Finish(extra []Extra) error {
	z := t.wrap(t.out)
	w := tar.NewWriter(z)
	for _, e := range extra {
		data, size, err := e.read()
		if err == nil {
			err = entry(w, e.Name, size, data)
		}
		if err != nil {
			return err
		}
	}
	if err := errors.Join(w.Close(), z.Close()); err != nil {
		return fmt.Errorf("write the archive: %w", err)
	}
	return nil
}

// Abandon does nothing: whoever gave the writer knows what to do with it.
func (t *tarTarget) Abandon() error { return nil }
