package profile

import (
	"strings"

	"github.com/triptych-docs/triptych/model"
)

// Schema is the JSON Schema of a profile for the procedures of a project, for
// editors that complete and check while a profile is written. It knows the
// names of facets, answers and inputs; what goes together is found out by [Bind].
func Schema(project *model.Project) map[string]any {
	var ids []any
	var each []any
	for _, p := range project.Procedures {
		ids = append(ids, p.ID.Text)
		each = append(each, map[string]any{
			"if":   map[string]any{"properties": map[string]any{"procedure": map[string]any{"const": p.ID.Text}}, "required": []any{"procedure"}},
			"then": map[string]any{"properties": map[string]any{"answers": answersSchema(p), "inputs": inputsSchema(p)}},
		})
	}
	properties := map[string]any{
		"procedure": map[string]any{"enum": ids, "description": "which procedure the runbook is for"},
		"answers":   map[string]any{"type": "object"},
		"inputs":    map[string]any{"type": "object"},
	}
	for section, keys := range factsBySection() {
		properties[section] = keys
	}
	return map[string]any{
		"$schema":              "https://json-schema.org/draft/2020-12/schema",
		"title":                "Profile of a customer",
		"type":                 "object",
		"properties":           properties,
		"required":             []any{"procedure", "customer", "answers", "inputs"},
		"additionalProperties": false,
		"allOf":                each,
	}
}

// scalar is a text: YAML writes some of them as numbers or Booleans.
func scalar(extra map[string]any) map[string]any {
	s := map[string]any{"type": []any{"string", "number", "boolean"}}
	for k, v := range extra {
		s[k] = v
	}
	return s
}

func object(properties map[string]any) map[string]any {
	return map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
}

func factsBySection() map[string]any {
	sections := map[string]map[string]any{}
	for _, f := range facts {
		section, key, _ := strings.Cut(f.name, ".")
		if sections[section] == nil {
			sections[section] = map[string]any{}
		}
		rule := scalar(map[string]any{"description": f.what, "maxLength": longestText})
		switch f.name {
		case "customer.id":
			rule["pattern"] = shortName().String()
			delete(rule, "maxLength")
		case "prepared.on":
			// YAML reads a bare date as a date of its own; the text is what counts.
			rule = map[string]any{"description": f.what}
		}
		sections[section][key] = rule
	}
	out := map[string]any{}
	for section, keys := range sections {
		out[section] = object(keys)
	}
	out["customer"].(map[string]any)["required"] = []any{"name"}
	return out
}

func answersSchema(p *model.Procedure) map[string]any {
	properties := map[string]any{}
	for i := range p.Facets {
		f := &p.Facets[i]
		var enum []any
		for _, id := range answersOf(f) {
			enum = append(enum, id)
		}
		list := map[string]any{"type": "array", "items": map[string]any{"enum": enum}, "minItems": 1, "uniqueItems": true}
		if f.Many == nil {
			list["maxItems"] = 1
		}
		one := map[string]any{"enum": enum}
		rule := map[string]any{"description": Plain(p, f.Question), "anyOf": []any{one, list}}
		if f.Default.Text != "" {
			rule["default"] = f.Default.Text
		}
		properties[f.ID.Text] = rule
	}
	return object(properties)
}

func inputsSchema(p *model.Procedure) map[string]any {
	properties := map[string]any{}
	var required []any
	for i := range p.Inputs {
		in := &p.Inputs[i]
		rule := scalar(map[string]any{"maxLength": longestAddress})
		if in.Each.Text != "" {
			each := map[string]any{}
			for _, id := range answersOf(facetOf(p, in.Each.Text)) {
				each[id] = rule
			}
			rule = object(each)
		}
		rule["description"] = Plain(p, in.Question)
		rule["examples"] = []any{in.Example}
		if in.Each.Text != "" {
			delete(rule, "examples")
		}
		properties[in.ID.Text] = rule
		if in.When.IsZero() {
			required = append(required, in.ID.Text)
		}
	}
	s := object(properties)
	if required != nil {
		s["required"] = required
	}
	return s
}
