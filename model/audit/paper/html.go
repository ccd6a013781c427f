package paper

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// readHTML reads the words of a page. What is no words - scripts, styles, the
// head - is left out.
func (p *Paper) readHTML() error {
	r := &htmlReader{paper: p}
	z := html.NewTokenizer(bytes.NewReader(p.text))
	at := 0
	for {
		kind := z.Next()
		raw := z.Raw()
		switch kind {
		case html.ErrorToken:
			r.flush(at)
			if err := z.Err(); err != io.EOF {
				return fmt.Errorf("byte %d: %w", at, err)
			}
			return nil
		case html.TextToken:
			r.words(raw, at)
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			r.start(t, at)
			if len(r.lists) > maxNesting {
				return fmt.Errorf("lists are nested more than %d deep", maxNesting)
			}
		case html.EndTagToken:
			r.stop(z.Token().Data, at)
		}
		at += len(raw)
	}
}

type htmlReader struct {
	paper  *Paper
	b      builder
	lists  []htmlList
	item   bool // the next block is the first of an item
	note   int
	skip   int // elements without words that are open
	level  int // of the heading that is open
	tables int
	cells  []Span
	row    bool
	header bool
	marked []string // elements that are open and marked
}

type htmlList struct {
	ordered bool
	number  int
}

func (r *htmlReader) words(raw []byte, at int) {
	if r.skip > 0 {
		return
	}
	var t builder
	t.escaped(raw, at, false)
	for i, c := range t.text {
		if isSpace(c) || c == '\r' || c == '\f' {
			if n := len(r.b.text); n > 0 && r.b.text[n-1] != ' ' {
				r.b.put(" ", t.offsets[i])
			}
			continue
		}
		r.b.text = append(r.b.text, c)
		r.b.offsets = append(r.b.offsets, t.offsets[i])
	}
}

func (r *htmlReader) start(t html.Token, at int) {
	switch t.Data {
	case "script", "style", "head", "template", "svg", "nav", "button", "select", "noscript":
		if t.Type == html.StartTagToken {
			r.skip++
		}
	case "ul", "ol":
		r.flush(at)
		start := 1
		if n, err := strconv.Atoi(attribute(t, "start")); err == nil {
			start = n
		}
		r.lists = append(r.lists, htmlList{ordered: t.Data == "ol", number: start})
	case "li":
		r.flush(at)
		r.item = true
	case "h1", "h2", "h3", "h4", "h5", "h6":
		r.flush(at)
		r.level = int(t.Data[1] - '0')
	case "blockquote", "aside":
		r.flush(at)
		r.note++
	case "table":
		r.flush(at)
		r.tables++
	case "tr":
		r.flush(at)
		r.row, r.header, r.cells = true, true, nil
	case "td", "th":
		if t.Data == "td" {
			r.header = false
		}
		r.cell(at)
		if len(r.cells) > 0 {
			r.b.put(" | ", at)
		}
		r.cells = append(r.cells, Span{len(r.b.text), -1})
	case "strong", "b", "em", "i", "code", "kbd", "samp", "a":
		r.mark(t)
	case "img":
		r.flush(at)
		r.b.put(attribute(t, "alt"), at)
		r.emit(Picture, at)
	case "br":
		if !r.row {
			r.b.put("\n", at)
		}
	default:
		if breaks(t.Data) && !r.row {
			r.flush(at)
		}
	}
	if id := attribute(t, "id"); id != "" {
		r.paper.IDs = append(r.paper.IDs, id)
	}
}

func (r *htmlReader) mark(t html.Token) {
	switch t.Data {
	case "strong", "b":
		r.b.begin(Strong, "")
	case "em", "i":
		r.b.begin(Emphasis, "")
	case "a":
		r.b.begin(Link, attribute(t, "href"))
	default:
		r.b.begin(Fixed, "")
	}
	r.marked = append(r.marked, t.Data)
}

func (r *htmlReader) stop(name string, at int) {
	switch name {
	case "script", "style", "head", "template", "svg", "nav", "button", "select", "noscript":
		r.skip = max(0, r.skip-1)
	case "ul", "ol":
		r.flush(at)
		r.lists = r.lists[:max(0, len(r.lists)-1)]
	case "blockquote", "aside":
		r.flush(at)
		r.note = max(0, r.note-1)
	case "tr":
		r.cell(at)
		r.emit(Row, at)
		r.row = false
	case "strong", "b", "em", "i", "code", "kbd", "samp", "a":
		if n := len(r.marked); n > 0 && r.marked[n-1] == name {
			r.marked = r.marked[:n-1]
			r.b.end()
		}
	default:
		if breaks(name) && !r.row {
			r.flush(at)
		}
	}
}

func (r *htmlReader) cell(int) {
	if n := len(r.cells); n > 0 && r.cells[n-1].End < 0 {
		r.cells[n-1].End = len(r.b.text)
	}
}

// flush ends the block that is open.
func (r *htmlReader) flush(at int) {
	if r.row {
		return
	}
	kind := Paragraph
	switch {
	case r.level > 0:
		kind = Heading
	case r.item:
		kind = Item
	}
	r.emit(kind, at)
}

func (r *htmlReader) emit(kind Kind, at int) {
	b := r.b.block(kind, at)
	r.b, r.marked = builder{}, nil
	if b.Text == "" {
		return
	}
	b.Depth, b.Note = len(r.lists), r.note > 0
	switch kind {
	case Heading:
		b.Level, r.level = r.level, 0
	case Item:
		r.item = false
		if n := len(r.lists); n > 0 && r.lists[n-1].ordered {
			b.Ordered, b.Number = true, r.lists[n-1].number
			r.lists[n-1].number++
		}
	case Row:
		b.Table, b.Header = r.tables, r.header
		for _, c := range r.cells {
			c.End = min(c.End, len(b.Text))
			c.Start = min(c.Start, max(c.End, 0))
			b.Cells = append(b.Cells, c)
		}
	}
	r.paper.add(b)
}

// breaks tells whether an element ends the line of words before it.
func breaks(name string) bool {
	switch name {
	case "p", "div", "section", "article", "main", "header", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "li", "pre", "dl", "dt", "dd", "figure", "figcaption", "details", "summary", "table", "thead", "tbody", "hr", "form", "body", "title", "caption", "label":
		return true
	}
	return false
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}
