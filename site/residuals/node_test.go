package residuals_test

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"testing"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/profile"
)

// scripts are the parts of a page's script that make runbooks. They run as pages
// have them.
var scripts = []string{"../../templates/lean/site.profile.js", "../../templates/lean/site.fill.js"}

// A node runs the scripts of a page.
type node struct {
	t   *testing.T
	in  io.WriteCloser
	out *bufio.Reader
}

// newNode starts Node. Without it the test is skipped, or fails where CI is set.
func newNode(t *testing.T) *node {
	t.Helper()
	path, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("there is no Node, which runs the scripts of the page")
		}
		t.Skip("there is no Node, which runs the scripts of the page")
	}
	cmd := exec.Command(path, append([]string{"../../testdata/page/run.mjs"}, scripts...)...)
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
		_ = in.Close()
		if err := cmd.Wait(); err != nil {
			t.Errorf("node: %v", err)
		}
	})
	return &node{t, in, bufio.NewReaderSize(out, 1<<20)}
}

// ask gives Node a job and reads its answer into a T.
func ask[T any](n *node, job map[string]any) T {
	n.t.Helper()
	line, err := json.Marshal(job)
	if err != nil {
		n.t.Fatal(err)
	}
	// Both pipes may fill up: the job is written while the answer is read.
	wrote := make(chan error, 1)
	go func() {
		_, err := n.in.Write(append(line, '\n'))
		wrote <- err
	}()
	answer, err := n.out.ReadBytes('\n')
	if err != nil {
		n.t.Fatalf("node: %v", err)
	}
	if err := <-wrote; err != nil {
		n.t.Fatalf("node: %v", err)
	}
	var value T
	if err := json.Unmarshal(answer, &value); err != nil {
		n.t.Fatalf("node: %v in %.200s", err, answer)
	}
	return value
}

// tell tells Node what a page knows.
func tell(n *node, all *model.Project) {
	n.t.Helper()
	invisibles, marks := profile.PageCharacters()
	procedures := map[string]profile.Page{}
	for _, p := range all.Procedures {
		procedures[p.ID.Text] = profile.PageOf(all, p)
	}
	ask[bool](n, map[string]any{"op": "known", "known": map[string]any{
		"characters": map[string]string{"invisibles": invisibles, "marks": marks},
		"facts":      profile.PageFacts(),
		"procedures": procedures,
	}})
}
