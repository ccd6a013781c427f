package compile

import (
	"maps"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/source"
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

// A Memory keeps what is needed for the pages of a procedure, for the next time
// that it is compiled: what follows from its questions alone, and parts of the plan
// that is open to all. Its zero value is ready to use, by one at a time.
type Memory struct {
	of      *model.Procedure // whose questions they are
	readers readership
	closed  []space.Answers

	from  surroundings
	parts map[string]kept
}

// ask works out what follows from the questions of a procedure.
func (m *Memory) ask(p *model.Procedure) {
	if m.of == nil || !source.Alike(m.of.Facets, p.Facets) || !source.Alike(m.of.Forbid, p.Forbid) {
		m.readers, m.closed = readershipOf(p, nil), closedPages(p)
	}
	m.of = p
}

// A kept part of a plan was made of something, in some surroundings. Notes are
// what it left for other parts. Where anything stands in the content makes no
// difference: a plan has no places, and a part that is at fault is not kept.
type kept struct {
	of, what any
	notes    *notes
}

// The surroundings of the parts of a plan are all that they are made from beside
// what is their own: all of the procedure but its sections, and what a section
// knows of the others.
type surroundings struct {
	shared    model.Shared
	procedure model.Procedure
	outline   []outlined
	there     map[string][]string
	answers   map[string]string
	lookups   map[string]plan.Lookup
}

// outlined is what other sections know of a section.
type outlined struct {
	id, letter string
	number     int
	role       string
	roles      []model.Word
	when       model.Condition
}

// surroundings are those of the parts that are compiled after the outline.
func (c *compiler) surroundings() surroundings {
	s := surroundings{
		shared: c.project.Shared, procedure: *c.p,
		there: maps.Clone(c.there), answers: c.answerOfPart, lookups: c.lookups,
	}
	s.procedure.Sections = nil
	for _, p := range c.parts {
		s.outline = append(s.outline, outlined{p.id, p.letter, p.number, p.section.Role.Text, p.section.Roles, p.when})
	}
	return s
}

// recall finds what may be taken over from the memory: parts are made anew when
// anything is different around them.
func (c *compiler) recall() {
	if c.memory == nil {
		return
	}
	c.from, c.made = c.surroundings(), map[string]kept{}
	if source.Alike(c.from, c.memory.from) {
		c.known = c.memory.parts
	}
}

// remember keeps the parts of a plan without a fault.
func (c *compiler) remember() {
	if c.memory != nil {
		c.memory.from, c.memory.parts = c.from, c.made
	}
}

// keep is a part of the plan that is made of something, from nothing else but its
// surroundings: the one that was made of the same before, or a new one.
func keep[T any](c *compiler, name string, of any, make func() T) T {
	if c.memory == nil {
		return make()
	}
	part, ok := c.known[name]
	if !ok || !source.Alike(part.of, of) {
		around := c.notes
		c.notes = newNotes()
		part = kept{of: of, what: make(), notes: c.notes}
		c.notes = around
	}
	c.notes.add(part.notes)
	c.made[name] = part
	return part.what.(T)
}
