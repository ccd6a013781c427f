package profile

import (
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/strict"
)

// Read reads a profile as far as its shape: keys and types. Whether the names
// and values in it are right is found out by [Bind]. It returns nil when the
// file cannot be read at all, so that there is nothing to bind.
func Read(file *source.File, faults *source.List) *Profile {
	file, ok := readable(file, faults)
	if !ok {
		return nil
	}
	root, ok := strict.Parse(file, faults)
	if !ok {
		return nil
	}
	var doc document
	root.Decode(&doc)
	p := &Profile{Facts: map[string]source.Word{}, places: map[string]source.Pos{"": root.Pos()}}
	p.Procedure, p.Answers, p.Inputs = doc.Procedure, doc.Answers.all, doc.Inputs.all
	for name, pos := range map[string]source.Pos{
		"answers": doc.Answers.pos, "inputs": doc.Inputs.pos, "customer": doc.Customer.Pos,
		"change": doc.Change.Pos, "contact": doc.Contact.Pos, "prepared": doc.Prepared.Pos,
	} {
		if pos.IsValid() {
			p.places[name] = pos
		}
	}
	for name, w := range doc.facts() {
		if w.Pos.IsValid() {
			p.Facts[name] = w
		}
	}
	return p
}

// A document is the shape of the file.
type document struct {
	Procedure source.Word     `yaml:"procedure"`
	Customer  customer        `yaml:"customer"`
	Answers   spread[Answers] `yaml:"answers"`
	Inputs    spread[Input]   `yaml:"inputs"`
	Change    change          `yaml:"change"`
	Contact   contact         `yaml:"contact"`
	Prepared  prepared        `yaml:"prepared"`
}

type customer struct {
	Pos    source.Pos
	ID     source.Word `yaml:"id"`
	Name   source.Word `yaml:"name"`
	Tenant source.Word `yaml:"tenant"`
}

type change struct {
	Pos      source.Pos
	Ticket   source.Word `yaml:"ticket"`
	Window   source.Word `yaml:"window"`
	Owner    source.Word `yaml:"owner"`
	Executor source.Word `yaml:"executor"`
	Reviewer source.Word `yaml:"reviewer"`
	Replaces source.Word `yaml:"replaces"`
}

type contact struct {
	Pos   source.Pos
	Name  source.Word `yaml:"name"`
	Phone source.Word `yaml:"phone"`
	Hours source.Word `yaml:"hours"`
}

type prepared struct {
	Pos source.Pos
	By  source.Word `yaml:"by"`
	On  source.Word `yaml:"on"`
}

// facts are the facts of the file by name.
func (d *document) facts() map[string]source.Word {
	return map[string]source.Word{
		"customer.id":     d.Customer.ID,
		"customer.name":   d.Customer.Name,
		"customer.tenant": d.Customer.Tenant,
		"change.ticket":   d.Change.Ticket,
		"change.window":   d.Change.Window,
		"change.owner":    d.Change.Owner,
		"change.executor": d.Change.Executor,
		"change.reviewer": d.Change.Reviewer,
		"change.replaces": d.Change.Replaces,
		"contact.name":    d.Contact.Name,
		"contact.phone":   d.Contact.Phone,
		"contact.hours":   d.Contact.Hours,
		"prepared.by":     d.Prepared.By,
		"prepared.on":     d.Prepared.On,
	}
}

// spread is a mapping that knows where it starts.
type spread[T any] struct {
	pos source.Pos
	all source.Map[T]
}

// UnmarshalStrict reads the mapping.
func (s *spread[T]) UnmarshalStrict(n strict.Node) {
	s.pos = n.Pos()
	n.Decode(&s.all)
}
