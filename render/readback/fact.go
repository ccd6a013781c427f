package readback

import "fmt"

// A Fact is one thing that a document states.
type Fact struct {
	Key   string // what it is about: "field 1 of A3", "V3", "title of A3"
	Value string
	Line  int // where it stands
	// Setting is the id of the setting as the output names it; most do not.
	Setting string
}

// String is the fact in one line.
func (f Fact) String() string { return fmt.Sprintf("%s = %s", f.Key, f.Value) }

// The keys of facts: what the reader finds and what the plan is asked for.
func keyTitle(step string) string { return "title of " + step }
func keyLabel(step string, field int) string {
	return fmt.Sprintf("label of field %d of %s", field, step)
}
func keyField(step string, field int) string { return fmt.Sprintf("field %d of %s", field, step) }
func keyRef(step string, n int) string       { return fmt.Sprintf("reference %d of %s", n, step) }
func keyWhere(short string) string           { return "where " + short + " goes" }
func keySteps(short string) string           { return "steps of " + short }
func keyQuote(short string) string           { return "quotation of " + short }
func keyCell(table string, row, c int) string {
	return fmt.Sprintf("cell %d of row %d of %s", c, row, table)
}

const keyOrder = "order of the steps and checks"

// nowhere stands behind a reference to something that is not there.
const nowhere = " (which is not there)"

// What a control shows that holds no text.
const (
	selected = "(selected)"
	cleared  = "(cleared)"
	unset    = "(left empty)"
)
