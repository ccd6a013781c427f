package plan

// A Block is one of the types below.
type Block interface{ Visit(BlockVisitor) }

// A BlockVisitor handles every kind of block.
type BlockVisitor interface {
	Paragraph(Paragraph)
	List(List)
	Table(Table)
	Note(Note)
	Command(Command)
	Picture(Picture)
	Dialog(Dialog)
	Flow(Flow)
	Form(Form)
	Guarded(Guarded)
}

type (
	// A Paragraph is a line that stands by itself.
	Paragraph struct{ Line Line }

	// A List holds items; an ordered one counts them from Start.
	List struct {
		Ordered bool
		Start   int // of an ordered list; 0 and 1 mean the same
		Items   []Item
	}

	// An Item may be reached by a reference (Anchor) and ticked off (Tick). Both
	// are ids, unique in the document, and empty where there is none.
	Item struct {
		Anchor string
		Tick   string
		Blocks []Block
	}

	// A Table has a header row and a first column that names each row. An empty
	// Columns means a table of two columns without a header: names and values.
	Table struct {
		ID      string // target of references, may be empty
		Caption Line
		Columns []Line
		Rows    []TableRow
	}

	// A TableRow has as many cells as the table has columns. A guard says that
	// it is for some readers only; it has no words, because the row has. Where
	// ByHand is set, the person who executes writes into the cells that are
	// empty; in any other row an empty cell has nothing to say.
	TableRow struct {
		Cells  []Line
		Guard  *Guard
		ByHand bool
	}

	// A Note stands out from the steps.
	Note struct {
		Kind   NoteKind
		Blocks []Block
	}

	// A Command is a PowerShell pipeline: structure, not text. Only
	// render/powershell turns it into text.
	Command struct{ Pipeline []Call }

	// A Picture is a file beside the document; Alt says what it shows.
	Picture struct {
		ID   string
		File string // path or URL as the document quotes it
		Alt  Line
	}

	// A Dialog is a form on screen with its values filled in, drawn from the
	// step that fills it in. ID is that of the step, for the names of files.
	Dialog struct {
		ID     string
		Title  string
		Fields []DialogField
	}

	// A Flow is what goes from where to where: boxes and arrows, and the same as
	// a list. Its words are the same for every customer.
	Flow struct {
		ID     string
		Title  Line
		Nodes  []FlowNode
		Arrows []FlowArrow
	}

	// A FlowNode is a box of a [Flow].
	FlowNode struct {
		ID   string
		Side FlowSide
		Name Line
		Text Line // may be empty
	}

	// A FlowArrow leads from one box to another.
	FlowArrow struct {
		From, To string // ids of nodes
		Text     Line
	}

	// A Form is a row of blanks that the person who executes fills in by hand.
	// Tick is an id under which an interactive document keeps what was entered.
	Form struct {
		Tick   string
		Blanks []string
	}

	// Guarded blocks are for some readers only: for those of the guard.
	Guarded struct {
		Guard  Guard
		Blocks []Block
	}
)

// A FlowSide is whose a box of a [Flow] is.
type FlowSide string

// The sides of a flow.
const (
	SideOutside   FlowSide = "outside"   // the rest of the world
	SideMicrosoft FlowSide = "microsoft" // the tenant
	SideOwn       FlowSide = "own"       // the customer's own servers
	SideVendor    FlowSide = "vendor"
)

// A NoteKind is how loud a note is.
type NoteKind string

// The kinds of note, from quiet to loud.
const (
	NoteInfo      NoteKind = "note"
	NoteTip       NoteKind = "tip"
	NoteImportant NoteKind = "important"
	NoteWarning   NoteKind = "warning"
	NoteCaution   NoteKind = "caution"
)

// A Guard says, in words, which readers a node is for: "if outbound mail
// leaves through your own gateway".
//
// Out and In are for the picker of a page, on which a reader gives one answer
// to a question or leaves it open. Who has given all answers of a pick in Out
// is not meant, whatever else they answer; who has given those of a pick in In
// is. Only picks are listed that no shorter one covers. A printer copies them
// and cannot judge them.
type Guard struct {
	Lead   Line // "If your outbound mail …"
	Clause Line // the same without the "If"
	Out    []Pick
	In     []Pick
}

// A Pick is answers that are given together, as opaque names in the order of
// the questions: "gateway.none".
type Pick []string

// A DialogField is one control of a [Dialog].
type DialogField struct {
	Label   string
	Control Control
	Values  []Line // what stands in it, one below the other
	Option  string // of a select: what is selected, as the console shows it
	On      bool   // of a checkbox or an option
	Open    bool   // of a checkbox: whether it is on is for the reader to decide
	// Set says that the reader sets this control; the others stay as they are.
	// A drawing marks it, and not by its color alone.
	Set bool
}

// A Control is a kind of form field.
type Control string

// The kinds of control.
const (
	ControlText     Control = "text"
	ControlList     Control = "list"     // values added one by one with a button
	ControlOption   Control = "option"   // a radio button; the label is the option's
	ControlSelect   Control = "select"   // a drop-down list
	ControlCheckbox Control = "checkbox" // on or off
	ControlLine     Control = "line"     // text that the form states, to be read
	ControlButton   Control = "button"   // what the reader selects at the end
)

func (b Paragraph) Visit(v BlockVisitor) { v.Paragraph(b) }
func (b List) Visit(v BlockVisitor)      { v.List(b) }
func (b Table) Visit(v BlockVisitor)     { v.Table(b) }
func (b Note) Visit(v BlockVisitor)      { v.Note(b) }
func (b Command) Visit(v BlockVisitor)   { v.Command(b) }
func (b Picture) Visit(v BlockVisitor)   { v.Picture(b) }
func (b Dialog) Visit(v BlockVisitor)    { v.Dialog(b) }
func (b Flow) Visit(v BlockVisitor)      { v.Flow(b) }
func (b Form) Visit(v BlockVisitor)      { v.Form(b) }
func (b Guarded) Visit(v BlockVisitor)   { v.Guarded(b) }
