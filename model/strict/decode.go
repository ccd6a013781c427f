// Package strict reads YAML into Go values and lets nothing pass: an unknown or
// repeated key, a wrong type, a missing field is a diagnostic at its place, all
// of them in one run. Every scalar stays as it was written ("1.10", "007").
//
// It reads what authors and support engineers write: content and profiles. JSON
// is YAML and is read by the same code.
package strict

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/triptych-docs/triptych/model/source"
)

// An Unmarshaler reads itself from a node, because it may be written in more
// than one form.
type Unmarshaler interface{ UnmarshalStrict(Node) }

// A Sentence is an entry of a list that is written as a sentence, so that it
// starts with a capital letter unless it is in quotes.
type Sentence interface{ IsSentence() }

// Parse reads a file as far as its nodes. An empty file is a fault.
func Parse(file *source.File, faults *source.List) (Node, bool) {
	start := file.Start()
	if !utf8.Valid(file.Text) {
		faults.Addf(start, "the file is not UTF-8 text")
		return Node{}, false
	}
	var doc, second yaml.Node
	reader := yaml.NewDecoder(bytes.NewReader(file.Text))
	switch err := reader.Decode(&doc); {
	case errors.Is(err, io.EOF) || err == nil && len(doc.Content) == 0:
		faults.Addf(start, "the file is empty")
		return Node{}, false
	case err != nil:
		faults.Add(syntax(file, err))
		return Node{}, false
	}
	switch err := reader.Decode(&second); {
	case errors.Is(err, io.EOF):
	case err != nil:
		faults.Add(syntax(file, err))
		return Node{}, false
	default:
		faults.Addf(source.Pos{File: file, Line: file.Skipped + second.Line, Col: max(second.Column, 1)}, "a second document in the file would not be read")
		return Node{}, false
	}
	return Node{yaml: doc.Content[0], d: &decoder{file: file, faults: faults}}, true
}

// syntax makes a diagnostic of an error of the YAML reader.
func syntax(file *source.File, err error) source.Diagnostic {
	pos := file.Start()
	message := err.Error()
	var load *yaml.LoadError
	if errors.As(err, &load) {
		message = load.Message
		if load.Mark.Line > 0 {
			pos.Line, pos.Col = file.Skipped+load.Mark.Line, max(load.Mark.Column, 1)
		}
		// What is missing at the end is missing on the last line that is there.
		if end := file.At(len(bytes.TrimRight(file.Text, "\r\n"))); pos.Line > end.Line {
			pos = end
		}
	}
	lines := strings.Split(string(file.Text), "\n")
	line := ""
	if i := pos.Line - file.Skipped - 1; i >= 0 && i < len(lines) {
		line = lines[i]
	}
	return source.Diagnostic{Pos: pos, Message: "not readable as YAML: " + message, Hint: mend(message, line, pos.Col)}
}

// A decoder is one run over one file.
type decoder struct {
	file   *source.File
	faults *source.List
	lost   bool // something was of the wrong form and was not read
	// places has the position of each field under the name that the validator
	// gives it. It is nil in a run that nobody asks for places.
	places map[string]source.Pos
}

// A Node is a node of the file that is being read.
type Node struct {
	yaml *yaml.Node
	path string // where places are asked for
	d    *decoder
}

// Pos is where the node starts.
func (n Node) Pos() source.Pos {
	return source.Pos{File: n.d.file, Line: n.d.file.Skipped + n.yaml.Line, Col: n.yaml.Column}
}

// Fault reports that the node is not of the form that it should have, so that
// it is not read.
func (n Node) Fault(message, hint string) {
	n.d.lost = true
	n.d.faults.Add(source.Diagnostic{Pos: n.Pos(), Message: message, Hint: hint})
}

// Faults is where faults found later are reported.
func (n Node) Faults() *source.List { return n.d.faults }

// IsScalar, IsList and IsMapping tell what the node is.
func (n Node) IsScalar() bool  { return n.yaml.Kind == yaml.ScalarNode && n.yaml.Tag != "!!null" }
func (n Node) IsList() bool    { return n.yaml.Kind == yaml.SequenceNode }
func (n Node) IsMapping() bool { return n.yaml.Kind == yaml.MappingNode }

