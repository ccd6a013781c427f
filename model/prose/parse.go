package prose

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/source"
)

// At tells where in a file the byte at an offset of the text stands.
type At func(offset int) source.Pos

// Parse reads prose of the content: paragraphs and lists.
func Parse(text string, at At, faults *source.List) []Block {
	if runs, ok := plain(text, at); ok {
		return []Block{Paragraph{runs}}
	}
	return parse(contentParser(), text, at, faults, false)
}

// ParseFrame reads a frame, which may have headings, tables and boxes to tick
// as well.
func ParseFrame(text string, at At, faults *source.List) []Block {
	return parse(frameParser(), text, at, faults, true)
}

// plain are the runs of a text that cannot be anything but one paragraph of words
// and quotations, so that most prose is read without a Markdown parser. Anything
// that might start a construct, even if it would turn out not to, is not plain.
func plain(text string, at At) ([]Run, bool) {
	if text == "" || !startsWord(text[0]) || strings.HasSuffix(text, " ") || strings.Contains(text, "  ") {
		return nil, false
	}
	var faults source.List
	runs := Braces(text, at, &faults)
	for _, r := range runs {
		if w, ok := r.(Words); ok && (strings.ContainsAny(w.Text, "*_`[]{}<>&\\#~|!") || strings.ContainsFunc(w.Text, unicode.IsControl)) {
			return nil, false
		}
	}
	return runs, faults.Len() == 0
}

func startsWord(c byte) bool { return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' }

var contentParser = sync.OnceValue(func() goldmark.Markdown {
	return goldmark.New(goldmark.WithParserOptions(parser.WithInlineParsers(util.Prioritized(braceParser{}, 50))))
})

var frameParser = sync.OnceValue(func() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.TaskList),
		goldmark.WithParserOptions(parser.WithHeadingAttribute(), parser.WithInlineParsers(util.Prioritized(braceParser{}, 50))),
	)
})

func parse(md goldmark.Markdown, s string, at At, faults *source.List, frame bool) []Block {
	src := []byte(s)
	r := &reader{src: src, at: at, faults: faults, frame: frame}
	return r.blocks(md.Parser().Parse(text.NewReader(src)))
}

// A reader turns the tree of goldmark into blocks.
type reader struct {
	src    []byte
	at     At
	faults *source.List
	frame  bool
}

func (r *reader) blocks(parent ast.Node) []Block {
	var out []Block
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if b := r.block(n); b != nil {
			out = append(out, b)
		}
	}
	return out
}

func (r *reader) block(n ast.Node) Block {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return Paragraph{r.runs(n)}
	case *ast.List:
		list := List{Ordered: n.IsOrdered()}
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			if first := item.FirstChild(); first != nil {
				if _, task := first.FirstChild().(*extast.TaskCheckBox); task {
					list.Task = true
				}
			}
			list.Items = append(list.Items, r.blocks(item))
		}
		return list
	case *ast.Heading:
		if r.frame {
			h := Heading{Level: n.Level, Runs: r.runs(n), Pos: r.pos(n)}
			if id, ok := n.AttributeString("id"); ok {
				h.ID = string(id.([]byte))
			} else {
				r.fault(n, "a heading without an id", "write {#id} behind it")
			}
			return h
		}
	case *extast.Table:
		return r.table(n)
	}
	r.fault(n, fmt.Sprintf("%s is not part of prose", nodeName(n)), "prose has paragraphs, lists, **strong**, `code` and [links](https://…)")
	return nil
}

func (r *reader) table(n *extast.Table) Block {
	var t Table
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells [][]Run
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, r.runs(cell))
		}
		if _, header := row.(*extast.TableHeader); header {
			t.Header = cells
		} else {
			t.Rows = append(t.Rows, cells)
		}
	}
	return t
}

