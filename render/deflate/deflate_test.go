package deflate_test

import (
	"bytes"
	"compress/flate"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/triptych-docs/triptych/render/deflate"
)

// read is a stream, read by a reader that is not ours.
func read(t testing.TB, stream []byte) []byte {
	t.Helper()
	in := bytes.NewReader(stream)
	text, err := io.ReadAll(flate.NewReader(in))
	if err != nil {
		t.Fatalf("after %d bytes: %v", len(text), err)
	}
	if in.Len() > 0 {
		t.Fatalf("%d bytes stand behind the end", in.Len())
	}
	return text
}

// filled is the text of a template with its values.
func filled(parts []deflate.Part, values []string) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.Text)
		if p.Hole != deflate.NoHole {
			b.WriteString(values[p.Hole])
		}
	}
	return b.String()
}

// words is a text with many repeats, near and far.
func words(r *rand.Rand, n int) string {
	var b strings.Builder
	for b.Len() < n {
		switch r.IntN(12) {
		case 0:
			b.WriteByte(byte(r.IntN(256)))
		case 1:
			b.WriteString(strings.Repeat("=", r.IntN(600)))
		default:
			b.WriteString([]string{"journal", "rule", "connector", "Select ", "enter ", "mail", ". ", "\n", "smart host ", "the "}[r.IntN(10)])
		}
	}
	return b.String()
}

// value is what a hole may be filled with: often nothing, and at times so much
// that repeats behind it are out of reach.
func value(r *rand.Rand) string {
	switch r.IntN(8) {
	case 0:
		return ""
	case 1:
		return words(r, 40_000)
	case 2:
		return strings.Repeat("é", r.IntN(600))
	default:
		return words(r, r.IntN(60))
	}
}

// Whatever the parts and the values are, what comes out is read as the text.
func TestStreams(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var w deflate.Writer
	for range 60 {
		var parts []deflate.Part
		holes := r.IntN(5)
		for range r.IntN(40) * min(holes, 1) {
			parts = append(parts, deflate.Part{Text: words(r, r.IntN(4000)), Hole: r.IntN(holes)})
		}
		parts = append(parts, deflate.Part{Text: words(r, r.IntN(4000)), Hole: deflate.NoHole})
		template := deflate.NewTemplate(parts)
		for range 4 {
			values := make([]string, holes)
			for i := range values {
				values[i] = value(r)
			}
			text := filled(parts, values)
			before, between, after := words(r, r.IntN(900)), words(r, r.IntN(900)), words(r, r.IntN(40_000))
			w.Begin([]byte("head"))
			w.Bytes([]byte(before))
			w.Template(template, values, []byte(text))
			w.Bytes([]byte(between))
			w.Template(template, values, []byte(text))
			w.Bytes([]byte(after))
			stream, head := bytes.CutPrefix(w.End(), []byte("head"))
			if !head {
				t.Fatal("what was there before is not there any more")
			}
			if got, want := string(read(t, stream)), before+text+between+text+after; got != want {
				t.Fatalf("%d bytes were read, and not the %d that were written", len(got), len(want))
			}
		}
	}
}

// Repeats over a value that stand far from one another, and blocks that begin far
// behind the last, are found again.
func TestFarApart(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	noise := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		return string(b)
	}
	needle := noise(40)
	parts := []deflate.Part{
		{Text: needle, Hole: 0},
		{Text: noise(20_000) + needle + noise(300_000) + needle, Hole: 0},
		{Text: noise(12_000) + needle, Hole: deflate.NoHole},
	}
	template := deflate.NewTemplate(parts)
	var w deflate.Writer
	for _, v := range []string{"", "value", strings.Repeat("long", 5000)} {
		text := filled(parts, []string{v})
		w.Begin(nil)
		w.Template(template, []string{v}, []byte(text))
		if got := string(read(t, w.End())); got != text {
			t.Errorf("with %d bytes in the holes what was read is not what was written", len(v))
		}
	}
}

