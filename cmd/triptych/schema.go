package main

import (
	"encoding/json"
	"reflect"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/templates"
)

// schemaCommand prints a JSON Schema.
type schemaCommand struct {
	Of string `arg:"" enum:"profile,content,shared" help:"profile; content, for the files of a procedure; or shared, for the files beside the procedures."`
}

// Examples of the command.
func (schemaCommand) Examples() string {
	return "triptych schema profile > profile.schema.json\ntriptych schema content > content.schema.json\n"
}

// Run prints the schema.
func (c *schemaCommand) Run(p *program) error {
	var schema map[string]any
	switch c.Of {
	case "profile":
		project, err := p.project()
		if err != nil {
			return err
		}
		schema = profile.Schema(project)
	case "content":
		schema = contentSchema(reflect.TypeFor[model.Procedure](), "A file of a procedure")
	default:
		schema = contentSchema(reflect.TypeFor[sharedContent](), "A file beside the procedures")
	}
	e := json.NewEncoder(p.stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(schema)
}

// sharedContent has the keys of the files beside the procedures.
type sharedContent struct {
	Phrases source.Map[model.Prose]                 `yaml:"phrases"`
	Labels  source.Map[model.Switched[model.Label]] `yaml:"labels"`
	Kinds   []plan.Kind                             `yaml:"kinds"`
	Roles   []model.Role                            `yaml:"roles"`
	Sources []model.Source                          `yaml:"sources"`
	Rules   []model.Rule                            `yaml:"rules"`
}

// contentSchema is the schema of a file of content, read from the types of
// package model: keys from their yaml tags, rules from their validate tags. A
// procedure is several files, each with some of the keys, so that none of the
// outermost keys is required.
func contentSchema(t reflect.Type, title string) map[string]any {
	r := &reflector{definitions: map[string]any{}}
	schema := r.structure(t)
	delete(schema, "required")
	schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	schema["title"] = title
	schema["$defs"] = r.definitions
	return schema
}

// A reflector makes schemas of Go types. A type that may hold itself becomes a
// definition.
type reflector struct{ definitions map[string]any }

var scalarSchema = map[string]any{"type": []any{"string", "number", "boolean"}}

func anyOf(schemas ...map[string]any) map[string]any {
	all := make([]any, len(schemas))
	for i, s := range schemas {
		all[i] = s
	}
	return map[string]any{"anyOf": all}
}

func listOf(items map[string]any) map[string]any {
	return map[string]any{"type": "array", "items": items}
}

func mapOf(values map[string]any) map[string]any {
	return map[string]any{"type": "object", "additionalProperties": values}
}

// schema is the schema of a type. The types that read themselves are written
// here as their comments in package model describe them.
func (r *reflector) schema(t reflect.Type) map[string]any {
	switch t {
	case reflect.TypeFor[source.Word](), reflect.TypeFor[model.Prose](), reflect.TypeFor[model.Template]():
		return scalarSchema
	case reflect.TypeFor[model.Label]():
		return anyOf(scalarSchema, listOf(scalarSchema))
	case reflect.TypeFor[model.Condition]():
		one := mapOf(listOf(scalarSchema))
		return anyOf(one, listOf(one))
	case reflect.TypeFor[model.Front]():
		return r.define("Front", func() map[string]any { return anyOf(scalarSchema, mapOf(reference("Front"))) })
	case reflect.TypeFor[model.Value]():
		return r.define("Value", func() map[string]any {
			return anyOf(scalarSchema, listOf(scalarSchema), r.choice(reference("Value")),
				keyed("domains_of"), keyed("absent"), keyed("manual"))
		})
	case reflect.TypeFor[model.Cell]():
		long := r.structure(reflect.TypeFor[struct {
			Value      model.Value   `yaml:"value" validate:"required"`
			Unverified model.Prose   `yaml:"unverified"`
			Source     []source.Word `yaml:"source"`
		}]())
		return anyOf(r.schema(reflect.TypeFor[model.Value]()), long)
	case reflect.TypeFor[model.Item]():
		return anyOf(scalarSchema, r.structure(t))
	}
	if strings.HasPrefix(t.Name(), "Switched[") {
		inner := r.schema(t.Field(0).Type.Elem())
		name := "Switched" + t.Field(0).Type.Elem().Name()
		return r.define(name, func() map[string]any { return anyOf(inner, r.choice(reference(name))) })
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
		return r.define(t.Name(), func() map[string]any { return r.structure(t) })
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int:
		return map[string]any{"type": "integer"}
	}
	return scalarSchema
}

// choice is a total switch: a facet and an arm for each answer.
func (r *reflector) choice(arm map[string]any) map[string]any {
	return map[string]any{
		"type": "object", "properties": map[string]any{"choose": scalarSchema}, "required": []any{"choose"}, "additionalProperties": arm,
	}
}

func keyed(key string) map[string]any {
	return map[string]any{"type": "object", "properties": map[string]any{key: scalarSchema}, "required": []any{key}, "additionalProperties": false}
}

func reference(name string) map[string]any { return map[string]any{"$ref": "#/$defs/" + name} }

// define makes a definition once and refers to it.
func (r *reflector) define(name string, make func() map[string]any) map[string]any {
	if _, done := r.definitions[name]; !done {
		r.definitions[name] = true // refers to itself while it is made
		r.definitions[name] = make()
	}
	return reference(name)
}

// structure is a mapping with the keys of a struct.
func (r *reflector) structure(t reflect.Type) map[string]any {
	properties := map[string]any{}
	var required []any
	for i := range t.NumField() {
		f := t.Field(i)
		key := f.Tag.Get("yaml")
		if key == "" || key == "-" {
			continue
		}
		rules := strings.Split(f.Tag.Get("validate"), ",")
		properties[key] = ruled(r.schema(f.Type), rules)
		if t == reflect.TypeFor[model.Publication]() && key == "flavour" {
			properties[key] = map[string]any{"enum": templates.FlavourNames()}
		}
		for _, rule := range rules {
			if rule == "required" {
				required = append(required, key)
			}
		}
	}
	s := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	if required != nil {
		s["required"] = required
	}
	return s
}

// ruled adds the rules of a validate tag that a schema can say.
func ruled(schema map[string]any, rules []string) map[string]any {
	out := map[string]any{}
	for k, v := range schema {
		out[k] = v
	}
	for _, rule := range rules {
		if words, ok := strings.CutPrefix(rule, "oneof="); ok {
			var enum []any
			for _, w := range strings.Fields(words) {
				enum = append(enum, w)
			}
			out["enum"] = enum
		}
	}
	return out
}
