package main

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/publish"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render"
)

// docsCommand makes the documents that are published.
type docsCommand struct {
	Publication []string `arg:"" optional:"" help:"Documents to make; all of them otherwise."`
	Output      string   `short:"o" placeholder:"DIR" help:"Folder to write to; - is standard output, for one document."`
	Check       bool     `help:"Write nothing. Show how the folder differs, and exit with 1 when it does."`
}

// Examples of the command.
func (docsCommand) Examples() string {
	return `triptych docs -o public/
triptych docs area1-reference
triptych docs -o public/ --check
`
}

// Run makes the documents.
func (c *docsCommand) Run(p *program) error {
	project, err := p.project()
	if err != nil {
		return err
	}
	chosen, err := c.chosen(project)
	if err != nil {
		return err
	}
	stdout := c.Output == "" || c.Output == "-"
	if stdout && (c.Check || len(chosen) != 1) {
		return wrong("-o is missing: %d documents need a folder; or name one of: %s", len(chosen), strings.Join(publicationIDs(project), ", "))
	}
	var documents []render.Document
	for _, pub := range chosen {
		d, err := pub.document(project)
		if err != nil {
			return faultOfContent(err)
		}
		documents = append(documents, d)
	}
	files, err := render.Documents(documents...)
	switch {
	case err != nil:
		return faultOfPrinting(err)
	case stdout:
		if len(files) > 1 {
			p.say("The document has %d drawings beside it: to write them as well, name a folder with -o.", len(files)-1)
		}
		return p.write("-", files[0].Data)
	case c.Check:
		return c.compare(p, files)
	}
	written, err := render.WriteInto(p.ctx, c.Output, files)
	if err != nil {
		return err
	}
	for _, name := range written {
		p.say("wrote %s", path.Join(c.Output, name))
	}
	p.say("%d files, %d written, %d same.", len(files), len(written), len(files)-len(written))
	return nil
}

// compare shows how the folder differs from what would be written.
func (c *docsCommand) compare(p *program, files []render.File) error {
	different, err := render.Compare(c.Output, files)
	if err != nil {
		return err
	}
	if len(different) == 0 {
		p.say("%d files are as they should be.", len(files))
		return nil
	}
	for _, d := range different {
		name := path.Join(c.Output, d.Name)
		old := name
		if d.Old == nil {
			old = "/dev/null"
		}
		if err := p.diff(udiff.Unified(old, name, string(d.Old), string(d.New))); err != nil {
			return err
		}
	}
	p.say("%d of %d files differ. To write them: triptych docs -o %s", len(different), len(files), c.Output)
	return no()
}

// diff prints a unified difference; + and - stay where there are colors.
func (p *program) diff(text string) error {
	if p.colored() {
		var b strings.Builder
		for line := range strings.Lines(text) {
			body := strings.TrimSuffix(line, "\n")
			switch {
			case strings.HasPrefix(line, "+"):
				body = "\x1b[32m" + body + "\x1b[0m"
			case strings.HasPrefix(line, "-"):
				body = "\x1b[31m" + body + "\x1b[0m"
			case strings.HasPrefix(line, "@@"):
				body = "\x1b[36m" + body + "\x1b[0m"
			}
			b.WriteString(body + "\n")
		}
		text = b.String()
	}
	_, err := fmt.Fprint(p.stdout, text)
	return err
}

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

// chosen finds the documents that are named.
func (c *docsCommand) chosen(project *model.Project) ([]publication, error) {
	all := publications(project)
	if len(c.Publication) == 0 {
		return all, nil
	}
	var chosen []publication
	for _, id := range c.Publication {
		i := slices.IndexFunc(all, func(pub publication) bool { return pub.ID.Text == id })
		if i < 0 {
			return nil, wrong("no document %q; %s", printableLine(id), source.DidYouMean(id, publicationIDs(project)))
		}
		chosen = append(chosen, all[i])
	}
	return chosen, nil
}

// document compiles a publication.
func (pub publication) document(project *model.Project) (render.Document, error) {
	return publish.Document(project, pub.procedure, pub.Publication)
}
