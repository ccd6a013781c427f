package book

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/triptych-docs/triptych/model/plan"
)

// Value is a setting's value in a line: to be copied, so that nothing stands
// in it but the value.
func Value(v plan.Value) plan.Line {
	var l liner
	v.Visit(&l)
	return l.line
}

// stated is the value of a setting as a table has it: with a mark if no source
// documents it.
func stated(s plan.Setting) plan.Line {
	if len(s.Unverified) == 0 {
		return Value(s.Value)
	}
	return joined(Value(s.Value), say("unverified", nil))
}

type liner struct{ line plan.Line }

func (l *liner) One(v plan.One) { l.line = plan.Line{plan.Code(v)} }

func (l *liner) Many(v plan.Many) {
	var all []plan.Line
	for _, t := range v.Texts {
		all = append(all, plan.Line{plan.Code{Text: t}})
	}
	l.line = list(", ", all)
}

func (l *liner) Switch(v plan.Switch) {
	l.line = plan.Line{plan.Code{Text: plan.Literal("$" + strconv.FormatBool(v.On))}}
}
func (l *liner) Absent(v plan.Absent) { l.line = v.Shown }
func (l *liner) Manual(v plan.Manual) {
	l.line = joined(v.Where, plan.Say(" "+plan.Blank))
}
func (l *liner) Lookup(v plan.Lookup) { l.line = plan.Line{plan.Ref{Target: v.Table}} }
func (l *liner) Alternatives(v plan.Alternatives) {
	var all []plan.Line
	for _, a := range v.Each {
		all = append(all, joined(a.Guard.Lead, plan.Say(": "), Value(a.Value)))
	}
	l.line = list("; ", all)
}

// sortByShort orders the rows of the table of values: V2 before V10.
func sortByShort(rows []plan.TableRow) {
	number := func(row plan.TableRow) int {
		n, _ := strconv.Atoi(string(flatWords(row.Cells[0])[1:]))
		return n
	}
	slices.SortStableFunc(rows, func(a, b plan.TableRow) int { return cmp.Compare(number(a), number(b)) })
}