// FuzzTemplate has a text cut into parts by what is fuzzed, and values put between
// them.
func FuzzTemplate(f *testing.F) {
	f.Add("the rule of the rule", "a|b", "the", "long", uint16(0))
	f.Add(strings.Repeat("abcabcabd", 200), "|", "", "abcabc", uint16(40_000))
	f.Add("|x|x|x|", "x", "\x00", strings.Repeat("é", 200), uint16(3))
	f.Fuzz(func(t *testing.T, text, between, one, two string, more uint16) {
		var parts []deflate.Part
		pieces := []string{text}
		if between != "" {
			pieces = strings.Split(text, between)
		}
		for i, p := range pieces {
			parts = append(parts, deflate.Part{Text: p, Hole: i % 2})
		}
		parts = append(parts, deflate.Part{Text: between, Hole: deflate.NoHole})
		values := []string{one, two + strings.Repeat("x", int(more))}
		want := filled(parts, values)
		var w deflate.Writer
		w.Begin(nil)
		w.Template(deflate.NewTemplate(parts), values, []byte(want))
		w.Bytes([]byte(text))
		w.Bytes([]byte(one))
		stream := w.End()
		if got := string(read(t, stream)); got != want+text+one {
			t.Errorf("%q was read, and %q written", got, want+text+one)
		}
		w.Begin(nil)
		w.Template(deflate.NewTemplate(parts), values, []byte(want))
		w.Bytes([]byte(text))
		w.Bytes([]byte(one))
		if !bytes.Equal(w.End(), stream) {
			t.Error("the same again is not the same bytes")
		}
	})
}

// A code is never deeper than it may be, and each symbol that appears is in it:
// counts that grow like Fibonacci's numbers make the deepest.
func TestDeepCodes(t *testing.T) {
	var text []byte
	a, b := 1, 1
	for c := byte('a'); c < 'a'+22; c++ {
		text = append(text, bytes.Repeat([]byte{c}, a)...)
		a, b = b, a+b
	}
	r := rand.New(rand.NewPCG(3, 4))
	r.Shuffle(len(text), func(i, j int) { text[i], text[j] = text[j], text[i] })
	var w deflate.Writer
	w.Begin(nil)
	w.Template(deflate.NewTemplate([]deflate.Part{{Text: string(text), Hole: deflate.NoHole}}), nil, text)
	stream := w.End()
	if !bytes.Equal(read(t, stream), text) {
		t.Error("what was read is not what was written")
	}
}

// corpus is a text like those that are compressed: lines of words, and values
// every so often.
func corpus() (parts []deflate.Part, values []string) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 100 {
		var b strings.Builder
		for range 40 {
			for range 3 + r.IntN(9) {
				b.WriteString([]string{"Select ", "the ", "journal ", "rule ", "In ", "<p>", "</p>", "connector ", "Enter ", "mail ", "and ", "wait until "}[r.IntN(12)])
				if r.IntN(3) == 0 {
					b.WriteString(strconv.Itoa(r.IntN(2000)))
				}
			}
			b.WriteByte('\n')
		}
		parts = append(parts, deflate.Part{Text: b.String(), Hole: r.IntN(8)})
	}
	for range 8 {
		values = append(values, words(r, 30))
	}
	return append(parts, deflate.Part{Hole: deflate.NoHole}), values
}

// BenchmarkTemplate compares filling a template, and making one, with the quickest
// level of the compressor of the standard library for the same text.
func BenchmarkTemplate(b *testing.B) {
	parts, values := corpus()
	text := []byte(filled(parts, values))
	b.SetBytes(int64(len(text)))
	z, err := flate.NewWriter(io.Discard, flate.BestSpeed)
	if err != nil {
		b.Fatal(err)
	}
	template := deflate.NewTemplate(parts)
	var w deflate.Writer
	var stream []byte
	var plain, fill, made time.Duration
	for b.Loop() {
		start := time.Now()
		z.Reset(io.Discard)
		if _, err := z.Write(text); err != nil {
			b.Fatal(err)
		}
		if err := z.Close(); err != nil {
			b.Fatal(err)
		}
		plain += time.Since(start)
		start = time.Now()
		w.Begin(stream[:0])
		w.Template(template, values, text)
		stream = w.End()
		fill += time.Since(start)
		start = time.Now()
		deflate.NewTemplate(parts)
		made += time.Since(start)
	}
	b.ReportMetric(float64(fill)/float64(plain), "fill/flate-1")
	b.ReportMetric(float64(made)/float64(plain), "make/flate-1")
}
