package impact

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// A comment fits what a platform takes, however much changes, says what it
// leaves out, and lets no content through as markup.
func TestMarkdownIsNeverTooLong(t *testing.T) {
	hostile := "</details><script>alert(1)</script> @everyone #1 ```\n# x <!-- y --> [a](javascript:b)"
	i := &Impact{Old: "a", New: "b", Outputs: []Output{{Procedure: "p", Name: "md", Variants: Variants{Count: 1, Of: 2, Where: hostile}}}}
	for n := range 3000 {
		c := Change{Class: Class(n % int(classes)), Procedure: "p", Node: fmt.Sprint("step ", n), Part: hostile, Old: hostile, New: strings.Repeat("é", 200)}
		i.Changes = append(i.Changes, c)
		i.Customers = append(i.Customers, Customer{Name: hostile, Fate: Different, Sentence: hostile})
	}
	var b strings.Builder
	if err := i.Markdown(&b); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	if n := utf8.RuneCountInString(got); n >= 65_000 {
		t.Errorf("the comment has %d characters", n)
	}
	if !strings.HasPrefix(got, marker+"\n") || !strings.Contains(got, "left out here") {
		t.Errorf("the comment lacks its marker, or does not say that something is left out:\n%.300s", got)
	}
	if opened, closed := strings.Count(got, "<details>"), strings.Count(got, "\n</details>"); opened != closed || opened == 0 {
		t.Errorf("%d folds are opened, %d closed", opened, closed)
	}
	parser := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser()
	err := ast.Walk(parser.Parse(text.NewReader([]byte(got))), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Link, *ast.AutoLink, *ast.Image:
			t.Fatalf("content made a link")
		case *ast.RawHTML:
			t.Fatalf("content made HTML: %s", n.Segments.Value([]byte(got)))
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Text and JSON write all of it.
func TestHeadlines(t *testing.T) {
	for _, c := range []struct {
		of   *Impact
		want string
	}{
		{&Impact{Old: "a", New: "a"}, "The content is the same."},
		{&Impact{Old: "a", New: "b"}, "The content differs, and no output does."},
		{&Impact{Outputs: []Output{{}}, Changes: []Change{{Class: Value}, {Class: Wording}, {Class: Value}}}, "3 changes: a value changed: 2; wording only: 1."},
	} {
		if got := c.of.headline(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
