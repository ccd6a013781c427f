package plan_test

import (
	"reflect"
	"testing"

	"github.com/triptych-docs/triptych/model/plan"
)

// fill makes a value of any type in which every text is a hole, so that a part
// of the plan that Bind forgets shows.
func fill(v reflect.Value, depth int) {
	if v.Type() == reflect.TypeFor[plan.Text]() {
		v.Set(reflect.ValueOf(plan.FromHole("x")))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), depth)
		}
	case reflect.Slice:
		if depth > 6 {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), depth+1)
	case reflect.Map:
		if depth > 6 {
			return
		}
		v.Set(reflect.MakeMap(v.Type()))
		value := reflect.New(v.Type().Elem()).Elem()
		fill(value, depth+1)
		v.SetMapIndex(reflect.ValueOf("k"), value)
	case reflect.Pointer:
		if depth > 6 {
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), depth+1)
	case reflect.Interface:
		switch v.Type() {
		case reflect.TypeFor[plan.Run]():
			v.Set(reflect.ValueOf(plan.Words{Text: plan.FromHole("x")}))
		case reflect.TypeFor[plan.Block]():
			v.Set(reflect.ValueOf(plan.Paragraph{Line: plan.Line{plan.Code{Text: plan.FromHole("x")}}}))
		case reflect.TypeFor[plan.Value]():
			v.Set(reflect.ValueOf(plan.Many{Texts: []plan.Text{plan.FromHole("x")}}))
		}
	}
}

// open counts the holes of a value and the literals "1".
func open(v reflect.Value) (holes, literals int) {
	if v.Type() == reflect.TypeFor[plan.Piece]() {
		p := v.Interface().(plan.Piece)
		if p.Hole != "" {
			return 1, 0
		}
		if p.Literal == "1" {
			return 0, 1
		}
		return 0, 0
	}
	add := func(inner reflect.Value) {
		h, l := open(inner)
		holes, literals = holes+h, literals+l
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			add(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			add(v.Index(i))
		}
	case reflect.Map:
		for iter := v.MapRange(); iter.Next(); {
			add(iter.Value())
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			add(v.Elem())
		}
	}
	return holes, literals
}

func TestBindFillsEveryTextAndLeavesThePlanAlone(t *testing.T) {
	var p plan.Plan
	fill(reflect.ValueOf(&p).Elem(), 0)
	before, _ := open(reflect.ValueOf(p))
	if before < 50 {
		t.Fatalf("only %d holes to fill", before)
	}
	bound := plan.Bind(p, plan.Values{"x": "1"})
	if holes, literals := open(reflect.ValueOf(bound)); holes != 0 || literals != before {
		t.Errorf("%d holes are left and %d of %d were filled", holes, literals, before)
	}
	if after, _ := open(reflect.ValueOf(p)); after != before {
		t.Errorf("the plan itself has %d holes left of %d", after, before)
	}
}
