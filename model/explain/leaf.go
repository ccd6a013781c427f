package explain

import (
	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/source"
)

// A Leaf is one text of the model, or one value of a profile.
type Leaf struct {
	Node string // what it is of: "step connector.routing", "setting rule.Name", "label ui.next"
	Part string // the keys from there: "text", "fields.help"
	// Pos is where it stands; no place for what has none: kinds of object and
	// values of a profile.
	Pos  source.Pos
	Text string
}

// Leaves are all texts that a procedure's outputs can have, in the order of the
// model; those of the values come last.
func Leaves(project *model.Project, p *model.Procedure, values plan.Values) []Leaf {
	c := &copier{shifts: func(int) bool { return false }}
	c.project(project, p)
	c.values(values)
	return c.leaves
}
