package model

import "github.com/triptych-docs/triptych/model/source"

// An Object is a thing that the procedure establishes: in the tenant (a kind
// with cmdlets) or in the vendor's console (a kind without).
type Object struct {
	ID Word `yaml:"id" validate:"required"`
	// What kind of thing it is: an id of kinds.yaml, which says what its settings
	// are called. For example: `journal-rule`.
	Kind     Word                `yaml:"kind" validate:"required"`
	When     Condition           `yaml:"when"`
	Each     Word                `yaml:"each"`                              // The id of a facet: there is one of it for each answer that was given.
	Settings source.Map[Setting] `yaml:"settings" validate:"required,dive"` // Its settings, by their names in kinds.yaml.
	// Known lists older values under which it may exist already, by setting.
	Known source.Map[[]Word] `yaml:"known"`
	// With what the console's validation of it is run. Without it there is none.
	Validate *Validate `yaml:"validate"`
	Stop     Prose     `yaml:"stop"`                     // How to stop its effect at once, by hand.
	Undo     Prose     `yaml:"undo" validate:"required"` // How it is taken back by hand, and put back if it was there before.
	Keep     bool      `yaml:"keep"`                     // A rollback leaves it, unless this change made it.
	Source   []Word    `yaml:"source" validate:"required,min=1"`
}

// A Setting is one property of an object, stated here and nowhere else.
type Setting struct {
	Label Prose `yaml:"label" validate:"required"` // What it is called in the table of values.
	Value Value `yaml:"value" validate:"required"` // What it is to be.
	// That no source documents the value, and what to do about it. Whoever reads the
	// value reads this as well.
	Unverified Prose `yaml:"unverified"`
	// What is done with a value that is there already. Without it, it becomes ours.
	Policy Word   `yaml:"policy"`
	Source []Word `yaml:"source" validate:"required,min=1"`
}

// Validate says with which addresses a validation is run.
type Validate struct {
	With      Value `yaml:"with" validate:"required"` // The addresses that it is run with.
	Disregard bool  `yaml:"disregard"`                // The vendor says to go on when it fails.
}
