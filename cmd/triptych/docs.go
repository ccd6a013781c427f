package main

import (
	"cmp"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/publish"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/templates"
)

// docsCommand makes the documents that are published.
type docsCommand struct {
	Publication []string `arg:"" optional:"" help:"Documents to make; all of them otherwise."`
	Output      string   `short:"o" placeholder:"DIR" help:"Folder to write to; - is standard output, for one document." config:"docs.output,path"`
	Flavor      string   `aliases:"flavour" placeholder:"NAME" help:"Set them for another reader than their own: gfm, hugo, starlight, docusaurus or mkdocs." config:"docs.flavor"`
	As          string   `placeholder:"FORM" help:"page, or partial for a part of a page: without a title and a front matter, its headings a level deeper." config:"docs.as"`
	Heading     int      `placeholder:"LEVEL" help:"Level of the headings of sections, from 1 to 4." config:"docs.heading"`
	Tabs        bool     `help:"Set what is for different readers beside each other, in tabs, for starlight, docusaurus and mkdocs." config:"docs.tabs"`
	Inject      string   `placeholder:"FILE" help:"Put them between their markers in this file, and leave the rest of it as it is."`
	Check       bool     `help:"Write nothing. Show what differs, and exit with 1 when anything does."`
	Force       bool     `help:"With --inject: replace text between markers that was changed by hand."`
}

// Examples of the command.
func (docsCommand) Examples() string {
	return `triptych docs -o public/
triptych docs area1-reference
triptych docs -o public/ --check
triptych docs -o src/content/docs/ --flavor starlight
triptych docs --inject docs/journaling.md --flavor mkdocs
`
}

// Run makes the documents.
func (c *docsCommand) Run(p *program) error {
	c.fit(p.configuration)
	edition, err := c.edition()
	if err != nil {
		return err
	}
	project, err := p.project()
	if err != nil {
		return err
	}
	if c.Inject != "" {
		return c.inject(p, project, edition)
	}
	chosen, err := c.chosen(project)
	if err != nil {
		return err
	}
	stdout := c.Output == "" || c.Output == "-"
	switch ext := path.Ext(c.Output); {
	case stdout && c.Check:
		return wrong("-o is missing: --check compares with the files of a folder")
	case stdout && len(chosen) != 1:
		return wrong("-o is missing: %d documents need a folder; or name one of: %s", len(chosen), strings.Join(publicationIDs(project), ", "))
	case (ext == ".md" || ext == ".mdx") && !isFolder(c.Output):
		return wrong("%s %s is the name of a file, and documents go into a folder under names of their own\n  Name a folder; or put one document into a file: triptych docs ID > %[2]s", p.saidBy("-o", "docs.output"), printableLine(c.Output))
	}
	var documents []render.Document
	for _, pub := range chosen {
		d, err := edition.Document(project, pub.procedure, pub.Publication)
		if err != nil {
			return faultOfContent(err)
		}
		if dropped := edition.Dropped(pub.Publication); len(dropped) > 0 {
			p.say("%s: %s has no key for what its front matter says as: %s", pub.ID.Text, cmp.Or(c.Flavor, "a "+c.As), strings.Join(dropped, ", "))
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
		return p.differences(c.Output, files, p.withoutCheck())
	}
	return p.writeInto(c.Output, files)
}

// writeInto writes files into a folder beside what else is there, and says which of
// them were not as they should be.
func (p *program) writeInto(folder string, files []render.File) error {
	written, err := render.WriteInto(p.ctx, folder, files)
	if err != nil {
		return err
	}
	for _, name := range written {
		p.say("wrote %s", filepath.Join(folder, filepath.FromSlash(name)))
	}
	p.say("%s, %d written, %d same.", plural(len(files), "file"), len(written), len(files)-len(written))
	return nil
}

// fit leaves out what a configuration says for all documents and what does not go
// with what was asked for now: a folder and whole pages, where a part is put into a
// file, and tabs, where the reader has none.
func (c *docsCommand) fit(set *configuration) {
	if c.Inject != "" {
		if _, ok := set.came("docs.output"); ok {
			c.Output = ""
		}
		if _, ok := set.came("docs.as"); ok {
			c.As = ""
		}
	}
	if _, ok := set.came("docs.tabs"); ok && !slices.Contains(withTabs(), c.Flavor) {
		c.Tabs = false
	}
}

// edition is how the documents are to be set.
func (c *docsCommand) edition() (publish.Edition, error) {
	e := publish.Edition{Flavour: c.Flavor, As: publish.Form(c.As), Heading: c.Heading, Tabs: c.Tabs}
	if names := templates.FlavourNames(); c.Flavor != "" && !slices.Contains(names, c.Flavor) {
		return e, wrong("no flavour %q; %s", printableLine(c.Flavor), source.DidYouMean(c.Flavor, names))
	}
	if forms := []string{string(publish.Page), string(publish.Partial)}; c.As != "" && !slices.Contains(forms, c.As) {
		return e, wrong("--as %s: a document is a page or a partial", printableLine(c.As))
	}
	if c.Heading < 0 || c.Heading > 4 {
		return e, wrong("--heading %d: the headings of sections have a level from 1 to 4", c.Heading)
	}
	if f, known := templates.FindFlavour(c.Flavor); c.Tabs && (!known || f.Tabs == templates.NoTabs) {
		return e, wrong("--tabs: say with --flavor for which reader; these have tabs: %s", strings.Join(withTabs(), ", "))
	}
	switch {
	case c.Inject == "" && c.Force:
		return e, wrong("--force is about text between markers: it goes with --inject")
	case c.Inject != "" && c.Output != "":
		return e, wrong("--inject writes to %s and to nothing else: leave -o out", printableLine(c.Inject))
	case c.Inject == "-":
		return e, wrong("--inject -: a file is needed, which has the markers and is written again")
	case c.Inject != "" && e.As == publish.Page:
		return e, wrong("--as page: what stands between markers is a part of a page")
	case c.Inject != "":
		e.As = publish.Partial
	}
	return e, nil
}

// withTabs are the flavours that have tabs.
func withTabs() []string {
	var names []string
	for _, f := range templates.Flavours() {
		if f.Tabs != templates.NoTabs {
			names = append(names, f.Name)
		}
	}
	return names
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
