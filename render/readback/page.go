package readback

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Page reads a page in HTML. It goes by tokens, because a parsed tree does not
// say on which line a node stands, and so it wants every element closed.
func Page(source []byte) (*Document, error) {
	root, err := elements(source)
	if err != nil {
		return nil, err
	}
	d := &Document{Blocks: pageBlocks(root.children), Anchors: map[string]bool{}}
	root.ids(d.Anchors)
	return d, nil
}

// An element is a tag with what is in it, or a text.
type element struct {
	tag      string // empty for a text
	text     string
	attr     map[string]string
	line     int
	children []*element
}

// empty are the elements that have no end tag.
var empty = []string{"input", "br", "img", "meta", "link", "hr", "col", "wbr", "source"}

func elements(source []byte) (*element, error) {
	root := &element{}
	open := []*element{root}
	lines, at := measure(source), 0
	tokens := html.NewTokenizer(bytes.NewReader(source))
	for {
		kind := tokens.Next()
		line := lines.line(at)
		at += len(tokens.Raw())
		token := tokens.Token()
		top := open[len(open)-1]
		switch kind {
		case html.ErrorToken:
			if err := tokens.Err(); err != io.EOF {
				return nil, fmt.Errorf("readback: %w", err)
			}
			if len(open) > 1 {
				return nil, fmt.Errorf("readback: line %d: <%s> is not closed", top.line, top.tag)
			}
			return root, nil
		case html.TextToken:
			top.children = append(top.children, &element{text: token.Data, line: line})
		case html.StartTagToken, html.SelfClosingTagToken:
			e := &element{tag: token.Data, line: line, attr: map[string]string{}}
			for _, a := range token.Attr {
				e.attr[a.Key] = a.Val
			}
			top.children = append(top.children, e)
			if kind == html.StartTagToken && !slices.Contains(empty, e.tag) {
				open = append(open, e)
			}
		case html.EndTagToken:
			if token.Data != top.tag {
				return nil, fmt.Errorf("readback: line %d: </%s> where <%s> of line %d is open", line, token.Data, top.tag, top.line)
			}
			open = open[:len(open)-1]
		}
	}
}

// ids are the ids of an element and of everything in it.
func (e *element) ids(into map[string]bool) {
	if id := e.attr["id"]; id != "" {
		into[id] = true
	}
	for _, c := range e.children {
		c.ids(into)
	}
}

func (e *element) has(class string) bool {
	return slices.Contains(strings.Fields(e.attr["class"]), class)
}

// inline are the elements that stand in a line.
var inline = []string{"", "b", "strong", "em", "code", "a", "span", "input", "br"}

// pageBlocks are the blocks that elements make. What stands in a line without a
// paragraph around it is one.
func pageBlocks(all []*element) []Block {
	var out []Block
	var loose []*element
	flush := func() {
		if runs := pageRuns(loose); said(runs) != "" {
			out = append(out, Block{Line: runs[0].Line, Runs: runs})
		}
		loose = nil
	}
	for _, e := range all {
		if e.has("chrome") || e.has("tick") {
			continue // the page's own controls
		}
		if slices.Contains(inline, e.tag) {
			loose = append(loose, e)
			continue
		}
		flush()
		out = append(out, pageBlock(e)...)
	}
	flush()
	return out
}

func pageBlock(e *element) []Block {
	b := Block{Line: e.line}
	switch e.tag {
	case "head", "script", "style", "nav":
		return nil
	case "h1", "h2", "h3", "h4", "h5", "h6":
		b.Kind, b.Level, b.Runs = Heading, int(e.tag[1]-'0'), pageRuns(e.children)
	case "p", "caption", "figcaption":
		if e.has("form") {
			return nil // blanks to fill in
		}
		b.Runs = pageRuns(e.children)
	case "ul", "ol":
		b.Kind = List
		for _, item := range e.children {
			if item.tag == "li" {
				b.Items = append(b.Items, Item{ID: item.attr["id"], Tick: item.has("task"), Blocks: pageBlocks(item.children)})
			}
		}
	case "aside", "blockquote":
		b.Kind, b.Inner = Quote, pageBlocks(e.children)
	case "pre":
		b.Kind, b.Runs = Code, []Run{{Kind: Typed, Text: allText(e), Line: e.line}}
	case "table":
		b.Kind = Table
		rows(&b, e)
	default:
		return pageBlocks(e.children)
	}
	return []Block{b}
}

// rows gathers the rows of a table, wherever in it they stand.
func rows(b *Block, e *element) {
	for _, c := range e.children {
		if c.tag != "tr" {
			rows(b, c)
			continue
		}
		b.Width = 0
		b.Lines = append(b.Lines, c.line)
		for _, cell := range c.children {
			if cell.tag == "td" || cell.tag == "th" {
				b.Rows = append(b.Rows, pageRuns(cell.children))
				b.Width++
			}
		}
	}
}

func pageRuns(all []*element) []Run {
	var out []Run
	for _, e := range all {
		if e.has("chrome") {
			continue
		}
		run := Run{Line: e.line, Text: allText(e)}
		switch e.tag {
		case "b", "strong", "em":
			run.Kind = Bold
		case "code":
			run.Kind, run.Setting = Typed, e.attr["data-setting"]
		case "a":
			run.Kind, run.To = Link, e.attr["href"]
		case "":
		default:
			out = append(out, pageRuns(e.children)...)
			continue
		}
		out = append(out, run)
	}
	return tidy(out)
}

func allText(e *element) string {
	if e.tag == "" {
		return e.text
	}
	if e.has("chrome") {
		return ""
	}
	var b strings.Builder
	for _, c := range e.children {
		b.WriteString(allText(c))
	}
	return b.String()
}
