package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/cover"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render"
)

// goldenCommand is about the outputs that are kept to be reviewed.
type goldenCommand struct {
	Status goldenStatus `cmd:"" help:"Say which goldens are as they should be, and which parts of the model none of them shows."`
	Update goldenUpdate `cmd:"" help:"Write the goldens again, and say what that changes in meaning."`
}

// Examples of the commands below it.
func (c goldenCommand) Examples() string { return c.Status.Examples() + c.Update.Examples() }

// goldenPlaces are where goldens and the profiles of them are.
type goldenPlaces struct {
	Goldens  string `default:"testdata/golden" placeholder:"DIR" help:"Folder of the goldens (default: ${default})."`
	Profiles string `default:"testdata/profiles" placeholder:"DIR" help:"Folder of the profiles (default: ${default})."`
}

// A goldenSet is the goldens as they are to be, and how the disk differs.
type goldenSet struct {
	project *model.Project
	index   *index
	all     []goldenFile
	changed []goldenChange
	orphans []string
}

func (g goldenPlaces) compare(p *program) (*goldenSet, error) {
	project, err := p.project()
	if err != nil {
		return nil, err
	}
	set := &goldenSet{project: project}
	if set.index, err = readIndex(g.Goldens); err != nil {
		return nil, err
	}
	if set.all, err = makeGoldens(project, g.Profiles, set.index); err != nil {
		return nil, err
	}
	different, err := render.Compare(g.Goldens, set.files())
	if err != nil {
		return nil, err
	}
	for _, d := range different {
		set.changed = append(set.changed, changeOf(d))
	}
	names, err := onDisk(g.Goldens)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if !slices.ContainsFunc(set.all, func(made goldenFile) bool { return made.name == name }) {
			set.orphans = append(set.orphans, name)
		}
	}
	for _, name := range set.index.names {
		if !slices.ContainsFunc(set.all, func(made goldenFile) bool { return made.name == name }) && !slices.Contains(set.orphans, name) {
			set.orphans = append(set.orphans, name)
		}
	}
	return set, nil
}

func (s *goldenSet) files() []render.File {
	var files []render.File
	for _, g := range s.all {
		files = append(files, render.File{Name: g.name, Data: g.data})
	}
	return files
}

// tell lists what differs, and the goldens of nothing behind it.
func (s *goldenSet) tell(p *program) {
	for _, c := range s.changed {
		mark := "~"
		if c.Old == nil {
			mark = "+"
		}
		fmt.Fprintf(p.stdout, "%s %s: %s\n", mark, c.Name, c.kinds())
		for _, key := range c.lost {
			fmt.Fprintf(p.stdout, "    - %s\n", key)
		}
		for _, key := range c.values {
			fmt.Fprintf(p.stdout, "    ~ %s\n", key)
		}
	}
	for _, name := range s.orphans {
		fmt.Fprintf(p.stdout, "- %s: the golden of nothing\n", name)
	}
}

// goldenStatus compares the goldens and says what they cover.
type goldenStatus struct {
	goldenPlaces
	Missing bool `help:"List every part of the model that no golden shows."`
}

// Examples of the command.
func (goldenStatus) Examples() string {
	return `triptych golden status
triptych golden status --missing
`
}

// Run exits with 1 when a golden differs, is missing, or is that of nothing.
func (c *goldenStatus) Run(p *program) error {
	set, err := c.compare(p)
	if err != nil {
		return err
	}
	set.tell(p)
	if err := set.cover(p, c.Missing); err != nil {
		return err
	}
	if n := len(set.changed) + len(set.orphans); n > 0 {
		p.say("%s of %s to be read. To write: triptych golden update", plural(n, "golden"), plural(len(set.all), "golden"))
		return no()
	}
	p.say("%s, all as they should be.", plural(len(set.all), "golden"))
	return nil
}

// cover says for each procedure how much of what some variant shows is in a
// golden, the few goldens that show as much, and which variants would show the
// rest.
func (s *goldenSet) cover(p *program, list bool) error {
	for _, procedure := range s.project.Procedures {
		var answers []string
		var variants []cover.Set
		for a := range space.Variants(procedure, nil) {
			if crowded(a) {
				continue // three answers show no step, and no neighbour, that two do not
			}
			made, err := compile.Compile(s.project, procedure, compile.Options{Answers: a})
			if err != nil {
				return faultOfContent(err)
			}
			answers = append(answers, a.String(procedure))
			variants = append(variants, cover.Nodes(made))
		}
		s.coverOf(p, procedure.ID.Text, answers, variants, list)
	}
	return nil
}

