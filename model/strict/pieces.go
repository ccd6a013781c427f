package strict

import (
	"bytes"
	"reflect"
	"slices"

	"github.com/go-playground/validator/v10"

	"github.com/triptych-docs/triptych/model/parallel"
	"github.com/triptych-docs/triptych/model/source"
)

// A piece is lines of a file that can be read by themselves: one entry of a list,
// or a key with all that stands below it. It is not changed once read.
type piece struct {
	file  *source.File // its lines alone
	path  []int        // the fields that lead to what it is part of
	entry bool         // of the list there; else it is all that is there
	value reflect.Value
}

// Again reads another version of the file. It gives what [Read] does, but that the
// file of a place is the lines of a piece, and takes a fraction of the time: what
// stands on the same lines as before is not read again.
func (p *Part[T]) Again(file *source.File) *Part[T] {
	if next := p.again(file); next != nil {
		return next
	}
	return Read[T](file)
}

// again is nil where anything is at fault, or not of the form that can be cut: all
// that is said of a file is said by who reads it as a whole.
func (p *Part[T]) again(file *source.File) *Part[T] {
	keys, pieces := cut(file, reflect.TypeFor[T]())
	if pieces == nil {
		return nil
	}
	fresh := p.takeOver(pieces)
	whole, _ := parallel.Map(fresh, func(f *piece) (bool, error) { return f.read(reflect.TypeFor[T]()), nil })
	if slices.Contains(whole, false) {
		return nil
	}
	next := &Part[T]{file: file, keys: keys, pieces: pieces, parsed: true}
	// A list is only asked whether it is there (see [separable]), and an entry that
	// was there before keeps its rules: it is enough to look at what is fresh.
	var doubtful T
	for _, each := range pieces {
		each.put(reflect.ValueOf(&next.value).Elem())
		if each.entry && !slices.Contains(fresh, each) {
			each.putNone(reflect.ValueOf(&doubtful).Elem())
		} else {
			each.put(reflect.ValueOf(&doubtful).Elem())
		}
	}
	found := broken(&doubtful)
	for _, f := range found {
		if _, key := fieldOf(f); slices.ContainsFunc(keys, func(w source.Word) bool { return w.Text == key }) {
			return nil
		}
	}
	next.broken = func() validator.ValidationErrors { return found }
	return next
}

// takeOver puts pieces that the part has in place of the same ones of another
// version, and returns the others.
func (p *Part[T]) takeOver(pieces []*piece) (fresh []*piece) {
	before := make(map[int]*piece, len(p.pieces)) // by the lines before them
	for _, old := range p.pieces {
		before[old.file.Skipped] = old
	}
	for i, now := range pieces {
		if old := before[now.file.Skipped]; old != nil && old.entry == now.entry &&
			slices.Equal(old.path, now.path) && bytes.Equal(old.file.Text, now.file.Text) {
			pieces[i] = old
		} else {
			fresh = append(fresh, now)
		}
	}
	return fresh
}

// read reads a piece of a document. It tells whether it is what it looked like,
// and nothing is wrong with it.
func (p *piece) read(document reflect.Type) bool {
	var faults source.List
	root, ok := Parse(p.file, &faults)
	if !ok {
		return false
	}
	last := len(p.path) - 1
	field := document.FieldByIndex(p.path)
	if p.entry {
		if !root.IsList() || len(root.yaml.Content) != 1 {
			return false
		}
		list := reflect.New(field.Type).Elem()
		root.decode(list)
		p.value = list
	} else {
		if !root.IsMapping() || len(root.yaml.Content) != 2 || root.yaml.Content[0].Value != field.Tag.Get("yaml") {
			return false
		}
		above := document
		if last > 0 {
			above = document.FieldByIndex(p.path[:last]).Type
		}
		mapping := reflect.New(above).Elem()
		root.decode(mapping)
		p.value = mapping.Field(p.path[last])
	}
	return faults.Len() == 0 && !root.d.lost
}

// put puts what was read where it belongs.
func (p *piece) put(document reflect.Value) {
	field := document.FieldByIndex(p.path)
	if p.entry {
		field.Set(reflect.AppendSlice(field, p.value))
	} else {
		field.Set(p.value)
	}
}

// putNone puts an empty list there, unless there is one.
func (p *piece) putNone(document reflect.Value) {
	if field := document.FieldByIndex(p.path); field.IsNil() {
		field.Set(reflect.MakeSlice(field.Type(), 0, 0))
	}
}
