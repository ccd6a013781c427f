package schema

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/source"
)

// A reflector makes schemas of Go types. A type that may hold itself becomes a
// definition.
type reflector struct {
	comments    comments
	definitions map[string]any
}

// schema is the schema of a type. The types that read themselves are written
// here as their comments in package model describe them.
func (r *reflector) schema(t reflect.Type) Schema {
	switch t {
	case reflect.TypeFor[source.Word](), reflect.TypeFor[model.Prose](), reflect.TypeFor[model.Template]():
		return scalar()
	case reflect.TypeFor[model.Label]():
		return anyOf(scalar(), listOf(scalar()))
	case reflect.TypeFor[model.Condition]():
		one := mapOf(listOf(scalar()))
		return anyOf(one, listOf(one))
	case reflect.TypeFor[model.Front]():
		return r.define("Front", func() Schema { return anyOf(scalar(), mapOf(reference("Front"))) })
	case reflect.TypeFor[model.Value]():
		return r.define("Value", func() Schema {
			return anyOf(scalar(), listOf(scalar()), choice(reference("Value")),
				keyed("domains_of", "The domains of the addresses that this setting has."),
				keyed("absent", "It stays unset; what that means, in words."),
				keyed("manual", "Only the reader can find it out; where, in words."))
		})
	case reflect.TypeFor[model.Cell]():
		long := r.structure(reflect.TypeFor[struct {
			Value      model.Value   `yaml:"value" validate:"required" says:"The value of the cell."`
			Unverified model.Prose   `yaml:"unverified" says:"That no source documents the value, and what to do about it. Whoever reads the value reads this as well."`
			Source     []source.Word `yaml:"source"`
		}]())
		return anyOf(r.schema(reflect.TypeFor[model.Value]()), long)
	case reflect.TypeFor[model.Item]():
		return anyOf(scalar(), r.structure(t))
	}
	if strings.HasPrefix(t.Name(), "Switched[") {
		inner := r.schema(t.Field(0).Type.Elem())
		name := "Switched" + t.Field(0).Type.Elem().Name()
		return r.define(name, func() Schema { return anyOf(inner, choice(reference(name))) })
	}
	switch t.Kind() {
	case reflect.Pointer:
		return r.schema(t.Elem())
	case reflect.Slice:
		if e := t.Elem(); e.Kind() == reflect.Struct && strings.HasPrefix(e.Name(), "Entry[") {
			return mapOf(r.schema(e.Field(1).Type))
		}
		return listOf(r.schema(t.Elem()))
	case reflect.Struct:
		return r.define(t.Name(), func() Schema { return r.structure(t) })
	case reflect.Bool:
		return Schema{"type": "boolean"}
	case reflect.Int:
		return Schema{"type": "integer"}
	}
	return scalar()
}

// define makes a definition once and refers to it.
func (r *reflector) define(name string, make func() Schema) Schema {
	if _, done := r.definitions[name]; !done {
		r.definitions[name] = true // refers to itself while it is made
		r.definitions[name] = make()
	}
	return reference(name)
}

// structure is a mapping with the keys of a struct.
func (r *reflector) structure(t reflect.Type) Schema {
	properties := Schema{}
	var required []any
	for i := range t.NumField() {
		f := t.Field(i)
		key := f.Tag.Get("yaml")
		if key == "" || key == "-" {
			continue
		}
		schema := described(r.schema(f.Type), r.says(t, f))
		if words := wordsOf(t.Name() + "." + key); words != nil {
			schema = oneOf(schema, words)
		}
		properties[key] = schema
		if slices.Contains(strings.Split(f.Tag.Get("validate"), ","), "required") {
			required = append(required, key)
		}
	}
	s := Schema{"type": "object", "properties": properties, "additionalProperties": false}
	if required != nil {
		s["required"] = required
	}
	return s
}

// says is what a key is: what its field says of itself, or what the key means
// wherever it stands.
func (r *reflector) says(t reflect.Type, f reflect.StructField) string {
	if said := f.Tag.Get("says"); said != "" {
		return said
	}
	if said := r.comments[t.Name()+"."+f.Name]; said != "" {
		return said
	}
	return everywhere(f.Tag.Get("yaml"))
}

// oneOf narrows a schema to some words, each with what it says. Editors of VS Code's
// family and yaml-language-server show enumDescriptions; to others they are nothing.
func oneOf(schema Schema, words model.Words) Schema {
	out := maps.Clone(schema)
	var enum, says []any
	for _, w := range words {
		enum, says = append(enum, w.Word), append(says, w.Says)
	}
	out["enum"], out["enumDescriptions"] = enum, says
	return out
}
