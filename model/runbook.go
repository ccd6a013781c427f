package model

// A Runbook is what the person who executes needs beside the steps.
type Runbook struct {
	Outcome    []Item    `yaml:"outcome" validate:"required,dive"`
	Untouched  []Item    `yaml:"untouched" validate:"required,dive"`
	Affected   []Item    `yaml:"affected" validate:"required,dive"`
	Downtime   Prose     `yaml:"downtime" validate:"required"`
	Reversible Prose     `yaml:"reversible" validate:"required"`
	Risks      []Risk    `yaml:"risks" validate:"required,dive"`
	Questions  []Item    `yaml:"questions" validate:"required,dive"`
	Needs      []Item    `yaml:"needs" validate:"dive"`
	Capture    []Capture `yaml:"capture" validate:"required,dive"`
	Moments    []Moment  `yaml:"moments" validate:"required,dive"`
	Checks     []Check   `yaml:"checks" validate:"required,dive"`
	Triggers   []Item    `yaml:"triggers" validate:"required,dive"`
	Undoable   []Item    `yaml:"not_undoable" validate:"required,dive"`
	Symptoms   []Symptom `yaml:"symptoms" validate:"required,dive"`
	Send       []Item    `yaml:"send" validate:"required,dive"`
	AfterCare  []Item    `yaml:"after_care" validate:"required,dive"`
	Limits     []Item    `yaml:"limits" validate:"dive"`
	Wait       Wait      `yaml:"wait" validate:"required"`
}

// A Risk raises the risk of the change for those it applies to.
type Risk struct {
	Level Word      `yaml:"level" validate:"required"` // low, medium, high
	When  Condition `yaml:"when"`
	Text  Prose     `yaml:"text" validate:"required"`
}

// A Capture reads the state of all objects of a kind before the change. Where
// the kind has no cmdlet, Look says what to write down.
type Capture struct {
	ID   Word      `yaml:"id" validate:"required"`
	Kind Word      `yaml:"kind" validate:"required"`
	When Condition `yaml:"when"`
	What Prose     `yaml:"what" validate:"required"`
	Look Prose     `yaml:"look" validate:"required"`
}

// A Moment is when a check is made.
type Moment struct {
	ID   Word  `yaml:"id" validate:"required"`
	Text Prose `yaml:"text" validate:"required"`
}

// A Check decides whether the change worked.
type Check struct {
	ID     Word      `yaml:"id" validate:"required"`
	Moment Word      `yaml:"moment" validate:"required"`
	Each   Word      `yaml:"each"`
	When   Condition `yaml:"when"`
	Title  Prose     `yaml:"title" validate:"required"`
	Do     Prose     `yaml:"do" validate:"required"`
	Expect Prose     `yaml:"expect" validate:"required"`
	Fail   Prose     `yaml:"fail" validate:"required"`
	Manual bool      `yaml:"manual"` // no cmdlet can tell
	// Script is how a script makes the check; nil: a person makes it.
	Script *CheckScript `yaml:"script"`
	Source []Word       `yaml:"source" validate:"required,min=1"`
}

// A CheckScript says what a script compares for a check.
type CheckScript struct {
	// Settings are compared with their values: an object stands for all of its
	// settings, object.Setting for one.
	Settings []Word `yaml:"settings"`
	// Validated names objects whose validation has to be on record.
	Validated []Word `yaml:"validated"`
	// Disjoint names objects that no member may be in two of.
	Disjoint []Word `yaml:"disjoint"`
	// Unchanged compares everything that was there before the change.
	Unchanged bool `yaml:"unchanged"`
}

// A Symptom is something that may look wrong.
type Symptom struct {
	ID       Word      `yaml:"id" validate:"required"`
	When     Condition `yaml:"when"`
	Each     Word      `yaml:"each"`
	Symptom  Prose     `yaml:"symptom" validate:"required"`
	Cause    Prose     `yaml:"cause" validate:"required"`
	Action   Prose     `yaml:"action" validate:"required"`
	Escalate Prose     `yaml:"escalate" validate:"required"`
	Source   []Word    `yaml:"source" validate:"required,min=1"`
}

// A Wait is how many minutes a change takes to reach all servers.
type Wait struct {
	Min      int    `yaml:"min" validate:"required"`
	Typical  int    `yaml:"typical" validate:"required,gtefield=Min"`
	Max      int    `yaml:"max" validate:"required,gtefield=Typical"`
	Verified bool   `yaml:"verified"`
	Source   []Word `yaml:"source" validate:"required,min=1"`
}
