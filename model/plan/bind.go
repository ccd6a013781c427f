package plan

import "reflect"

// Bind is a plan, or a part of what is made from one, with every hole filled:
// what it says to one customer, with no hole left. Printing what is bound and
// filling the residual of what is not give the same bytes; that is a law, and
// tests hold it.
func Bind[T any](x T, values Values) T {
	return bind(reflect.ValueOf(x), values).Interface().(T)
}

var textType = reflect.TypeFor[Text]()

// bind is a deep copy in which each text is one literal. It goes by reflection
// because a hole may stand in any line of any part, and a part that is added
// later must not be forgotten.
func bind(v reflect.Value, values Values) reflect.Value {
	if v.Type() == textType {
		text := v.Interface().(Text)
		if text == nil {
			return v
		}
		return reflect.ValueOf(Literal(text.Fill(values)))
	}
	switch v.Kind() {
	case reflect.Struct:
		out := reflect.New(v.Type()).Elem()
		for i := range v.NumField() {
			out.Field(i).Set(bind(v.Field(i), values))
		}
		return out
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(bind(v.Index(i), values))
		}
		return out
	case reflect.Map:
		if v.IsNil() {
			return v
		}
		out := reflect.MakeMapWithSize(v.Type(), v.Len())
		for iter := v.MapRange(); iter.Next(); {
			out.SetMapIndex(iter.Key(), bind(iter.Value(), values))
		}
		return out
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return v
		}
		inner := bind(v.Elem(), values)
		if v.Kind() == reflect.Interface {
			return inner
		}
		out := reflect.New(v.Type().Elem())
		out.Elem().Set(inner)
		return out
	}
	return v
}
