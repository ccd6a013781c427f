package markdown_test

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// read is what goldmark makes of a document: one line for each block, in which
// every node that is more than text has a name.
func read(source []byte, options ...parser.Option) string {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithParserOptions(options...))
	r := &reader{source: source}
	r.block(md.Parser().Parse(text.NewReader(source)), "")
	return r.out.String()
}

type reader struct {
	source []byte
	out    strings.Builder
}

func (r *reader) block(n ast.Node, indent string) {
	name := n.Kind().String()
	switch n := n.(type) {
	case *ast.Document:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			r.block(c, indent)
		}
		return
	case *ast.TextBlock:
		name = "Paragraph"
	case *ast.Heading:
		name = fmt.Sprintf("Heading%d", n.Level)
		if id, ok := n.AttributeString("id"); ok {
			name += fmt.Sprintf("#%s", id)
		}
	case *ast.List:
		if n.IsOrdered() {
			name = fmt.Sprintf("List from %d", n.Start)
		}
	case *ast.FencedCodeBlock:
		fmt.Fprintf(&r.out, "%sFenced %s %q\n", indent, n.Language(r.source), n.Lines().Value(r.source))
		return
	}
	inline := n.FirstChild() != nil && n.FirstChild().Type() == ast.TypeInline
	if inline || n.FirstChild() == nil {
		fmt.Fprintf(&r.out, "%s%s %s\n", indent, name, r.inlines(n))
		return
	}
	fmt.Fprintf(&r.out, "%s%s\n", indent, name)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.block(c, indent+"  ")
	}
}

// inlines is the children of a block or of a mark: quoted text, and marks with
// what they hold. Neighbouring texts are one.
func (r *reader) inlines(parent ast.Node) string {
	var parts []string
	var plain strings.Builder
	flush := func() {
		if plain.Len() > 0 {
			parts = append(parts, fmt.Sprintf("%q", plain.String()))
			plain.Reset()
		}
	}
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			if c.IsRaw() {
				plain.Write(c.Value(r.source))
			} else {
				plain.WriteString(decode(c.Value(r.source)))
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				plain.WriteString("\n")
			}
			continue
		case *ast.CodeSpan:
			flush()
			parts = append(parts, "code("+r.inlines(c)+")")
			continue
		case *ast.Emphasis:
			flush()
			parts = append(parts, fmt.Sprintf("emphasis%d(%s)", c.Level, r.inlines(c)))
			continue
		case *ast.Link:
			flush()
			parts = append(parts, fmt.Sprintf("link<%s>(%s)", destination(c.Destination), r.inlines(c)))
			continue
		case *ast.Image:
			flush()
			parts = append(parts, fmt.Sprintf("image<%s>(%s)", destination(c.Destination), r.inlines(c)))
			continue
		case *extast.TaskCheckBox:
			flush()
			parts = append(parts, "box")
			continue
		}
		flush()
		parts = append(parts, c.Kind().String()+"("+r.inlines(c)+")")
	}
	flush()
	return strings.Join(parts, " ")
}

// decode resolves escapes and entities as goldmark's own renderer does.
func decode(raw []byte) string {
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	html.DefaultWriter.Write(w, raw)
	w.Flush()
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&amp;", "&").Replace(b.String())
}

// destination resolves escapes and entities of a link.
func destination(raw []byte) []byte {
	raw = util.UnescapePunctuations(raw)
	raw = util.ResolveNumericReferences(raw)
	return util.ResolveEntityNames(raw)
}

func TestRead(t *testing.T) {
	const source = "# A\n\n1. [ ] **b** `c|d`\n   - [e](f)\n\n> x\n> &#10;y\n\n| a |\n| --- |\n| b\\|c |\n"
	const want = `Heading1 "A"
List from 1
  ListItem
    Paragraph box emphasis2("b") " " code("c|d")
    List
      ListItem
        Paragraph link<f>("e")
Blockquote
  Paragraph "x\n\ny"
Table
  TableHeader
    TableCell "a"
  TableRow
    TableCell "b|c"
`
	if got := read([]byte(source)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
