package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/pdf"
)

// The exit codes.
const (
	exitDone        = 0
	exitNo          = 1   // it worked, and the answer is no: a finding, a difference
	exitUsage       = 2   // asked wrongly: flags, a profile, a configuration
	exitMachine     = 3   // the machine could not
	exitContent     = 4   // the content is at fault, for everybody
	exitBug         = 5   // triptych is at fault
	exitInterrupted = 130 // stopped by the user; nothing half done is left
)

// exitCodes say what each exit code means, for the help and the manual page.
var exitCodes = []struct {
	code  int
	means string
}{
	{exitDone, "done; nothing to report"},
	{exitNo, "done, and the answer is no: a finding, a difference"},
	{exitUsage, "asked wrongly: flags, a profile, a configuration"},
	{exitMachine, "the machine could not: reading, writing, a program that is missing"},
	{exitContent, "the content is at fault, for everybody"},
	{exitBug, "triptych is at fault"},
	{exitInterrupted, "stopped; nothing half done is left"},
}

// A failure is an error with the code to exit with. Then says what that means
// for the files that were to be written; it stands behind the count of faults.
type failure struct {
	code int
	err  error
	then string
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// wrong is a failure of whoever asked.
func wrong(format string, args ...any) error {
	return &failure{code: exitUsage, err: fmt.Errorf(format, args...)}
}

// faultsOfProfile is a failure when there are faults.
func faultsOfProfile(faults *source.List) error {
	if faults.Len() == 0 {
		return nil
	}
	return &failure{code: exitUsage, err: faults, then: "nothing written"}
}

// faultOfContent marks what loading or compiling reports.
func faultOfContent(err error) error {
	var faults *source.List
	if errors.As(err, &faults) {
		return &failure{code: exitContent, err: err, then: "the content is at fault, nothing was made from it"}
	}
	return err
}

// faultOfPrinting marks what printing reports: a plan that cannot be printed is
// made from content that is at fault. That the fonts of a PDF lack a character of
// a profile is the fault of neither.
func faultOfPrinting(err error) error {
	var missing *pdf.MissingError
	var known *failure
	switch {
	case err == nil, errors.As(err, &known), errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &missing):
		return &failure{code: exitMachine, err: err}
	}
	return &failure{code: exitContent, err: err}
}

// code is the exit code of an error.
func code(err error) int {
	var f *failure
	var parse *kong.ParseError
	var occupied *render.OccupiedError
	var place *render.PlaceError
	var faults *source.List
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.As(err, &f):
		return f.code
	case errors.As(err, &parse), errors.As(err, &occupied), errors.As(err, &place):
		return exitUsage
	case errors.As(err, &faults):
		return exitContent
	}
	return exitMachine
}

// report prints an error: what is wrong, where, and what to do about it. Faults
// come all at once, with their count in the last line.
//
// The wording: what, where, why, what to do; lower case, no full stop after one
// clause, names in quotes, no exclamation mark.
func (p *program) report(err error) {
	var faults *source.List
	if errors.As(err, &faults) {
		all := faults.Sorted()
		for _, d := range all {
			fmt.Fprint(p.stderr, d)
		}
		count := fmt.Sprintf("%d problems", len(all))
		if len(all) == 1 {
			count = "1 problem"
		}
		var f *failure
		if errors.As(err, &f) && f.then != "" {
			count += "; " + f.then
		}
		fmt.Fprintf(p.stderr, "%s.\n", count)
		return
	}
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(p.stderr, "triptych: stopped; nothing half done is left")
		return
	}
	if errors.Is(err, errSaid) {
		return
	}
	fmt.Fprintf(p.stderr, "triptych: %s\n", strings.TrimRight(advice(err), "\n"))
}

// errSaid is the error of a command that has said itself what is wrong.
var errSaid = errors.New("the answer is no")

// no is the failure of a command whose answer is no.
func no() error { return &failure{code: exitNo, err: errSaid} }

// advice adds to an error what can be done about it.
func advice(err error) string {
	var occupied *render.OccupiedError
	if errors.As(err, &occupied) {
		return err.Error() + "\n  Name another folder, or give --force: it replaces what triptych wrote and leaves the other files where they are."
	}
	var missing *pdf.MissingError
	switch {
	case render.Held(err):
		return err.Error() + "\n  Another program, such as a viewer, may have it open, or it is not yours to write: close it there, and try again."
	case errors.As(err, &missing):
		return err.Error() + "\n  The PDF was not made. --pdf-engine chromium has the fonts of this machine; or print the HTML."
	case errors.Is(err, errNoChromium):
		return err.Error() + "\n  Install one, say where it is in TRIPTYCH_CHROMIUM, or leave out --pdf-engine: the built-in one needs nothing."
	}
	return err.Error()
}
