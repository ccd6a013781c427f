package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/explain"
	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render"
)

// aLine is a line of an output: a file, or the name of a document or of a file
// of a runbook.
var aLine = pattern.New(`^(.+):([1-9][0-9]{0,6})$`)

// lineOf takes apart a target that is a line of an output.
func lineOf(target string) (name string, line int, ok bool) {
	m := aLine().FindStringSubmatch(target)
	if m == nil {
		return "", 0, false
	}
	line, err := strconv.Atoi(m[2])
	return m[1], line, err == nil
}

// A candidate is an output that a line may be of.
type candidate struct {
	procedure *model.Procedure
	explain.Output
}

// explainLine says which texts of the content a line of an output comes from.
// The file is matched by what stands in it, not by its name.
func (c *explainCommand) explainLine(p *program, name string, line int) error {
	project, err := p.project()
	if err != nil {
		return err
	}
	text, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read the output: %w", err)
	}
	isFile := err == nil
	candidates, err := c.candidates(p, project, name, isFile)
	if err != nil {
		return err
	}
	best, err := match(project, candidates, name, text, isFile)
	if err != nil {
		return err
	}
	if best == nil {
		return wrong("%s is no file, and no output is called that\n  Outputs: %s", printableLine(name), strings.Join(namesOf(candidates), ", "))
	}
	l := &lineExplainer{p: p, trace: best}
	if !isFile {
		text = best.Printed()
	}
	return l.explain(name, text, line)
}

// candidates are all documents, and the runbook of the profile or of the flags.
// A runbook that lies beside its profile, as in a bundle, is explained by that.
func (c *explainCommand) candidates(p *program, project *model.Project, name string, isFile bool) ([]candidate, error) {
	var all []candidate
	for _, procedure := range project.Procedures {
		for _, o := range explain.Documents(procedure) {
			all = append(all, candidate{procedure, o})
		}
	}
	beside := filepath.Join(filepath.Dir(name), "profile.yaml")
	if c.Profile == "" && isFile {
		if _, err := os.Stat(beside); err == nil {
			c.Profile = beside
		}
	}
	var faults source.List
	given, err := p.given(c.Profile, c.flags(), &faults)
	if err != nil {
		return nil, err
	}
	if given == nil || faults.Len() > 0 {
		return nil, faultsOfProfile(&faults)
	}
	if c.Profile == "" && given.Procedure.Text == "" && len(given.Answers) == 0 {
		return all, nil
	}
	e, err := c.explainer(p, project, given)
	if err != nil {
		return nil, err
	}
	outputs, _, err := e.outputs(render.Formats()...)
	if err != nil {
		return nil, faultOfContent(err)
	}
	for _, o := range outputs {
		all = append(all, candidate{e.p, o})
	}
	return all, nil
}

func namesOf(all []candidate) []string {
	var names []string
	for _, c := range all {
		names = append(names, c.Name)
	}
	return names
}

// alike is how much of a file has to be in an output for it to be one: less is
// a document of somebody else's.
const alike = 0.3

// match finds the output that a file is, or is most like; or the output of a name.
func match(project *model.Project, candidates []candidate, name string, text []byte, isFile bool) (*explain.Trace, error) {
	var best *explain.Trace
	share := 0.0
	for _, c := range candidates {
		if !isFile && c.Name != name {
			continue
		}
		trace, err := explain.New(project, c.procedure, c.Output)
		if err != nil {
			return nil, faultOfPrinting(err)
		}
		if !isFile || bytes.Equal(trace.Printed(), text) {
			return trace, nil
		}
		if s := explain.Alike(text, trace.Printed()); s > share {
			best, share = trace, s
		}
	}
	if isFile && share < alike {
		return nil, wrong("%s is not an output of this content, or is the runbook of a customer: give --profile FILE\n  Documents: %s", printableLine(name), strings.Join(namesOf(candidates), ", "))
	}
	return best, nil
}

// A lineExplainer explains one line of an output.
type lineExplainer struct {
	p     *program
	trace *explain.Trace
}

func (l *lineExplainer) explain(name string, text []byte, line int) error {
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	if line > len(lines) {
		return wrong("%s has %d lines, and no line %d", printableLine(name), len(lines), line)
	}
	out := l.p.stdout
	at, same := line, bytes.Equal(text, l.trace.Printed())
	if !same {
		var near int
		near, at = explain.Same(text, l.trace.Printed(), line)
		fmt.Fprintf(out, "%s is not what the content makes now: %d of its lines are not in %s\n",
			name, explain.Missing(text, l.trace.Printed()), l.trace.Name())
		if near != line {
			fmt.Fprintf(out, "line %d is one of those that differ; line %d, the nearest that does not, is explained:\n", line, near)
		}
		line = near
	}
	fmt.Fprintf(out, "%s:%d is line %d of %s\n", name, line, at, l.trace.Name())
	fmt.Fprintf(out, "    %s\n", printableLine(lines[line-1]))
	leaves := l.trace.Leaves(at)
	if len(leaves) == 0 {
		why := "no text of the content stands on it: its words are of the templates"
		if strings.TrimSpace(lines[line-1]) == "" {
			why = "the line is empty"
		}
		fmt.Fprintf(out, "  %s\n", why)
		near := l.trace.Near(at)
		if near == 0 {
			return nil
		}
		fmt.Fprintf(out, "  the last line before it with text of the content is line %d:\n", near)
		leaves = l.trace.Leaves(near)
	}
	for _, leaf := range leaves {
		fmt.Fprintf(out, "  %s\n", leafInWords(leaf))
	}
	return nil
}

// leafInWords is a text of the model with its place. A value of a profile has
// none, and stays out of sight.
func leafInWords(l explain.Leaf) string {
	switch {
	case l.Node == "profile":
		return "the profile's " + l.Part
	case !l.Pos.IsValid():
		return l.Node + ", " + l.Part
	case l.Part == "":
		return fmt.Sprintf("%s  %s", l.Node, l.Pos)
	}
	return fmt.Sprintf("%s, %s  %s", l.Node, l.Part, l.Pos)
}
