package prove

import (
	"github.com/triptych-docs/triptych/model/report"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// A fault is one way in which a law does not hold, in a set of variants.
type fault struct {
	law     string
	note    bool // it misleads and breaks nothing: a warning
	pos     source.Pos
	message string
	why     string
	do      string
	also    []source.Note
	set     space.Set
}

// found gathers the same fault in all variants that show it.
type found struct {
	fault
	set   space.Set
	first view
}

type key struct {
	law     string
	pos     source.Pos
	message string
}

// fault notes a fault. In a document it is noted only where the variants alone
// do not show it already.
func (c *prover) fault(v view, f fault) {
	k := key{f.law, f.pos, f.message}
	if v.pub != nil && c.shown[key{law: f.law, pos: f.pos}] {
		return
	}
	known := c.at[k]
	switch {
	case known == nil:
		known = &found{fault: f, set: f.set, first: v}
		c.at[k] = known
		c.found = append(c.found, known)
		if v.pub == nil {
			c.shown[key{law: f.law, pos: f.pos}] = true
		}
	case known.first.pub == v.pub:
		known.set = known.set.Or(f.set)
	}
}

// findings are the faults as a report tells them.
func (c *prover) findings() []report.Finding {
	var all []report.Finding
	for _, f := range c.found {
		out := report.Finding{
			Rule: f.law, Severity: report.Error, Pos: f.pos, Message: f.message, Why: f.why, Do: f.do, Also: f.also,
		}
		if f.note {
			out.Severity = report.Warning
		}
		if !f.set.IsEmpty() {
			out.Variant = f.set.Smallest().String(c.p)
			out.Count = f.set.Count()
		}
		if f.first.pub != nil {
			out.Also = append(out.Also, source.Note{Pos: f.first.pub.ID.Pos, Message: "in this document"})
		}
		all = append(all, out)
	}
	return all
}
