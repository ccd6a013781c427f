package impact

import (
	"reflect"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/source"
)

// same tells whether two revisions of a procedure are written the same, apart
// from places in files: then everything that is made from them is. What all
// procedures share has to be the same too.
func (c *comparison) same() bool {
	if c.old == nil || c.new == nil {
		return false
	}
	shared := func(p *model.Project) model.Shared {
		s := p.Shared
		s.Rules = nil // nothing is made from them
		return s
	}
	return equal(reflect.ValueOf(*c.old), reflect.ValueOf(*c.new)) &&
		equal(reflect.ValueOf(shared(c.oldProject)), reflect.ValueOf(shared(c.newProject)))
}

var placeType = reflect.TypeFor[source.Pos]()

// equal compares two values of one type deeply, without the places in them.
func equal(a, b reflect.Value) bool {
	if a.Type() == placeType {
		return true
	}
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if !equal(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice:
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !equal(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Pointer, reflect.Interface:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() && b.IsNil()
		}
		a, b = a.Elem(), b.Elem()
		return a.Type() == b.Type() && equal(a, b)
	}
	return a.Equal(b)
}
