package impact

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
)

// An Impact is what became of the readers of one revision in another.
type Impact struct {
	Old, New string // hashes of the content
	Changes  []Change
	Outputs  []Output
	Readers  Readers
	// Customers are those of the profiles that were given, in their order.
	Customers []Customer
}

// A Change is one part of the model that says something else, with everybody
// who gets to see it.
type Change struct {
	Class     Class
	Procedure string
	Node      string // "step connector.routing"
	Part      string // "what to do"
	Old, New  string // empty where it is new or gone
	// Places are all parts of the model that have the change: where the same
	// words became the same others, it is one change. Node and Part are the first
	// to look at, Old and New the shortest of their texts.
	Places    []Place
	Documents []string // ids of publications
	Variants  Variants
	Outputs   []string // of the variants: md, html, ps1, json, generic
}

// A Place is a part of the model.
type Place struct{ Node, Part string }

// Variants are some of the variants of a procedure.
type Variants struct {
	Count, Of int
	Where     string // the shortest condition; empty: all of them, or none
}

// An Output is a file that differs: a document, or what is made of some variants.
type Output struct {
	Procedure string
	Name      string // id of a publication; or md, html, ps1, json, generic
	Document  bool
	Variants  Variants // of an output that is no document
}

// Readers counts variants by the worst change in each.
type Readers struct {
	Variants int
	Worst    [classes]int
}

// Same is the number of variants in which nothing changes.
func (r Readers) Same() int {
	n := r.Variants
	for _, w := range r.Worst {
		n -= w
	}
	return n
}

// None tells whether no output changes.
func (i *Impact) None() bool { return len(i.Outputs) == 0 }

// Count is the number of changes of a class.
func (i *Impact) Count(c Class) int {
	n := 0
	for _, change := range i.Changes {
		if change.Class == c {
			n++
		}
	}
	return n
}

// A SideError says which of two revisions cannot be compared.
type SideError struct {
	Side string // "old", "new"
	Err  error
}

// Error names the side first.
func (e *SideError) Error() string { return fmt.Sprintf("the %s content: %v", e.Side, e.Err) }

func (e *SideError) Unwrap() error { return e.Err }

// Options say what is compared beside the content itself.
type Options struct {
	Profiles []Profile
	Today    string // date of a runbook whose profile gives none
	// keep thins out the variants; nil keeps all of them.
	keep func(i int) bool
}

// Compare compares two revisions. Both are sound. The error is a [SideError]
// where one of them cannot be compiled.
func Compare(old, new *model.Project, o Options) (*Impact, error) {
	out, _, err := compare(old, new, o)
	return out, err
}

// compare also tells how it came to the result, for tests.
func compare(old, new *model.Project, o Options) (*Impact, []*comparison, error) {
	out := &Impact{Old: old.Hash, New: new.Hash}
	var made []*comparison
	for _, id := range procedureIDs(old, new) {
		c := &comparison{
			id: id, oldProject: old, newProject: new, old: procedure(old, id), new: procedure(new, id),
			schema: newSchema(), keep: o.keep, known: map[difference]int{}, out: out,
		}
		if c.same() {
			for i := range pairs(c.old, c.new) {
				if c.keep == nil || c.keep(i) {
					out.Readers.Variants++
				}
			}
			continue
		}
		c.authored = authored(c.old, c.new)
		if err := c.documents(); err != nil {
			return nil, nil, err
		}
		if err := c.variants(); err != nil {
			return nil, nil, err
		}
		c.changes()
		made = append(made, c)
	}
	slices.SortStableFunc(out.Changes, func(a, b Change) int { return int(a.Class) - int(b.Class) })
	var err error
	out.Customers, err = customers(old, new, o)
	return out, made, err
}

// procedureIDs are the procedures of the new revision, and then those that only the
// old one has.
func procedureIDs(old, new *model.Project) []string {
	var ids []string
	for _, project := range []*model.Project{new, old} {
		for _, p := range project.Procedures {
			if !slices.Contains(ids, p.ID.Text) {
				ids = append(ids, p.ID.Text)
			}
		}
	}
	return ids
}

func procedure(project *model.Project, id string) *model.Procedure {
	for _, p := range project.Procedures {
		if p.ID.Text == id {
			return p
		}
	}
	return nil
}

// authored finds the id that an author wrote for that of one answer's: step
// "groups.members" for "groups-eu.members".
func authored(procedures ...*model.Procedure) func(id string) string {
	heads := map[string]string{}
	for _, p := range procedures {
		if p == nil {
			continue
		}
		note := func(id, facet string) {
			for _, f := range p.Facets {
				if f.ID.Text != facet {
					continue
				}
				for _, a := range f.Answers {
					heads[id+"-"+a.ID.Text] = id
				}
			}
		}
		for _, s := range p.Sections {
			note(s.ID.Text, s.Each.Text)
		}
		for _, o := range p.Objects {
			note(o.ID.Text, o.Each.Text)
		}
		for _, c := range p.Runbook.Checks {
			note(c.ID.Text, c.Each.Text)
		}
		for _, s := range p.Runbook.Symptoms {
			note(s.ID.Text, s.Each.Text)
		}
	}
	return func(id string) string {
		head, rest, dotted := strings.Cut(id, ".")
		name, ok := heads[head]
		switch {
		case !ok:
			return id
		case dotted:
			return name + "." + rest
		}
		return name
	}
}
