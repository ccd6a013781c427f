package model

import "github.com/triptych-docs/triptych/model/source"

// A Fact is what the sources say of a setting, of the cells of a column or of a
// control, entered a second time and apart from the objects, tables and steps
// that are made from it. A value that reaches a tenant has no other law: nothing
// can tell a wrong host from a right one but a second look at the source. The
// two entries have to agree in every variant.
type Fact struct {
	Of   Word      `yaml:"of" validate:"required"` // object.Setting, facet.column, or section.step
	When Condition `yaml:"when"`                   // of a setting: readers for whom it is so; each has one fact
	Each Word      `yaml:"each"`
	Is   *Value    `yaml:"is"` // of a setting: a text, a list, a Boolean, absent or manual
	// By has the cell of each answer. Those of the answers in Unverified are not
	// documented by any source.
	By         source.Map[Value] `yaml:"by"`
	Unverified []Word            `yaml:"unverified"`
	// Called is what the field is called on screen, Shown the option that is
	// selected in it. Cleared says that a checkbox without a setting is cleared.
	Called  *Switched[Label] `yaml:"called"`
	Shown   *Switched[Label] `yaml:"shown"`
	Cleared bool             `yaml:"cleared"`
	IfEmpty bool             `yaml:"if_empty"` // a value that is there already stays
	Source  []Word           `yaml:"source" validate:"required,min=1"`
}
