package plan

// A Plan is a procedure compiled for some answers.
type Plan struct {
	Procedure string // id: "area1-journaling"
	Title     Line   // "Microsoft 365 journaling to Area 1"
	Vendor    string // id, for file names and parameters: "area1"
	Script    string // name of the script, without its ending
	Product   Line   // as the vendor calls it
	Closed    bool   // every facet is answered

	Choices []Choice // one for each facet, in the order of the questions
	// Impossible are answers to open questions that do not go together.
	Impossible []Impossible
	LeftOut    []LeftOut // what is not in the plan, and why
	Holes      []Hole    // every hole that any text of the plan may have

	Sections []Section // in the order of the procedure
	Objects  []Object  // in the order in which they are established
	Tables   []LookupTable

	Runbook   Runbook
	Decisions []Decision
	Sources   []Source

	// Of an open plan: what its consoles call things, and the parts that pages
	// of their own are made from.
	Names   []Name
	Checks  []Block  // to see that it works, a list for each moment
	Undo    []Block  // to take the objects back, the last one first
	Aliases []string // addresses of older guides
	Changes []Change // the versions, the youngest first

	// Targets says what each id that a [Ref] may name is.
	Targets map[string]Target
}

// A Choice is a question and its answer; an open one has no answer.
type Choice struct {
	Facet    string
	Question Line
	Answers  []string // ids
	Shown    Line     // the answers in words; empty when open
	Effect   []Line   // what follows from them
	Open     bool
	// Forced says that the answers before it leave no other: there was no question.
	Forced bool
	// Default is the answer of a reader who gives none; empty: each has to.
	Default string
	// Narrows says of an open choice that some part of the plan depends on it.
	Narrows bool
	Why     Line     // why it is asked
	Options []Option // every answer that readers of the plan may have
}

// An Option is a possible answer.
type Option struct {
	ID     string
	Name   string // in a [Pick]: "gateway.none"
	Label  Line   // "no outbound gateway"
	Clause Line   // "your outbound mail does not pass a gateway of your own"
	// Of a generation of consoles: the date on which its screens were last held
	// against the steps, and what to do where it is no more. Both may be empty.
	Checked string
	Retired Line
}

// A Change is a version and what it changed for its readers.
type Change struct {
	Version string
	Date    string // year-month-day
	Says    []Line
}

// Impossible are picks that no reader can have.
type Impossible struct {
	Picks []Pick
	Why   Line
}

// LeftOut is a part of the procedure that these answers do not need.
type LeftOut struct {
	What Line
	Why  Line
}

// A Name is what the consoles call one thing: a screen, a field, a button.
type Name struct {
	ID    string
	Facet string // whose answers decide; empty: all readers see the same
	Each  []NameFor
}

// A NameFor is a name for the readers of some answers to the facet of the name;
// it is a [Label] or a [Path].
type NameFor struct {
	Answers []string
	Shown   Line
}

// A Hole is a value that comes from a profile.
type Hole struct {
	Name        string // "input.groups.eu"
	Input       string // id of the input: "groups"; empty for facts of the profile such as "customer.name"
	Answer      string // for which answer the value is ("eu"), where there is one for each
	Type        string // address, local-part, domain, name, text
	Question    string
	Example     string
	Placeholder string // what a document for everyone shows: CUSTOMER_NAME
}

// A LookupTable has a row for each answer that readers have, and is the target
// of references. Notes say what is not certain about values marked so in it.
type LookupTable struct {
	Table Table
	Notes []Line
}

// A Target is what a reference leads to.
type Target struct {
	Title   Line
	Number  string // of a section "2" or of a step "A4"; empty for a table
	Section string // id of the section that a step stands in; else empty
	Step    int    // the number of the step in its section, from 1; else 0
}

// A Section is a part of the procedure.
type Section struct {
	ID     string // "connector", or "connector-eu" for one answer of several
	Role   SectionRole
	Letter string // of a section with steps in a runbook: "A"
	Number int    // of a section that changes something, from 1; else 0
	Title  Line
	Guard  *Guard // nil: for every reader
	// Condition says, where there is a guard, whom the section is for and where
	// everybody else goes on.
	Condition Line
	Repeat    Line // of an open plan: for what the section is done again; may be empty
	Intro     []Block
	Steps     []Step
	Outro     []Block
	// Roles are the role groups that may do it, least first.
	Roles   []Role
	Minutes int // hands-on
}

