package paper

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// readMarkdown reads CommonMark with tables, as GitHub and Hugo have it. Blocks of
// raw HTML are markup, and are left out.
func (p *Paper) readMarkdown() {
	front := frontMatter(p.text)
	p.Front = strings.Count(string(p.text[:front]), "\n")
	// Blanks in place of the front matter keep every offset as it is.
	body := append(blank(p.text[:front]), p.text[front:]...)
	md := goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithParserOptions(parser.WithHeadingAttribute()))
	w := &markdownReader{paper: p, source: body}
	w.blocks(md.Parser().Parse(text.NewReader(body)), place{})
}

// blank is as many bytes with the same line ends.
func blank(text []byte) []byte {
	out := make([]byte, len(text))
	for i, c := range text {
		out[i] = ' '
		if c == '\n' {
			out[i] = c
		}
	}
	return out
}

type markdownReader struct {
	paper  *Paper
	source []byte
	tables int
}

// A place is what surrounds a block.
type place struct {
	depth   int
	ordered bool
	number  int
	first   bool // the block is the first of its item
	note    bool
}

func (r *markdownReader) blocks(parent ast.Node, at place) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			b := r.block(n, Heading, at)
			b.Level = n.Level
			if id, ok := n.AttributeString("id"); ok {
				if s, ok := id.([]byte); ok {
					r.paper.IDs = append(r.paper.IDs, string(s))
				}
			}
			r.paper.add(b)
		case *ast.Paragraph, *ast.TextBlock:
			kind := Paragraph
			if at.first {
				kind = Item
			}
			if picture(n) {
				kind = Picture
			}
			b := r.block(n, kind, at)
			r.paper.add(b)
		case *ast.List:
			number := n.Start
			for item := n.FirstChild(); item != nil; item = item.NextSibling() {
				in := place{depth: at.depth + 1, ordered: n.IsOrdered(), first: true, note: at.note}
				if n.IsOrdered() {
					in.number = number
					number++
				}
				r.blocks(item, in)
			}
		case *ast.Blockquote:
			r.blocks(n, place{depth: at.depth, note: true})
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			var b builder
			for i := range n.Lines().Len() {
				line := n.Lines().At(i)
				b.add(line.Value(r.source), line.Start)
			}
			out := b.block(Code, n.Pos())
			out.Depth, out.Note = at.depth, at.note
			r.paper.add(out)
		case *extast.Table:
			r.tables++
			for row := n.FirstChild(); row != nil; row = row.NextSibling() {
				r.row(row, at)
			}
		case *ast.HTMLBlock, *ast.ThematicBreak, *ast.LinkReferenceDefinition:
		default:
			r.blocks(n, at)
		}
		at.first = false
	}
}

func (r *markdownReader) row(row ast.Node, at place) {
	var b builder
	var cells []Span
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		if len(cells) > 0 {
			b.put(" | ", max(c.Pos(), 0))
		}
		start := len(b.text)
		r.inlines(&b, c)
		cells = append(cells, Span{start, len(b.text)})
	}
	out := b.block(Row, max(row.Pos(), 0))
	for i := range cells {
		cells[i].End = min(cells[i].End, len(out.Text))
		cells[i].Start = min(cells[i].Start, cells[i].End)
	}
	_, out.Header = row.(*extast.TableHeader)
	out.Cells, out.Table, out.Depth, out.Note = cells, r.tables, at.depth, at.note
	r.paper.add(out)
}

func (r *markdownReader) block(n ast.Node, kind Kind, at place) Block {
	var b builder
	r.inlines(&b, n)
	out := b.block(kind, max(n.Pos(), 0))
	out.Depth, out.Note = at.depth, at.note
	if at.first {
		out.Number, out.Ordered = at.number, at.ordered
		if at.ordered && len(out.offsets) > 0 {
			out.Written = r.written(out.offsets[0])
		}
	}
	return out
}

// written is the number in front of the text of an item, as it stands in the
// file; 0 where none does.
func (r *markdownReader) written(at int) int {
	start := bytes.LastIndexByte(r.source[:at], '\n') + 1
	if m := numbered().FindSubmatch(r.source[start:at]); m != nil {
		n, _ := strconv.Atoi(string(m[2]))
		return n
	}
	return 0
}

// picture tells whether a paragraph is a picture and nothing else.
func picture(n ast.Node) bool {
	c := n.FirstChild()
	if c == nil || c.NextSibling() != nil {
		return false
	}
	_, ok := c.(*ast.Image)
	return ok
}

func (r *markdownReader) inlines(b *builder, parent ast.Node) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.escaped(c.Segment.Value(r.source), c.Segment.Start, !c.IsRaw())
			switch {
			case c.HardLineBreak():
				b.put("\n", max(c.Segment.Stop-1, 0))
			case c.SoftLineBreak():
				b.put(" ", max(c.Segment.Stop-1, 0)) // where a line is broken says nothing
			}
		case *ast.CodeSpan:
			b.begin(Fixed, "")
			for t := c.FirstChild(); t != nil; t = t.NextSibling() {
				if t, ok := t.(*ast.Text); ok {
					b.add(t.Segment.Value(r.source), t.Segment.Start)
				}
			}
			b.end()
		case *ast.Emphasis:
			kind := Emphasis
			if c.Level > 1 {
				kind = Strong
			}
			b.begin(kind, "")
			r.inlines(b, c)
			b.end()
		case *ast.Link:
			b.begin(Link, string(c.Destination))
			r.inlines(b, c)
			b.end()
		case *ast.Image:
			r.inlines(b, c)
		case *ast.AutoLink:
			label := c.Label(r.source)
			b.begin(Link, string(c.URL(r.source)))
			b.put(string(label), max(c.Pos(), 0))
			b.end()
		case *ast.RawHTML:
			// A placeholder such as <customer_name> reads as HTML, and readers
			// of the file see it: it is kept where it is no known element.
			for i := range c.Segments.Len() {
				segment := c.Segments.At(i)
				if s := segment.Value(r.source); !element(string(s)) {
					b.add(s, segment.Start)
				}
			}
		default:
			r.inlines(b, c)
		}
	}
}

// element tells whether a tag is one that HTML knows in running text.
func element(tag string) bool {
	name := strings.ToLower(strings.Trim(tag, "</> \t\n"))
	name, _, _ = strings.Cut(name, " ")
	switch strings.TrimSuffix(name, "/") {
	case "a", "abbr", "b", "br", "code", "del", "div", "em", "i", "img", "ins", "kbd", "mark", "p", "s", "small", "span", "strong", "sub", "sup", "u", "input", "details", "summary", "":
		return true
	}
	return strings.HasPrefix(tag, "<!")
}
