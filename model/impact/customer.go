package impact

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/parallel"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render"
)

// A Profile is that of one customer, as it was read, with the name by which a
// report calls it. Of its values none comes into the report.
type Profile struct {
	Name string
	Read *profile.Profile
}

// A Customer is what becomes of the runbook and the script of one customer.
type Customer struct {
	Name      string
	Procedure string
	Fate      Fate
	// Class is the class of the change that matters most, and Sentence says what it
	// is. Neither means anything for a customer who gets the same.
	Class    Class
	Sentence string
	More     int      // further changes
	Outputs  []string // that differ: md, html, ps1, json
}

// A Fate is what two revisions make of a profile.
type Fate string

// The fates.
const (
	Same      Fate = "same"
	Different Fate = "different"
	Refused   Fate = "refused"  // the new revision does not accept the profile
	Accepted  Fate = "accepted" // only the new revision does
	Neither   Fate = "neither"  // no revision does
)

func customers(old, new *model.Project, o Options) ([]Customer, error) {
	return parallel.Map(o.Profiles, func(p Profile) (Customer, error) { return customer(old, new, p, o.Today) })
}

func customer(old, new *model.Project, p Profile, today string) (Customer, error) {
	before, err := bound(old, p, today)
	if err != nil {
		return Customer{}, &SideError{"old", err}
	}
	after, err := bound(new, p, today)
	if err != nil {
		return Customer{}, &SideError{"new", err}
	}
	c := Customer{Name: p.Name, Procedure: p.Read.Procedure.Text}
	switch {
	case before.made == nil && after.made == nil:
		c.Fate, c.Class, c.Sentence = Neither, Differs, "neither revision accepts the profile: "+after.faults
	case after.made == nil:
		c.Fate, c.Class, c.Sentence = Refused, Differs, "the profile is no longer accepted: "+after.faults
	case before.made == nil:
		c.Fate, c.Class, c.Sentence = Accepted, Differs, "the profile is accepted now, and was not before"
	default:
		c.compared(before.made, after.made)
	}
	return c, nil
}

// A made runbook is one of a customer, in every format.
type made struct {
	bound *profile.Bound
	plan  *plan.Plan
	files []render.File
}

// A binding is what a revision makes of a profile: something, or faults.
type binding struct {
	made   *made
	faults string
}

// bound makes everything that a customer gets. The id of the runbook is that of no
// content and no change, and the version of the content is
// left out: it changes whenever anything does.
func bound(project *model.Project, p Profile, today string) (binding, error) {
	var faults source.List
	b := profile.Bind(project, p.Read, today, &faults)
	if b == nil || faults.Len() > 0 {
		// What is wrong quotes the profile; where it is wrong does not.
		var places []string
		for _, d := range faults.Sorted() {
			places = append(places, fmt.Sprintf("line %d", d.Pos.Line))
		}
		return binding{faults: "see " + strings.Join(slices.Compact(places), ", ") + " with triptych profile check"}, nil
	}
	compiled, err := compile.Compile(project, b.Procedure, compile.Options{Answers: b.Answers})
	if err != nil {
		return binding{}, err
	}
	r, err := render.NewRunbook(compiled)
	if err != nil {
		return binding{}, err
	}
	files, err := r.Fill(render.Customer{Values: b.Values}, render.Formats()...)
	if err != nil {
		return binding{}, err
	}
	return binding{made: &made{b, compiled, files}}, nil
}

// compared says what differs for a customer whom both revisions accept.
func (c *Customer) compared(before, after *made) {
	c.Procedure = after.bound.Procedure.ID.Text
	for i, f := range render.Formats() {
		if !bytes.Equal(before.files[i].Data, after.files[i].Data) {
			c.Outputs = append(c.Outputs, string(f))
		}
	}
	if c.Outputs == nil {
		c.Fate = Same
		return
	}
	c.Fate = Different
	name := authored(before.bound.Procedure, after.bound.Procedure)
	schema := newSchema()
	all := differences(schema.statements(before.plan, name), schema.statements(after.plan, name))
	slices.SortStableFunc(all, func(a, b difference) int {
		return cmp.Or(int(a.class)-int(b.class), cmp.Compare(rank(a.node), rank(b.node)))
	})
	changes := map[about]bool{}
	for _, d := range all {
		changes[aboutOf(d)] = true
	}
	answers := slices.Equal(answersOf(before), answersOf(after))
	switch {
	case !answers:
		c.Class, c.Sentence = Differs, "the profile is another variant now: "+strings.Join(news(answersOf(before), answersOf(after)), ", ")
		c.More = len(changes)
	case len(all) == 0:
		c.Class, c.Sentence = Value, "a value of the profile comes out differently: "+strings.Join(valuesThatDiffer(before, after), ", ")
	default:
		c.Class, c.Sentence, c.More = all[0].class, Sentence(all[0].node, all[0].says, shown(all[0].old), shown(all[0].new)), len(changes)-1
	}
}

func answersOf(m *made) []string {
	var all []string
	for _, f := range m.plan.Choices {
		all = append(all, f.Facet+"="+strings.Join(f.Answers, ","))
	}
	return all
}

// news is what only the second list has.
func news(old, new []string) []string {
	return slices.DeleteFunc(slices.Clone(new), func(s string) bool { return slices.Contains(old, s) })
}

// valuesThatDiffer are the names of values, not the values.
func valuesThatDiffer(before, after *made) []string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(after.bound.Values)) {
		if before.bound.Values[name] != after.bound.Values[name] {
			all = append(all, name)
		}
	}
	return all
}

// Sentence says one change in one sentence.
func Sentence(node, part, old, new string) string {
	switch {
	case old == "" && new == "":
		return node + ": " + part + " move along"
	case old == "":
		return fmt.Sprintf("%s, %s: new: %s", node, part, new)
	case new == "":
		return fmt.Sprintf("%s, %s: gone: %s", node, part, old)
	}
	return fmt.Sprintf("%s, %s: %s becomes %s", node, part, old, new)
}

// Faults are the diagnostics of a side that cannot be compared, if it is the
// content that is at fault.
func (e *SideError) Faults() *source.List {
	var faults *source.List
	errors.As(e.Err, &faults)
	return faults
}
