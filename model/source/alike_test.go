package source_test

import (
	"testing"

	"github.com/triptych-docs/triptych/model/source"
)

// Values are alike wherever they stand, and not alike if anything else differs.
func TestAlike(t *testing.T) {
	type inner struct {
		on   bool
		list []source.Word
	}
	type outer struct {
		Word    source.Word
		number  int
		inner   *inner
		any     any
		by      map[string][]string
		Entries source.Map[inner]
	}
	file := &source.File{Name: "a", Text: []byte("x")}
	at := func(line int) source.Pos { return source.Pos{File: file, Line: line, Col: 1} }
	first := func(line int) outer {
		word := source.Word{Text: "w", Pos: at(line)}
		return outer{
			Word: word, number: 1, inner: &inner{list: []source.Word{word}}, any: word,
			by: map[string][]string{"a": {"b"}}, Entries: source.Map[inner]{{Key: word}},
		}
	}
	for name, change := range map[string]func(*outer){
		"a text":           func(o *outer) { o.Word.Text = "v" },
		"a number":         func(o *outer) { o.number++ },
		"behind a pointer": func(o *outer) { o.inner.on = true },
		"no pointer":       func(o *outer) { o.inner = nil },
		"in a list":        func(o *outer) { o.inner.list[0].Text = "v" },
		"a longer list":    func(o *outer) { o.inner.list = append(o.inner.list, o.Word) },
		"no list":          func(o *outer) { o.inner.list = nil },
		"another kind":     func(o *outer) { o.any = "w" },
		"nothing":          func(o *outer) { o.any = nil },
		"in a map":         func(o *outer) { o.by["a"] = []string{"c"} },
		"another key":      func(o *outer) { o.by = map[string][]string{"b": {"b"}} },
		"no map":           func(o *outer) { o.by = nil },
		"in an entry":      func(o *outer) { o.Entries[0].Value.on = true },
	} {
		other := first(2)
		if !source.Alike(first(1), other) {
			t.Fatal("two places make a difference")
		}
		change(&other)
		if source.Alike(first(1), other) || source.Alike(other, first(1)) {
			t.Errorf("%s makes no difference", name)
		}
	}
	if !source.Alike([]outer(nil), nil) || source.Alike([]outer{}, nil) {
		t.Error("an empty list is no list, or none is one")
	}
}
