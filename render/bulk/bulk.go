// Package bulk makes the runbooks of many customers. A plan is printed once for
// all customers of a variant; for each of them it is filled, and what was filled
// goes to a tree of folders or into an archive. Customers come and go one at a
// time: what is held does not grow with their number.
package bulk

import (
	"container/list"
	"fmt"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render"
)

// A Job is one customer.
type Job struct {
	ID       string // short name, which becomes the folder: letters, digits and hyphens
	Variant  string // equal for customers with the same plan
	Plan     func() (*plan.Plan, error)
	Customer render.Customer
}

// A Target is where the files of customers go.
type Target interface {
	// Take takes the files of one customer. Several customers are taken at a
	// time; the files hold until what was taken is added. Before is what an
	// earlier run recorded of the customer, or nil.
	Take(id string, files []render.File, before *Record) (Taken, error)
	// Add adds what was taken, in the order of the customers.
	Add(Taken) error
	// Finish adds the files that come with the whole, as they are when all
	// customers are in, and puts it in its place.
	Finish(extra []Extra) error
	// Abandon ends what is not to be finished.
	Abandon() error
}

// Taken is what a target made of a customer's files.
type Taken struct {
	Written int      // files that were not there, or were not the same
	tar     part     // of a tar: the files, as they stand in it
	zip     *zipPart // of a zip file
}

// A Maker makes the files of customers, several at a time.
type Maker struct {
	formats []render.Format
	bundle  bool
	machine bool // a program of this machine makes PDFs, and others may come out of another machine
	plans   cache
	buffers spares[*render.Buffer]
}

// NewMaker makes files of some formats, or, as a bundle, with the profile and a
// manifest in each folder. PDFs are made by an engine of the machine's, or by the
// one that is built in where that is nil.
func NewMaker(formats []render.Format, bundle bool, pdf render.PDFEngine) *Maker {
	return &Maker{
		formats: formats, bundle: bundle, machine: pdf != nil,
		plans:   cache{formats: formats, pdf: pdf, known: map[string]*list.Element{}},
		buffers: newSpares(func() *render.Buffer { return &render.Buffer{} }),
	}
}

// Buffer is a buffer to make files in that nobody uses. It is given back by
// [Maker.Free], once its files are not needed any more.
func (m *Maker) Buffer() *render.Buffer { return m.buffers.get() }

// Free gives a buffer back.
func (m *Maker) Free(b *render.Buffer) { m.buffers.put(b) }

// Make fills the files of one customer into the buffer. They hold until the
// buffer is used again.
func (m *Maker) Make(b *render.Buffer, j Job) ([]render.File, error) {
	runbook, err := m.plans.get(j)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", j.ID, err)
	}
	if m.bundle {
		return runbook.BundleInto(b, j.Customer, m.formats...)
	}
	return runbook.FillInto(b, j.Customer, m.formats...)
}
