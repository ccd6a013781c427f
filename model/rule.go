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
	Title  Word   `yaml:"title" validate:"required"`  // What has to hold, as one sentence without a full stop.
	Reason Word   `yaml:"reason" validate:"required"` // What happens where it does not hold.
	Source []Word `yaml:"source" validate:"required,min=1"`
	Since  Word   `yaml:"since" validate:"required"` // The date from which it is checked. For example: `2026-11-21`.

	When    Condition `yaml:"when"`    // Only for these readers; of one procedure.
	Several Word      `yaml:"several"` // A kind: only for readers who have several objects of it.

	Value *ValueRule `yaml:"value"` // What each value of some settings has to be.
	// No two objects of the kind have the same. For example: `[journal-rule.Name]`.
	Distinct []Word      `yaml:"distinct"`
	Within   *WithinRule `yaml:"within"`   // Each value of the one is a value of the other.
	Differ   []Word      `yaml:"differ"`   // The two never have the same value, whatever customers give.
	Order    []Word      `yaml:"order"`    // Kinds: those before are there before those behind.
	SameRow  []Word      `yaml:"same_row"` // Settings of one object whose cells are from one answer.
	Exists   Word        `yaml:"exists"`   // A kind: there is an object of it.
	Prose    *ProseRule  `yaml:"prose"`    // What texts have to say, or must not.

	// A small state that breaks it: a rule that does not find it is reported itself.
	Breaks Witness `yaml:"breaks" validate:"required"`
	Passes Witness `yaml:"passes" validate:"required"` // A small state that it lets pass.
}

// A ValueRule is about each value of some settings. What is not given is not
// asked for.
type ValueRule struct {
	Of      []Word             `yaml:"of" validate:"required,min=1"` // The settings. For example: `[outbound-connector.SmartHosts]`.
	Where   source.Map[[]Word] `yaml:"where"`                        // Only where settings of the same object have these values.
	Stated  *bool              `yaml:"stated"`                       // true: every object states it, and it is not absent. false: none does.
	In      []Word             `yaml:"in"`                           // It is one of these.
	Matches string             `yaml:"matches"`                      // It matches this regular expression, with holes left out.
	Never   string             `yaml:"never"`                        // It does not match this regular expression.
	Most    int                `yaml:"most"`                         // It has so many values at most.
	Policy  Word               `yaml:"policy"`                       // What is done with a value that is there already.
	Cell    Word               `yaml:"cell"`                         // It is made of this cell. For example: `regions.domain`.
}

// A WithinRule says that each value of one term is a value of another. It asks
// nothing of readers who have no object of the other's kind. Terms of the same
// kind are compared within one object.
type WithinRule struct {
	Of Word `yaml:"each" validate:"required"` // Each value of this is one of the other's.
	In Word `yaml:"in" validate:"required"`   // The other.
}

// A ProseRule is about texts. Regular expressions see a text as it is written.
type ProseRule struct {
	Never string `yaml:"never"` // A regular expression that no text matches.
	// A regular expression: a text that matches it is read only by those whose cell
	// has one of the values of "in".
	Says   string `yaml:"says"`
	Column Word   `yaml:"column"` // The column of the cell. For example: `regions.fallback`.
	In     []Word `yaml:"in"`     // The values of the cell.
}

// A Witness is a small state that a rule is tried on: objects with values, or a
// text. A brace in a value is a hole.
type Witness struct {
	Objects []WitnessObject  `yaml:"objects" validate:"dive"` // The objects that are there.
	Inputs  []WitnessInput   `yaml:"inputs" validate:"dive"`  // What is known of the holes in their values.
	Says    Word             `yaml:"says"`                    // The text that is read.
	Row     source.Map[Word] `yaml:"row"`                     // The cells of whoever reads the text, by facet.column.
}

// A WitnessObject is an object with its settings. No value at all is absent.
// Rows names settings that are cells, as "facet.column of answer".
type WitnessObject struct {
	Kind     Word               `yaml:"kind" validate:"required"` // An id of kinds.yaml.
	Settings source.Map[[]Word] `yaml:"settings"`                 // Its values, by setting. No value at all is absent.
	Policy   source.Map[Word]   `yaml:"policy"`                   // What is done with a value that is there already, by setting.
	Rows     source.Map[Word]   `yaml:"rows"`                     // The settings that are cells, each as "facet.column of answer".
}

// A WitnessInput is an input that a hole of a witness is of: see [Input].
type WitnessInput struct {
	ID      Word   `yaml:"id" validate:"required"`
	Within  Word   `yaml:"within"`  // The input whose domain it is in.
	Differs []Word `yaml:"differs"` // Inputs whose value it does not have.
}
