package main

import (
	"context"
	"errors"
	"os/exec"
	"time"

	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/pdf"
)

// pdfFlags say what makes a PDF.
type pdfFlags struct {
	PDFEngine string `name:"pdf-engine" enum:"builtin,chromium" default:"builtin" help:"What makes the PDF: builtin, or chromium for an installed one ($$TRIPTYCH_CHROMIUM says where it is)." config:"runbook.pdf-engine,user"`
}

// errNoChromium says that the engine of the PDF is not there.
var errNoChromium = errors.New("there is no Chromium here")

// engine is the engine that is asked for; nil is the one that is built in.
func (f pdfFlags) engine(p *program) (render.PDFEngine, error) {
	if f.PDFEngine != "chromium" {
		return nil, nil
	}
	program := p.env(chromiumVariable)
	for _, name := range pdf.Programs {
		if found, err := exec.LookPath(name); program == "" && err == nil {
			program = found
		}
	}
	if program == "" {
		return nil, &failure{code: exitMachine, err: errNoChromium}
	}
	return func(page []byte, date time.Time) ([]byte, error) {
		made, err := pdf.Chromium(p.ctx, program, page, date)
		if err != nil && !errors.Is(err, context.Canceled) {
			err = &failure{code: exitMachine, err: err}
		}
		return made, err
	}, nil
}
