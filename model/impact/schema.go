package impact

import (
	"reflect"
	"slices"

	"github.com/triptych-docs/triptych/model/plan"
)

// A schema has the fields of every struct that a plan is made of.
type schema map[reflect.Type][]field

// A field is one that is walked.
type field struct {
	name     string // "Step.Body"
	index    int
	part     part
	document bool // a document prints it
}

// skipped are fields that repeat what others say, or that no document, runbook
// or script prints.
var skipped = []string{
	"Plan.Targets", "Plan.Tables", "Plan.Closed", "Plan.Impossible", "Plan.Names", "Plan.Checks", "Plan.Undo",
	"Choice.Options", "Choice.Default", "Choice.Narrows", "Choice.Why", "Step.Fields", "Decision.Steps", "Decision.Unverified",
	"Section.ID", "Step.ID", "Object.ID", "Object.Of", "Setting.ID", "Setting.Name",
}

// unprinted are the fields of sections and steps that no document prints.
var unprinted = []string{
	"Section.Letter", "Section.Minutes", "Section.Role", "Role.ID", "Role.Check",
	"Step.Code", "Step.Title", "Step.Draw", "Step.Undo", "Step.Evidence",
	"Step.Settings", "Step.Changes", "Step.Commits", "Step.ByHand",
}

// newSchema reads the types of a plan.
func newSchema() schema {
	s := schema{}
	s.read(reflect.TypeFor[plan.Plan]())
	return s
}

func (s schema) read(t reflect.Type) {
	switch t.Kind() {
	case reflect.Slice, reflect.Pointer:
		s.read(t.Elem())
	case reflect.Struct:
		if s[t] != nil {
			return
		}
		s[t] = []field{}
		for i := range t.NumField() {
			name := t.Name() + "." + t.Field(i).Name
			if slices.Contains(skipped, name) {
				continue
			}
			p, known := parts[name]
			if !known {
				p.says = fieldInWords(name)
			}
			s[t] = append(s[t], field{name, i, p, !slices.Contains(unprinted, name)})
			s.read(t.Field(i).Type)
		}
	}
}
