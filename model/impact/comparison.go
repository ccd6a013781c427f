package impact

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/parallel"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/publish"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/book"
)

// A comparison is that of one procedure. One of the two may be nil: it is new,
// or gone.
type comparison struct {
	id                     string
	oldProject, newProject *model.Project
	old, new               *model.Procedure
	authored               func(string) string
	schema                 schema
	keep                   func(int) bool
	out                    *Impact

	mutex sync.Mutex
	known map[difference]int // every difference that was seen, by its number
	all   []difference
	seen  []sighting // by number

	table *table     // of the variants
	pairs []pair     // by row of the table
	delta [][]int    // by row: numbers of differences
	made  [][]string // by row: outputs that change
}

// A sighting is where a difference was seen.
type sighting struct {
	documents []string
}

// number is the number of a difference.
func (c *comparison) number(d difference) int {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	n, ok := c.known[d]
	if !ok {
		n = len(c.all)
		c.known[d] = n
		c.all = append(c.all, d)
		c.seen = append(c.seen, sighting{})
	}
	return n
}

// documents compares the publications: there are few, and all are printed.
func (c *comparison) documents() error {
	ids := []string{}
	for _, p := range []*model.Procedure{c.new, c.old} {
		if p == nil {
			continue
		}
		for _, pub := range p.Publications {
			if !slices.Contains(ids, pub.ID.Text) {
				ids = append(ids, pub.ID.Text)
			}
		}
	}
	for _, id := range ids {
		before, old, err := document(c.oldProject, c.old, id, "old")
		if err != nil {
			return err
		}
		after, new, err := document(c.newProject, c.new, id, "new")
		if err != nil {
			return err
		}
		if before == after {
			continue
		}
		c.out.Outputs = append(c.out.Outputs, Output{Procedure: c.id, Name: id, Document: true})
		for _, d := range c.between(id, old, new) {
			n := c.number(d)
			if !slices.Contains(c.seen[n].documents, id) {
				c.seen[n].documents = append(c.seen[n].documents, id)
			}
		}
	}
	return nil
}

// between are the differences between two documents. What is not in their plans
// is in how they are set.
func (c *comparison) between(id string, old, new *render.Document) []difference {
	node := "document " + id
	if old == nil || new == nil {
		return []difference{presence(node, old != nil, new != nil)}
	}
	all := differences(
		c.schema.documentStatements(old.Plan, old.Layout.Dialogs, c.authored),
		c.schema.documentStatements(new.Plan, new.Layout.Dialogs, c.authored),
	)
	return append(all, settings(node, reflect.ValueOf(*old), reflect.ValueOf(*new))...)
}

// settings are the differences in how two documents are set: every field but
// the plan.
func settings(node string, old, new reflect.Value) []difference {
	var all []difference
	for i := range old.NumField() {
		f := old.Type().Field(i)
		name := "Document." + f.Name
		switch f.Type {
		case reflect.TypeFor[*plan.Plan]():
			continue
		case reflect.TypeFor[book.Layout]():
			all = append(all, settings(node, old.Field(i), new.Field(i))...)
			continue
		}
		class, before, after := Layout, fmt.Sprint(old.Field(i)), fmt.Sprint(new.Field(i))
		if line, ok := old.Field(i).Interface().(plan.Line); ok {
			class, before, after = Wording, words(line), words(new.Field(i).Interface().(plan.Line))
		}
		if before != after {
			all = append(all, difference{node: node, name: name, class: class, says: fieldInWords(name), old: before, new: after})
		}
	}
	return all
}

// words is a title, which has no marks.
func words(l plan.Line) string { return (&walker{plan: &plan.Plan{}}).line(l) }

func presence(node string, old, new bool) difference {
	d := difference{node: node, name: "presence", says: "there", class: Differs}
	if old {
		d.old = node
	}
	if new {
		d.new = node
	}
	return d
}

// document prints a publication with all files that belong to it; nothing where the revision does not have it.
func document(project *model.Project, p *model.Procedure, id, side string) (string, *render.Document, error) {
	if p == nil {
		return "", nil, nil
	}
	i := slices.IndexFunc(p.Publications, func(pub model.Publication) bool { return pub.ID.Text == id })
	if i < 0 {
		return "", nil, nil
	}
	d, err := publish.Document(project, p, &p.Publications[i])
	if err != nil {
		return "", nil, &SideError{side, err}
	}
	files, err := render.Documents(d)
	if err != nil {
		return "", nil, &SideError{side, err}
	}
	var all strings.Builder
	for _, f := range files {
		all.WriteString(f.Name + "\n" + string(f.Data))
	}
	return all.String(), &d, nil
}

// variants compares the plans of all variants, and prints one of each group of
// those that differ in the same statements.
func (c *comparison) variants() error {
	for i, p := range pairs(c.old, c.new) {
		if c.keep == nil || c.keep(i) {
			c.pairs = append(c.pairs, p)
		}
	}
	c.delta = make([][]int, len(c.pairs))
	c.made = make([][]string, len(c.pairs))
	signatures := make([]string, len(c.pairs))
	err := cmp.Or(parallel.Each(len(c.pairs), func(i int) (err error) {
		c.delta[i], signatures[i], err = c.compare(c.pairs[i])
		return err
	})...)
	if err != nil {
		return err
	}
	groups := map[string][]int{}
	var order []string
	for i, s := range signatures {
		if s == "" {
			continue
		}
		if groups[s] == nil {
			order = append(order, s)
		}
		groups[s] = append(groups[s], i)
	}
	return cmp.Or(parallel.Each(len(order), func(i int) error {
		group := groups[order[i]]
		old, new, err := c.plans(c.pairs[group[0]])
		if err != nil {
			return err
		}
		made, err := changed(old, new)
		for _, i := range group {
			c.made[i] = made
		}
		return err
	})...)
}

// plans compiles both sides of a pair.
func (c *comparison) plans(p pair) (old, new *plan.Plan, err error) {
	if p.old != nil {
		if old, err = compile.Compile(c.oldProject, c.old, compile.Options{Answers: p.old}); err != nil {
			return nil, nil, &SideError{"old", err}
		}
	}
	if p.new != nil {
		if new, err = compile.Compile(c.newProject, c.new, compile.Options{Answers: p.new}); err != nil {
			return nil, nil, &SideError{"new", err}
		}
	}
	return old, new, nil
}

// compare is what differs between the two sides of a pair, and a signature that
// pairs share which differ in the same parts.
func (c *comparison) compare(p pair) (numbers []int, signature string, err error) {
	old, new, err := c.plans(p)
	if err != nil {
		return nil, "", err
	}
	if old == nil || new == nil {
		return []int{c.number(presence("variant", old != nil, new != nil))}, fmt.Sprint("presence ", old != nil), nil
	}
	var parts []string
	for _, d := range differences(c.schema.statements(old, c.authored), c.schema.statements(new, c.authored)) {
		if n := c.number(d); !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
		parts = append(parts, fmt.Sprint(d.node, "\x00", d.name, "\x00", d.context, "\x00", d.class, d.old == "", d.new == ""))
	}
	if parts == nil {
		return nil, "", nil
	}
	slices.Sort(parts)
	sum := sha256.Sum256([]byte(strings.Join(slices.Compact(parts), "\x01")))
	return numbers, string(sum[:]), nil
}

// answers are the answers of each pair of variants, by row.
func (c *comparison) answers() []space.Answers {
	all := make([]space.Answers, len(c.pairs))
	for i, p := range c.pairs {
		all[i] = p.answers()
	}
	return all
}