// A Role is a role group that may do something, and how to see that one has it.
type Role struct {
	ID    string
	Title Line
	Check Line
}

// A SectionRole says where in a document or runbook a section belongs.
type SectionRole string

// The roles of a section.
const (
	RoleOverview  SectionRole = "overview"  // what it is about: documents
	RolePrepare   SectionRole = "prepare"   // to have at hand before the first step
	RoleChange    SectionRole = "change"    // steps that change something
	RoleVerify    SectionRole = "verify"    // steps that check
	RoleReference SectionRole = "reference" // to look things up: documents
)

// A Step is one entry of a numbered list.
type Step struct {
	ID       string // unique in the plan: "connector-eu.routing"
	Number   int    // in its section, from 1
	Code     string // "A4"
	Title    Line   // "Routing"
	Guard    *Guard
	Optional bool
	Body     []Block // what to do, fields included, up to the button that commits
	Fields   []Field // the controls that the reader fills in, in order
	Picture  *Picture
	Dialog   *Dialog
	// Draw says that the answers ask for a picture, and that the document has no
	// folder of pictures: the dialog is drawn instead.
	Draw     bool
	Expect   []Line // what the reader should see
	Fail     []Line // what to do if not
	Undo     Line   // how to take it back; empty: nothing to take back
	Settings []string
	Changes  bool     // it changes something
	Commits  []string // ids of the objects that it saves
	ByHand   bool     // no cmdlet does it, whatever it sets
	Evidence Line     // what to keep as evidence; empty: nothing
}

// A Field is a control that the reader fills in, as a fact: what the body of the
// step says of it in words, and what its dialog draws.
type Field struct {
	Setting string // id of the setting that it shows; empty where it shows none
	Name    string // id of a [Name]
	Label   string
	Control Control
	Value   Value
	Option  string // of a select: what is selected, as the console shows it
	With    bool   // of a select: the value is entered beside the option
}

// An Object is a thing that the procedure establishes, stated once: the steps
// and the script both point at it.
type Object struct {
	ID       string // "connector-eu"
	Of       string // id of the object as authored: "connector"
	Title    Line   // `outbound connector "Deliver journal directly to Area 1 (EU)"`
	Kind     Kind
	Guard    *Guard
	Settings []Setting
	Known    []Known
	// Check is the text that the kind's validation is run with: one address
	// for each recipient domain. Empty: not validated.
	Check []Text
	// Disregard says that the vendor tells its customers to go on when the
	// validation reports errors.
	Disregard bool
	Stop      Line // how to stop its effect at once by hand; empty: it has none
	Undo      Line // how to remove it by hand
	Keep      bool // it stays at rollback unless this change made it
}

// A Setting is one property of an object.
type Setting struct {
	ID     string // "connector-eu.SmartHosts"
	Name   string // as the cmdlet spells it: "SmartHosts"
	Label  Line   // as people say it: "Smart hosts"
	Value  Value
	Short  string   // its name in the table of values: "V6"
	Steps  []string // that establish it
	Quoted []string // that have its value in their body
	Source []string // "002:84"
	// Unverified says that no source documents the value, and what to do about it.
	Unverified Line
	// Policy is how an existing value is treated.
	Policy SettingPolicy
}

// A SettingPolicy is how a value that a tenant already has is treated.
type SettingPolicy string

// The policies.
const (
	PolicySet     SettingPolicy = ""         // make it so
	PolicyIfEmpty SettingPolicy = "if-empty" // only when nothing is there or when told to: others use it too
)

// Known is a value of an older guide under which the object may exist already.
type Known struct {
	Setting string
	Texts   []string
}

// A Decision is a point where the sources disagreed.
type Decision struct {
	ID     string
	Fact   Line
	Says   []Saying
	Chosen Line
	Why    Line
	Since  string   // date of the decision
	Value  bool     // it is about something that reaches the tenant, not about wording
	Steps  []string // steps that it is about, or that establish what it is about
	// Unverified says that what was chosen is not documented for all readers.
	Unverified bool
}

// A Saying is what one source says.
type Saying struct {
	Source string // id
	Lines  string // "47-48"
	Says   Line
}

// A Source is a document that facts are from.
type Source struct {
	ID    string
	Title Line
}
