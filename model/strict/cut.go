package strict

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/triptych-docs/triptych/model/source"
)

// cut cuts a file of the form of a document into pieces: at each key and, where a
// key has a list or a mapping below it, at each entry of that. It looks at where
// lines begin, and knows nothing of texts and brackets that go over several. That
// is enough, because nobody takes a piece that is not whole by itself: behind one
// that is, YAML is outside of any text and bracket, and what begins no further to
// the right than the piece does is behind the piece. What no piece has is blank, or
// a comment, or a key of which the lines below are in pieces.
//
// There are no pieces where the file has any other form.
func cut(file *source.File, document reflect.Type) (keys []source.Word, pieces []*piece) {
	c := cutter{file: file}
	if !c.read() || !c.mapping(document, nil, span{0, len(c.lines)}, 0) {
		return nil, nil
	}
	return c.keys, c.pieces
}

// A cutter cuts one file.
type cutter struct {
	file   *source.File
	lines  []line
	keys   []source.Word // of the document
	pieces []*piece
}

// A line is a line of the file.
type line struct {
	start, end int    // in the file, the line end included
	indent     int    // -1: nothing stands there, or a comment
	text       []byte // without what is blank before and behind it
}

// A span is some lines, by the first and the one behind the last.
type span struct{ from, to int }

// read finds the lines, unless there is a character that ends lines for YAML alone,
// or that it lets stand at the start of a file only, or nowhere.
func (c *cutter) read() bool {
	text := c.file.Text
	if strange(text) || bytes.Count(text, []byte("\r")) != bytes.Count(text, []byte("\r\n")) {
		return false
	}
	start := 0
	for raw := range bytes.Lines(text) {
		l := line{start: start, end: start + len(raw), text: bytes.TrimLeft(raw, " ")}
		l.indent = len(raw) - len(l.text)
		if l.text = bytes.TrimSpace(l.text); len(l.text) == 0 || l.text[0] == '#' {
			l.indent = -1
		}
		c.lines = append(c.lines, l)
		start = l.end
	}
	return true
}

// strange tells whether a text has a character of that kind, or is not UTF-8.
func strange(text []byte) bool {
	for i := 0; i < len(text); {
		b := text[i]
		if b < utf8.RuneSelf {
			if b < ' ' && b != '\t' && b != '\n' && b != '\r' || b == 0x7F {
				return true
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		switch r {
		case utf8.RuneError, '\u2028', '\u2029', '\uFEFF', '\uFFFE', '\uFFFF':
			return true
		}
		if unicode.IsControl(r) {
			return true
		}
		i += size
	}
	return false
}

// heads are the lines that are indented like that, of a span in which nothing is
// indented less, and nothing more before the first of them.
func (c *cutter) heads(in span, indent int) []int {
	var heads []int
	for i := in.from; i < in.to; i++ {
		switch at := c.lines[i].indent; {
		case at == indent:
			heads = append(heads, i)
		case at >= 0 && (at < indent || len(heads) == 0):
			return nil
		}
	}
	return heads
}

// mapping cuts a mapping with the keys of a struct.
func (c *cutter) mapping(t reflect.Type, path []int, in span, indent int) bool {
	heads := c.heads(in, indent)
	fields := keysOf(t)
	var seen keys
	for i, head := range heads {
		key, rest, _ := strings.Cut(string(c.lines[head].text), ":")
		field := fields.index(key)
		if field < 0 || seen.index(key) >= 0 {
			return false
		}
		seen = append(seen, key)
		if len(path) == 0 {
			c.keys = append(c.keys, source.Word{Text: key, Pos: source.Pos{File: c.file, Line: c.file.Skipped + head + 1, Col: indent + 1}})
		}
		end := in.to
		if i+1 < len(heads) {
			end = heads[i+1]
		}
		at := append(slices.Clip(path), field)
		if rest != "" || !c.below(t.Field(field), at, span{head + 1, end}, indent) {
			c.piece(span{head, end}, at, false)
		}
	}
	return len(heads) > 0
}

// below cuts what stands below a key, if that can be cut.
func (c *cutter) below(f reflect.StructField, path []int, in span, above int) bool {
	first := slices.IndexFunc(c.lines[in.from:in.to], func(l line) bool { return l.indent >= 0 })
	if first < 0 {
		return false
	}
	indent := c.lines[in.from+first].indent
	switch {
	case indent <= above:
		return false
	case separable(f):
		return c.list(path, in, indent)
	case plain(f.Type):
		before := len(c.pieces)
		if c.mapping(f.Type, path, in, indent) {
			return true
		}
		c.pieces = c.pieces[:before]
	}
	return false
}

// list cuts a list.
func (c *cutter) list(path []int, in span, indent int) bool {
	heads := c.heads(in, indent)
	for _, head := range heads {
		if !bytes.HasPrefix(c.lines[head].text, []byte("- ")) {
			return false
		}
	}
	for i, head := range heads {
		end := in.to
		if i+1 < len(heads) {
			end = heads[i+1]
		}
		c.piece(span{head, end}, path, true)
	}
	return len(heads) > 0
}

func (c *cutter) piece(lines span, path []int, entry bool) {
	c.pieces = append(c.pieces, &piece{path: path, entry: entry, file: &source.File{
		Name: c.file.Name, Skipped: c.file.Skipped + lines.from,
		Text: c.file.Text[c.lines[lines.from].start:c.lines[lines.to-1].end],
	}})
}

// separable tells whether a field is a list of which each entry keeps its rules, or
// breaks them, by itself: no rule counts or compares them.
func separable(f reflect.StructField) bool {
	if f.Type.Kind() != reflect.Slice || isMap(f.Type) || reflect.PointerTo(f.Type).Implements(unmarshaler) {
		return false
	}
	rules, _, _ := strings.Cut(f.Tag.Get("validate"), "dive")
	rules = strings.TrimSuffix(rules, ",")
	return rules == "" || rules == "required"
}

// plain tells whether a type is read key by key, and does not know where it stands.
func plain(t reflect.Type) bool {
	if t.Kind() != reflect.Struct || t == wordType || reflect.PointerTo(t).Implements(unmarshaler) {
		return false
	}
	at, has := t.FieldByName("Pos")
	return !has || at.Type != posType
}
