package model

// A Runbook is what the person who executes needs beside the steps.
type Runbook struct {
	Outcome    []Item `yaml:"outcome" validate:"required,dive"`   // What is there afterwards.
	Untouched  []Item `yaml:"untouched" validate:"required,dive"` // What stays as it is.
	Affected   []Item `yaml:"affected" validate:"required,dive"`  // Who is affected, and what they notice.
	Downtime   Prose  `yaml:"downtime" validate:"required"`       // What does not work meanwhile, or that all does.
	Reversible Prose  `yaml:"reversible" validate:"required"`     // Whether it can be taken back, until when, and what cannot.
	// What makes the change a risk. The highest level that applies is that of the
	// change.
	Risks     []Risk    `yaml:"risks" validate:"required,dive"`
	Questions []Item    `yaml:"questions" validate:"required,dive"`    // Go or no-go: "no" to any of them stops the change.
	Needs     []Item    `yaml:"needs" validate:"dive"`                 // What to have at hand.
	Capture   []Capture `yaml:"capture" validate:"required,dive"`      // What is written down before the change, so that it can be put back.
	Moments   []Moment  `yaml:"moments" validate:"required,dive"`      // When checks are made, in order.
	Checks    []Check   `yaml:"checks" validate:"required,dive"`       // What decides whether it worked.
	Triggers  []Item    `yaml:"triggers" validate:"required,dive"`     // When to roll back.
	Undoable  []Item    `yaml:"not_undoable" validate:"required,dive"` // What a rollback does not take back.
	Symptoms  []Symptom `yaml:"symptoms" validate:"required,dive"`     // What may look wrong, why, and what to do.
	Send      []Item    `yaml:"send" validate:"required,dive"`         // What to send to the vendor with a question.
	AfterCare []Item    `yaml:"after_care" validate:"required,dive"`   // What to do in the days after the change.
	// What is not journaled, not documented or limited even when all of it worked.
	Limits []Item `yaml:"limits" validate:"dive"`
	Wait   Wait   `yaml:"wait" validate:"required"` // How long a change takes to reach all servers.
}

// A Risk raises the risk of the change for those it applies to.
type Risk struct {
	Level Word      `yaml:"level" validate:"required"` // How high it is.
	When  Condition `yaml:"when"`
	Text  Prose     `yaml:"text" validate:"required"` // What it is.
}

// A Capture reads the state of all objects of a kind before the change. Where
// the kind has no cmdlet, Look says what to write down.
type Capture struct {
	ID Word `yaml:"id" validate:"required"`
	// The kind whose objects are written down, all of them: an id of kinds.yaml.
	Kind Word      `yaml:"kind" validate:"required"`
	When Condition `yaml:"when"`
	What Prose     `yaml:"what" validate:"required"` // What that is, in words.
	// What to look for in it, and when to stop. Where no cmdlet reads it, what to
	// write down.
	Look Prose `yaml:"look" validate:"required"`
}

// A Moment is when a check is made.
type Moment struct {
	ID   Word  `yaml:"id" validate:"required"`
	Text Prose `yaml:"text" validate:"required"` // The moment in words. For example: `15 minutes later`.
}

// A Check decides whether the change worked.
type Check struct {
	ID     Word         `yaml:"id" validate:"required"`
	Moment Word         `yaml:"moment" validate:"required"` // When it is made: the id of a moment.
	Each   Word         `yaml:"each"`
	When   Condition    `yaml:"when"`
	Title  Prose        `yaml:"title" validate:"required"`  // What has to be true.
	Do     Prose        `yaml:"do" validate:"required"`     // What to look at.
	Expect Prose        `yaml:"expect" validate:"required"` // What to see there.
	Fail   Prose        `yaml:"fail" validate:"required"`   // What to do when it is not so.
	Manual bool         `yaml:"manual"`                     // No cmdlet can tell: a person makes it.
	Script *CheckScript `yaml:"script"`                     // How the script makes it. Without it a person does.
	Source []Word       `yaml:"source" validate:"required,min=1"`
}

// A CheckScript says what a script compares for a check.
type CheckScript struct {
	// What is compared with its values: an object for all of its settings, or
	// object.Setting for one.
	Settings  []Word `yaml:"settings"`
	Validated []Word `yaml:"validated"` // Objects whose validation has to be on record.
	Disjoint  []Word `yaml:"disjoint"`  // Objects of which no two have a member in common.
	Unchanged bool   `yaml:"unchanged"` // Everything that was there before the change is compared.
}

// A Symptom is something that may look wrong.
type Symptom struct {
	ID       Word      `yaml:"id" validate:"required"`
	When     Condition `yaml:"when"`
	Each     Word      `yaml:"each"`
	Symptom  Prose     `yaml:"symptom" validate:"required"`  // What one sees.
	Cause    Prose     `yaml:"cause" validate:"required"`    // Why that may be.
	Action   Prose     `yaml:"action" validate:"required"`   // What to do.
	Escalate Prose     `yaml:"escalate" validate:"required"` // When to call the vendor.
	Source   []Word    `yaml:"source" validate:"required,min=1"`
}

// A Wait is how many minutes a change takes to reach all servers.
type Wait struct {
	Min      int    `yaml:"min" validate:"required"`                  // Minutes at least.
	Typical  int    `yaml:"typical" validate:"required,gtefield=Min"` // Minutes as a rule.
	Max      int    `yaml:"max" validate:"required,gtefield=Typical"` // Minutes at most.
	Verified bool   `yaml:"verified"`                                 // A source documents the figures.
	Source   []Word `yaml:"source" validate:"required,min=1"`
}
