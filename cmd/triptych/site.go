package main

import (
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/site"
)

// siteCommand makes the static site.
type siteCommand struct {
	Output string `short:"o" required:"" placeholder:"DIR" help:"Folder to write to. It is replaced as a whole." config:"site.output,path"`
	Base   string `placeholder:"URL" help:"Address that the site is published at; without it, sitemap and canonical addresses are left out." config:"site.base"`
	Check  bool   `help:"Write nothing. Name the files that differ from those of the folder, and exit with 1 when any does."`
	Forms  bool   `negatable:"" default:"true" help:"Forms that fill in a reader's values and make the runbook in the page. They take most of the time." config:"site.forms"`
	Force  bool   `help:"Write to a folder that has other files in it; those stay."`
}

// Examples of the command.
func (siteCommand) Examples() string {
	return `triptych site -o public/
triptych site -o public/ --base https://docs.example.com/journaling/
triptych site -o public/ --check
`
}

// Run makes the site.
func (c *siteCommand) Run(p *program) error {
	base, err := baseOf(c.Base)
	if err != nil {
		return err
	}
	project, err := p.project()
	if err != nil {
		return err
	}
	s, err := siteFrom(project, base)
	if err != nil {
		return err
	}
	if c.Forms {
		if s.Forms, err = formsOf(project); err != nil {
			return faultOfPrinting(err)
		}
	}
	files, err := site.Build(s)
	if err != nil {
		return faultOfPrinting(faultOfContent(err))
	}
	if c.Check {
		return c.compare(p, files)
	}
	if err := render.WriteFolder(p.ctx, c.Output, files, c.Force); err != nil {
		return err
	}
	p.say("wrote %d files to %s", len(files), c.Output)
	return nil
}

// compare names the files that differ from those of the folder. A page that is
// no more shows in the manifest, which names all files.
func (c *siteCommand) compare(p *program, files []render.File) error {
	different, err := render.Compare(c.Output, files)
	if err != nil {
		return err
	}
	if len(different) == 0 {
		p.say("%d files are as they should be.", len(files))
		return nil
	}
	for _, d := range different {
		what := "differs"
		if d.Old == nil {
			what = "is missing"
		}
		if _, err := fmt.Fprintf(p.stdout, "%s %s\n", filepath.Join(c.Output, filepath.FromSlash(d.Name)), what); err != nil {
			return err
		}
	}
	p.say("%d of %d files differ. To write them: %s", len(different), len(files), p.withoutCheck())
	return no()
}

// siteFrom is what the site is made from.
func siteFrom(project *model.Project, base string) (site.Site, error) {
	s := site.Site{Base: base, Model: project.Hash}
	for _, p := range project.Procedures {
		pages, err := pagesOf(project, p)
		if err != nil {
			return site.Site{}, err
		}
		s.Procedures = append(s.Procedures, pages)
	}
	return s, nil
}

// pagesOf is what the pages of a procedure are made from.
func pagesOf(project *model.Project, p *model.Procedure) (site.Procedure, error) {
	open, closed, err := compile.Pages(project, p)
	return site.Procedure{Open: open, Closed: closed}, faultOfContent(err)
}

// baseOf is the address of --base, or nothing.
func baseOf(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	base, err := siteAddress(text)
	if err != nil {
		return "", wrong("--base %s: %w", printableLine(text), err)
	}
	return base, nil
}

// siteAddress is an address of the web with a slash at its end.
func siteAddress(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return "", errNoSite
	}
	return strings.TrimSuffix(u.String(), "/") + "/", nil
}

var errNoSite = errors.New("this is no address of a site; it looks like https://docs.example.com/journaling/")