func (s *goldenSet) coverOf(p *program, procedure string, answers []string, variants []cover.Set, list bool) {
	var names []string
	var shown []cover.Set
	for _, g := range s.all {
		if g.plan.Procedure == procedure && !slices.Contains(names, g.of) {
			names = append(names, g.of)
			shown = append(shown, cover.Nodes(g.plan))
		}
	}
	universe := cover.Union(append(slices.Clone(variants), shown...)...)
	cover.MarkMissing(shown, universe)
	cover.MarkMissing(variants, universe)
	universe = cover.Union(append(slices.Clone(variants), shown...)...)
	covered := cover.Union(shown...)
	missing := universe.Without(covered)
	var least []string
	for _, i := range cover.Least(shown, covered) {
		least = append(least, names[i])
	}
	fmt.Fprintf(p.stdout, "%s: %d of %d parts of the model are in a golden. %d of its %d profiles and documents show as much: %s\n",
		procedure, len(covered), len(universe), len(least), len(names), strings.Join(least, ", "))
	if len(missing) == 0 {
		return
	}
	fmt.Fprintf(p.stdout, "  %s in none; these variants would show them:\n", plural(len(missing), "part"))
	for _, i := range cover.Least(variants, missing) {
		fmt.Fprintf(p.stdout, "    %s\n", answers[i])
	}
	if list {
		for _, node := range missing.Names() {
			fmt.Fprintf(p.stdout, "    in none: %s\n", node)
		}
	}
}

// crowded tells whether some facet has more than two answers.
func crowded(a space.Answers) bool {
	for _, given := range a {
		if len(given) > 2 {
			return true
		}
	}
	return false
}

// goldenUpdate writes the goldens.
type goldenUpdate struct {
	goldenPlaces
	MaxFiles int  `default:"10" help:"Refuse to change more files than this (default: ${default})."`
	All      bool `help:"Change as many files as it takes."`
}

// Examples of the command.
func (goldenUpdate) Examples() string {
	return `triptych golden update
triptych golden update --all
`
}

// Run says what changes, and writes it unless that is refused: where CI is set,
// where more files change than anybody reads, and where a golden loses a fact
// although the content is the one it was made of.
func (c *goldenUpdate) Run(p *program) error {
	if p.env("CI") != "" {
		return wrong("goldens are not updated where CI is set: update where you can read the difference")
	}
	set, err := c.compare(p)
	if err != nil {
		return err
	}
	set.tell(p)
	if err := set.refuse(c); err != nil {
		return err
	}
	files := append(set.files(), render.File{Name: goldenIndex, Data: indexOf(set.project.Hash, set.all)})
	if _, err := render.WriteInto(p.ctx, c.Goldens, files); err != nil {
		return err
	}
	for _, name := range set.orphans {
		if err := os.Remove(filepath.Join(c.Goldens, filepath.FromSlash(name))); err != nil && !os.IsNotExist(err) {
			return fmt.Errorf("remove a golden of nothing: %w", err)
		}
	}
	p.say("%s: %s.", plural(len(set.all), "golden"), set.counts())
	return nil
}

// refuse is why an update is not made.
func (s *goldenSet) refuse(c *goldenUpdate) error {
	if s.index.content == s.project.Hash {
		for _, change := range s.changed {
			if change.Old != nil && len(change.lost) > 0 {
				return wrong("%s loses %q, and the content is the one that it was made of: a printer has lost it", change.Name, change.lost[0])
			}
		}
	}
	if n := len(s.changed) + len(s.orphans); n > c.MaxFiles && !c.All {
		return wrong("%s would change, more than --max-files %d: %s; read what is above, then give --all", plural(n, "file"), c.MaxFiles, s.counts())
	}
	return nil
}

// counts says how many files change in which way.
func (s *goldenSet) counts() string {
	var values, order, wording, fresh int
	for _, c := range s.changed {
		switch {
		case c.Old == nil:
			fresh++
		case len(c.values)+len(c.lost)+len(c.fresh) > 0:
			values++
		case len(c.order) > 0:
			order++
		default:
			wording++
		}
	}
	return fmt.Sprintf("%d change in facts, %d in order, %d in wording only, %d new, %d removed, %d as they were",
		values, order, wording, fresh, len(s.orphans), len(s.all)-len(s.changed))
}
