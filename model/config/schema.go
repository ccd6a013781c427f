package config

import (
	"strconv"
	"strings"

	"github.com/triptych-docs/triptych/model/source"
)

// Schema is the JSON Schema of a file, for editors.
func (t Table) Schema() map[string]any {
	s := t.schema("")
	properties := s["properties"].(map[string]any)
	properties["version"] = map[string]any{"const": Version, "description": "Version of the form of this file."}
	s["required"] = []any{"version"}
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = ProjectName
	return s
}

// schema is the schema of a section.
func (t Table) schema(section string) map[string]any {
	properties := map[string]any{}
	for _, key := range t.below(section) {
		if s, ok := t.find(under(section, key)); ok {
			properties[key] = s.schema()
		} else {
			properties[key] = t.schema(under(section, key))
		}
	}
	out := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	if section != "" {
		out["description"] = "What is set once of " + section + "."
	}
	return out
}

// schema is the schema of a value.
func (s Setting) schema() map[string]any {
	out := map[string]any{"description": s.described()}
	switch s.Kind {
	case Ignores:
		out["type"], out["items"] = "array", ignoreSchema()
		return out
	case Switch:
		out["type"] = "boolean"
	case Number:
		out["type"] = "integer"
	default:
		// 24 and true are texts where they are written without quotes.
		out["type"] = []any{"string", "number", "boolean"}
	}
	if words := s.words(); len(words) > 0 {
		var enum []any
		for _, w := range words {
			enum = append(enum, s.typed(w))
		}
		out["enum"] = enum
	}
	if s.Default != "" {
		out["default"] = s.typed(s.Default)
	}
	return out
}

// described is what editors show.
func (s Setting) described() string {
	d := s.Help
	if len(s.Flags) > 0 {
		d += " As " + strings.Join(s.Flags, ", ") + "."
	}
	if !s.User {
		d += " In the file of a project only."
	}
	return d
}

// typed is a word as JSON has it.
func (s Setting) typed(word string) any {
	switch s.Kind {
	case Switch:
		return word == "true"
	case Number:
		n, err := strconv.Atoi(word)
		if err != nil {
			panic("config: " + s.Key + " may be " + word + ", which is no number")
		}
		return n
	}
	return word
}

// ignoreSchema is the schema of one entry of check.ignore.
func ignoreSchema() map[string]any {
	properties := map[string]any{}
	var required []any
	for _, key := range ignoreKeys {
		properties[key.name] = map[string]any{"type": "string", "description": source.Sentence(key.what)}
		required = append(required, key.name)
	}
	return map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}