func (r *reader) runs(parent ast.Node) []Run {
	var out []Run
	words := func(s string) {
		if s == "" {
			return
		}
		if len(out) > 0 {
			if w, ok := out[len(out)-1].(Words); ok {
				out[len(out)-1] = Words{w.Text + s}
				return
			}
		}
		out = append(out, Words{s})
	}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			if i := bytes.IndexByte(n.Segment.Value(r.src), '{'); i >= 0 && (i == 0 || n.Segment.Value(r.src)[i-1] != '\\') {
				r.faults.Add(source.Diagnostic{Pos: r.at(n.Segment.Start + i), Message: "a brace that quotes nothing", Hint: "a quotation looks like {input.address} or {ui:connector.add}"})
			}
			words(unescape(n.Segment.Value(r.src)))
			if n.SoftLineBreak() {
				words(" ")
			}
			if n.HardLineBreak() {
				r.fault(n, "a forced line break is not part of prose", "write two paragraphs")
			}
		case *ast.String:
			words(string(n.Value))
		case *ast.CodeSpan:
			out = append(out, Code{r.code(n)})
		case *ast.Emphasis:
			if n.Level != 2 {
				r.fault(n, "emphasis is not part of prose", "use **strong**")
				continue
			}
			out = append(out, Strong{r.runs(n)})
		case *ast.Link:
			out = append(out, Link{Runs: r.runs(n), URL: string(n.Destination), Pos: r.pos(n)})
		case *ast.AutoLink:
			url := string(n.URL(r.src))
			out = append(out, Link{Runs: []Run{Words{url}}, URL: url, Pos: r.pos(n)})
		case *brace:
			out = append(out, Brace{n.kind, n.name, r.at(n.start)})
		case *extast.TaskCheckBox:
		default:
			r.fault(n, fmt.Sprintf("%s is not part of prose", nodeName(n)), "")
		}
	}
	if r.frame && len(out) > 0 {
		// The box to tick leaves its space behind.
		if w, ok := out[0].(Words); ok {
			out[0] = Words{strings.TrimLeft(w.Text, " ")}
		}
	}
	return out
}

// code reads a code span: its text to the letter, but for braces.
func (r *reader) code(n *ast.CodeSpan) []Run {
	var out []Run
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		start := t.Segment.Start
		out = append(out, Braces(string(t.Segment.Value(r.src)), func(o int) source.Pos { return r.at(start + o) }, r.faults)...)
	}
	return out
}

func (r *reader) pos(n ast.Node) source.Pos {
	if p := n.Pos(); p >= 0 {
		return r.at(p)
	}
	return r.at(0)
}

func (r *reader) fault(n ast.Node, message, hint string) {
	r.faults.Add(source.Diagnostic{Pos: r.pos(n), Message: message, Hint: hint})
}

func nodeName(n ast.Node) string {
	switch n.Kind() {
	case ast.KindRawHTML, ast.KindHTMLBlock:
		return "raw HTML"
	case ast.KindHeading:
		return "a heading"
	case ast.KindBlockquote:
		return "a quotation"
	case ast.KindCodeBlock, ast.KindFencedCodeBlock:
		return "a code block"
	case ast.KindThematicBreak:
		return "a rule"
	case ast.KindImage:
		return "a picture"
	}
	return n.Kind().String()
}

func unescape(b []byte) string {
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(b))))
}

// braceForm is what may stand between braces.
var braceForm = pattern.New(`^\{(?:([a-z]+):)?([A-Za-z][A-Za-z0-9_.+-]*)\}`)

// Braces reads a text in which nothing but braces is special: a value.
func Braces(s string, at At, faults *source.List) []Run {
	var out []Run
	rest, offset := s, 0
	for {
		i := strings.IndexAny(rest, "{}")
		if i < 0 {
			if rest != "" {
				out = append(out, Words{rest})
			}
			return out
		}
		m := braceForm().FindStringSubmatch(rest[i:])
		if m == nil {
			faults.Add(source.Diagnostic{Pos: at(offset + i), Message: "a brace that quotes nothing", Hint: "a quotation looks like {input.address} or {ui:connector.add}"})
			return append(out, Words{rest})
		}
		if i > 0 {
			out = append(out, Words{rest[:i]})
		}
		out = append(out, Brace{m[1], m[2], at(offset + i)})
		i += len(m[0])
		rest, offset = rest[i:], offset+i
	}
}

// brace is the node that braceParser makes.
type brace struct {
	ast.BaseInline
	kind, name string
	start      int
}

var kindBrace = ast.NewNodeKind("Brace")

func (b *brace) Kind() ast.NodeKind            { return kindBrace }
func (b *brace) Dump(source []byte, level int) { ast.DumpHelper(b, source, level, nil, nil) }

type braceParser struct{}

func (braceParser) Trigger() []byte { return []byte{'{'} }

func (braceParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	m := braceForm().FindSubmatch(line)
	if m == nil {
		return nil
	}
	block.Advance(len(m[0]))
	return &brace{kind: string(bytes.Clone(m[1])), name: string(bytes.Clone(m[2])), start: segment.Start}
}
