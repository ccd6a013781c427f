package source

import "reflect"

// Alike tells whether two values are the same but for where they stand: whoever
// asks neither of them for a place finds no difference. Lists that are one and the
// same are not looked into, so that it takes no time for what was not read again.
func Alike[T any](a, b T) bool { return alike(reflect.ValueOf(&a).Elem(), reflect.ValueOf(&b).Elem()) }

var posType = reflect.TypeFor[Pos]()

// alike is [reflect.DeepEqual] but for places. Values are trees.
func alike(a, b reflect.Value) bool {
	if a.Type() != b.Type() {
		return false
	}
	if a.Type() == posType {
		return true
	}
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if !alike(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice:
		if a.IsNil() != b.IsNil() || a.Len() != b.Len() {
			return false
		}
		if a.UnsafePointer() == b.UnsafePointer() {
			return true
		}
		for i := range a.Len() {
			if !alike(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Map:
		if a.IsNil() != b.IsNil() || a.Len() != b.Len() {
			return false
		}
		for _, key := range a.MapKeys() {
			if other := b.MapIndex(key); !other.IsValid() || !alike(a.MapIndex(key), other) {
				return false
			}
		}
		return true
	case reflect.Pointer, reflect.Interface:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() == b.IsNil()
		}
		if a.Kind() == reflect.Pointer && a.UnsafePointer() == b.UnsafePointer() {
			return true
		}
		return alike(a.Elem(), b.Elem())
	}
	return a.Equal(b)
}
