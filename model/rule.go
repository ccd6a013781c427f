package model

import "github.com/triptych-docs/triptych/model/source"

// A Rule is a law across settings that a tenant or a vendor needs. It names
// kinds of objects and their settings, so that it holds for every procedure
// that has such objects; a rule of one procedure may name its objects as well.
//
// It has exactly one predicate: value, distinct, within, differ, order,
// same_row, exists or prose. Each rule ships a witness that breaks it and one
// that passes, so that a rule that could never find anything is found out.
type Rule struct {
	ID     Word   `yaml:"id" validate:"required"`
	Title  Word   `yaml:"title" validate:"required"`  // what has to hold, as one sentence without a full stop
	Reason Word   `yaml:"reason" validate:"required"` // what happens where it does not
	Source []Word `yaml:"source" validate:"required,min=1"`
	Since  Word   `yaml:"since" validate:"required"` // the date from which it is checked

	When    Condition `yaml:"when"`    // only for these readers; of one procedure
	Several Word      `yaml:"several"` // only for readers who have several objects of this kind

	Value    *ValueRule  `yaml:"value"`
	Distinct []Word      `yaml:"distinct"` // kind.Setting: no two objects of the kind have the same
	Within   *WithinRule `yaml:"within"`
	Differ   []Word      `yaml:"differ"`   // two terms that never have the same value
	Order    []Word      `yaml:"order"`    // kinds: those before are established before those behind
	SameRow  []Word      `yaml:"same_row"` // kind.Setting: cells of one object are from one answer
	Exists   Word        `yaml:"exists"`   // kind: there is one
	Prose    *ProseRule  `yaml:"prose"`

	Breaks Witness `yaml:"breaks" validate:"required"`
	Passes Witness `yaml:"passes" validate:"required"`
}

// A ValueRule is about each value of some settings. What is not given is not
// asked for.
type ValueRule struct {
	Of      []Word             `yaml:"of" validate:"required,min=1"` // kind.Setting
	Where   source.Map[[]Word] `yaml:"where"`                        // only where settings of the same object have these values
	Stated  *bool              `yaml:"stated"`                       // every object states it and it is not absent; or none does
	In      []Word             `yaml:"in"`                           // one of these
	Matches string             `yaml:"matches"`                      // a regular expression, for the text with holes left out
	Never   string             `yaml:"never"`                        // a regular expression
	Most    int                `yaml:"most"`                         // so many values at most
	Policy  Word               `yaml:"policy"`                       // what is done with a value that is there
	Cell    Word               `yaml:"cell"`                         // facet.column: it is made of this cell
}

// A WithinRule says that each value of one term is a value of another. It asks
// nothing of readers who have no object of the other's kind. Terms of the same
// kind are compared within one object.
type WithinRule struct {
	Of Word `yaml:"each" validate:"required"`
	In Word `yaml:"in" validate:"required"`
}

// A ProseRule is about texts. Regular expressions see a text as it is written.
type ProseRule struct {
	// Never is what no text has.
	Never string `yaml:"never"`
	// Says is what only those read in whose rows the cells of a column have these
	// values: a promise is made to those for whom it is kept.
	Says   string `yaml:"says"`
	Column Word   `yaml:"column"` // facet.column
	In     []Word `yaml:"in"`
}

// A Witness is a small state that a rule is tried on: objects with values, or a
// text. A brace in a value is a hole.
type Witness struct {
	Objects []WitnessObject  `yaml:"objects" validate:"dive"`
	Inputs  []WitnessInput   `yaml:"inputs" validate:"dive"` // what is known of the holes
	Says    Word             `yaml:"says"`
	Row     source.Map[Word] `yaml:"row"` // facet.column: the cell of the reader of the text
}

// A WitnessObject is an object with its settings. No value at all is absent.
// Rows names settings that are cells, as "facet.column of answer".
type WitnessObject struct {
	Kind     Word               `yaml:"kind" validate:"required"`
	Settings source.Map[[]Word] `yaml:"settings"`
	Policy   source.Map[Word]   `yaml:"policy"`
	Rows     source.Map[Word]   `yaml:"rows"`
}

// A WitnessInput is an input that a hole of a witness is of: see [Input].
type WitnessInput struct {
	ID      Word   `yaml:"id" validate:"required"`
	Within  Word   `yaml:"within"`
	Differs []Word `yaml:"differs"`
}
