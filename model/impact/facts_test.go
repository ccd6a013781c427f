package impact

import (
	"fmt"
	"slices"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// differentFacts is the first fact that two runbooks do not share: what is typed,
// where links lead, how many steps and items there are, as a Markdown parser
// reads them. It is empty when they share all.
func differentFacts(t *testing.T, old, new map[string]string) string {
	t.Helper()
	before, after := facts(old["md"]), facts(new["md"])
	if len(before) < 100 {
		t.Fatalf("only %d facts are in a runbook", len(before))
	}
	for i := range max(len(before), len(after)) {
		if i >= len(before) || i >= len(after) || before[i] != after[i] {
			return fmt.Sprintf("%q, then %q", before[min(i, len(before)-1)], after[min(i, len(after)-1)])
		}
	}
	return ""
}

func facts(markdown string) []string {
	source := []byte(markdown)
	parser := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser()
	var all []string
	err := ast.Walk(parser.Parse(text.NewReader(source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan:
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				all = append(all, "code "+string(c.(*ast.Text).Value(source)))
			}
		case *ast.FencedCodeBlock:
			all = append(all, "command "+string(n.Lines().Value(source)))
		case *ast.ListItem:
			all = append(all, "item")
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		panic(err)
	}
	return slices.Clip(all)
}
