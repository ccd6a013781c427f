package plan

// A Runbook is what a plan has beside the steps for the person who executes
// it in a change window. All of it is already narrowed to the answers.
type Runbook struct {
	Outcome    []Line // what is there afterwards
	Untouched  []Line
	Affected   []Line
	Downtime   Line
	Reversible Line
	Risk       Risk
	Questions  []Line // go / no-go: any "no" stops the change
	Needs      []Line // to have at hand
	Capture    []Capture
	Checks     []Check
	Triggers   []Line // when to roll back
	Undoable   []Line // what a rollback cannot take back
	Symptoms   []Symptom
	Send       []Line // what to send when escalating
	AfterCare  []Line
	Limits     []Line // what is not known or not covered
	Wait       Wait
}

// A Risk is the highest of the risks that the answers bring with them.
type Risk struct {
	Level   RiskLevel
	Reasons []Line
}

// A RiskLevel is low, medium or high.
type RiskLevel string

// A Capture reads the present state before anything is changed.
type Capture struct {
	ID       string
	What     Line
	Commands []Command // none where the object lives in the vendor's console
	Look     Line      // what to look for in the result
}

// A Check decides whether the change worked.
type Check struct {
	ID     string // "V2"
	When   string // id of the moment: now, soon, later
	Moment Line   // in words: "15 minutes later"
	Title  Line
	Do     []Block
	Expect Line
	Fail   Line
	Manual bool // a person has to look; no cmdlet can tell
	// What a script compares. Where all of it is empty, a person has to look.
	Settings  []string // ids of settings that have to have their values
	Validated []string // ids of objects whose validation has to be on record
	Disjoint  []string // ids of objects that no member may be in two of
	Unchanged bool     // what was there before the change and is not ours
}

// A Symptom is something that may look wrong, and what to do about it.
type Symptom struct {
	ID       string
	Symptom  Line
	Cause    Line
	Action   Line
	Escalate Line
}

// A Wait is how long a change takes to reach all servers, in minutes.
type Wait struct {
	Min, Typical, Max int
	Verified          bool
}