// IsBool tells whether the node is a bare true or false.
func (n Node) IsBool() bool { return n.IsScalar() && n.yaml.Tag == "!!bool" }

// IsString tells whether the node is text, and not a number or a Boolean.
func (n Node) IsString() bool { return n.IsScalar() && n.yaml.Tag == "!!str" }

// Text is a scalar as it was written.
func (n Node) Text() string { return n.yaml.Value }

// Style tells how a scalar is quoted, which decides where its characters stand
// in the file.
func (n Node) Style() Style {
	switch {
	case n.yaml.Style&yaml.LiteralStyle != 0:
		return Literal
	case n.yaml.Style&yaml.FoldedStyle != 0:
		return Folded
	case n.yaml.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0:
		return Quoted
	}
	return Plain
}

// A Style is a way to write a scalar.
type Style int

// The styles of scalars.
const (
	Plain Style = iota
	Quoted
	Literal
	Folded
)

// Word is the node as a word; a fault when it is no scalar.
func (n Node) Word() source.Word {
	if n.IsScalar() {
		return source.Word{Text: n.yaml.Value, Pos: n.Pos()}
	}
	n.expected("a text")
	return source.Word{Pos: n.Pos()}
}

// Items are the nodes of a list.
func (n Node) Items() []Node {
	items := make([]Node, len(n.yaml.Content))
	for i, c := range n.yaml.Content {
		items[i] = n.child(c, func() string { return fmt.Sprintf("[%d]", i) })
	}
	return items
}

// An Entry is a key of a mapping and its node.
type Entry struct {
	Key  source.Word
	Node Node
}

// Entries are the keys of a mapping in order. A key that stands twice, an
// alias and a merge key are faults.
func (n Node) Entries() []Entry {
	entries := make([]Entry, 0, len(n.yaml.Content)/2)
	first := make(map[string]source.Pos, len(n.yaml.Content)/2)
	for i := 0; i+1 < len(n.yaml.Content); i += 2 {
		key := n.child(n.yaml.Content[i], nowhere)
		value := n.child(n.yaml.Content[i+1], nowhere)
		w := key.Word()
		if pos, twice := first[w.Text]; twice {
			n.d.faults.Add(source.Diagnostic{
				Pos: w.Pos, Message: fmt.Sprintf("key %q stands twice", w.Text),
				Also: []source.Note{{Pos: pos, Message: "here it stands first"}},
			})
			continue
		}
		first[w.Text] = w.Pos
		entries = append(entries, Entry{w, value})
	}
	return entries
}

// Has tells whether a mapping has a key.
func (n Node) Has(key string) bool {
	if !n.IsMapping() {
		return false
	}
	for i := 0; i+1 < len(n.yaml.Content); i += 2 {
		if n.yaml.Content[i].Value == key {
			return true
		}
	}
	return false
}

func (n Node) child(y *yaml.Node, step func() string) Node {
	child := Node{yaml: y, d: n.d}.at(n, step)
	if y.Kind == yaml.AliasNode {
		child.Fault("aliases and anchors are not used here", "write the value where it is needed")
	}
	return child
}

// at is the node with the path that it has below another.
func (n Node) at(above Node, step func() string) Node {
	if n.d.places != nil {
		n.path = above.path + step()
	}
	return n
}

func nowhere() string { return "" }

// Decode reads the node into a pointer.
func (n Node) Decode(into any) { n.decode(reflect.ValueOf(into).Elem()) }

var (
	unmarshaler = reflect.TypeFor[Unmarshaler]()
	sentence    = reflect.TypeFor[Sentence]()
	wordType    = reflect.TypeFor[source.Word]()
	posType     = reflect.TypeFor[source.Pos]()
)

