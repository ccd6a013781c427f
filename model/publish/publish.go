// Package publish turns a publication of the model into a document of package
// render. It is the one place where what the docs team decided (title, flavour,
// front matter, heading level) meets the plan that is printed.
package publish

import (
	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/markdown"
)

// Document compiles a publication of a procedure. The error is a [source.List]
// when the content is at fault.
func Document(project *model.Project, p *model.Procedure, pub *model.Publication) (render.Document, error) {
	compiled, err := compile.Publication(project, p, pub)
	if err != nil {
		return render.Document{}, err
	}
	// A front matter with a title is where the site takes the title from.
	_, titled := pub.Front.Get("title")
	out := render.Document{
		Name: pub.File.Text, Plan: compiled, Flavour: pub.Flavour.Text, Front: front(pub.Front),
		Layout: book.Layout{
			Title:   plan.Say(profile.Plain(p, pub.Title)),
			Partial: pub.Partial || titled, Heading: pub.Heading, Dialogs: pub.Dialogs,
		},
	}
	if pub.Drawings != nil {
		out.Drawings, out.DrawingsURL = pub.Drawings.Folder.Text, pub.Drawings.URL.Text
		if out.DrawingsURL == "" {
			out.DrawingsURL = out.Drawings
		}
	}
	return out, nil
}

// front is a front matter as the printer takes it.
func front(m source.Map[model.Front]) []markdown.Field {
	var fields []markdown.Field
	for _, e := range m {
		field := markdown.Field{Key: e.Key.Text, Raw: e.Value.Raw, Fields: front(e.Value.Map)}
		if e.Value.Text != nil {
			field.Text = plan.Literal(e.Value.Text.Text)
		}
		fields = append(fields, field)
	}
	return fields
}
