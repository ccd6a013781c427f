package impact

// A Class is how much a change matters to a reader.
type Class int

// The classes, what matters most first.
const (
	Differs Class = iota // a reader must do something different
	Value                // a value changed
	Order                // the same in another order
	Wording              // the same in other words
	Layout               // the same words, set differently
	classes
)

var classNames = [classes]string{"differs", "value", "order", "wording", "layout"}

var classTitles = [classes]string{
	"A reader must do something different",
	"A value changed",
	"Order",
	"Wording only",
	"Layout only",
}

// String is the class as programs read it.
func (c Class) String() string { return classNames[c] }

// Title is the class as people read it.
func (c Class) Title() string { return classTitles[c] }

// classify says what the step from one text of a statement to another is. One
// of them is empty where the statement is new or gone.
func classify(s *statement, old, new string) Class {
	most := s.part.most
	switch {
	case s.part.fixed:
		return most
	case old == "" || new == "":
		return max(Differs, most)
	}
	return max(reading(old).against(reading(new)), most)
}
