package main

import (
	"fmt"
	"strings"

	"github.com/triptych-docs/triptych/model/explain"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render"
)

// standsIn prints on which lines of the outputs some texts stand: of every
// document, and of the runbook of the profile; without one, of the first variant
// that has the answers given.
func (e *explainer) standsIn(own func(explain.Leaf) bool) error {
	outputs, of, err := e.outputs(render.Markdown, render.HTML, render.PowerShell)
	if err != nil {
		return faultOfContent(err)
	}
	var stands []string
	for _, o := range append(explain.Documents(e.p), outputs...) {
		trace, err := explain.New(e.project, e.p, o)
		if err != nil {
			return faultOfPrinting(err)
		}
		if lines := trace.Lines(own); len(lines) > 0 {
			stands = append(stands, o.Name+":"+ranges(lines))
		}
	}
	if stands == nil {
		e.say("  stands in no document, and not in the runbook%s", of)
		return e.err
	}
	e.say("  stands in (runbook%s)", of)
	for _, s := range stands {
		e.say("    %s", s)
	}
	return e.err
}

// outputs are a runbook, and whose it is in words.
func (e *explainer) outputs(formats ...render.Format) ([]explain.Output, string, error) {
	if e.bound != nil {
		all, err := explain.Runbook(e.project, e.bound, formats...)
		return all, " of the profile", err
	}
	for a := range space.Variants(e.p, e.answers) {
		all, err := explain.Canary(e.project, e.p, a, formats...)
		return all, " of " + a.String(e.p), err
	}
	return nil, ": no variant has these answers", nil
}

// longestRanges is how many ranges of lines are printed of one output.
const longestRanges = 24

// ranges is line numbers in short: "57, 60-62".
func ranges(lines []int) string {
	var all []string
	for i := 0; i < len(lines); {
		j := i
		for j+1 < len(lines) && lines[j+1] == lines[j]+1 {
			j++
		}
		if i == j {
			all = append(all, fmt.Sprint(lines[i]))
		} else {
			all = append(all, fmt.Sprintf("%d-%d", lines[i], lines[j]))
		}
		i = j + 1
	}
	if len(all) > longestRanges {
		all = append(all[:longestRanges], fmt.Sprintf("and %d more places", len(all)-longestRanges))
	}
	return strings.Join(all, ", ")
}
