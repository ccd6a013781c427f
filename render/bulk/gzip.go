package bulk

import (
	"encoding/binary"
	"hash/crc32"
	"io"

	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/deflate"
)

// A gzipPart is a member of a gzip file (RFC 1952).
type gzipPart struct {
	z    deflate.Writer
	b    []byte
	sum  uint32
	size uint32
}

// member is what a member begins with: no name, no time, no system.
const member = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"

func (p *gzipPart) begin() {
	p.z.Begin(append(p.b[:0], member...))
	p.sum, p.size = 0, 0
}

func (p *gzipPart) own(b []byte) {
	p.count(b)
	p.z.Bytes(b)
}

func (p *gzipPart) file(f render.File) {
	p.count(f.Data)
	f.Compress(&p.z)
}

func (p *gzipPart) count(b []byte) {
	p.sum = crc32.Update(p.sum, crc32.IEEETable, b)
	p.size += uint32(len(b))
}

func (p *gzipPart) end() {
	p.b = binary.LittleEndian.AppendUint32(p.z.End(), p.sum)
	p.b = binary.LittleEndian.AppendUint32(p.b, p.size)
}

func (p *gzipPart) writeTo(w io.Writer) error {
	_, err := w.Write(p.b)
	return err
}
