package browser

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// axeTags are the rules of axe that every page keeps. Some rules of WCAG 2.2 are
// off unless its tag is named.
const axeTags = `["wcag2a","wcag2aa","wcag21aa","wcag22aa","best-practice"]`

// Axe checks the page as it is now with the rules of axe. Every violation is an
// error of the test.
func (p *Page) Axe(what string) {
	p.t.Helper()
	p.axe(what, `{type: "tag", values: `+axeTags+`}`)
}

// AxeColours checks what other colours can change.
func (p *Page) AxeColours(what string) {
	p.t.Helper()
	p.axe(what, `{type: "rule", values: ["color-contrast"]}`)
}

// AxeWidth checks what another width can change: the sizes of what is to be hit,
// and what scrolls.
func (p *Page) AxeWidth(what string) {
	p.t.Helper()
	p.axe(what, `{type: "rule", values: ["target-size", "scrollable-region-focusable"]}`)
}

func (p *Page) axe(what, only string) {
	p.t.Helper()
	source := axeSource(p.t)
	if !Eval[bool](p, "!!window.axe") {
		if _, err := chromedp.Run(p.ctx, chromedp.Evaluate[*json.RawMessage](source+";null")); err != nil {
			p.t.Fatalf("browser: axe: %v", err)
		}
	}
	type violation struct {
		ID, Help string
		Nodes    []struct {
			Target         []any
			FailureSummary string
		}
	}
	found := Eval[[]violation](p, `(await axe.run(document, {runOnly: `+only+`, resultTypes: ["violations"]})).violations`)
	for _, v := range found {
		for _, n := range v.Nodes {
			p.t.Errorf("axe: %s: %s: %s\n  %v\n  %s", what, v.ID, v.Help, n.Target, strings.ReplaceAll(n.FailureSummary, "\n", "\n  "))
		}
	}
}

var axeText struct {
	sync.Once
	text string
	err  error
}

func axeSource(t testing.TB) string {
	t.Helper()
	axeText.Do(func() {
		text, err := os.ReadFile(filepath.Join(packages(t), "node_modules", "axe-core", "axe.min.js"))
		axeText.text, axeText.err = string(text), err
	})
	if axeText.err != nil {
		absent(t, "there is no axe")
	}
	return axeText.text
}

// Validate checks HTML files with html-validate. Every finding is an error of
// the test.
func Validate(t testing.TB, files []string) {
	t.Helper()
	folder := packages(t)
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "html-validate")); err != nil {
		absent(t, "there is no html-validate")
	}
	var whole []string
	for _, f := range files {
		path, err := filepath.Abs(f)
		if err != nil {
			t.Fatalf("browser: %v", err)
		}
		whole = append(whole, path)
	}
	cmd := exec.Command("node", "validate.mjs")
	cmd.Dir = folder
	cmd.Stdin = strings.NewReader(strings.Join(whole, "\n"))
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil && len(out) == 0 {
		t.Fatalf("browser: html-validate: %v\n%s", err, &stderr)
	}
	for line := range strings.Lines(string(out)) {
		t.Errorf("html-validate: %s", strings.TrimSpace(line))
	}
}

// packages is the folder of the Node packages, found from any package's folder.
func packages(t testing.TB) string {
	t.Helper()
	folder, err := filepath.Abs(".")
	if err != nil {
		t.Fatalf("browser: %v", err)
	}
	for {
		found := filepath.Join(folder, "testdata", "browser")
		if _, err := os.Stat(filepath.Join(found, "package.json")); err == nil {
			return found
		}
		above := filepath.Dir(folder)
		if above == folder {
			t.Fatal(fmt.Errorf("browser: testdata/browser is not above %s", folder))
		}
		folder = above
	}
}
