package load

import (
	"reflect"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/source"
)

// surroundings are the fields of a procedure that others refer to, and of which
// more than the ids is looked at where they do.
var surroundings = []string{"Labels", "Terms", "Links", "Facets", "Forbid", "Inputs", "Objects"}

// again checks a later version of a procedure that is sound, with the same shared
// content. As long as all names mean what they meant, what is the very same is
// sound; otherwise it is looked at as if nothing were known.
func (c *checker) again(before *model.Procedure) {
	if !c.meansAs(before) {
		c.all()
		return
	}
	c.unique()
	c.versions()
	now, was := reflect.ValueOf(c.p).Elem(), reflect.ValueOf(before).Elem()
	shape := c.shape(now.Type())
	inner := c.own(now, shape, scope{})
	for _, i := range shape.rest {
		if sections, ok := now.Field(i).Addr().Interface().(*[]model.Section); ok {
			c.sections(*sections, before.Sections, inner)
		} else if !same(now.Field(i), was.Field(i)) {
			c.walk(now.Field(i), inner)
		}
	}
}

// meansAs tells whether each name means what it did in another version.
func (c *checker) meansAs(before *model.Procedure) bool {
	now, was := reflect.ValueOf(c.p).Elem(), reflect.ValueOf(before).Elem()
	for _, field := range surroundings {
		if !same(now.FieldByName(field), was.FieldByName(field)) {
			return false
		}
	}
	return reflect.DeepEqual(c.ids, idsOf(c.project, before))
}

// sections checks those sections that were not there before. What was read again
// has places of its own (see [strict.Part.Again]).
func (c *checker) sections(now, before []model.Section, s scope) {
	old := map[source.Pos]bool{}
	for _, b := range before {
		old[b.ID.Pos] = true
	}
	for i := range now {
		if !old[now[i].ID.Pos] {
			c.walk(reflect.ValueOf(&now[i]), s)
		}
	}
}

// same tells whether two lists are one and the same; what is no list is not.
func same(a, b reflect.Value) bool {
	return a.Kind() == reflect.Slice && a.Len() == b.Len() && a.UnsafePointer() == b.UnsafePointer()
}
