package audit

import (
	"slices"

	"github.com/triptych-docs/triptych/model"
)

// An index is everything that a guide to one procedure may say, as far as the
// model knows it.
type index struct {
	project   *model.Project
	procedure *model.Procedure

	generation  string   // the facet that labels differ by; empty: they do not
	generations []string // its answers

	labels   []*label
	byText   map[string][]*label // by text in small letters
	byLength []*label            // longest first
	paths    []path
	settings map[string]*setting
	cut      cutter
	unused   map[string]string // labels that the procedure shows nowhere → their ids
	fields   []*field
	hosts    map[string][]*use
	roots    map[string]bool // domains under which the vendor has hosts
	links    []link
	terms    map[string]string  // id → text
	prose    map[string]bool    // every word of the prose of the procedure
	names    []string           // how the vendor's product is called, longest first
	nouns    map[string]string  // of an object: other words for it → its title
	steps    map[string][]*step // by generation
	sections map[string]*model.Section
	numbers  map[string]map[string]string // of a generation: noun → number that the model works out
}

// A link is a place outside that the model leads to.
type link struct{ id, url string }

func newIndex(project *model.Project, p *model.Procedure) (*index, error) {
	x := emptyIndex(project, p)
	for i := range p.Sections {
		x.sections[p.Sections[i].ID.Text] = &p.Sections[i]
	}
	for _, id := range []string{"product-long", "product"} {
		if t := x.terms[id]; t != "" {
			x.names = append(x.names, t)
		}
	}
	for _, e := range p.Links {
		x.links = append(x.links, link{e.Key.Text, e.Value.Text})
	}
	x.findGeneration()
	x.addSettings()
	if err := x.addSteps(); err != nil {
		return nil, err
	}
	x.addLabels()
	x.addFields()
	x.weigh()
	x.byLength = slices.SortedStableFunc(slices.Values(x.labels), func(a, b *label) int { return len(b.text) - len(a.text) })
	return x, nil
}

// emptyIndex is an index that knows the words of a procedure, and nothing else
// of it yet.
func emptyIndex(project *model.Project, p *model.Procedure) *index {
	x := &index{
		project: project, procedure: p,
		byText: map[string][]*label{}, cut: cutter{}, unused: map[string]string{}, settings: map[string]*setting{}, hosts: map[string][]*use{},
		roots: map[string]bool{}, terms: map[string]string{}, nouns: map[string]string{},
		steps: map[string][]*step{}, sections: map[string]*model.Section{}, numbers: map[string]map[string]string{},
	}
	for _, e := range p.Terms {
		x.terms[e.Key.Text] = squeeze(e.Value.Text)
	}
	return x
}

// findGeneration finds the facet that the labels of the consoles differ by.
func (x *index) findGeneration() {
	count := map[string]int{}
	for _, e := range slices.Concat(x.project.Labels, x.procedure.Labels) {
		if e.Value.Choose != nil {
			count[e.Value.Choose.Facet.Text]++
		}
	}
	for _, f := range x.procedure.Facets {
		if count[f.ID.Text] > count[x.generation] {
			x.generation = f.ID.Text
		}
	}
	if x.generation == "" {
		x.generations = []string{""}
		return
	}
	for _, a := range x.facet(x.generation).Answers {
		x.generations = append(x.generations, a.ID.Text)
	}
}

func (x *index) facet(id string) *model.Facet {
	for i := range x.procedure.Facets {
		if x.procedure.Facets[i].ID.Text == id {
			return &x.procedure.Facets[i]
		}
	}
	return nil
}
