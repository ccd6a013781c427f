// Package audit finds out where a document that people wrote by hand disagrees
// with the model, and with itself.
//
// A document is read into blocks (package paper), seen with the eyes of the
// procedure that it fits best, and laid along that procedure's steps; then each
// rule looks at it by itself. Everything that a rule knows is from the model:
// labels in each generation of the consoles, values with those that they
// superseded, hosts by region, the order of steps. There is no vendor's word
// here, and no guess: the same document and model give the same findings.
package audit

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/publish"
	"github.com/triptych-docs/triptych/model/report"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render"
)

// Options narrow down what a document is compared with.
type Options struct {
	Procedure   string
	Publication string
	Answers     space.Answers
}

// An Auditor has read the model, and judges documents by it.
type Auditor struct {
	project  *model.Project
	indexes  map[string]*index
	printed  map[string][]*reference
	variants map[string]*reference
	signs    map[string]*signs
}

// A Result is what was found in one document.
type Result struct {
	Procedure   string // that it fits best; empty when it fits none
	Publication string // whose text it has; empty when it is written otherwise
	Generation  string // of the consoles that it is for
	Findings    []report.Finding
	Coverage    Coverage
}

// New reads the model.
func New(project *model.Project) *Auditor {
	return &Auditor{
		project: project, indexes: map[string]*index{}, printed: map[string][]*reference{},
		variants: map[string]*reference{}, signs: map[string]*signs{},
	}
}

const ruleProcedure = "other-procedure"

// Audit judges one document. The error is about the file, or about the model;
// what is wrong in the document is in the result.
func (a *Auditor) Audit(file *source.File, o Options) (*Result, error) {
	p, err := paper.Read(file)
	if err != nil {
		return nil, err
	}
	procedure, near := a.fit(p)
	if procedure == nil || o.Procedure != "" && near != o.Procedure {
		return a.foreign(p, o, near), nil
	}
	x, err := a.index(procedure)
	if err != nil {
		return nil, err
	}
	references, err := a.references(procedure)
	if err != nil {
		return nil, err
	}
	r := newReading(x, p)
	if g, ok := o.Answers.One(x.generation); ok && g != r.generation {
		r.generation = g
		r.align()
	}
	f := &finder{reading: r}
	result := &Result{Procedure: procedure.ID.Text, Generation: r.generation}
	ref, err := a.ours(f, procedure, references, o)
	if err != nil {
		return nil, err
	}
	if ref != nil {
		result.Publication = ref.id
		f.compare(ref)
	} else {
		f.trust(references)
	}
	for _, c := range checks() {
		f.rule = c.ID
		c.run(f)
	}
	result.Findings = settle(f.found)
	result.Coverage = f.coverage()
	return result, nil
}

// index is what the model knows of a procedure, worked out once.
func (a *Auditor) index(p *model.Procedure) (*index, error) {
	if x := a.indexes[p.ID.Text]; x != nil {
		return x, nil
	}
	x, err := newIndex(a.project, p)
	if err != nil {
		return nil, fmt.Errorf("index %s: %w", p.ID.Text, err)
	}
	references, err := a.references(p)
	if err != nil {
		return nil, err
	}
	x.prose = map[string]bool{}
	for _, ref := range references {
		for _, l := range ref.lines {
			for _, w := range l.words {
				x.prose[w.low] = true
			}
		}
	}
	a.indexes[p.ID.Text] = x
	return x, nil
}

// references are the publications of a procedure, printed and read.
func (a *Auditor) references(p *model.Procedure) ([]*reference, error) {
	if out, ok := a.printed[p.ID.Text]; ok {
		return out, nil
	}
	var out []*reference
	for i := range p.Publications {
		pub := &p.Publications[i]
		text, err := a.print(p, pub)
		if err != nil {
			return nil, fmt.Errorf("print %s: %w", pub.ID.Text, err)
		}
		read, err := paper.Read(&source.File{Name: pub.ID.Text + ".md", Text: text})
		if err != nil {
			return nil, err
		}
		out = append(out, newReference(pub.ID.Text, read))
	}
	a.printed[p.ID.Text] = out
	return out, nil
}

// print is the Markdown of a publication.
func (a *Auditor) print(p *model.Procedure, pub *model.Publication) ([]byte, error) {
	document, err := publish.Document(a.project, p, pub)
	if err != nil {
		return nil, err
	}
	files, err := render.Documents(document)
	if err != nil {
		return nil, err
	}
	return files[0].Data, nil
}

// ours is the publication or runbook of the model's that a document is a copy
// of; nil for one that was written otherwise.
func (a *Auditor) ours(f *finder, p *model.Procedure, references []*reference, o Options) (*reference, error) {
	var best *reference
	most := 0.4
	for _, ref := range references {
		if o.Publication != "" && ref.id != o.Publication {
			continue
		}
		if s := ref.share(f.paper); s > most {
			best, most = ref, s
		}
	}
	if o.Publication != "" {
		return best, nil
	}
	if ref, err := a.runbook(f, p, o, most); ref != nil || err != nil {
		return ref, err
	}
	return best, nil
}

// trust marks what a document has word for word from the model.
func (f *finder) trust(references []*reference) {
	for _, b := range f.blocks {
		if len(b.words) < 6 {
			continue
		}
		for _, ref := range references {
			if ref.byText[keyOf(b.Block)] {
				b.own = true
			}
		}
	}
}

// settle puts findings in the order of the document, and leaves out what another
// finding at the same place says more exactly.
func settle(all []report.Finding) []report.Finding {
	slices.SortStableFunc(all, func(a, b report.Finding) int {
		return cmp.Or(cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Col, b.Pos.Col), report.Worse(a.Severity, b.Severity), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
	all = slices.CompactFunc(all, func(a, b report.Finding) bool {
		return a.Pos == b.Pos && (a.Rule == b.Rule && a.Message == b.Message)
	})
	// That a field is given another option says it all.
	return slices.DeleteFunc(all, func(f report.Finding) bool {
		return f.Rule == "option-differs" && slices.ContainsFunc(all, func(o report.Finding) bool { return o.Rule == "value-differs" && o.Pos == f.Pos })
	})
}
