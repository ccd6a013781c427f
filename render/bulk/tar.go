package bulk

import (
	"archive/tar"
	"bytes"
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
	blank [block]byte // the header of a file without name or size
	parts spares[part]
	wrap  func(io.Writer) io.WriteCloser // compresses what comes with the whole, or does not
}

// A part is what stands in an archive for one customer. It is used again for the
// next one.
type part interface {
	begin()
	own(b []byte)       // adds what is the archive's own
	file(f render.File) // adds a file, whose bytes hold until the part is written
	end()
	writeTo(w io.Writer) error
}

func newTar(out io.Writer) *tarTarget {
	return &tarTarget{
		out:   out,
		blank: blankHeader(),
		parts: newSpares(func() part { return &plainPart{} }),
		wrap:  func(w io.Writer) io.WriteCloser { return uncompressed{w} },
	}
}

// newTarGzip has each customer as a part of its own, so that several can be made
// at a time; a file of several compressed parts is what RFC 1952 allows.
func newTarGzip(out io.Writer) *tarTarget {
	return &tarTarget{
		out:   out,
		blank: blankHeader(),
		parts: newSpares(func() part { return &gzipPart{} }),
		wrap:  func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
	}
}

// uncompressed does not compress.
type uncompressed struct{ io.Writer }

// Close does nothing.
func (uncompressed) Close() error { return nil }

// A plainPart is not compressed. Of large files it keeps where they are, so that
// they are not copied on their way.
type plainPart struct {
	b      []byte // what is the archive's own, and small files
	pieces []piece
}

// A piece is some of those bytes, and the large file behind them.
type piece struct {
	end  int
	file []byte
}

// large is more than it takes to write bytes by themselves.
const large = 1 << 14

func (p *plainPart) begin()       { p.b, p.pieces = p.b[:0], p.pieces[:0] }
func (p *plainPart) own(b []byte) { p.b = append(p.b, b...) }
func (p *plainPart) end()         { p.pieces = append(p.pieces, piece{end: len(p.b)}) }

func (p *plainPart) file(f render.File) {
	if len(f.Data) < large {
		p.own(f.Data)
		return
	}
	p.pieces = append(p.pieces, piece{len(p.b), f.Data})
}

func (p *plainPart) writeTo(w io.Writer) error {
	start := 0
	for _, one := range p.pieces {
		for _, b := range [][]byte{p.b[start:one.end], one.file} {
			if len(b) == 0 {
				continue
			}
			if _, err := w.Write(b); err != nil {
				return err
			}
		}
		start = one.end
	}
	return nil
}

// Take makes the entries of one customer.
func (t *tarTarget) Take(id string, files []render.File, _ *Record) (Taken, error) {
	p := t.parts.get()
	p.begin()
	for _, f := range files {
		h, err := t.header(path.Join(id, f.Name), len(f.Data))
		if err != nil {
			return Taken{}, fmt.Errorf("archive %s: %w", id, err)
		}
		p.own(h[:])
		p.file(f)
		p.own(padding[:-len(f.Data)&(block-1)])
	}
	p.end()
	return Taken{Written: len(files), tar: p}, nil
}

// block is what everything in a tar is a multiple of.
const block = 512

var padding [block]byte

// header is what stands before a file. It is the blank one with the name, the size
// and the sum of its bytes, at the places that POSIX gives them.
func (t *tarTarget) header(name string, size int) (h [block]byte, err error) {
	if len(name) > 100 || int64(size) >= 1<<33 { // what takes more than one place, or another form
		var b bytes.Buffer
		err = header(tar.NewWriter(&b), name, int64(size))
		copy(h[:], b.Bytes())
		return h, err
	}
	h = t.blank
	copy(h[:100], name)
	octal(h[124:135], size)
	copy(h[148:156], "        ") // the sum is that with spaces in its place
	sum := 0
	for _, b := range h {
		sum += int(b)
	}
	octal(h[148:154], sum)
	h[154] = 0
	return h, nil
}

// octal writes a number into all of b.
func octal(b []byte, n int) {
	for i := len(b) - 1; i >= 0; i-- {
		b[i] = '0' + byte(n&7)
		n >>= 3
	}
}

// header is what stands before a file.
func header(w *tar.Writer, name string, size int64) error {
	return w.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: size, ModTime: stamp, Format: tar.FormatUSTAR})
}

// blankHeader is that of a file without a name or a size.
func blankHeader() (h [block]byte) {
	var b bytes.Buffer
	if err := header(tar.NewWriter(&b), "", 0); err != nil {
		panic(err) // it has nothing that could not be said
	}
	copy(h[:], b.Bytes())
	return h
}

// Add writes the entries of one customer.
func (t *tarTarget) Add(taken Taken) error {
	err := taken.tar.writeTo(t.out)
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
