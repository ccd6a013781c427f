package render

import (
	"fmt"
	"path"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/markdown"
	"github.com/triptych-docs/triptych/render/picture"
)

// A Document is a publication: a plan that is open to its readers, and how it
// is set.
type Document struct {
	Name    string // of the file, with slashes
	Plan    *plan.Plan
	Layout  book.Layout
	Flavour string           // its name in flavours.yaml
	Front   []markdown.Field // of a flavour that has a front matter
	Made    string           // what the file says of itself, in a comment; empty for nothing
	Tabs    bool             // what is for different readers stands in tabs
	// Drawings is the folder of the drawings, beside the document, and
	// DrawingsURL is how the document quotes it. Both end with a slash; without a
	// folder there are no drawings.
	Drawings, DrawingsURL string
}

// Documents prints publications. Where a runbook has a customer's value, a
// document for everyone shows the placeholder of the input.
func Documents(documents ...Document) ([]File, error) {
	var files []File
	for _, d := range documents {
		printed, err := d.print()
		if err != nil {
			return nil, fmt.Errorf("print %s: %w", d.Name, err)
		}
		files = append(files, printed...)
	}
	return files, nil
}

// print is the document and then its drawings.
func (d Document) print() ([]File, error) {
	flavour, err := d.flavour()
	if err != nil {
		return nil, err
	}
	flavour.Drawings = d.DrawingsURL
	laidOut := book.Document(d.Plan, d.Layout)
	printed, err := markdown.Print(laidOut, flavour)
	if err != nil {
		return nil, err
	}
	values := plan.Values{}
	for _, h := range d.Plan.Holes {
		values[h.Name] = h.Placeholder
	}
	for _, name := range printed.Holes() {
		if _, ok := values[name]; !ok {
			return nil, fmt.Errorf("no document for everyone can say what %s is", name)
		}
	}
	files := []File{{Name: d.Name, Data: printed.Fill(values)}}
	if d.Drawings == "" {
		return files, nil
	}
	drawn, err := picture.Files(plan.Bind(laidOut, values))
	if err != nil {
		return nil, err
	}
	for _, f := range drawn {
		files = append(files, File{Name: path.Join(path.Dir(d.Name), d.Drawings, f.Name), Data: f.Data})
	}
	return files, nil
}

// flavour is the flavour of the document with its front matter.
func (d Document) flavour() (markdown.Flavour, error) {
	f, err := markdown.Named(d.Flavour)
	if err == nil && len(f.FrontKeys) == 0 && len(d.Front) > 0 {
		err = fmt.Errorf("flavour %q has no front matter", d.Flavour)
	}
	f.Front, f.Made, f.InTabs = d.Front, d.Made, d.Tabs
	return f, err
}
