package powershell_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
)

// A tree is what testdata/powershell/parse.mjs says about a script.
type tree struct {
	Name   string
	Text   string
	Errors []struct {
		Line int
		Text string
	}
	Statements []struct {
		ID    string
		Line  int
		Table string // of a row: the name of its table
	}
	Findings []finding
	Shape    string
	Fresh    map[string]*statement

	held map[string]*statement // by id: those of Fresh, and of scripts before
}

type (
	finding struct {
		Rule string
		Line int
		Text string
	}

	statement struct {
		Type     string
		Text     string
		Commands []call
		Literals []string
		Findings []finding
		Function *struct {
			Name       string
			Parameters []struct{ Name string }
		}
		Parameters []struct{ Name, Fallback string }
		Value      *node // of a row
	}

	call struct {
		Line      int
		Name      string
		Arguments []struct {
			Name  string
			Text  string
			Value *node
		}
		Splats []struct {
			Name string
			Keys []string
		}
		Guarded bool
		Label   string
		In      string
	}

	// A node is a value of a table or of an argument.
	node struct {
		Line    int
		Kind    string // text, number, boolean, none, variable, list, sum, not, table, other
		Text    string
		Items   []node
		Entries map[string]node
	}
)

// each calls visit for every statement, with the line that it begins at.
func (t *tree) each(visit func(s *statement, line int)) {
	for _, s := range t.Statements {
		visit(t.held[s.ID], s.Line)
	}
}

func (t *tree) functions() []string {
	var all []string
	t.each(func(s *statement, _ int) {
		if s.Function != nil {
			all = append(all, s.Function.Name)
		}
	})
	return all
}

// table is a table of the script: a list of its rows, with the lines of the script.
func (t *tree) table(name string) node {
	var found node
	for _, s := range t.Statements {
		if s.Table == name {
			found.Items = append(found.Items, shifted(*t.held[s.ID].Value, s.Line))
		}
	}
	return found
}

func shifted(n node, by int) node {
	n.Line += by
	items, entries := n.Items, n.Entries
	n.Items, n.Entries = nil, map[string]node{}
	for _, item := range items {
		n.Items = append(n.Items, shifted(item, by))
	}
	for key, entry := range entries {
		n.Entries[key] = shifted(entry, by)
	}
	return n
}

// findings are those of all statements, with the lines of the script.
func (t *tree) findings() []finding {
	all := slices.Clone(t.Findings)
	t.each(func(s *statement, line int) {
		for _, f := range s.Findings {
			f.Line += line
			all = append(all, f)
		}
	})
	return all
}

// A parser is a process that parses scripts, one after the other.
type parser struct {
	in   io.WriteCloser
	out  *bufio.Reader
	held map[string]*statement
}

// newParser starts one. Without its packages the test is skipped, except in CI:
// "npm ci" in testdata/powershell installs them.
func newParser(t testing.TB) *parser {
	t.Helper()
	const home = "../../testdata/powershell"
	if _, err := os.Stat(home + "/node_modules"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("run npm ci in testdata/powershell: %v", err)
		}
		t.Skip("not installed: run npm ci in testdata/powershell")
	}
	cmd := exec.Command("node", "--liftoff-only", "parse.mjs")
	cmd.Dir = home
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		if err := cmd.Wait(); err != nil {
			t.Errorf("parse.mjs: %v", err)
		}
	})
	return &parser{in, bufio.NewReaderSize(out, 1<<20), map[string]*statement{}}
}

func (p *parser) parse(name, text string, shapes bool) (*tree, error) {
	line, err := json.Marshal(map[string]any{"name": name, "text": text, "shapes": shapes})
	if err != nil {
		return nil, err
	}
	// The process answers each line before it reads on, and its answer may be
	// longer than a pipe holds.
	var wrote sync.WaitGroup
	var failed error
	wrote.Go(func() { _, failed = p.in.Write(append(line, '\n')) })
	answer, err := p.out.ReadBytes('\n')
	wrote.Wait()
	if err != nil || failed != nil {
		return nil, fmt.Errorf("parse.mjs: %s: %v %v", name, err, failed)
	}
	out := &tree{Text: text, held: p.held}
	if err := json.Unmarshal(answer, out); err != nil {
		return nil, err
	}
	for id, s := range out.Fresh {
		p.held[id] = s
	}
	return out, nil
}

func (p *parser) must(t testing.TB, name, text string, shapes bool) *tree {
	t.Helper()
	out, err := p.parse(name, text, shapes)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// line is a line of a text, from 1.
func line(text string, n int) string {
	lines := strings.Split(text, "\n")
	if n < 1 || n > len(lines) {
		return ""
	}
	return strings.TrimSpace(lines[n-1])
}
