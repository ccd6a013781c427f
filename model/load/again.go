package load

import (
	"reflect"
	"slices"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/source"
)

// surroundings are the fields of a procedure that others refer to, and of which
// more than the ids is looked at where they do.
var surroundings = []string{"Labels", "Terms", "Links", "Facets", "Forbid", "Inputs", "Objects"}

// again checks a later version of a procedure that is sound, with the same shared
// content. As long as all names mean what they meant, what is the same is sound,
// wherever it stands; otherwise it is looked at as if nothing were known.
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
		} else if !source.Alike(now.Field(i).Interface(), was.Field(i).Interface()) {
			c.walk(now.Field(i), inner)
		}
	}
}

// meansAs tells whether each name means what it did in another version.
func (c *checker) meansAs(before *model.Procedure) bool {
	now, was := reflect.ValueOf(c.p).Elem(), reflect.ValueOf(before).Elem()
	for _, field := range surroundings {
		if !source.Alike(now.FieldByName(field).Interface(), was.FieldByName(field).Interface()) {
			return false
		}
	}
	return reflect.DeepEqual(c.ids, idsOf(c.project, before))
}

// sections checks those sections that were not there before.
func (c *checker) sections(now, before []model.Section, s scope) {
	for i := range now {
		same := func(b model.Section) bool { return b.ID.Text == now[i].ID.Text && source.Alike(b, now[i]) }
		if !slices.ContainsFunc(before, same) {
			c.walk(reflect.ValueOf(&now[i]), s)
		}
	}
}
