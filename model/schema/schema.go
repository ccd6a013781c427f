package schema

import (
	"reflect"

	"github.com/triptych-docs/triptych/model"
)

// A Schema is a JSON Schema, or a part of one.
type Schema = map[string]any

// Procedure is the schema of a file of a procedure.
func Procedure() Schema {
	return of(reflect.TypeFor[model.Procedure](), "A file of a procedure")
}

// Shared is the schema of a file beside the procedures.
func Shared() Schema {
	return of(reflect.TypeFor[model.Shared](), "A file beside the procedures")
}

// of is the schema of a file. A procedure is several files, each with some of the
// keys, so that none of the outermost keys is required.
func of(t reflect.Type, title string) Schema {
	r := &reflector{comments: sources(), definitions: map[string]any{}}
	schema := r.structure(t)
	delete(schema, "required")
	schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	schema["title"] = title
	schema["$defs"] = r.definitions
	return schema
}

// The parts that schemas are made of.

// scalar is a text: YAML writes some of them as numbers or Booleans.
func scalar() Schema { return Schema{"type": []any{"string", "number", "boolean"}} }

func anyOf(schemas ...Schema) Schema {
	all := make([]any, len(schemas))
	for i, s := range schemas {
		all[i] = s
	}
	return Schema{"anyOf": all}
}

func listOf(items Schema) Schema { return Schema{"type": "array", "items": items} }

func mapOf(values Schema) Schema { return Schema{"type": "object", "additionalProperties": values} }

func reference(name string) Schema { return Schema{"$ref": "#/$defs/" + name} }

// keyed is a mapping with this key alone.
func keyed(key, says string) Schema {
	return Schema{
		"type": "object", "required": []any{key}, "additionalProperties": false,
		"properties": Schema{key: described(scalar(), says)},
	}
}

// choice is a total switch: a question and an arm for each answer.
func choice(arm Schema) Schema {
	return Schema{
		"type": "object", "required": []any{"choose"}, "additionalProperties": arm,
		"properties": Schema{"choose": described(scalar(),
			"The facet that decides. Beside it stands an arm for each of its answers; several answers with the same arm are written once, as \"one | other\".")},
	}
}
