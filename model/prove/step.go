package prove

import (
	"fmt"
	"maps"

	"github.com/triptych-docs/triptych/model/source"
)

// steps proves of the steps of a section that no reader gets two for the same
// thing, and that what changes something is called a change.
func (c *prover) steps(r *reading) {
	for i, s := range r.steps {
		for _, other := range r.steps[:i] {
			if s.of != other.of || s.step == other.step || s.step.Title.Text != other.step.Title.Text || !maps.Equal(s.at, other.at) {
				continue
			}
			if both := s.set.And(other.set); !both.IsEmpty() {
				c.fault(r.view, fault{
					law: lawStepOnce, pos: s.step.ID.Pos, set: both,
					message: fmt.Sprintf("step %q comes beside step %q, which has the same title", s.step.ID, other.step.ID),
					do:      "give the two conditions that no reader meets both of, or titles of their own",
					also:    []source.Note{{Pos: other.step.ID.Pos, Message: "this one"}},
				})
			}
		}
	}
	if r.pub == nil {
		c.safe()
	}
}

// safe proves that what saves something or can be taken back is called a change.
func (c *prover) safe() {
	for i := range c.p.Sections {
		for j := range c.p.Sections[i].Steps {
			step := &c.p.Sections[i].Steps[j]
			lacks := func(ok bool, format string, args ...any) {
				if !ok {
					c.fault(view{}, fault{
						law: lawSaid, pos: step.ID.Pos, set: c.u.None(),
						message: fmt.Sprintf("step %q ", step.ID) + fmt.Sprintf(format, args...),
						do:      "add it, or mend what the step says that it does",
					})
				}
			}
			if step.Changes {
				continue // whether it is complete is a law of its own
			}
			lacks(len(step.Commits) == 0, "saves something, and does not say that it changes anything: \"changes\"")
			lacks(step.Undo.Text == "", "can be taken back, and does not say that it changes anything: \"changes\"")
		}
	}
}
