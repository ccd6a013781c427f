package model

import "github.com/triptych-docs/triptych/model/source"

// A Fact is a second statement of a setting, of the cells of a column, of a
// control, of the order of steps, of who makes a check, of where a text sends its
// reader, of what it warns of or of what there is to see, apart from the objects,
// tables and sections that say it first. Nothing else can tell a wrong host from a right one, which are both
// hosts, and nothing else misses a caution that is gone. The two have to agree in
// every variant, so that neither is changed but together and on purpose.
type Fact struct {
	// What is stated: an object.Setting, a facet.column, a section.step, a section,
	// a check, or the place of a text.
	Of Word `yaml:"of" validate:"required"`
	// Of a setting: the readers for whom it is so. Of a check: those who make it.
	When Condition `yaml:"when"`
	// The id of a facet. Of a setting: there is one for each answer that was given. Of
	// a check: it is made for each.
	Each       Word              `yaml:"each"`
	Is         *Value            `yaml:"is"`         // Of a setting: its value.
	By         source.Map[Value] `yaml:"by"`         // Of a column: the cell of each answer.
	Unverified []Word            `yaml:"unverified"` // The answers whose cell no source documents.
	Called     *Switched[Label]  `yaml:"called"`     // Of a field: what it is called on screen.
	Shown      *Switched[Label]  `yaml:"shown"`      // Of a field: the option that is selected in it.
	Cleared    bool              `yaml:"cleared"`    // Of a checkbox without a setting: it is cleared.
	IfEmpty    bool              `yaml:"if_empty"`   // Of a setting: a value that is there already stays.
	Steps      *Switched[[]Word] `yaml:"steps"`      // Of a section: its steps, in the order in which a reader does them.
	// Of a text: where it sends its reader, in the order of the text. For example:
	// `["step:connector.routing"]`.
	Leads []Word `yaml:"leads"`
	// Of a place: what its reader is warned of, or has to have before. A place is a
	// section, a section.step, or a list of the runbook, such as runbook.needs. Words
	// of a risk may have its level before them: "medium: Copies of all mail".
	Warns []Caution `yaml:"warns" validate:"dive"`
	// Of a section.step or a check: what its reader sees when it is as it should be.
	// Where one has such an entry, all have.
	Sees   []Caution `yaml:"sees" validate:"dive"`
	Source []Word    `yaml:"source" validate:"required,min=1"`
}

// A Caution is something that a reader has to be told at a place, by some of the
// words that say it there.
type Caution struct {
	Says Word      `yaml:"says" validate:"required"` // Words of the caution, as one text of the place has them.
	When Condition `yaml:"when"`                     // Those of the readers of the place who have to be told.
	Each Word      `yaml:"each"`                     // The id of a facet: they are told once for each answer that they gave.
}
