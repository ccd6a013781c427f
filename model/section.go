package model

// A Section is a part of the procedure: words, steps, or both.
type Section struct {
	ID      Word      `yaml:"id" validate:"required"`
	Role    Word      `yaml:"role" validate:"required"`  // What it is for, which decides where it stands.
	Title   Prose     `yaml:"title" validate:"required"` // What heads it.
	When    Condition `yaml:"when"`
	Each    Word      `yaml:"each"`                  // The id of a facet: the section stands once for each answer that was given.
	Roles   []Word    `yaml:"roles"`                 // Who may do it: ids of roles.yaml.
	Minutes int       `yaml:"minutes"`               // How many minutes it takes.
	Intro   []Block   `yaml:"intro" validate:"dive"` // What stands before the steps.
	Steps   []Step    `yaml:"steps" validate:"dive"` // Its steps, in order.
	// Order lists the ids of the steps where a console has them in another
	// order than they are written in. A step that is not listed is left out.
	Order  *Switched[[]Word] `yaml:"order"`
	Outro  []Block           `yaml:"outro" validate:"dive"` // What stands behind the steps.
	Source []Word            `yaml:"source"`
}

// A Step is one entry of a numbered list: what is done in one place, up to the
// button that commits it.
type Step struct {
	ID       Word      `yaml:"id" validate:"required"`
	Title    Prose     `yaml:"title" validate:"required"` // What it is called where others refer to it.
	When     Condition `yaml:"when"`
	Optional bool      `yaml:"optional"` // It may be left out.
	// What to do, in whole sentences; with a colon at the end where fields follow.
	Text    Prose    `yaml:"text" validate:"required"`
	Form    Word     `yaml:"form"`                   // The label of the page that it fills in, which is drawn from its fields.
	Fields  []Field  `yaml:"fields" validate:"dive"` // What is filled in, control by control.
	Then    Prose    `yaml:"then"`                   // What commits it. For example: `Select {ui:ui.next}.`.
	Notes   []Block  `yaml:"notes" validate:"dive"`  // Notes below it.
	Picture *Picture `yaml:"picture"`                // A picture of the docs team's own.
	Expect  []Item   `yaml:"expect" validate:"dive"` // What to see when it worked.
	Fail    []Item   `yaml:"fail" validate:"dive"`   // What to do when it did not.
	Undo    Prose    `yaml:"undo"`                   // How it is taken back. A step that changes something says so.
	Sets    []Word   `yaml:"sets"`                   // The settings that it establishes beside those of its fields.
	// It changes something: the runbook marks it, and it has an expected result and
	// a way back.
	Changes bool `yaml:"changes"`
	// The objects that its button saves, whose values were entered in the steps
	// before.
	Commits  []Word `yaml:"commits"`
	ByHand   bool   `yaml:"by_hand"`  // No cmdlet does it: in the script it is a check that a person makes.
	Evidence Prose  `yaml:"evidence"` // What to keep as proof that it was done.
	Source   []Word `yaml:"source" validate:"required,min=1"`
}

// A Field is one control of the form that a step fills in.
type Field struct {
	Label   Word      `yaml:"label" validate:"required"`   // The label of the control, by its name under "labels".
	Control Word      `yaml:"control" validate:"required"` // What kind of control it is.
	Setting Word      `yaml:"setting"`                     // The setting that it shows. For example: `connector.SmartHosts`.
	Option  Word      `yaml:"option"`                      // Of a select: the label of what is selected, whatever the setting is.
	Options OptionMap `yaml:"options"`                     // Of a select: the label of the option for each value of the setting.
	Add     Word      `yaml:"add"`                         // Of a list: the label of the button that adds an entry.
	When    Condition `yaml:"when"`
	Help    Prose     `yaml:"help"` // What to know before filling it in.
	// It is drawn, and not listed among what to do: the step's own words say what is
	// done there, or nothing is. An option or a checkbox that is quiet is cleared and
	// stays so. Lines and tasks, which are there to be read, are always quiet.
	Quiet   bool   `yaml:"quiet"`
	Cleared bool   `yaml:"cleared"` // Of a checkbox without a setting: it has to be cleared.
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
	Text    Prose     `yaml:"text"`    // Paragraphs and lists.
	Note    *Note     `yaml:"note"`    // Something that stands out.
	Table   Word      `yaml:"table"`   // A table of this procedure, by its id.
	Picture *Picture  `yaml:"picture"` // A picture of the docs team's own.
	Flow    *Flow     `yaml:"flow"`    // A drawing of what goes from where to where.
	Part    Word      `yaml:"part"`    // A part that is made of other places of the content.
	Source  []Word    `yaml:"source"`
}

// A Note stands out.
type Note struct {
	Kind Word  `yaml:"kind" validate:"required"` // How loud it is.
	Text Prose `yaml:"text" validate:"required"` // What it says.
}

// A Picture is a file of the docs team's, named by what it shows. It is printed
// where the facet that When names says so.
type Picture struct {
	ID   Word      `yaml:"id" validate:"required"`
	Alt  Prose     `yaml:"alt" validate:"required"` // The same in words, for whoever does not see it.
	When Condition `yaml:"when"`
}

// A Flow is a picture of what goes from where to where. Its words cannot have a
// customer's value in them.
type Flow struct {
	ID     Word        `yaml:"id" validate:"required"`
	Title  Prose       `yaml:"title" validate:"required"`             // What it shows.
	Nodes  []FlowNode  `yaml:"nodes" validate:"required,min=2,dive"`  // Its boxes.
	Arrows []FlowArrow `yaml:"arrows" validate:"required,min=1,dive"` // What goes from one box to another.
}

// A FlowNode is a box of a flow; with Each, one for each chosen answer.
type FlowNode struct {
	ID   Word      `yaml:"id" validate:"required"`
	Side Word      `yaml:"side" validate:"required"` // Whose it is.
	Name Prose     `yaml:"name" validate:"required"` // What it is called.
	Text Prose     `yaml:"text"`                     // What it does.
	Each Word      `yaml:"each"`
	When Condition `yaml:"when"`
}

// A FlowArrow leads from one node to another. Between nodes of each answer it
// stands once for each answer.
type FlowArrow struct {
	From Word      `yaml:"from" validate:"required"` // The box where it begins.
	To   Word      `yaml:"to" validate:"required"`   // The box where it ends.
	Text Prose     `yaml:"text" validate:"required"` // What goes there.
	When Condition `yaml:"when"`
}

// A Table has a row for each answer of a facet and a column for a cell, the
// answer's label, or a setting worked out for that answer. In a plan open over
// the facet, a setting with a column here is looked up here.
type Table struct {
	ID      Word          `yaml:"id" validate:"required"`
	Title   Prose         `yaml:"title" validate:"required"`        // What heads it.
	Facet   Word          `yaml:"facet" validate:"required"`        // The question whose answers are its rows.
	Columns []TableColumn `yaml:"columns" validate:"required,dive"` // Its columns, in order.
}

// A TableColumn shows one of: the label of the answer, a cell, a setting.
type TableColumn struct {
	Title   Prose     `yaml:"title" validate:"required"` // What heads it.
	Label   bool      `yaml:"label"`                     // It shows what the answer is called.
	Cell    Word      `yaml:"cell"`                      // It shows this column of the question.
	Setting Word      `yaml:"setting"`                   // It shows this setting, worked out for each row.
	When    Condition `yaml:"when"`
}
