package explain

import (
	"bytes"
	"io/fs"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/triptych-docs/triptych/content"
	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/load"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render"
)

var acme = space.Answers{
	"gateway": {"outbound"}, "console": {"purview"}, "compliance": {"none"},
	"regions": {"eu"}, "scope": {"everyone"}, "pictures": {"none"},
}

// traces are the outputs that the tests look at.
func traces(t testing.TB, project *model.Project) []*Trace {
	t.Helper()
	p := project.Procedures[0]
	outputs, err := Canary(project, p, acme, render.Markdown, render.HTML, render.PowerShell)
	if err != nil {
		t.Fatal(err)
	}
	var all []*Trace
	for _, o := range append(Documents(p), outputs...) {
		trace, err := New(project, p, o)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, trace)
	}
	return all
}

// Copying without a change is no change: what is printed of the copy is what is
// printed of the model.
func TestCopyIsTheSame(t *testing.T) {
	for _, trace := range traces(t, fixture.Content(t)) {
		c := &copier{shifts: func(int) bool { return false }}
		project, procedure := c.project(trace.project, trace.procedure)
		again, err := trace.output.Print(project, procedure, c.values(trace.output.Values))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(again, trace.printed) {
			t.Errorf("%s of a copy is different at lines %v", trace.Name(), differentLines(trace.printed, again))
		}
	}
}

// Somebody else changes a text, in the file where it is written and in another
// way: the lines that change are those that Lines names, and no others.
func TestLinesAreThoseThatAnAuthorChanges(t *testing.T) {
	project := fixture.Content(t)
	all := traces(t, project)
	leaves := slices.DeleteFunc(Leaves(project, project.Procedures[0], nil), func(l Leaf) bool { return !l.Pos.IsValid() })
	random := rand.New(rand.NewPCG(5, 2026))
	tried, want := 0, 12
	if testing.Short() {
		want = 3
	}
	if n, err := strconv.Atoi(os.Getenv("TRIPTYCH_EDITS")); err == nil {
		want = n
	}
	standing := 0
	for tried < want {
		leaf := leaves[random.IntN(len(leaves))]
		files, ok := rewritten(t, leaf)
		if !ok {
			continue
		}
		changed, err := load.Load(files, "content")
		if err != nil {
			continue // not every text may be another
		}
		tried++
		for _, trace := range all {
			got := trace.Lines(func(l Leaf) bool { return l == leaf })
			after, err := trace.output.Print(&model.Project{Shared: changed.Shared, Hash: project.Hash}, changed.Procedures[0], trace.output.Values)
			if err != nil {
				continue
			}
			if want := differentLines(trace.printed, after); !slices.Equal(got, want) {
				t.Errorf("%s %s at %s in %s: explain says lines %v, the change says %v", leaf.Node, leaf.Part, leaf.Pos, trace.Name(), got, want)
			}
			standing += len(got)
		}
	}
	if standing < tried {
		t.Errorf("%d texts stand on %d lines only", tried, standing)
	}
}

// rewritten is the content with one word of a text changed to another of the
// same length, so that lines wrap where they did. Not every text has such a word.
func rewritten(t *testing.T, l Leaf) (fs.FS, bool) {
	t.Helper()
	files := fixture.Copy(t, content.Files)
	name := strings.TrimPrefix(l.Pos.File.Name, "content/")
	lines := strings.SplitAfter(string(files[name].Data), "\n")
	for n := l.Pos.Line - 1; n < len(lines) && n < l.Pos.Line+6; n++ {
		for _, word := range strings.Fields(l.Text) {
			if len(word) < 4 || strings.ContainsAny(word, "{}`*[]()\\:'\"#<>|") || !strings.Contains(lines[n], word) {
				continue
			}
			if n == l.Pos.Line-1 && strings.Index(lines[n], word) < l.Pos.Col-1 {
				continue
			}
			other := strings.Map(func(r rune) rune {
				switch {
				case r >= 'a' && r < 'y':
					return r + 2
				case r >= 'A' && r < 'Y':
					return r + 2
				}
				return r
			}, word)
			lines[n] = strings.ReplaceAll(lines[n], word, other)
			files[name] = &fstest.MapFile{Data: []byte(strings.Join(lines, ""))}
			return files, other != word
		}
	}
	return nil, false
}

// A line is explained by the texts that it has.
func TestLeavesOfALine(t *testing.T) {
	all := traces(t, fixture.Content(t))
	trace := all[slices.IndexFunc(all, func(t *Trace) bool { return t.Name() == "runbook.md" })]
	random := rand.New(rand.NewPCG(7, 2026))
	lines := strings.Split(string(trace.Printed()), "\n")
	explained := 0
	for range 6 {
		n := 1 + random.IntN(len(lines)-1)
		leaves := trace.Leaves(n)
		for _, l := range leaves {
			if !slices.Contains(trace.Lines(func(other Leaf) bool { return other == l }), n) {
				t.Errorf("line %d is said to have %s %s, which does not change it", n, l.Node, l.Part)
			}
		}
		if leaves != nil {
			explained++
		}
		if strings.TrimSpace(lines[n-1]) == "" && leaves != nil {
			t.Errorf("line %d is empty, and is said to have %v", n, leaves)
		}
	}
	if explained == 0 {
		t.Error("no line was explained")
	}
}
