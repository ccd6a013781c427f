package plan

// A Value is what a setting is to be: one of the types below.
type Value interface{ Visit(ValueVisitor) }

// A ValueVisitor handles every kind of value.
type ValueVisitor interface {
	One(One)
	Many(Many)
	Switch(Switch)
	Absent(Absent)
	Manual(Manual)
	Lookup(Lookup)
	Alternatives(Alternatives)
}

type (
	// One is a single text.
	One struct{ Text Text }

	// Many is a list of texts; their order does not matter to the tenant.
	Many struct{ Texts []Text }

	// Switch is on or off.
	Switch struct{ On bool }

	// Absent is a setting that stays unset: the parameter is left out when the
	// object is made and is $null when it is changed. Shown says what that means.
	Absent struct{ Shown Line }

	// Manual is a value that nobody but the reader can find out. Where says
	// where to look.
	Manual struct{ Where Line }

	// Lookup is a value that a table of an open plan has for each reader.
	Lookup struct {
		Table  string // id, a target of references
		Column Line
		Noun   Line // what a row stands for: "region"
	}

	// Alternatives are the values of an open plan for readers of different answers.
	Alternatives struct{ Each []Alternative }
)

// An Alternative is the value for the readers of the guard.
type Alternative struct {
	Guard Guard
	Value Value
}

func (x One) Visit(v ValueVisitor)          { v.One(x) }
func (x Many) Visit(v ValueVisitor)         { v.Many(x) }
func (x Switch) Visit(v ValueVisitor)       { v.Switch(x) }
func (x Absent) Visit(v ValueVisitor)       { v.Absent(x) }
func (x Manual) Visit(v ValueVisitor)       { v.Manual(x) }
func (x Lookup) Visit(v ValueVisitor)       { v.Lookup(x) }
func (x Alternatives) Visit(v ValueVisitor) { v.Alternatives(x) }
