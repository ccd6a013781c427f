package main

import (
	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/load"
	"github.com/triptych-docs/triptych/site"
	"github.com/triptych-docs/triptych/site/serve"
)

// editions makes the editions of a preview. A procedure that is the very same as
// the time before keeps what was compiled of it.
type editions struct {
	program *program
	reader  *load.Reader
	pages   map[*model.Procedure]site.Procedure
	last    *site.Preview
}

func newEditions(p *program) *editions {
	files, name := p.files()
	return &editions{program: p, reader: load.NewReader(files, name)}
}

// make makes the edition of the content as it is now.
func (e *editions) make() (serve.Edition, error) {
	project, err := e.program.loaded(e.reader.Load())
	if err != nil {
		return nil, err
	}
	if e.last != nil && e.last.ID() == project.Hash {
		return e.last, nil
	}
	s := site.Site{Model: project.Hash, Live: true}
	pages := map[*model.Procedure]site.Procedure{}
	for _, p := range project.Procedures {
		made, ok := e.pages[p]
		if !ok {
			if made, err = pagesOf(project, p); err != nil {
				return nil, err
			}
		}
		pages[p] = made
		s.Procedures = append(s.Procedures, made)
	}
	e.pages, e.last = pages, site.NewPreview(s)
	return e.last, nil
}
