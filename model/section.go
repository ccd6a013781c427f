package model

// A Section is a part of the procedure: words, steps, or both.
type Section struct {
	ID      Word      `yaml:"id" validate:"required"`
	Role    Word      `yaml:"role" validate:"required"` // overview, prepare, change, verify, reference
	Title   Prose     `yaml:"title" validate:"required"`
	When    Condition `yaml:"when"`
	Each    Word      `yaml:"each"`  // facet: the section once for each chosen answer
	Roles   []Word    `yaml:"roles"` // ids of roles
	Minutes int       `yaml:"minutes"`
	Intro   []Block   `yaml:"intro" validate:"dive"`
	Steps   []Step    `yaml:"steps" validate:"dive"`
	// Order lists the ids of the steps where a console has them in another
	// order than they are written in. A step that is not listed is left out.
	Order  *Switched[[]Word] `yaml:"order"`
	Outro  []Block           `yaml:"outro" validate:"dive"`
	Source []Word            `yaml:"source"`
}

// A Step is one entry of a numbered list: what is done in one place, up to the
// button that commits it.
type Step struct {
	ID       Word      `yaml:"id" validate:"required"`
	Title    Prose     `yaml:"title" validate:"required"`
	When     Condition `yaml:"when"`
	Optional bool      `yaml:"optional"`
	Text     Prose     `yaml:"text" validate:"required"` // a whole sentence; ends with a colon before fields
	Form     Word      `yaml:"form"`                     // label of the screen, for its drawing
	Fields   []Field   `yaml:"fields" validate:"dive"`
	Then     Prose     `yaml:"then"` // what commits it: "Select {ui:next}."
	Notes    []Block   `yaml:"notes" validate:"dive"`
	Picture  *Picture  `yaml:"picture"`
	Expect   []Item    `yaml:"expect" validate:"dive"`
	Fail     []Item    `yaml:"fail" validate:"dive"`
	Undo     Prose     `yaml:"undo"`
	Sets     []Word    `yaml:"sets"` // settings that it establishes beside those of its fields
	Changes  bool      `yaml:"changes"`
	// Commits names the objects that its button saves, when the values were
	// entered in the steps before it.
	Commits []Word `yaml:"commits"`
	// ByHand says that no cmdlet does it, whatever it sets.
	ByHand   bool   `yaml:"by_hand"`
	Evidence Prose  `yaml:"evidence"`
	Source   []Word `yaml:"source" validate:"required,min=1"`
}

// A Field is one control of the form that a step fills in.
type Field struct {
	Label   Word      `yaml:"label" validate:"required"`
	Control Word      `yaml:"control" validate:"required"` // text, list, option, select, checkbox, line, task
	Setting Word      `yaml:"setting"`                     // object.Setting that it shows
	Option  Word      `yaml:"option"`                      // of a select: label of what is selected, whatever the setting is
	Options OptionMap `yaml:"options"`                     // of a select: setting's value to label
	Add     Word      `yaml:"add"`                         // of a list: label of the button that adds
	When    Condition `yaml:"when"`
	Help    Prose     `yaml:"help"`
	// Quiet fields are drawn and not listed: the form has them, and the step's own
	// words say what is done there, or nothing is. An option or a checkbox that is
	// quiet is cleared and stays so. Lines and tasks, which are there to be read,
	// are always quiet.
	Quiet bool `yaml:"quiet"`
	// Cleared is for a checkbox without a setting: it has to be cleared.
	Cleared bool   `yaml:"cleared"`
	Source  []Word `yaml:"source"`
}

// Drawn tells whether a field is drawn only: nothing is filled in there that the
// step's own words do not say.
func (f Field) Drawn() bool {
	return f.Quiet || f.Control.Text == "line" || f.Control.Text == "task"
}

// A Block is one block of prose, or something drawn from the model. Exactly one
// of its parts is given.
type Block struct {
	When    Condition `yaml:"when"`
	Text    Prose     `yaml:"text"`
	Note    *Note     `yaml:"note"`
	Table   Word      `yaml:"table"` // id of a table
	Picture *Picture  `yaml:"picture"`
	Flow    *Flow     `yaml:"flow"`
	Part    Word      `yaml:"part"` // checks, symptoms, roles, limits, undo
	Source  []Word    `yaml:"source"`
}

// A Note stands out.
type Note struct {
	Kind Word  `yaml:"kind" validate:"required"` // note, tip, important, warning, caution
	Text Prose `yaml:"text" validate:"required"`
}

// A Picture is a file of the docs team's, named by what it shows. It is printed
// where the facet that When names says so.
type Picture struct {
	ID   Word      `yaml:"id" validate:"required"`
	Alt  Prose     `yaml:"alt" validate:"required"`
	When Condition `yaml:"when"`
}

// A Flow is a picture of what goes from where to where. Its words cannot have a
// customer's value in them.
type Flow struct {
	ID     Word        `yaml:"id" validate:"required"`
	Title  Prose       `yaml:"title" validate:"required"`
	Nodes  []FlowNode  `yaml:"nodes" validate:"required,min=2,dive"`
	Arrows []FlowArrow `yaml:"arrows" validate:"required,min=1,dive"`
}

// A FlowNode is a box of a flow; with Each, one for each chosen answer.
type FlowNode struct {
	ID   Word      `yaml:"id" validate:"required"`
	Side Word      `yaml:"side" validate:"required"` // outside, microsoft, own, vendor
	Name Prose     `yaml:"name" validate:"required"`
	Text Prose     `yaml:"text"`
	Each Word      `yaml:"each"`
	When Condition `yaml:"when"`
}

// A FlowArrow leads from one node to another. Between nodes of each answer it
// stands once for each answer.
type FlowArrow struct {
	From Word      `yaml:"from" validate:"required"`
	To   Word      `yaml:"to" validate:"required"`
	Text Prose     `yaml:"text" validate:"required"`
	When Condition `yaml:"when"`
}

// A Table has a row for each answer of a facet and a column for a cell, the
// answer's label, or a setting worked out for that answer. In a plan open over
// the facet, a setting with a column here is looked up here.
type Table struct {
	ID      Word          `yaml:"id" validate:"required"`
	Title   Prose         `yaml:"title" validate:"required"`
	Facet   Word          `yaml:"facet" validate:"required"`
	Columns []TableColumn `yaml:"columns" validate:"required,dive"`
}

// A TableColumn shows one of: the label of the answer, a cell, a setting.
type TableColumn struct {
	Title   Prose     `yaml:"title" validate:"required"`
	Label   bool      `yaml:"label"`
	Cell    Word      `yaml:"cell"`
	Setting Word      `yaml:"setting"`
	When    Condition `yaml:"when"`
}
