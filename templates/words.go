package templates

import (
	"bytes"
	"fmt"
	"sync"

	"go.yaml.in/yaml/v4"

	"github.com/triptych-docs/triptych/model/plan"
)

// Words are the few words that printers add by themselves. All printers take
// them from here, so that they say the same.
type Words struct {
	Notes     map[string]string `yaml:"notes"`     // what a note is called, by its kind
	Schematic string            `yaml:"schematic"` // a drawing is one
	Selected  string            `yaml:"selected"`  // of an option or a checkbox
	Cleared   string            `yaml:"cleared"`   // of an option or a checkbox
	Open      string            `yaml:"open"`      // of a checkbox that the reader decides about
	Button    string            `yaml:"button"`    // of a button
	Marks     map[string]string `yaml:"marks"`     // what is done with a control, by its kind
	Arrow     []string          `yaml:"arrow"`     // between the ends of an arrow, and before what it carries
	Generated []string          `yaml:"generated"` // around the names of a document and of its procedure
	Time      string            `yaml:"time"`      // the blank that a page fills in
	Done      string            `yaml:"done"`      // before what a box to tick is about
	// Of what opens the lines of the script behind a step, and before them.
	Script     string `yaml:"script"`
	ScriptLead string `yaml:"script_lead"`
}

// Mark is what the reader does with a control of a dialog; empty for one that
// stays as it is.
func (w Words) Mark(f plan.DialogField) string {
	switch {
	case !f.Set:
		return ""
	case f.Open:
		return w.Marks["checkbox-open"]
	case f.Control == plan.ControlCheckbox && !f.On:
		return w.Marks["checkbox-off"]
	}
	return w.Marks[string(f.Control)]
}

// State is what is said for a control that has no value to show; empty for one
// that has.
func (w Words) State(f plan.DialogField) string {
	switch {
	case f.Control == plan.ControlButton:
		return w.Button
	case f.Control != plan.ControlOption && f.Control != plan.ControlCheckbox:
		return ""
	case f.Open:
		return w.Open
	case f.On:
		return w.Selected
	}
	return w.Cleared
}

// Made says in the file of a document what made it, and where to change it.
func (w Words) Made(document, procedure string) string {
	return w.Generated[0] + document + w.Generated[1] + procedure + w.Generated[2]
}

// ReadWords is words.yaml. It is read once and is not to be changed; it is part
// of the program, so that a fault in it panics and a test finds it.
var ReadWords = sync.OnceValue(func() Words {
	raw, err := Files.ReadFile("words.yaml")
	if err != nil {
		panic(fmt.Sprintf("templates: %v", err))
	}
	decoder := yaml.NewDecoder(bytes.NewReader(raw))
	decoder.KnownFields(true)
	var w Words
	if err := decoder.Decode(&w); err != nil {
		panic(fmt.Sprintf("templates: words.yaml: %v", err))
	}
	return w
})
