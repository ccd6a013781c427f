package main

import (
	"encoding/json"

	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/schema"
)

// schemaCommand prints a JSON Schema.
type schemaCommand struct {
	Of string `arg:"" enum:"profile,content,shared,config" help:"profile; content, for the files of a procedure; shared, for the files beside the procedures; or config, for triptych.yaml."`
}

// Examples of the command.
func (schemaCommand) Examples() string {
	return "triptych schema profile > profile.schema.json\ntriptych schema content > content.schema.json\ntriptych schema config > triptych.schema.json\n"
}

// Run prints the schema.
func (c *schemaCommand) Run(p *program) error {
	var made map[string]any
	switch c.Of {
	case "profile":
		project, err := p.project()
		if err != nil {
			return err
		}
		made = profile.Schema(project)
	case "config":
		made = p.configuration.table.Schema()
	case "content":
		made = schema.Procedure()
	default:
		made = schema.Shared()
	}
	e := json.NewEncoder(p.stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(made)
}
