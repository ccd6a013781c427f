package profile

import (
	"maps"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/source"
)

// Schema is the JSON Schema of a profile for the procedures of a project, for
// editors that complete and check while a profile is written. It knows the
// names of facets, answers and inputs; what goes together is found out by [Bind].
func Schema(project *model.Project) map[string]any {
	var ids, titles []any
	var each []any
	for _, p := range project.Procedures {
		ids, titles = append(ids, p.ID.Text), append(titles, Plain(p, p.Title))
		each = append(each, map[string]any{
			"if":   map[string]any{"properties": map[string]any{"procedure": map[string]any{"const": p.ID.Text}}, "required": []any{"procedure"}},
			"then": map[string]any{"properties": map[string]any{"answers": answersSchema(p), "inputs": inputsSchema(p)}},
		})
	}
	properties := map[string]any{
		"procedure": map[string]any{"enum": ids, "enumDescriptions": titles, "description": "Which procedure the runbook is for."},
		"answers":   map[string]any{"type": "object", "description": "The answers to the questions of the procedure: they decide which steps there are."},
		"inputs":    map[string]any{"type": "object", "description": "The customer's own values, which are filled in and decide nothing."},
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
		rule := scalar(map[string]any{"description": source.Sentence(f.what), "maxLength": longestText})
		switch f.name {
		case "customer.id":
			rule["pattern"] = shortName().String()
			delete(rule, "maxLength")
		case "prepared.on":
			// YAML reads a bare date as a date of its own; the text is what counts.
			rule = map[string]any{"description": source.Sentence(f.what)}
		case "change.replaces":
			rule["pattern"] = idOfRunbook().String()
			delete(rule, "maxLength")
		}
		sections[section][key] = rule
	}
	out := map[string]any{}
	for section, keys := range sections {
		facts := object(keys)
		facts["description"] = sectionsOfFacts()[section]
		out[section] = facts
	}
	out["customer"].(map[string]any)["required"] = []any{"name"}
	return out
}

// sectionsOfFacts are the mappings that facts stand in.
func sectionsOfFacts() map[string]string {
	return map[string]string{
		"customer": "Whose runbook it is.",
		"change":   "The change that it is for. Without ticket and owner the runbook is a draft.",
		"contact":  "Whom to call at the vendor. Without a name the runbook is a draft.",
		"prepared": "Who prepared the runbook, and when.",
	}
}

func answersSchema(p *model.Procedure) map[string]any {
	properties := map[string]any{}
	for i := range p.Facets {
		f := &p.Facets[i]
		var enum, labels []any
		for _, a := range f.Answers {
			enum, labels = append(enum, a.ID.Text), append(labels, Plain(p, a.Label))
		}
		list := map[string]any{"type": "array", "items": map[string]any{"enum": enum, "enumDescriptions": labels}, "minItems": 1, "uniqueItems": true}
		if f.Many == nil {
			list["maxItems"] = 1
		}
		one := map[string]any{"enum": enum, "enumDescriptions": labels}
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
			for _, a := range facetOf(p, in.Each.Text).Answers {
				one := maps.Clone(rule)
				one["description"] = "For " + Plain(p, a.Label) + "."
				each[a.ID.Text] = one
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
