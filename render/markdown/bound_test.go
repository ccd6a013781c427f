package markdown_test

import (
	"reflect"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
)

// bound is a copy of a book with every hole replaced by the value.
func bound(b *book.Book, v string) *book.Book {
	return deep(reflect.ValueOf(b), v).Interface().(*book.Book)
}

func deep(x reflect.Value, v string) reflect.Value {
	if t, ok := x.Interface().(plan.Text); ok {
		var out plan.Text
		for _, piece := range t {
			if piece.Hole != "" {
				piece = plan.Piece{Literal: v}
			}
			out = append(out, piece)
		}
		return reflect.ValueOf(out)
	}
	out := reflect.New(x.Type()).Elem()
	switch x.Kind() {
	case reflect.Pointer:
		if x.IsNil() {
			return x
		}
		out.Set(reflect.New(x.Type().Elem()))
		out.Elem().Set(deep(x.Elem(), v))
	case reflect.Interface:
		if x.IsNil() {
			return x
		}
		out.Set(deep(x.Elem(), v))
	case reflect.Struct:
		for i := range x.NumField() {
			out.Field(i).Set(deep(x.Field(i), v))
		}
	case reflect.Slice:
		if x.IsNil() {
			return x
		}
		out.Set(reflect.MakeSlice(x.Type(), x.Len(), x.Len()))
		for i := range x.Len() {
			out.Index(i).Set(deep(x.Index(i), v))
		}
	case reflect.Map:
		out.Set(reflect.MakeMap(x.Type()))
		for _, k := range x.MapKeys() {
			out.SetMapIndex(k, deep(x.MapIndex(k), v))
		}
	default:
		return x
	}
	return out
}
