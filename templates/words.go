package templates

import (
	"bytes"
	"fmt"
	"sync"

	"go.yaml.in/yaml/v4"
)

// Words are the few words that printers add by themselves. All printers take
// them from here, so that they say the same.
type Words struct {
	Notes    map[string]string `yaml:"notes"`    // what a note is called, by its kind
	Field    string            `yaml:"field"`    // heads of the table that draws a dialog
	Value    string            `yaml:"value"`    //
	Selected string            `yaml:"selected"` // of an option or a checkbox
	Cleared  string            `yaml:"cleared"`  // of a checkbox
	Time     string            `yaml:"time"`     // the blank that a page fills in
	Done     string            `yaml:"done"`     // before what a box to tick is about
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
