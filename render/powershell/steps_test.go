package powershell_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render/powershell"
	"github.com/triptych-docs/triptych/render/residual"
)

// What is shown for a step are lines of the customer's script, and no row of the
// script is left out: each stands with every step that it names.
func TestStepsAreLinesOfTheScript(t *testing.T) {
	for _, project := range projects(t) {
		for _, p := range project.Procedures {
			n, with := 0, 0
			for answers := range space.Variants(p, nil) {
				if n++; n%97 != 1 {
					continue
				}
				compiled, err := compile.Compile(project, p, compile.Options{Answers: answers})
				if err != nil {
					t.Fatal(err)
				}
				with += stepsAreLines(t, compiled)
			}
			if with < 3 {
				t.Errorf("%s: only %d steps have lines", p.ID, with)
			}
		}
	}
}

var rowOf = regexp.MustCompile(`(?m)^ +(@\{ Step = '([^']*)'; .*)$`)

func stepsAreLines(t *testing.T, p *plan.Plan) int {
	t.Helper()
	values := plan.Values{}
	for i, h := range p.Holes {
		values[h.Name] = "O'Hara " + string(rune('a'+i))
	}
	r, err := powershell.Script(p, edition())
	if err != nil {
		t.Fatal(err)
	}
	for _, hole := range r.Holes() {
		if values[hole] == "" {
			values[hole] = "x"
		}
	}
	script := string(r.Fill(values))
	var sink residual.Sink
	printed, err := powershell.Steps(p, &sink, residual.Escaper{})
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]string{}
	shown := map[string]string{}
	for _, section := range p.Sections {
		for _, step := range section.Steps {
			lines, ok := printed[step.ID]
			if !ok {
				continue
			}
			cut, err := sink.Cut(lines)
			if err != nil {
				t.Fatal(err)
			}
			codes[step.Code], shown[step.Code] = step.ID, string(cut.Fill(values))
		}
	}
	// Each line is one of the script, apart from its indentation; a parameter has a
	// comma behind it there.
	lines := map[string]bool{}
	for line := range strings.Lines(script) {
		lines[strings.TrimSpace(line)] = true
	}
	for code, text := range shown {
		for _, line := range strings.Split(text, "\n") {
			if line = strings.TrimSpace(line); line != "" && !lines[line] && !lines[line+","] {
				t.Errorf("%s (%s) has a line that the script does not have: %s", code, codes[code], line)
			}
		}
	}
	for _, m := range rowOf.FindAllStringSubmatch(script, -1) {
		for _, code := range strings.Split(m[2], ", ") {
			if !slices.Contains(strings.Split(shown[code], "\n"), m[1]) {
				t.Errorf("the script says that this is of %s, which does not show it: %s", code, m[1])
			}
		}
	}
	return len(shown)
}
