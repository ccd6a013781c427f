package main

import (
	"cmp"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/publish"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/templates"
)

// A publication is one with the procedure that it is of.
type publication struct {
	procedure *model.Procedure
	*model.Publication
}

func publications(project *model.Project) []publication {
	var all []publication
	for _, p := range project.Procedures {
		for i := range p.Publications {
			all = append(all, publication{p, &p.Publications[i]})
		}
	}
	return all
}

func publicationIDs(project *model.Project) []string {
	var ids []string
	for _, pub := range publications(project) {
		ids = append(ids, pub.ID.Text)
	}
	return ids
}

// flavour is whom an edition of the publication is set for.
func (pub publication) flavour(edition publish.Edition) templates.Flavour {
	f, _ := templates.FindFlavour(cmp.Or(edition.Flavour, pub.Publication.Flavour.Text))
	return f
}

// document compiles a publication, set as its content says.
func (pub publication) document(project *model.Project) (render.Document, error) {
	return publish.Document(project, pub.procedure, pub.Publication)
}
