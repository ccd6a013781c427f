package readback

import (
	"bufio"
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Markdown reads a document in GitHub's Markdown.
func Markdown(source []byte) *Document {
	root := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader(source))
	r := &markdownReader{source: source, ruler: measure(source)}
	d := &Document{Blocks: r.blocks(root), Anchors: map[string]bool{}}
	d.slugs(d.Blocks, map[string]int{})
	return d
}

// slugs are the anchors that GitHub gives to headings: letters and digits of
// the heading in lower case, a dash for each space, and a number behind the
// second of the same name.
func (d *Document) slugs(blocks []Block, seen map[string]int) {
	for _, b := range blocks {
		if b.Kind != Heading {
			continue
		}
		slug := strings.Map(func(c rune) rune {
			switch {
			case c == ' ' || c == '-':
				return '-'
			case unicode.IsLetter(c) || unicode.IsDigit(c) || c == '_':
				return unicode.ToLower(c)
			}
			return -1
		}, said(b.Runs))
		if n := seen[slug]; n > 0 {
			d.Anchors[slug+"-"+strconv.Itoa(n)] = true
		}
		seen[slug]++
		d.Anchors[slug] = true
	}
}

type markdownReader struct {
	source []byte
	ruler
}

func (r *markdownReader) blocks(parent ast.Node) []Block {
	var out []Block
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		b := Block{Line: r.lineOf(n)}
		switch n := n.(type) {
		case *ast.Heading:
			b.Kind, b.Level, b.Runs = Heading, n.Level, r.runs(n)
		case *ast.List:
			b.Kind = List
			for item := n.FirstChild(); item != nil; item = item.NextSibling() {
				b.Items = append(b.Items, Item{Tick: ticked(item), Blocks: r.blocks(item)})
			}
		case *ast.Blockquote:
			b.Kind, b.Inner = Quote, r.blocks(n)
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			b.Kind = Code
			b.Runs = []Run{{Kind: Typed, Text: string(n.Lines().Value(r.source)), Line: b.Line}}
		case *extast.Table:
			r.table(&b, n)
		case *ast.Paragraph, *ast.TextBlock:
			b.Runs = r.runs(n)
		default:
			continue
		}
		out = append(out, b)
	}
	return out
}

func (r *markdownReader) table(b *Block, table ast.Node) {
	b.Kind = Table
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		width := 0
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			b.Rows = append(b.Rows, r.runs(cell))
			width++
		}
		b.Width = width
		b.Lines = append(b.Lines, r.lineOf(row))
	}
}

// ticked tells whether an item begins with a box.
func ticked(item ast.Node) bool {
	first := item.FirstChild()
	if first == nil || first.FirstChild() == nil {
		return false
	}
	_, box := first.FirstChild().(*extast.TaskCheckBox)
	return box
}

// lineOf is the line where a node's first text stands.
func (r *markdownReader) lineOf(n ast.Node) int {
	line := 0
	_ = ast.Walk(n, func(n ast.Node, in bool) (ast.WalkStatus, error) {
		if !in {
			return ast.WalkContinue, nil
		}
		if t, ok := n.(*ast.Text); ok {
			line = r.line(t.Segment.Start)
			return ast.WalkStop, nil
		}
		if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
			line = r.line(n.Lines().At(0).Start)
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return line
}

func (r *markdownReader) runs(parent ast.Node) []Run {
	var out []Run
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		run := Run{Line: r.lineOf(n)}
		switch n := n.(type) {
		case *ast.Text:
			run.Text = string(n.Value(r.source))
			if !n.IsRaw() {
				run.Text = plainText(n.Value(r.source))
			}
			if n.SoftLineBreak() || n.HardLineBreak() {
				run.Text += " "
			}
		case *ast.CodeSpan:
			run.Kind, run.Text = Typed, r.raw(n)
		case *ast.Emphasis:
			run.Kind, run.Text = Bold, r.inner(n)
		case *ast.Link:
			run.Kind, run.Text, run.To = Link, r.inner(n), string(util.ResolveEntityNames(n.Destination))
		case *ast.AutoLink:
			run.Kind, run.Text = Link, string(n.Label(r.source))
		case *extast.TaskCheckBox:
			continue
		default:
			run.Text = r.inner(n)
		}
		out = append(out, run)
	}
	return tidy(out)
}

// inner is the text of everything below a node, marks left out.
func (r *markdownReader) inner(parent ast.Node) string {
	var b strings.Builder
	for _, run := range r.runs(parent) {
		b.WriteString(run.Text)
	}
	return b.String()
}

// raw is the text of a code span, in which nothing is escaped.
func (r *markdownReader) raw(span ast.Node) string {
	var b strings.Builder
	for n := span.FirstChild(); n != nil; n = n.NextSibling() {
		if t, ok := n.(*ast.Text); ok {
			b.Write(t.Value(r.source))
		}
	}
	return b.String()
}

// plainText resolves escapes and entities as goldmark's own page does.
func plainText(raw []byte) string {
	if !bytes.ContainsAny(raw, `\&`+"\r\x00") {
		return string(raw)
	}
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	html.DefaultWriter.Write(w, raw)
	w.Flush() // into memory: it cannot fail
	return unescape.Replace(b.String())
}

var unescape = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&amp;", "&")
