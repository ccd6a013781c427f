package strict

import (
	"fmt"
	"reflect"
	"slices"
	"sync"

	"github.com/go-playground/validator/v10"

	"github.com/triptych-docs/triptych/model/parallel"
	"github.com/triptych-docs/triptych/model/source"
)

// A Part is one file of a document of the form T, a struct, read by itself. It is
// not changed afterwards, so that it can be joined with others again and again.
type Part[T any] struct {
	file   *source.File
	keys   []source.Word // what stands in the file
	value  T             // with nothing but that
	faults source.List
	parsed bool     // it is YAML
	lost   bool     // something that is there was not read
	pieces []*piece // what it was read from, if not from all of the file at once
	// broken are the rules that the value breaks, were it all of the document.
	broken func() validator.ValidationErrors
}

// Read reads one file. What is wrong with it is reported where it is joined.
func Read[T any](file *source.File) *Part[T] {
	p := &Part[T]{file: file}
	p.broken = sync.OnceValue(func() validator.ValidationErrors { return broken(&p.value) })
	root, ok := Parse(file, &p.faults)
	if !ok {
		return p
	}
	p.parsed = true
	if root.IsMapping() {
		for _, e := range root.Entries() {
			p.keys = append(p.keys, e.Key)
		}
	}
	root.Decode(&p.value)
	p.lost = root.d.lost
	return p
}

// Text is what stands in the file.
func (p *Part[T]) Text() []byte { return p.file.Text }

// Decode reads files as one document, side by side, and joins them.
func Decode[T any](into *T, faults *source.List, files ...*source.File) bool {
	parts, _ := parallel.Map(files, func(f *source.File) (*Part[T], error) { return Read[T](f), nil })
	return Join(into, faults, nil, parts...)
}

// A Says tells what a field is, in one sentence, for whoever left it out; nothing
// where nobody knows.
type Says func(reflect.Type, reflect.StructField) string

// Join puts the files of a document together and reports every fault: of form,
// and of the rules in the validate tags. A key may stand in one of the files
// only. Says, which may be nil, is asked about keys that are missing. Join tells
// whether all that is there was read, in which case the names in it can be
// checked in spite of the faults.
func Join[T any](into *T, faults *source.List, says Says, parts ...*Part[T]) bool {
	stands, whole := join(into, faults, parts)
	// What an unreadable file lacks cannot be told.
	if slices.ContainsFunc(parts, func(p *Part[T]) bool { return !p.parsed }) {
		return false
	}
	checks, _ := parallel.Map(parts, func(p *Part[T]) (validator.ValidationErrors, error) { return p.broken(), nil })
	var all validator.ValidationErrors
	for i, found := range checks {
		for _, f := range found {
			_, key := fieldOf(f)
			// What a file lacks stands in another, or is lacking in each of them.
			if at, ok := stands[key]; at == parts[i] || !ok && i == 0 {
				all = append(all, f)
			}
		}
	}
	if len(all) > 0 {
		r := reporter{document: reflect.TypeFor[T](), says: says, file: parts[0].file, places: places(parts)}
		r.report(all, faults)
	}
	return whole
}

// JoinProven puts files together whose fields are known to keep the rules.
func JoinProven[T any](into *T, faults *source.List, parts ...*Part[T]) bool {
	_, whole := join(into, faults, parts)
	return whole
}

// join puts parts together. It says where each key stands, the first time, and
// whether nothing was lost.
func join[T any](into *T, faults *source.List, parts []*Part[T]) (stands map[string]*Part[T], whole bool) {
	stands, whole = map[string]*Part[T]{}, len(parts) > 0
	document := reflect.ValueOf(into).Elem()
	fields := keysOf(document.Type())
	first := map[string]source.Pos{}
	for _, p := range parts {
		whole = whole && p.parsed && !p.lost
		faults.Append(&p.faults)
		for _, key := range p.keys {
			if pos, twice := first[key.Text]; twice {
				faults.Add(source.Diagnostic{
					Pos: key.Pos, Message: fmt.Sprintf("key %q stands in another file already", key.Text),
					Hint: "the files of a folder are one document: put what it has where the key stands first",
					Also: []source.Note{{Pos: pos, Message: "here it stands first"}},
				})
				continue // what refers to the first finds it
			}
			first[key.Text], stands[key.Text] = key.Pos, p
			if i := fields.index(key.Text); i >= 0 {
				document.Field(i).Set(reflect.ValueOf(&p.value).Elem().Field(i))
			}
		}
	}
	return stands, whole
}

// places are the places of all fields. Few ask for them, so that they are found
// by reading everything once more.
func places[T any](parts []*Part[T]) map[string]source.Pos {
	all := map[string]source.Pos{}
	for _, p := range parts {
		if root, ok := Parse(p.file, &source.List{}); ok {
			root.d.places = all
			root.Decode(new(T))
		}
	}
	return all
}

// keys are the keys of a mapping that is read into a struct, each at the index of
// its field; empty where a field is not read from one.
type keys []string

func keysOf(t reflect.Type) keys {
	if known, ok := keysByType.Load(t); ok {
		return known.(keys)
	}
	all := make(keys, t.NumField())
	for i := range all {
		if name := t.Field(i).Tag.Get("yaml"); name != "-" {
			all[i] = name
		}
	}
	keysByType.Store(t, all)
	return all
}

// keysByType holds the keys of types that were read: reading the tags of a type
// takes longer than reading a mapping.
var keysByType sync.Map

// index is the field of a key, or -1.
func (k keys) index(key string) int {
	for i, name := range k {
		if name == key && key != "" {
			return i
		}
	}
	return -1
}

// known are the keys that may stand there.
func (k keys) known() []string {
	var all []string
	for _, name := range k {
		if name != "" {
			all = append(all, name)
		}
	}
	return all
}