func (n Node) decode(v reflect.Value) {
	if n.d.places != nil {
		n.d.places[n.path] = n.Pos()
	}
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		n.decode(v.Elem())
		return
	}
	if v.Addr().Type().Implements(unmarshaler) {
		v.Addr().Interface().(Unmarshaler).UnmarshalStrict(n)
		return
	}
	if v.Type() == wordType {
		*v.Addr().Interface().(*source.Word) = n.Word()
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		n.decodeStruct(v)
	case reflect.Slice:
		if isMap(v.Type()) {
			n.decodeMap(v)
		} else {
			n.decodeList(v)
		}
	case reflect.String:
		v.SetString(n.Word().Text)
	case reflect.Bool:
		if !n.IsBool() {
			n.expected("true or false")
			return
		}
		v.SetBool(n.yaml.Value == "true")
	case reflect.Int:
		i, err := strconv.Atoi(n.yaml.Value)
		if err != nil || !n.IsScalar() {
			n.expected("a whole number")
			return
		}
		v.SetInt(int64(i))
	default:
		panic("strict: cannot decode into " + v.Type().String())
	}
}

// isMap tells a source.Map from a list: its elements have a Key and a Value.
func isMap(t reflect.Type) bool {
	e := t.Elem()
	return e.Kind() == reflect.Struct && e.NumField() == 2 &&
		e.Field(0).Name == "Key" && e.Field(1).Name == "Value" && e.Field(0).Type == wordType
}

func (n Node) decodeStruct(v reflect.Value) {
	if !n.IsMapping() {
		n.expected("a mapping")
		return
	}
	fields := keysOf(v.Type())
	if at := v.FieldByName("Pos"); at.IsValid() && at.Type() == posType {
		*at.Addr().Interface().(*source.Pos) = n.Pos()
	}
	for _, e := range n.Entries() {
		i := fields.index(e.Key.Text)
		if i < 0 {
			hint := source.DidYouMean(e.Key.Text, fields.known())
			if e.Node.yaml.Tag == "!!null" && n.yaml.Style&yaml.FlowStyle != 0 {
				hint = "between { and } a comma ends a text; quote the text"
			}
			n.d.faults.Add(source.Diagnostic{Pos: e.Key.Pos, Message: fmt.Sprintf("unknown key %q", e.Key.Text), Hint: hint})
			continue
		}
		e.Node.at(n, func() string {
			if n.path == "" {
				return e.Key.Text
			}
			return "." + e.Key.Text
		}).decode(v.Field(i))
	}
}

func (n Node) decodeList(v reflect.Value) {
	if !n.IsList() {
		n.expected("a list")
		return
	}
	items := n.Items()
	list := reflect.MakeSlice(v.Type(), len(items), len(items))
	sentences := reflect.PointerTo(v.Type().Elem()).Implements(sentence)
	for i, item := range items {
		if sentences && i > 0 {
			n.torn(item)
		}
		item.decode(list.Index(i))
	}
	v.Set(list)
}

// torn reports an entry that is the second half of a sentence with a comma.
func (n Node) torn(item Node) {
	r, _ := utf8.DecodeRuneInString(item.yaml.Value)
	if n.yaml.Style&yaml.FlowStyle != 0 && item.IsScalar() && item.Style() == Plain && unicode.IsLower(r) {
		item.Fault("a sentence that starts with a small letter: between [ and ] a comma starts the next entry", "quote the text that has the comma")
	}
}

func (n Node) decodeMap(v reflect.Value) {
	if !n.IsMapping() {
		n.expected("a mapping")
		return
	}
	entries := n.Entries()
	list := reflect.MakeSlice(v.Type(), len(entries), len(entries))
	for i, e := range entries {
		list.Index(i).Field(0).Set(reflect.ValueOf(e.Key))
		e.Node.at(n, func() string { return fmt.Sprintf("[%d].Value", i) }).decode(list.Index(i).Field(1))
	}
	v.Set(list)
}

// forms say how what is expected is written.
var forms = map[string]string{
	"a text":         "write the text alone; quote it if it has a colon or a bracket",
	"a list":         "write [a, b], or each item on a line of its own after a hyphen",
	"a mapping":      "write {key: value}, or each key on a line of its own",
	"true or false":  "write true or false without quotes",
	"a whole number": "write digits only",
}

func (n Node) expected(what string) {
	n.Fault("expected "+what+", found "+n.found(), forms[what])
}

func (n Node) found() string {
	switch {
	case n.IsMapping():
		return "a mapping"
	case n.IsList():
		return "a list"
	case !n.IsScalar():
		return "nothing"
	case n.IsBool():
		return n.yaml.Value
	}
	return strconv.Quote(n.yaml.Value)
}
