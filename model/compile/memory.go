package compile

import (
	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/space"
)

// A readership is who reads a plan, and what tells them apart.
type readership struct {
	everybody space.Readers
	picker    *picker // nil where nothing is open
}

func readershipOf(p *model.Procedure, answers space.Answers) readership {
	r := readership{everybody: space.Everybody(p, answers)}
	if r.everybody.Count() > 1 {
		r.picker = newPicker(p, scope{Readers: r.everybody})
	}
	return r
}

// A Memory keeps the readership of the plan of a procedure that is open to all,
// which follows from its questions alone, for the next time that it is compiled.
// Its zero value is ready to use, by one at a time.
type Memory struct {
	of   *model.Procedure // whose questions they are
	kept readership
}

// readership is that of a procedure. A procedure is not changed once loaded, so
// that questions which stand in the same place are the same questions.
func (m *Memory) readership(p *model.Procedure) readership {
	if m.of == nil || !same(m.of.Facets, p.Facets) || !same(m.of.Forbid, p.Forbid) {
		m.kept = readershipOf(p, nil)
	}
	m.of = p
	return m.kept
}

// same tells whether two lists are one and the same.
func same[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}
