// Package inject puts printed documents between markers in files that people
// write, and leaves the rest of such a file as it is, byte for byte.
//
// A place for a document is two lines of their own, as comments of HTML or of MDX:
//
//	<!-- BEGIN triptych:area1-partial sha256:9f2c41d8a1b2c3d4 -->
//	<!-- END triptych:area1-partial -->
//
// What is put in says first, in a comment of the same kind, what made it. The hash
// is that of what was put in last; whoever makes a place leaves it out,
// and leaves nothing between the two. It tells text of triptych's from text that
// a person wrote or changed, which is not replaced unasked.
package inject

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"

	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/source"
)

// A Place is where a document stands in a file.
type Place struct {
	ID  string     // of the document
	Pos source.Pos // of the line that begins it

	file       *source.File
	open, shut string // how a comment begins and ends here
	sum        string // of what was put in last; empty where nothing was
	lineEnd    string
	line       span // that begins it, without its line end
	inner      span // between the lines of the markers
}

// A Document is what stands in a place.
type Document struct {
	Made string // what it says of itself to whoever edits the file
	Text []byte
}

// A span is bytes of a file.
type span struct{ from, to int }

func (s span) of(f *source.File) []byte { return f.Text[s.from:s.to] }

var (
	marker = pattern.New(`^(<!--|\{/\*) (BEGIN|END) triptych:([A-Za-z0-9_.-]+)(?: sha256:([0-9a-f]{16}))? (-->|\*/\})[ \t]*$`)
	// looksLike is what somebody means as a marker.
	looksLike = pattern.New(`(BEGIN|END)\s+triptych:`)
	// fence may stand in a quote, or in an item of a list, with the marker of which
	// it may begin.
	fence = pattern.New("^[ \\t>]*((?:(?:[-*+]|[0-9]+[.)])[ \\t]+)*)(`{3,}|~{3,})(.*)$")
)

// byteOrder is what some editors put before a text.
var byteOrder = []byte("\xef\xbb\xbf")

// Find reads the places of a file, in order. Markers in fenced code are text.
// What is wrong with the others is added to the faults; and a file in UTF-16 has
// no text that can be looked at.
func Find(f *source.File, faults *source.List) []Place {
	if inUTF16(f.Text) {
		// Its first line would be shown as bytes.
		faults.Add(source.Diagnostic{Pos: source.Pos{File: &source.File{Name: f.Name}}, Message: "the file is UTF-16", Hint: "save it as UTF-8"})
		return nil
	}
	r := &reader{file: f, faults: faults, seen: map[string]source.Pos{}}
	from := 0
	if bytes.HasPrefix(f.Text, byteOrder) {
		from = len(byteOrder)
	}
	for from < len(f.Text) {
		to, next := len(f.Text), len(f.Text)
		if i := bytes.IndexByte(f.Text[from:], '\n'); i >= 0 {
			to, next = from+i, from+i+1
		}
		end := next
		if to > from && f.Text[to-1] == '\r' && next > to {
			to--
		}
		r.line(span{from, to}, string(f.Text[to:end]))
		from = next
	}
	if r.begun != nil {
		r.unfinished()
	}
	return r.places
}

// inUTF16 tells a file as Windows PowerShell writes what it is handed: two bytes for
// each character, most often with a mark before the first.
func inUTF16(text []byte) bool {
	for _, mark := range []string{"\xff\xfe", "\xfe\xff"} {
		if bytes.HasPrefix(text, []byte(mark)) {
			return true
		}
	}
	return bytes.Contains(text, wide)
}

// wide is the beginning of a marker's name in UTF-16, whichever byte comes first.
var wide = []byte("t\x00r\x00i\x00p\x00t\x00y\x00c\x00h\x00:")

// A reader goes through a file line by line.
type reader struct {
	file   *source.File
	faults *source.List
	fence  []byte // that is open
	begun  *Place
	places []Place
	seen   map[string]source.Pos
}

func (r *reader) line(s span, lineEnd string) {
	text := s.of(r.file)
	if r.fenced(text) || !bytes.Contains(text, []byte("triptych:")) {
		return
	}
	m := marker().FindSubmatch(text)
	switch pos := r.file.At(s.from); {
	case m == nil:
		if at := looksLike().FindIndex(text); at != nil && !quoted(text[:at[0]]) {
			r.faults.Add(source.Diagnostic{
				Pos: r.file.At(s.from + at[0]), Message: "this is no marker as triptych reads it",
				Hint: "a marker stands alone on its line, from the first column: <!-- BEGIN triptych:ID --> or {/* BEGIN triptych:ID */}",
			})
		}
	case (string(m[1]) == "<!--") != (string(m[5]) == "-->"):
		r.faults.Addf(pos, "this comment begins as one of HTML and ends as one of MDX, or the other way round")
	case string(m[2]) == "BEGIN":
		r.begin(pos, s, lineEnd, m)
	default:
		r.end(pos, s, string(m[3]))
	}
}

