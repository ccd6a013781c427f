package inject

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render/markdown"
)

// SameAnchors reports headings that take an anchor from a document, where anchors
// are made of the words of headings: of two with the same words the first one has
// the anchor, and a link of the document would lead there.
func SameAnchors(f *source.File, places []Place, documents map[string]Document, faults *source.List) {
	taken := map[string]source.Pos{}
	outside := headings(f.Text)
	for _, p := range places {
		document, ok := documents[p.ID]
		if !ok {
			continue
		}
		for len(outside) > 0 && outside[0].at < p.line.from {
			taken[outside[0].slug] = f.At(outside[0].at)
			outside = outside[1:]
		}
		for len(outside) > 0 && outside[0].at < p.inner.to {
			outside = outside[1:]
		}
		for _, h := range headings(document.Text) {
			pos, ok := taken[h.slug]
			if ok && bytes.Contains(document.Text, []byte("(#"+h.slug+")")) {
				faults.Add(source.Diagnostic{
					Pos:     pos,
					Message: fmt.Sprintf("a heading of document %q has the same words as one here, and its links would lead here", p.ID),
					Hint:    "put the document before it, or call the heading otherwise",
					Also:    []source.Note{{Pos: p.Pos, Message: "the document"}},
				})
			}
			if !ok {
				taken[h.slug] = p.Pos
			}
		}
	}
}

// A heading is what one is reached by, and where it stands.
type heading struct {
	slug string
	at   int
}

func headings(markup []byte) []heading {
	var all []heading
	root := goldmark.DefaultParser().Parse(text.NewReader(markup))
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && h.Lines().Len() > 0 {
			all = append(all, heading{markdown.Slug(words(h, markup)), h.Lines().At(0).Start})
		}
	}
	return all
}

// words are those of a heading, without its marks.
func words(n ast.Node, markup []byte) string {
	if t, ok := n.(*ast.Text); ok {
		return string(t.Value(markup))
	}
	var b bytes.Buffer
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b.WriteString(words(c, markup))
	}
	return b.String()
}
