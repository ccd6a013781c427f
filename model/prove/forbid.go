package prove

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/prose"
	"github.com/triptych-docs/triptych/model/source"
)

// forbidden proves of the forbidden combinations that each excludes something
// of its own, and that every answer is left to somebody.
func (c *prover) forbidden() {
	v := view{}
	spare := map[int]bool{}
	for i, f := range c.p.Forbid {
		own := c.u.Forbidden(f.When)
		if own.IsEmpty() {
			spare[i] = true
			c.fault(v, fault{
				law: lawForbid, pos: f.When.Pos, set: own,
				message: fmt.Sprintf("no reader could answer %s, so that nothing is excluded", f.When),
				do:      "take it out, or mend it",
			})
			continue
		}
		others := c.u.None()
		var also []source.Note
		for j, g := range c.p.Forbid {
			if j != i && !spare[j] {
				other := c.u.Forbidden(g.When)
				others = others.Or(other)
				if own.Meets(other) {
					also = append(also, source.Note{Pos: g.When.Pos, Message: "this excludes the same"})
				}
			}
		}
		if own.Within(others) {
			spare[i] = true
			c.fault(v, fault{
				law: lawForbid, pos: f.When.Pos, set: c.u.None(), also: also,
				message: fmt.Sprintf("%s is excluded already", f.When),
				do:      "take one of them out",
			})
		}
	}
	for _, f := range c.p.Facets {
		for _, a := range f.Answers {
			if c.u.Gives(f.ID.Text, a.ID.Text, nil).IsEmpty() {
				d := fault{
					law: lawAnswer, pos: a.ID.Pos, set: c.u.None(),
					message: fmt.Sprintf("no variant has the answer %q to %q", a.ID, f.ID),
					do:      "mend the combinations that exclude it, or take it out",
				}
				for _, forbid := range c.p.Forbid {
					d.also = append(d.also, source.Note{Pos: forbid.When.Pos, Message: "this combination does not exist"})
				}
				c.fault(v, d)
			}
		}
	}
}

// facets proves that each answer leads to something that no other does.
func (c *prover) facets() {
	v := view{}
	told := &teller{told: map[string][]func(answer string) string{}}
	for _, x := range []any{c.p.Facets, c.p.Inputs, c.p.Objects, c.p.Tables, c.p.Sections, c.p.Runbook, c.p.Labels, c.project.Labels} {
		told.walk(reflect.ValueOf(x))
	}
	for _, f := range c.p.Facets {
		rows := map[string]model.Answer{}
		for _, a := range f.Answers {
			rows[a.ID.Text] = a
		}
		seen := map[string]model.Answer{}
		for _, a := range f.Answers {
			print := ""
			for _, tell := range told.told[f.ID.Text] {
				print += tell(a.ID.Text) + "\x00"
			}
			for _, col := range told.columns {
				if col.facet == f.ID.Text {
					if cell, ok := rows[a.ID.Text].Row.Get(col.name); ok {
						print += written(cell.Value) + "\x00"
					}
				}
			}
			if twin, ok := seen[print]; ok {
				c.fault(v, fault{
					law: lawEffect, pos: a.ID.Pos, set: c.u.None(),
					message: fmt.Sprintf("answer %q to %q leads to the same as %q", a.ID, f.ID, twin.ID),
					do:      "make them one answer, or say what they change",
					also:    []source.Note{{Pos: twin.ID.Pos, Message: "this one"}},
				})
				continue
			}
			seen[print] = a
		}
	}
}

// A teller gathers everything that tells the answers to a facet apart.
type teller struct {
	told    map[string][]func(answer string) string
	columns []column
}

type column struct{ facet, name string }

func (t *teller) walk(v reflect.Value) {
	if v.Kind() == reflect.Pointer {
		if !v.IsNil() {
			t.walk(v.Elem())
		}
		return
	}
	switch x := v.Interface().(type) {
	case source.Word, source.Pos:
		return
	case model.Condition:
		for _, one := range x.Any {
			for _, e := range one {
				t.add(e.Key.Text, func(answer string) string {
					for _, a := range e.Value {
						if a.Text == answer {
							return "in"
						}
					}
					return ""
				})
			}
		}
		return
	case model.Prose:
		prose.Walk(x.Blocks, t.column)
		return
	case model.Template:
		prose.WalkRuns(x.Runs, t.column)
		return
	case choice:
		facet, answers := x.Switch()
		arms := v.FieldByName("Arms")
		t.add(facet.Text, func(answer string) string {
			for i, a := range answers {
				if a.Text == answer {
					// Arms that are written once are one arm.
					for j := range i {
						if reflect.DeepEqual(arms.Index(i).FieldByName("Value").Interface(), arms.Index(j).FieldByName("Value").Interface()) {
							return fmt.Sprint(j)
						}
					}
					return fmt.Sprint(i)
				}
			}
			return ""
		})
		for i := range arms.Len() {
			t.walk(arms.Index(i).FieldByName("Value"))
		}
		return
	}
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			t.walk(v.Index(i))
		}
	case reflect.Struct:
		if each, ok := field[source.Word](v, "Each"); ok && each.Text != "" {
			t.add(each.Text, func(answer string) string { return answer })
		}
		if table, ok := v.Interface().(model.Table); ok {
			for _, col := range table.Columns {
				if col.Label {
					// A table of the answers is there to tell them apart.
					t.add(table.Facet.Text, func(answer string) string { return answer })
				}
				t.columns = append(t.columns, column{table.Facet.Text, col.Cell.Text})
			}
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				t.walk(v.Field(i))
			}
		}
	}
}

func (t *teller) add(facet string, tell func(answer string) string) {
	t.told[facet] = append(t.told[facet], tell)
}

// column notes a run that quotes a cell.
func (t *teller) column(run prose.Run) {
	if b, ok := run.(prose.Brace); ok && b.Kind == "" {
		facet, name, _ := strings.Cut(b.Name, ".")
		t.columns = append(t.columns, column{facet, name})
	}
}

// written is a value as its author wrote it.
func written(v model.Value) string {
	switch {
	case v.Text != nil:
		return v.Text.Text
	case v.Manual != nil:
		return "manual: " + v.Manual.Text
	case v.Absent != nil:
		return "absent: " + v.Absent.Text
	case v.Switch != nil:
		return fmt.Sprint(*v.Switch)
	}
	var all []string
	for _, t := range v.List {
		all = append(all, t.Text)
	}
	return strings.Join(all, ", ")
}
