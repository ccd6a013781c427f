package deflate

import "compress/flate"

// long compresses what is neither in a template nor short, as a PDF is not.
type long struct {
	z *flate.Writer
}

// writeLong writes bytes by way of the compressor of the standard library, whose
// blocks begin and end with whole bytes.
func (w *Writer) writeLong(p []byte) {
	w.reserve(2 * room)
	w.put(bitsOf(0, 3)) // an empty block of plain bytes, which starts at a whole one
	w.align()
	w.put(bitsOf(0xffff0000, 32))
	if w.long.z == nil {
		w.long.z, _ = flate.NewWriter(nil, flate.BestSpeed) // the level is one that there is
	}
	w.long.z.Reset(appender{&w.bitWriter})
	for _, do := range []func() error{func() error { _, err := w.long.z.Write(p); return err }, w.long.z.Flush} {
		if err := do(); err != nil {
			panic(err) // the bytes have room
		}
	}
}

// An appender appends whole bytes.
type appender struct{ w *bitWriter }

// Write appends bytes. It does not fail.
func (a appender) Write(p []byte) (int, error) {
	a.w.reserve(len(p))
	a.w.n += copy(a.w.b[a.w.n:], p)
	return len(p), nil
}
