package deflate

// A Writer writes one stream of DEFLATE after the other. Its zero value is ready
// for the first. One goroutine at a time may use it.
type Writer struct {
	bitWriter
	at    int // bytes of text so far
	fill  filling
	short memory
	long  long
}

// Begin begins a stream, which is appended to b.
func (w *Writer) Begin(b []byte) {
	w.begin(b)
	w.at = 0
	w.short.forget()
}

// End ends the stream and returns what it was appended to.
func (w *Writer) End() []byte {
	w.reserve(room)
	w.put(bitsOf(1|fixedBlock, 3).then(bitString(fixed.literal[endOfBlock])))
	w.align()
	w.b = w.b[:w.n]
	return w.b
}

// Bytes writes bytes that are in no template.
func (w *Writer) Bytes(p []byte) {
	if len(p) > shortBytes {
		w.writeLong(p)
	} else if len(p) > 0 {
		w.writeShort(p)
	}
	w.at += len(p)
}
