package bulk

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"time"

	"github.com/triptych-docs/triptych/render"
)

// stamp is the time of every file in an archive: the same customers make the
// same bytes.
var stamp = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// A tarTarget is one archive of all customers, a folder for each.
type tarTarget struct {
	out   io.Writer
	parts spares[part]
	wrap  func(io.Writer) io.WriteCloser // compresses what comes with the whole, or does not
}

// A part is what stands in an archive for one customer. It is used again for the
// next one.
type part interface {
	begin()
	io.Writer           // of what is the archive's own
	file(f render.File) // of a file
	end()
	bytes() []byte
}

func newTar(out io.Writer) *tarTarget {
	return &tarTarget{
		out:   out,
		parts: newSpares(func() part { return &plainPart{} }),
		wrap:  func(w io.Writer) io.WriteCloser { return uncompressed{w} },
	}
}

// newTarGzip has each customer as a part of its own, so that several can be made
// at a time; a file of several compressed parts is what RFC 1952 allows.
func newTarGzip(out io.Writer) *tarTarget {
	return &tarTarget{
		out:   out,
		parts: newSpares(func() part { return &gzipPart{} }),
		wrap:  func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
	}
}

// uncompressed does not compress.
type uncompressed struct{ io.Writer }

// Close does nothing.
func (uncompressed) Close() error { return nil }

// A plainPart is not compressed.
type plainPart struct{ b []byte }

func (p *plainPart) begin()             { p.b = p.b[:0] }
func (p *plainPart) file(f render.File) { p.b = append(p.b, f.Data...) }
func (p *plainPart) end()               {}
func (p *plainPart) bytes() []byte      { return p.b }

// Write appends bytes. It does not fail.
func (p *plainPart) Write(b []byte) (int, error) {
	p.b = append(p.b, b...)
	return len(b), nil
}

// Take makes the entries of one customer.
func (t *tarTarget) Take(id string, files []render.File, _ *Record) (Taken, error) {
	p := t.parts.get()
	p.begin()
	to := &filed{part: p}
	w := tar.NewWriter(to)
	for _, f := range files {
		err := header(w, path.Join(id, f.Name), int64(len(f.Data)))
		if err == nil {
			to.whole = &f
			_, err = w.Write(f.Data)
			to.whole = nil
		}
		if err != nil {
			return Taken{}, fmt.Errorf("archive %s: %w", id, err)
		}
	}
	if err := w.Flush(); err != nil {
		return Taken{}, fmt.Errorf("archive %s: %w", id, err)
	}
	p.end()
	return Taken{Written: len(files), tar: p}, nil
}

// filed tells a part which bytes are a whole file: a part knows more of a file
// than its bytes.
type filed struct {
	part
	whole *render.File // that is written next, at once
}

// Write writes a file, or what stands before or behind it.
func (f *filed) Write(p []byte) (int, error) {
	if f.whole == nil {
		return f.part.Write(p)
	}
	f.file(*f.whole)
	return len(p), nil
}

// header is what stands before a file.
func header(w *tar.Writer, name string, size int64) error {
	return w.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: size, ModTime: stamp, Format: tar.FormatUSTAR})
}

// Add writes the entries of one customer.
func (t *tarTarget) Add(taken Taken) error {
	_, err := t.out.Write(taken.tar.bytes())
	t.parts.put(taken.tar)
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
			err = header(w, e.Name, size)
		}
		if err == nil {
			_, err = io.Copy(w, data)
		}
		if err != nil {
			return fmt.Errorf("archive %s: %w", e.Name, err)
		}
	}
	if err := errors.Join(w.Close(), z.Close()); err != nil {
		return fmt.Errorf("write the archive: %w", err)
	}
	return nil
}

// Abandon does nothing: whoever gave the writer knows what to do with it.
func (t *tarTarget) Abandon() error { return nil }
