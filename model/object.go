package model

import "github.com/triptych-docs/triptych/model/source"

// An Object is a thing that the procedure establishes: in the tenant (a kind
// with cmdlets) or in the vendor's console (a kind without).
type Object struct {
	ID       Word                `yaml:"id" validate:"required"`
	Kind     Word                `yaml:"kind" validate:"required"`
	When     Condition           `yaml:"when"`
	Each     Word                `yaml:"each"` // facet: one object for each chosen answer
	Settings source.Map[Setting] `yaml:"settings" validate:"required,dive"`
	// Known lists older values under which it may exist already, by setting.
	Known source.Map[[]Word] `yaml:"known"`
	// Validate is how the kind's validation is run; nil: it is not.
	Validate *Validate `yaml:"validate"`
	Stop     Prose     `yaml:"stop"` // how to stop its effect at once, by hand
	Undo     Prose     `yaml:"undo" validate:"required"`
	Keep     bool      `yaml:"keep"` // rollback leaves it unless this change made it
	Source   []Word    `yaml:"source" validate:"required,min=1"`
}

// A Setting is one property of an object, stated here and nowhere else.
type Setting struct {
	Label      Prose  `yaml:"label" validate:"required"`
	Value      Value  `yaml:"value" validate:"required"`
	Unverified Prose  `yaml:"unverified"`
	Policy     Word   `yaml:"policy"` // if-empty, or nothing
	Source     []Word `yaml:"source" validate:"required,min=1"`
}

// Validate says with which addresses a validation is run.
type Validate struct {
	With      Value `yaml:"with" validate:"required"`
	Disregard bool  `yaml:"disregard"` // the vendor says to go on when it fails
}
