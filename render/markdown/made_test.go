package markdown_test

import (
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/markdown"
)

// A file says in a comment of its reader what it is: in the front matter where it
// has one, else below the title, else at its head.
func TestMade(t *testing.T) {
	title := []markdown.Field{{Key: "title", Text: plan.Literal("T")}}
	for _, test := range []struct {
		flavour string
		front   []markdown.Field
		title   string
		begins  string
	}{
		{"gfm", nil, "T", "# T\n\n<!-- Made by a-test_1. -->\n\n## A"},
		{"gfm", nil, "", "<!-- Made by a-test_1. -->\n\n## A"},
		{"mkdocs", nil, "T", "# T\n\n<!-- Made by a-test_1. -->\n\n## A"},
		{"mkdocs", title, "T", "---\n# Made by a-test_1.\ntitle: \"T\"\n---\n\n# T\n\n## A"},
		{"hugo", title, "", "---\n# Made by a-test_1.\ntitle: \"T\"\n---\n\n## A"},
		{"hugo", nil, "", "<!-- Made by a-test_1. -->\n\n## A"},
		{"starlight", nil, "", "[//]: # \"Made by a-test_1.\"\n\n## A"},
		{"docusaurus", nil, "", "{/* Made by a-test_1. */}\n\n## A"},
	} {
		f := named(test.flavour)
		f.Made, f.Front = "Made by a-test_1.", test.front
		b := &book.Book{Title: plan.Say(test.title), Chapters: []book.Chapter{{Level: 2, Title: plan.Say("A")}}}
		if test.title == "" {
			b.Title = nil
		}
		printed, err := markdown.Print(b, f)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(printed.Fill(nil)); !strings.HasPrefix(got, test.begins) {
			t.Errorf("%s: got %q, want %q", test.flavour, got, test.begins)
		}
	}
}

// Nothing that could end a comment gets into one.
func TestMadeThatEndsItsComment(t *testing.T) {
	for _, made := range []string{"a --> b", "a */} b", `a" b`, "a\nb", "-a", "a-", " a", "a\u2028b", "# a", ">", "{a}"} {
		for _, front := range [][]markdown.Field{nil, {{Key: "a", Raw: "1"}}} {
			f := named("mkdocs")
			f.Made, f.Front = made, front
			if _, err := markdown.Print(&book.Book{}, f); err == nil {
				t.Errorf("%q is printed", made)
			}
		}
	}
}
