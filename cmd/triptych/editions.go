package main

import (
	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
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
	memory  map[string]*compile.Memory // by procedure
	last    *site.Preview
}

func newEditions(p *program) *editions {
	files, name := p.files()
	return &editions{program: p, reader: load.NewReader(files, name), memory: map[string]*compile.Memory{}}
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
			if made, err = e.compile(project, p); err != nil {
				return nil, err
			}
		}
		pages[p] = made
		s.Procedures = append(s.Procedures, made)
	}
	e.pages, e.last = pages, site.NewPreview(s)
	return e.last, nil
}

// compile compiles what the pages of a procedure are made from.
func (e *editions) compile(project *model.Project, p *model.Procedure) (site.Procedure, error) {
	memory := e.memory[p.ID.Text]
	if memory == nil {
		memory = new(compile.Memory)
		e.memory[p.ID.Text] = memory
	}
	open, closed, err := memory.Pages(project, p)
	return site.Procedure{Open: open, Closed: closed}, faultOfContent(err)
}
