package bulk

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"path"

	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/deflate"
)

// A zipTarget is one zip file of all customers. Its directory, which comes last,
// grows with their number; it is kept in a file until then. That is what the
// writer of the standard library does not do.
type zipTarget struct {
	out       io.Writer
	directory Extra
	list      *bufio.Writer // into the directory
	offset    uint64
	entries   uint64
	parts     spares[*zipPart]
}

func newZip(out io.Writer) (*zipTarget, error) {
	directory, err := newExtra("the directory of the archive")
	if err != nil {
		return nil, err
	}
	return &zipTarget{out: out, directory: directory, list: bufio.NewWriter(directory.file), parts: newSpares(func() *zipPart { return &zipPart{} })}, nil
}

// The parts of a zip file, as PKWARE's APPNOTE.TXT 6.3.10 names them.
const (
	localSignature     = 0x04034b50
	directorySignature = 0x02014b50
	endSignature       = 0x06054b50
	end64Signature     = 0x06064b50
	locator64Signature = 0x07064b50

	zip64     = 45 // the version that is needed for sizes of 64 bits
	utf8Names = 1 << 11
	stored    = 0
	deflated  = 8
	dosDate   = 1<<5 | 1 // 1980-01-01
	unixFile  = 3<<8 | zip64
	regular   = 0o100644 << 16
	extra64   = 1
)

// A zipPart is what stands in the archive for one customer. It is used again.
type zipPart struct {
	z       deflate.Writer
	b       []byte
	entries []zipEntry
}

// A zipEntry is a file in the archive.
type zipEntry struct {
	name   string
	method uint16
	sum    uint32
	size   uint64
	packed uint64 // size in the archive
	at     uint64 // from the start of what it was taken with
}

// Take makes the entries of one customer.
func (z *zipTarget) Take(id string, files []render.File, _ *Record) (Taken, error) {
	p := z.parts.get()
	p.b, p.entries = p.b[:0], p.entries[:0]
	for _, f := range files {
		e := zipEntry{
			name: path.Join(id, f.Name), method: deflated,
			sum: crc32.ChecksumIEEE(f.Data), size: uint64(len(f.Data)), at: uint64(len(p.b)),
		}
		p.b = append(p.b, e.local()...)
		start := len(p.b)
		p.z.Begin(p.b)
		f.Compress(&p.z)
		p.b = p.z.End()
		e.packed = uint64(len(p.b) - start)
		copy(p.b[e.at:], e.local()) // now that its size is known
		p.entries = append(p.entries, e)
	}
	return Taken{Written: len(files), zip: p}, nil
}

// local is what stands before a file.
func (e zipEntry) local() []byte {
	le := binary.LittleEndian
	h := le.AppendUint32(nil, localSignature)
	for _, v := range []uint16{zip64, utf8Names, e.method, 0, dosDate} {
		h = le.AppendUint16(h, v)
	}
	h = le.AppendUint32(h, e.sum)
	h = le.AppendUint32(h, math.MaxUint32)
	h = le.AppendUint32(h, math.MaxUint32)
	h = le.AppendUint16(h, uint16(len(e.name)))
	h = le.AppendUint16(h, 20)
	h = append(h, e.name...)
	h = le.AppendUint16(h, extra64)
	h = le.AppendUint16(h, 16)
	h = le.AppendUint64(h, e.size)
	return le.AppendUint64(h, e.packed)
}

// entry is what the directory says of a file that starts at an offset.
func (e zipEntry) entry(offset uint64) []byte {
	le := binary.LittleEndian
	h := le.AppendUint32(nil, directorySignature)
	for _, v := range []uint16{unixFile, zip64, utf8Names, e.method, 0, dosDate} {
		h = le.AppendUint16(h, v)
	}
	h = le.AppendUint32(h, e.sum)
	h = le.AppendUint32(h, math.MaxUint32)
	h = le.AppendUint32(h, math.MaxUint32)
	for _, v := range []uint16{uint16(len(e.name)), 28, 0, 0, 0} {
		h = le.AppendUint16(h, v)
	}
	h = le.AppendUint32(h, regular)
	h = le.AppendUint32(h, math.MaxUint32)
	h = append(h, e.name...)
	h = le.AppendUint16(h, extra64)
	h = le.AppendUint16(h, 24)
	h = le.AppendUint64(h, e.size)
	h = le.AppendUint64(h, e.packed)
	return le.AppendUint64(h, offset)
}

// Add writes the entries of one customer.
func (z *zipTarget) Add(taken Taken) error {
	err := z.write(taken.zip.b, taken.zip.entries)
	z.parts.put(taken.zip)
	return err
}

// write writes some entries, and notes them for the directory.
func (z *zipTarget) write(data []byte, entries []zipEntry) error {
	for _, e := range entries {
		if _, err := z.list.Write(e.entry(z.offset + e.at)); err != nil {
			return fmt.Errorf("write the archive: %w", err)
		}
		z.entries++
	}
	n, err := z.out.Write(data)
	z.offset += uint64(n)
	if err != nil {
		return fmt.Errorf("write the archive: %w", err)
	}
	return nil
}

// Finish writes the files that come with the whole, and the directory.
func (z *zipTarget) Finish(extra []Extra) error {
	for _, e := range extra {
		if err := z.extra(e); err != nil {
			return fmt.Errorf("write the archive: %w", err)
		}
	}
	if err := z.list.Flush(); err != nil {
		return fmt.Errorf("write the archive: %w", err)
	}
	directory, size, err := z.directory.read()
	if err == nil {
		_, err = io.Copy(z.out, directory)
	}
	if err == nil {
		_, err = z.out.Write(z.end(uint64(size)))
	}
	if err != nil {
		return fmt.Errorf("write the archive: %w", err)
	}
	z.directory.close()
	return nil
}

// extra adds a file that is not held: it is read once for its sum, and again.
func (z *zipTarget) extra(x Extra) error {
	data, size, err := x.read()
	if err != nil {
		return err
	}
	sum := crc32.NewIEEE()
	if _, err := io.Copy(sum, data); err != nil {
		return err
	}
	e := zipEntry{name: x.Name, method: stored, sum: sum.Sum32(), size: uint64(size), packed: uint64(size)}
	if err := z.write(e.local(), []zipEntry{e}); err != nil {
		return err
	}
	if data, _, err = x.read(); err != nil {
		return err
	}
	n, err := io.Copy(z.out, data)
	z.offset += uint64(n)
	return err
}

// end is what stands behind a directory of some size.
func (z *zipTarget) end(size uint64) []byte {
	le := binary.LittleEndian
	h := le.AppendUint32(nil, end64Signature)
	h = le.AppendUint64(h, 44)
	h = le.AppendUint16(h, unixFile)
	h = le.AppendUint16(h, zip64)
	h = le.AppendUint64(h, 0) // number of this disk, and of the one with the directory
	for _, v := range []uint64{z.entries, z.entries, size, z.offset} {
		h = le.AppendUint64(h, v)
	}
	h = le.AppendUint32(h, locator64Signature)
	h = le.AppendUint32(h, 0)
	h = le.AppendUint64(h, z.offset+size)
	h = le.AppendUint32(h, 1)
	h = le.AppendUint32(h, endSignature)
	h = le.AppendUint32(h, 0)
	for range 2 {
		h = le.AppendUint16(h, math.MaxUint16)
	}
	for range 2 {
		h = le.AppendUint32(h, math.MaxUint32)
	}
	return le.AppendUint16(h, 0)
}

// Abandon frees what the archive takes.
func (z *zipTarget) Abandon() error {
	z.directory.close()
	return nil
}
