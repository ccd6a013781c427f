package markdown

import "github.com/triptych-docs/triptych/model/plan"

// A Flavour is what the reader of a document can do beyond GitHub's
// specification. The zero Flavour is plain GFM with every feature off.
type Flavour struct {
	// Alerts prints notes as "> [!WARNING]", and else as a quote that begins
	// with the word.
	Alerts bool
	// IDs gives each heading its anchor as "{#id}". Else anchors are the slugs
	// that GitHub makes of the headings.
	IDs bool
	// Shortcodes says that {{< means something even inside a code span.
	Shortcodes bool
	// Drawings is where the document finds the drawings of forms and of the mail
	// flow: a folder or a URL, with a slash at its end. Without it they are said in
	// tables and lists.
	Drawings string
	// Front is the front matter, in order. Without any there is none.
	Front []Field
}

// GFM is Markdown as GitHub reads it.
func GFM() Flavour { return Flavour{Alerts: true} }

// Hugo is Markdown as Hugo reads it, with a front matter.
func Hugo(front []Field) Flavour {
	return Flavour{IDs: true, Shortcodes: true, Front: front}
}

// A Field is one key of a front matter. Its value is a mapping, or a scalar
// that is no string, or else a string: the first of these that is given.
type Field struct {
	Key    string
	Fields []Field   // a mapping
	Raw    string    // a number, a Boolean or a date, as it is written in YAML
	Text   plan.Text // a string
}
