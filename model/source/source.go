// Package source names places in the files that people write, and reports
// what is wrong at them.
//
// It is the lowest floor: everything that reads content or a profile reports
// through a [List], so that all faults of a file come out in one run, sorted,
// each with its line and a caret. It knows nothing of YAML or of procedures.
package source

import (
	"bytes"
	"unicode/utf8"
)

// A File is a text with a name, as it is shown in a diagnostic.
// It is not changed after it is made.
type File struct {
	Name string
	Text []byte
	// Skipped is how many lines of the file stand before Text: a file that is
	// read as a stream is held only as far as its diagnostics need it.
	Skipped int
}

// A Pos is a place in a file. Line and Col count from one; Col counts
// characters, not bytes, as editors do. The zero Pos is no place at all.
type Pos struct {
	File *File
	Line int
	Col  int
}

// IsValid tells whether p is a place.
func (p Pos) IsValid() bool { return p.File != nil && p.Line > 0 }

// Right is the place n characters further on the same line.
func (p Pos) Right(n int) Pos {
	p.Col += n
	return p
}

// Excerpt is the text of the line that p is on, without its line end; it is
// empty where p is no place.
func (p Pos) Excerpt() string {
	if !p.IsValid() {
		return ""
	}
	return p.File.line(p.Line)
}

// Start is where the text starts.
func (f *File) Start() Pos { return Pos{File: f, Line: f.Skipped + 1, Col: 1} }

// line is the text of the n-th line without its line end.
func (f *File) line(n int) string {
	text := f.Text
	if n -= f.Skipped; n < 1 {
		return ""
	}
	for ; n > 1; n-- {
		i := bytes.IndexByte(text, '\n')
		if i < 0 {
			return ""
		}
		text = text[i+1:]
	}
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	text = bytes.TrimSuffix(text, []byte("\r"))
	if !utf8.Valid(text) {
		text = bytes.ToValidUTF8(text, []byte("\uFFFD"))
	}
	return string(text)
}

// Indented is the place n characters behind the indentation of a line.
func (f *File) Indented(line, n int) Pos {
	text := f.line(line)
	indent := 0
	for indent < len(text) && text[indent] == ' ' {
		indent++
	}
	return Pos{File: f, Line: line, Col: indent + n + 1}
}

// At is the place of the byte at an offset of the whole file.
func (f *File) At(offset int) Pos {
	before := f.Text[:min(max(offset, 0), len(f.Text))]
	line := f.Skipped + 1 + bytes.Count(before, []byte("\n"))
	return Pos{File: f, Line: line, Col: 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])}
}
