package model

import "github.com/triptych-docs/triptych/model/source"

// A Fact is a second statement of a setting, of the cells of a column, of a
// control, of the order of steps, of who makes a check, of where a text sends its
// reader or of what it warns of, apart from the objects, tables and sections that
// say it first. Nothing else can tell a wrong host from a right one, which are both
// hosts, and nothing else misses a caution that is gone. The two have to agree in
// every variant, so that neither is changed but together and on purpose.
type Fact struct {
	Of   Word      `yaml:"of" validate:"required"` // object.Setting, facet.column, section.step, section, check, or a place
	When Condition `yaml:"when"`                   // of a setting: readers for whom it is so; each has one fact; of a check: those who make it
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
	// Steps are the steps of a section, in the order in which a reader does them.
	Steps *Switched[[]Word] `yaml:"steps"`
	// Leads is where the text of a place sends its reader, in the order of the text:
	// "step:connector.routing". A place is a section, a section.step, a symptom.
	Leads []Word `yaml:"leads"`
	// Warns is what the reader of a place is warned of, or has to have before. A place
	// is a section, a section.step, or a list of the runbook: "runbook.needs".
	Warns  []Caution `yaml:"warns" validate:"dive"`
	Source []Word    `yaml:"source" validate:"required,min=1"`
}

// A Caution is something that a reader has to be told at a place, by some of the
// words that say it there.
type Caution struct {
	Says Word      `yaml:"says" validate:"required"` // as the author writes them, in one text of the place
	When Condition `yaml:"when"`                     // of the readers of the place, those who have to be told
}
