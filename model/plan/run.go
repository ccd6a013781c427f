package plan

// A Line is a run of words in which some runs are marked.
type Line []Run

// A Run is one of the types below.
type Run interface{ Visit(RunVisitor) }

// A RunVisitor handles every kind of run.
type RunVisitor interface {
	Words(Words)
	Strong(Strong)
	Code(Code)
	Label(Label)
	Path(Path)
	Link(Link)
	Shown(Shown)
	Ref(Ref)
}

type (
	// Words are plain words.
	Words struct{ Text Text }

	// Strong is a stressed line.
	Strong struct{ Line Line }

	// Code is something typed or read to the letter: a value, a host, a cmdlet.
	Code struct{ Text Text }

	// A Label is the text of a screen, a field, an option or a button, as the
	// console shows it.
	Label struct{ Text string }

	// A Path is a way through menus, outermost first.
	Path struct{ Labels []string }

	// A Link leads out of the document.
	Link struct {
		Line Line
		URL  string
	}

	// Shown is the value of a setting, quoted where it is needed. Name is the
	// short name that the table of values gives it ("V6"), empty in a document
	// without such a table.
	Shown struct {
		Setting string // the id of the setting: "connector.SmartHosts"
		Name    string
		Text    Text
	}

	// A Ref leads to another part of the document. Target is the id of a
	// section, a step or a table; what it is called and where it stands is
	// looked up in [Plan.Targets], so that a reference holds in every layout.
	Ref struct{ Target string }
)

func (r Words) Visit(v RunVisitor)  { v.Words(r) }
func (r Strong) Visit(v RunVisitor) { v.Strong(r) }
func (r Code) Visit(v RunVisitor)   { v.Code(r) }
func (r Label) Visit(v RunVisitor)  { v.Label(r) }
func (r Path) Visit(v RunVisitor)   { v.Path(r) }
func (r Link) Visit(v RunVisitor)   { v.Link(r) }
func (r Shown) Visit(v RunVisitor)  { v.Shown(r) }
func (r Ref) Visit(v RunVisitor)    { v.Ref(r) }

// Say is a line of plain words.
func Say(s string) Line { return Line{Words{Literal(s)}} }
