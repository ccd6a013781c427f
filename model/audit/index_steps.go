package audit

import (
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/space"
)

// A step is one step of the procedure in a generation of the consoles.
type step struct {
	id      string // "connector.routing"
	section string
	title   string
	labels  map[string]bool // texts
	words   map[string]bool // stems of everything it says
	sets    []string
	commits bool
	text    string
}

// addSteps compiles the procedure once for each generation of the consoles, all
// other questions open, and notes what each step says.
func (x *index) addSteps() error {
	for _, g := range x.generations {
		answers := space.Answers{}
		if x.generation != "" {
			answers[x.generation] = []string{g}
		}
		// Which row a reader takes changes values and no step.
		for _, f := range x.procedure.Facets {
			if len(f.Columns) > 0 {
				answers[f.ID.Text] = []string{f.Answers[0].ID.Text}
			}
		}
		compiled, err := compile.Compile(x.project, x.procedure, compile.Options{Answers: answers})
		if err != nil {
			return err
		}
		x.numbers[g] = map[string]string{}
		for _, section := range compiled.Sections {
			for _, s := range section.Steps {
				sp := spell(s)
				out := &step{id: s.ID, section: section.ID, title: flat(s.Title), labels: sp.labels, words: map[string]bool{}, sets: s.Settings, commits: len(s.Commits) > 0, text: sp.text.String()}
				for _, w := range split(out.title + " " + out.text) {
					out.words[stem(w.low)] = true
				}
				x.steps[g] = append(x.steps[g], out)
				for noun, number := range counted(out.text) {
					x.numbers[g][noun] = number
				}
			}
		}
	}
	return nil
}
