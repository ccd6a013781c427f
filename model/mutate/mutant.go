package mutate

import (
	"io/fs"
	"path"
	"slices"
)

// A Mutant is content with one mistake in it.
type Mutant struct {
	Class string // "drop step"
	At    string // where: "area1-journaling/sections.yaml:120 sections/connector/steps/use"
	What  string // what it is now; may be empty
	edits []edit
	of    *Content
}

// String is the mutant in one line.
func (m Mutant) String() string {
	if m.What == "" {
		return m.Class + ": " + m.At
	}
	return m.Class + ": " + m.At + ": " + m.What
}

// Files is the content with the mistake. Where it is made in one procedure the
// others, which cannot know, are left out.
func (m Mutant) Files() (fs.FS, error) {
	only := m.edits[0].file
	for _, e := range m.edits {
		if path.Dir(e.file) != path.Dir(only) {
			only = "."
		}
	}
	return m.of.with(path.Dir(only), m.edits...)
}

// Unchanged is the content with no mistake, but written anew like a mutant: what
// it alarms is the writing.
func (c *Content) Unchanged() (fs.FS, error) {
	var all []edit
	for _, name := range c.names {
		all = append(all, place{file: name, node: c.files[name]}.replace(c.files[name]))
	}
	return c.with(".", all...)
}

// All are all mutants, class by class, in the order of the content.
func (c *Content) All() []Mutant {
	g := &generator{Content: c, facets: map[string]map[string][]string{}}
	g.learn()
	for _, make := range []func(){
		g.steps, g.turns, g.conditions, g.values, g.rows, g.settings, g.fields, g.references, g.keys, g.cautions, g.forbids, g.labels,
	} {
		make()
	}
	return g.out
}

// Sample is about one mutant in every n, evenly over each class, and at least
// one of each.
func Sample(all []Mutant, n int) []Mutant {
	seen := map[string]int{}
	var out []Mutant
	for _, m := range all {
		if seen[m.Class]%n == 0 {
			out = append(out, m)
		}
		seen[m.Class]++
	}
	return out
}

// A generator gathers mutants.
type generator struct {
	*Content
	out    []Mutant
	facets map[string]map[string][]string // folder → facet → answers
	names  map[string][]string            // folder and kind → names of settings, objects, steps, sections, tables
}

func (g *generator) add(class string, p place, what string, edits ...edit) {
	g.out = append(g.out, Mutant{Class: class, At: p.String(), What: what, edits: edits, of: g.Content})
}

// other is the name behind a name in a list of names, and the first behind the last.
func other(name string, names []string) (string, bool) {
	i := slices.Index(names, name)
	if i < 0 || len(names) < 2 {
		return "", false
	}
	return names[(i+1)%len(names)], true
}
