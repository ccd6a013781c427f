package markdown

import (
	"fmt"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/templates"
)

// A Flavour is what the reader of a document wants otherwise than GitHub's
// specification has it, and how this document is set for it.
type Flavour struct {
	templates.Flavour
	// Drawings is where the document finds the drawings of forms and of the mail
	// flow: a folder or a URL, with a slash at its end. Without it they are said in
	// tables and lists.
	Drawings string
	// InTabs sets blocks that are for different readers beside each other, in tabs.
	InTabs bool
	// Made is what the file says of itself, in a comment that no reader of the page
	// sees. Without it there is none.
	Made string
	// Front is the front matter, in order. Without any there is none.
	Front []Field
}

// GFM is Markdown as GitHub reads it.
func GFM() Flavour {
	f, err := Named("gfm")
	if err != nil {
		panic(err)
	}
	return f
}

// Named is a flavour of flavours.yaml.
func Named(name string) (Flavour, error) {
	f, ok := templates.FindFlavour(name)
	if !ok {
		return Flavour{}, fmt.Errorf("no flavour %q; there are: %s", name, strings.Join(templates.FlavourNames(), ", "))
	}
	return Flavour{Flavour: f}, nil
}

// A Field is one key of a front matter. Its value is a mapping, or a scalar
// that is no string, or else a string: the first of these that is given.
type Field struct {
	Key    string
	Fields []Field   // a mapping
	Raw    string    // a number, a Boolean or a date, as it is written in YAML
	Text   plan.Text // a string
}
