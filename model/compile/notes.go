package compile

import (
	"maps"
	"slices"
)

// Notes are what parts of a plan leave for those that are compiled after them. All
// that the making of a part changes in the compiler is here, because a part that is
// kept is not made.
type notes struct {
	seen    map[string]bool     // labels that are used
	cells   map[cell]bool       // columns that are used
	narrows map[string]bool     // answers that some guard depends on
	steps   map[string][]string // setting → steps that establish it
	quoted  map[string][]string // setting → steps that have its value in their body
	counted map[string]int      // values of a setting, by its name and the readers
}

func newNotes() *notes {
	return &notes{
		seen: map[string]bool{}, cells: map[cell]bool{}, narrows: map[string]bool{},
		steps: map[string][]string{}, quoted: map[string][]string{}, counted: map[string]int{},
	}
}

// add adds the notes of a part. What it counted stays with it: who counts anew
// notes what there is to note on the way.
func (n *notes) add(other *notes) {
	maps.Copy(n.seen, other.seen)
	maps.Copy(n.cells, other.cells)
	maps.Copy(n.narrows, other.narrows)
	for id, steps := range other.steps {
		n.steps[id] = append(n.steps[id], steps...)
	}
	for id, steps := range other.quoted {
		for _, step := range steps {
			n.quote(id, step)
		}
	}
}

// quote notes that a step has a value in its body.
func (n *notes) quote(setting, step string) {
	if !slices.Contains(n.quoted[setting], step) {
		n.quoted[setting] = append(n.quoted[setting], step)
	}
}