// fenced tells whether a line is part of a fenced code block.
func (r *reader) fenced(text []byte) bool {
	m := fence().FindSubmatch(text)
	switch {
	case r.fence == nil && (m == nil || m[2][0] == '`' && bytes.ContainsRune(m[3], '`')):
		return false
	case r.fence == nil:
		r.fence = m[2]
	case m != nil && len(m[1]) == 0 && bytes.HasPrefix(m[2], r.fence) && len(bytes.TrimSpace(m[3])) == 0:
		r.fence = nil
	}
	return true
}

// quoted tells whether a code span is open behind a text.
func quoted(text []byte) bool { return bytes.Count(text, []byte("`"))%2 == 1 }

func (r *reader) begin(pos source.Pos, s span, lineEnd string, m [][]byte) {
	if r.begun != nil {
		r.unfinished()
	}
	id := string(m[3])
	if first, ok := r.seen[id]; ok {
		r.faults.Add(source.Diagnostic{
			Pos: pos, Message: "document " + quote(id) + " has two places in this file",
			Hint: "keep one of them: a link would not know where to lead", Also: []source.Note{{Pos: first, Message: "the other one"}},
		})
	}
	r.seen[id] = pos
	r.begun = &Place{
		ID: id, Pos: pos, file: r.file, open: string(m[1]), shut: string(m[5]), sum: string(m[4]), lineEnd: lineEnd,
		line: s, inner: span{from: s.to + len(lineEnd)},
	}
}

func (r *reader) end(pos source.Pos, s span, id string) {
	if r.begun == nil || r.begun.ID != id {
		r.faults.Add(source.Diagnostic{
			Pos: pos, Message: "the place of document " + quote(id) + " ends here and does not begin",
			Hint: "put the line <!-- BEGIN triptych:" + id + " --> before it",
		})
		return
	}
	r.begun.inner.to = s.from
	r.places = append(r.places, *r.begun)
	r.begun = nil
}

// unfinished reports a place that does not end.
func (r *reader) unfinished() {
	_, end := Markers(r.begun.ID, r.begun.open != "<!--")
	r.faults.Add(source.Diagnostic{
		Pos: r.begun.Pos, Message: "the place of document " + quote(r.begun.ID) + " begins here and does not end",
		Hint: "put the line " + end + " after it",
	})
	r.begun = nil
}

func quote(id string) string { return `"` + id + `"` }

// Markers are the two lines that make a new place, as comments of HTML or of MDX.
func Markers(id string, mdx bool) (begin, end string) {
	open, shut := "<!--", "-->"
	if mdx {
		open, shut = "{/*", "*/}"
	}
	return open + " BEGIN triptych:" + id + " " + shut, open + " END triptych:" + id + " " + shut
}

// ByHand tells whether the place holds text that triptych did not put there, or
// that was changed since, and that is not what is to be put in anyway.
func (p Place) ByHand(document Document) bool {
	now := normal(p.inner.of(p.file))
	switch {
	case bytes.Equal(now, p.framed(document)):
		return false
	case p.sum == "":
		return len(bytes.TrimSpace(now)) > 0
	}
	return sum(now) != p.sum
}

// New tells whether nothing was put into the place yet.
func (p Place) New() bool { return p.sum == "" }

// Into is the file with documents in their places, by their ids. A place whose
// document is not given stays as it is, and so does every byte outside.
func Into(f *source.File, places []Place, documents map[string]Document) []byte {
	var out []byte
	from := 0
	for _, p := range places {
		document, ok := documents[p.ID]
		if !ok {
			continue
		}
		inner := p.framed(document)
		out = append(out, f.Text[from:p.line.from]...)
		out = append(out, p.open+" BEGIN triptych:"+p.ID+" sha256:"+sum(inner)+" "+p.shut+p.lineEnd...)
		out = append(out, bytes.ReplaceAll(inner, []byte("\n"), []byte(p.lineEnd))...)
		from = p.inner.to
	}
	return append(out, f.Text[from:]...)
}

// framed is a document as it stands between its markers: an empty line parts it
// from either, because not every reader ends a comment at the end of its line.
func (p Place) framed(document Document) []byte {
	return []byte("\n" + p.open + " " + document.Made + " " + p.shut + "\n\n" + string(document.Text) + "\n")
}

// normal is a text with the line ends that it was printed with.
func normal(text []byte) []byte { return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")) }

// sum is enough of a hash to notice a change that nobody means to hide.
func sum(text []byte) string {
	h := sha256.Sum256(text)
	return hex.EncodeToString(h[:8])
}
