package explain

import (
	"reflect"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/source"
)

// enter is the place in a struct: a node of its own where the struct is one.
func (c *copier) enter(v reflect.Value, at place, key string) place {
	node := func(kind string, id source.Word) place { return place{node: kind + " " + id.Text, id: id.Text} }
	within := func(kind string, id source.Word) place {
		full := at.id + "." + id.Text
		return place{node: kind + " " + full, id: full}
	}
	switch x := v.Interface().(type) {
	case model.Section:
		return node("section", x.ID)
	case model.Step:
		return within("step", x.ID)
	case model.Object:
		return node("object", x.ID)
	case model.Facet:
		return node("facet", x.ID)
	case model.Answer:
		return within("answer", x.ID)
	case model.Input:
		return node("input", x.ID)
	case model.Table:
		return node("table", x.ID)
	case model.Decision:
		return node("decision", x.ID)
	case model.Publication:
		return node("document", x.ID)
	case model.Check:
		return node("check", x.ID)
	case model.Symptom:
		return node("symptom", x.ID)
	case model.Capture:
		return node("capture", x.ID)
	case model.Moment:
		return node("moment", x.ID)
	case model.Runbook:
		return place{node: "runbook"}
	case model.Role:
		return node("role", x.ID)
	case model.Source:
		return node("source", x.ID)
	}
	if !isEntry(v.Type()) {
		return at
	}
	name := v.FieldByName("Key").Interface().(source.Word)
	switch key {
	case "phrase":
		return node("phrase", name)
	case "label", "labels":
		return node("label", name)
	case "terms":
		return node("term", name)
	case "links":
		return node("link", name)
	case "settings":
		return within("setting", name)
	}
	return at.at(name.Text)
}

// isEntry tells whether a type is the entry of a map.
func isEntry(t reflect.Type) bool { return strings.HasPrefix(t.Name(), "Entry[") }
