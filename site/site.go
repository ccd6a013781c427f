package site

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/parallel"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render"
)

// A Site is what it is made from.
type Site struct {
	// Base is the address that the site is published at, with a slash at its
	// end. Where it is empty, files that need whole addresses are left out.
	Base  string
	Model string // hash of the content
	// Live makes pages of a preview: they show themselves anew when the content
	// has changed.
	Live       bool
	Procedures []Procedure
	Forms      *Forms        // nil: readers cannot fill in their values
	form       map[kind]form // of the kinds of page that have one
}

// A Procedure is one procedure, open to all readers and closed for those who
// have a page of their own.
type Procedure struct {
	Open   *plan.Plan
	Closed []plan.Page
}

// id is the folder of a procedure.
func (p Procedure) id() string { return p.Open.Procedure }

// Build makes all files of the site, in the order of their names.
func Build(s Site) ([]render.File, error) {
	var forms []render.File
	if s.Forms != nil {
		var err error
		if forms, s.form, err = s.Forms.files(); err != nil {
			return nil, err
		}
	}
	files, err := parallel.Map(s.outputs(), output.file)
	if err != nil {
		return nil, err
	}
	files = append(files, forms...)
	slices.SortFunc(files, func(a, b render.File) int { return strings.Compare(a.Name, b.Name) })
	for i := range files[1:] {
		if files[i].Name == files[i+1].Name {
			return nil, fmt.Errorf("two pages are written to %s", files[i].Name)
		}
	}
	manifest, err := render.SiteManifest(s.Model, files)
	if err != nil {
		return nil, err
	}
	return append(files, manifest), nil
}
