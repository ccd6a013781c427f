package explain

import (
	"fmt"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
)

// An Output is something that is printed of a procedure.
type Output struct {
	Name   string
	Values plan.Values // that it is filled with
	Print  func(*model.Project, *model.Procedure, plan.Values) ([]byte, error)
}

// A Trace knows which texts stand on which lines of one output.
type Trace struct {
	project   *model.Project
	procedure *model.Procedure
	output    Output
	leaves    []Leaf
	printed   []byte
}

// New prints an output as it is.
func New(project *model.Project, p *model.Procedure, o Output) (*Trace, error) {
	printed, err := o.Print(project, p, o.Values)
	if err != nil {
		return nil, fmt.Errorf("print %s: %w", o.Name, err)
	}
	return &Trace{project, p, o, Leaves(project, p, o.Values), printed}, nil
}

// Name is the name of the output.
func (t *Trace) Name() string { return t.output.Name }

// Printed is the output.
func (t *Trace) Printed() []byte { return t.printed }

// Lines are the numbers of the lines, from 1, that change when some texts do:
// where those texts stand.
func (t *Trace) Lines(of func(Leaf) bool) []int {
	var some []int
	for i, l := range t.leaves {
		if of(l) {
			some = append(some, i)
		}
	}
	return t.lines(some)
}

func (t *Trace) lines(some []int) []int {
	changed, ok := t.changed(some)
	if ok || len(some) < 2 {
		return changed
	}
	half := len(some) / 2
	all := append(t.lines(some[:half]), t.lines(some[half:])...)
	slices.Sort(all)
	return slices.Compact(all)
}

// Leaves are the texts that a line has, in the order of the model. There are
// none where the line is of the frame alone.
func (t *Trace) Leaves(line int) []Leaf {
	all := make([]int, len(t.leaves))
	for i := range all {
		all[i] = i
	}
	var found []Leaf
	for _, i := range t.of(line, all) {
		found = append(found, t.leaves[i])
	}
	return found
}

// of finds which of some texts change a line. It halves the texts until each stands
// alone, because a line has few of them and the model has many.
func (t *Trace) of(line int, some []int) []int {
	changed, ok := t.changed(some)
	if ok && !slices.Contains(changed, line) {
		return nil
	}
	if len(some) < 2 {
		if ok {
			return some
		}
		return nil
	}
	half := len(some) / 2
	return append(t.of(line, some[:half]), t.of(line, some[half:])...)
}

// Near is the last line up to another that has texts of the model; 0: none.
func (t *Trace) Near(line int) int {
	near := 0
	for _, l := range t.Lines(func(Leaf) bool { return true }) {
		if l <= line {
			near = l
		}
	}
	return near
}

// changed are the lines that are different when some texts are changed. It is
// not ok when nothing can be printed then: some texts decide what is printed.
func (t *Trace) changed(some []int) (lines []int, ok bool) {
	if len(some) == 0 {
		return nil, true
	}
	chosen := make([]bool, len(t.leaves))
	for _, i := range some {
		chosen[i] = true
	}
	c := &copier{shifts: func(n int) bool { return chosen[n] }}
	project, procedure := c.project(t.project, t.procedure)
	values := c.values(t.output.Values)
	printed, err := t.output.Print(project, procedure, values)
	if err != nil {
		return nil, false
	}
	return differentLines(t.printed, printed), true
}

// differentLines are the lines of the first text that the second does not have
// at the same place. Where lines came or went, the rest is compared in order.
func differentLines(a, b []byte) []int {
	old, new := strings.SplitAfter(string(a), "\n"), strings.SplitAfter(string(b), "\n")
	var all []int
	if len(old) == len(new) {
		for i := range old {
			if old[i] != new[i] {
				all = append(all, i+1)
			}
		}
		return all
	}
	for _, e := range udiff.Lines(string(a), string(b)) {
		first := 1 + strings.Count(string(a[:e.Start]), "\n")
		for i := range strings.Count(string(a[e.Start:e.End]), "\n") {
			all = append(all, first+i)
		}
	}
	return all
}
