// Package publish turns a publication of the model into a document of package
// render. It is the one place where what the docs team decided (title, flavour,
// front matter, heading level) meets the plan that is printed.
package publish

import (
	"path"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/markdown"
	"github.com/triptych-docs/triptych/templates"
)

// Document compiles a publication of a procedure, set as its content says. The
// error is a [source.List] when the content is at fault.
func Document(project *model.Project, p *model.Procedure, pub *model.Publication) (render.Document, error) {
	return Edition{}.Document(project, p, pub)
}

// Document compiles a publication of a procedure, set as the edition says.
func (e Edition) Document(project *model.Project, p *model.Procedure, pub *model.Publication) (render.Document, error) {
	compiled, err := compile.Publication(project, p, pub)
	if err != nil {
		return render.Document{}, err
	}
	flavour, err := e.flavour(pub)
	if err != nil {
		return render.Document{}, err
	}
	title, partial := profile.Plain(p, pub.Title), e.partial(pub)
	out := render.Document{
		Name: pub.File.Text, Plan: compiled, Flavour: flavour.Name, Front: e.front(pub, flavour, title),
		Made: templates.ReadWords().Made(pub.ID.Text, p.ID.Text),
		Layout: book.Layout{
			Title:   plan.Say(title),
			Partial: partial || flavour.Title == templates.TitleFront,
			Heading: e.heading(pub), Dialogs: pub.Dialogs,
		},
	}
	if out.Tabs = e.Tabs; e.Tabs && flavour.Extension != "" {
		out.Name = strings.TrimSuffix(out.Name, path.Ext(out.Name)) + flavour.Extension
	}
	if pub.Drawings != nil {
		out.Drawings, out.DrawingsURL = pub.Drawings.Folder.Text, pub.Drawings.URL.Text
		if out.DrawingsURL == "" {
			out.DrawingsURL = out.Drawings
			if flavour.Bundles && !partial {
				out.Name = bundled(out.Name)
			}
		}
	}
	return out, nil
}

// bundled is the name of a page that is a folder with its files.
func bundled(name string) string {
	return strings.TrimSuffix(name, path.Ext(name)) + "/index" + path.Ext(name)
}

// front is a front matter as the printer takes it.
func front(m source.Map[model.Front]) []markdown.Field {
	var fields []markdown.Field
	for _, e := range m {
		fields = append(fields, field(e.Key.Text, e.Value))
	}
	return fields
}

func field(key string, value model.Front) markdown.Field {
	out := markdown.Field{Key: key, Raw: value.Raw, Fields: front(value.Map)}
	if value.Text != nil {
		out.Text = plan.Literal(value.Text.Text)
	}
	return out
}
