package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/publish"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/inject"
	"github.com/triptych-docs/triptych/templates"
)

// inject puts documents between their markers in a file, and their drawings
// beside it.
func (c *docsCommand) inject(p *program, project *model.Project, edition publish.Edition) error {
	file, err := c.page()
	if err != nil {
		return err
	}
	faults := &source.List{}
	places := inject.Find(file, faults)
	chosen := c.placed(project, edition, file, places, faults)
	if err := faultsOfProfile(faults); err != nil {
		return err
	}
	documents, drawings, err := c.printed(p, project, edition, chosen)
	if err != nil {
		return err
	}
	if chosen[0].flavour(edition).Anchors == templates.AnchorSlugs {
		inject.SameAnchors(file, places, documents, faults)
	}
	if err := faultsOfProfile(faults); err != nil {
		return err
	}
	for _, place := range places {
		if document, ok := documents[place.ID]; ok && place.ByHand(document) && !c.Force {
			faults.Add(byHand(place))
		}
	}
	files := append([]render.File{{Name: filepath.Base(c.Inject), Data: inject.Into(file, places, documents)}}, drawings...)
	if c.Check {
		if faults.Len() > 0 {
			p.report(faults)
		}
		return p.differences(filepath.Dir(c.Inject), files, p.withoutCheck())
	}
	if err := faultsOfProfile(faults); err != nil {
		return err
	}
	return p.writeInto(filepath.Dir(c.Inject), files)
}

// page reads the file that documents are put into.
func (c *docsCommand) page() (*source.File, error) {
	if info, err := os.Lstat(c.Inject); err == nil && info.Mode()&os.ModeSymlink != 0 {
		return nil, wrong("--inject %s is a link; name the file that it leads to, beside which the drawings would stand", printableLine(c.Inject))
	}
	text, err := os.ReadFile(c.Inject)
	if errors.Is(err, os.ErrNotExist) {
		return nil, wrong("--inject %s: there is no such file", printableLine(c.Inject))
	}
	if err != nil {
		return nil, err
	}
	return &source.File{Name: c.Inject, Text: text}, nil
}

// printed are documents as they stand in the page, by their ids, and the drawings
// that stand beside it.
func (c *docsCommand) printed(p *program, project *model.Project, edition publish.Edition, chosen []publication) (map[string]inject.Document, []render.File, error) {
	documents := map[string]inject.Document{}
	var drawings []render.File
	page := filepath.Base(c.Inject)
	for _, pub := range chosen {
		d, err := edition.Document(project, pub.procedure, pub.Publication)
		if err != nil {
			return nil, nil, faultOfContent(err)
		}
		// The page that it is put into has a front matter of its own, and comments
		// of its own kind.
		made := d.Made
		d.Name, d.Front, d.Made = page, nil, ""
		files, err := render.Documents(d)
		if err != nil {
			return nil, nil, faultOfPrinting(err)
		}
		if pub.flavour(edition).Bundles && d.Drawings != "" && d.DrawingsURL == d.Drawings && page != "index.md" && page != "_index.md" {
			p.say("%s: its drawings stand beside %s, and a page finds them there only as the index.md of a folder.", pub.ID.Text, c.Inject)
		}
		documents[pub.ID.Text] = inject.Document{Made: made, Text: files[0].Data}
		drawings = append(drawings, files[1:]...)
	}
	return documents, drawings, nil
}

// placed are the documents that have a place and are asked for: all that have one,
// or those that are named.
func (c *docsCommand) placed(project *model.Project, edition publish.Edition, file *source.File, places []inject.Place, faults *source.List) []publication {
	if faults.Len() > 0 {
		return nil
	}
	all := publications(project)
	known := func(id string) int {
		return slices.IndexFunc(all, func(pub publication) bool { return pub.ID.Text == id })
	}
	var chosen []publication
	for _, place := range places {
		i := known(place.ID)
		switch {
		case len(c.Publication) > 0 && !slices.Contains(c.Publication, place.ID):
		case i < 0:
			faults.Add(source.Diagnostic{Pos: place.Pos, Message: fmt.Sprintf("no document %q", place.ID), Hint: source.DidYouMean(place.ID, publicationIDs(project))})
		default:
			chosen = append(chosen, all[i])
		}
	}
	missing := slices.DeleteFunc(slices.Clone(c.Publication), func(id string) bool {
		return slices.ContainsFunc(places, func(place inject.Place) bool { return place.ID == id })
	})
	if len(places) == 0 && len(missing) == 0 {
		missing = []string{"ID"}
	}
	for _, id := range missing {
		message := fmt.Sprintf("there is no place for document %q in this file", printableLine(id))
		if id == "ID" {
			message = "there is no place for a document in this file; ID is one of: " + strings.Join(publicationIDs(project), ", ")
		}
		begin, end := inject.Markers(printableLine(id), edition.Flavour == "docusaurus")
		faults.Add(source.Diagnostic{Pos: file.Start(), Message: message, Hint: "put these two lines where it is to stand: " + begin + " and " + end})
	}
	for _, pub := range chosen {
		if first := chosen[0]; pub.flavour(edition).Name != first.flavour(edition).Name {
			faults.Add(source.Diagnostic{
				Pos:     file.Start(),
				Message: fmt.Sprintf("%q is set for %s and %q for %s", first.ID.Text, first.flavour(edition).Name, pub.ID.Text, pub.flavour(edition).Name),
				Hint:    "a file has one reader: say with --flavor which one",
			})
			break
		}
	}
	return chosen
}

// byHand says that text between markers is not what triptych put there.
func byHand(place inject.Place) source.Diagnostic {
	d := source.Diagnostic{
		Pos:     place.Pos,
		Message: fmt.Sprintf("the text between the markers of %q was changed by hand", place.ID),
		Hint:    "what is to stay belongs into the content; --check shows what would be replaced, and --force replaces it",
	}
	if place.New() {
		d.Message = fmt.Sprintf("between the markers of %q is text that triptych did not put there", place.ID)
	}
	return d
}
