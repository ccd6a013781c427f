package main

import (
	"path/filepath"
	"testing"

	"github.com/triptych-docs/triptych/model/golden"
	"github.com/triptych-docs/triptych/render"
)

// editions are the profiles whose answers have a golden of the script for
// everyone beside that of the customer's own: one connector and one rule, three
// regions with a group each, and the other vendor.
var editions = []string{"acme", "regional", "mimecast"}

// TestGoldenScripts pins the generic edition, where the inputs are parameters.
// The customer's edition is a golden beside its runbook.
func TestGoldenScripts(t *testing.T) {
	project := project(t)
	var names []string
	for _, name := range editions {
		compiled, _ := runbookOf(t, project, bindFile(t, project, filepath.Join(profiles, name+".yaml")))
		script, err := render.GenericScript(compiled, goldenModel)
		if err != nil {
			t.Fatal(err)
		}
		file := name + ".generic.ps1"
		golden.Check(t, filepath.Join(goldens, "script", file), script.Data)
		names = append(names, file)
	}
	golden.Only(t, filepath.Join(goldens, "script"), names)
}
