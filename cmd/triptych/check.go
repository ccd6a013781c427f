package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render"
)

// checkCommand reads all content and reports every fault.
type checkCommand struct {
	Report string `enum:"text,json,github" default:"text" help:"Form of the report: text, json, or github for annotations."`
}

// Examples of the command.
func (checkCommand) Examples() string {
	return `triptych check
triptych check --content content/ --report github
`
}

// Run checks in two stages: what is written, and then what comes of it in the
// variants and documents. The second needs the first to be sound.
func (c *checkCommand) Run(p *program) error {
	project, err := p.project()
	var counts []string
	var faults source.List
	if err == nil {
		counts = c.results(project, &faults)
		err = faultOfContent(faults.Err())
	}
	var found *source.List
	if err != nil && !errors.As(err, &found) {
		return err
	}
	switch c.Report {
	case "json":
		err = errors.Join(err, reportJSON(p, found))
	case "github":
		err = errors.Join(err, reportGitHub(p, found))
	}
	if err != nil && c.Report != "text" {
		return &failure{code: exitContent, err: errSaid}
	}
	if err == nil {
		p.say("No problems in %s.", strings.Join(counts, ", "))
	}
	return err
}

// results compiles and prints what the content is for.
func (c *checkCommand) results(project *model.Project, faults *source.List) []string {
	variants := 0
	for _, procedure := range project.Procedures {
		todo := slices.Collect(space.Variants(procedure, nil))
		variants += len(todo)
		gather(faults, "variant", eachOf(todo, func(a space.Answers) error {
			_, err := closed(project, procedure, a)
			return err
		}))
	}
	documents := publications(project)
	gather(faults, "document", eachOf(documents, func(pub publication) error {
		d, err := pub.document(project)
		if err != nil {
			return err
		}
		if _, err := render.Documents(d); err != nil {
			return oneFault(pub.ID.Pos, err)
		}
		return nil
	}))
	return []string{
		plural(len(project.Procedures), "procedure"), plural(variants, "variant"), plural(len(documents), "document"),
	}
}

// eachOf does something with each of several things, as many at a time as the
// machine has processors. The errors are in the order of the things.
func eachOf[T any](all []T, do func(T) error) []error {
	errs := make([]error, len(all))
	next := make(chan int)
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range next {
				errs[i] = do(all[i])
			}
		})
	}
	for i := range all {
		next <- i
	}
	close(next)
	wait.Wait()
	return errs
}

// gather takes over faults. One that comes up again at the same place in other
// variants stands once, as it is in the first of them.
func gather(faults *source.List, what string, errs []error) {
	// A fault without a place is told from others by its message.
	type place struct {
		source.Pos
		message string
	}
	placeOf := func(d source.Diagnostic) place {
		if d.Pos.IsValid() {
			return place{Pos: d.Pos}
		}
		return place{d.Pos, d.Message}
	}
	first := map[place]source.Diagnostic{}
	others := map[place]int{}
	var order []place
	for _, err := range errs {
		var list *source.List
		if err == nil {
			continue
		}
		if !errors.As(err, &list) {
			faults.Addf(source.Pos{}, "%v", err)
			continue
		}
		seen := map[place]bool{}
		for _, d := range list.Sorted() {
			at := placeOf(d)
			if _, known := first[at]; !known {
				first[at] = d
				order = append(order, at)
			} else if !seen[at] {
				others[at]++
			}
			seen[at] = true
		}
	}
	for _, at := range order {
		if at.IsValid() && faults.At(at.Pos) {
			continue // a variant shows it too
		}
		d := first[at]
		if n := others[at]; n > 0 {
			d.Hint = strings.TrimPrefix(d.Hint+"; and in "+plural(n, "other "+what), "; ")
		}
		faults.Add(d)
	}
}

func oneFault(pos source.Pos, err error) error {
	var list source.List
	list.Addf(pos, "%v", err)
	return &list
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// A finding is a fault in the machine-readable report, which only grows.
type finding struct {
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
}

func findings(found *source.List) []finding {
	all := []finding{}
	if found == nil {
		return all
	}
	for _, d := range found.Sorted() {
		f := finding{Line: d.Pos.Line, Column: d.Pos.Col, Message: d.Message, Hint: d.Hint}
		if d.Pos.File != nil {
			f.File = d.Pos.File.Name
		}
		all = append(all, f)
	}
	return all
}

func reportJSON(p *program, found *source.List) error {
	e := json.NewEncoder(p.stdout)
	e.SetIndent("", "  ")
	return e.Encode(struct {
		Schema   string    `json:"schema"`
		Findings []finding `json:"findings"`
	}{"triptych.check/1", findings(found)})
}

// The characters that mean something in a workflow command of GitHub: content
// must not be able to write a command of its own.
var (
	annotation = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property   = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// annotations is how many of them GitHub shows of one step.
const annotations = 10

func reportGitHub(p *program, found *source.List) error {
	all := findings(found)
	for i, f := range all {
		message := f.Message
		if f.Hint != "" {
			message += "\n" + f.Hint
		}
		if i == annotations-1 && len(all) > annotations {
			message += fmt.Sprintf("\nand %d more: run triptych check", len(all)-annotations)
		}
		_, err := fmt.Fprintf(p.stdout, "::error file=%s,line=%d,col=%d::%s\n", property.Replace(f.File), f.Line, f.Column, annotation.Replace(message))
		if err != nil || i == annotations-1 {
			return err
		}
	}
	return nil
}
