package publish_test

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// A reader reads what a generator made of a document.
type reader struct {
	main   func(*html.Node) bool // the element that the document is in
	chrome []string              // classes of what the generator adds to a heading
	plain  func(string) string   // undoes what it makes of plain text
	mute   bool                  // the alternatives of pictures are not compared
	// alt undoes what it makes of the alternative of a picture that it takes into
	// its own folder: two of them escape it twice.
	alt   func(string) string
	links bool // it makes links of addresses in text, whatever is escaped
}

func element(name string) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.Data == name }
}

func class(name string) func(*html.Node) bool {
	return func(n *html.Node) bool { return hasClass(n, name) }
}

// shown is the outline of what a page shows. The errors are links inside of the
// page that lead nowhere.
func (r reader) shown(root *html.Node) (string, error) {
	main := first(root, r.main)
	if main == nil {
		return "", errors.New("the page has no main part")
	}
	s := &shower{reader: r, root: root}
	s.block(main)
	return s.out.String(), errors.Join(s.broken...)
}

// sources are the pictures of the document on a page.
func (r reader) sources(root *html.Node) []string {
	var all []string
	for n := range first(root, r.main).Descendants() {
		if n.Data == "img" {
			all = append(all, attr(n, "src"))
		}
	}
	return all
}

type shower struct {
	outline
	reader
	root   *html.Node
	broken []error
}

// block shows what is in an element. Words beside blocks are a block themselves.
func (s *shower) block(n *html.Node) {
	var pieces []piece
	flush := func() {
		if line := inline(pieces); line != "" {
			s.line("text %s", line)
		}
		pieces = nil
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.CommentNode || s.skipped(c) {
			continue
		}
		if c.Type == html.TextNode || slices.Contains([]string{"strong", "code", "a", "img", "em", "span", "b", "i", "del", "mark", "sub", "sup", "input"}, c.Data) {
			pieces = s.pieces(pieces, c, piece{})
			continue
		}
		flush()
		s.one(c)
	}
	flush()
}

// one shows one block.
func (s *shower) one(n *html.Node) {
	switch {
	case s.note(n):
	case hasClass(n, "tabbed-set"), n.Data == "starlight-tabs", hasClass(n, "tabs-container"):
		s.tabs(n)
	case len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6':
		s.line("heading %c %s", n.Data[1], s.inline(n))
	case n.Data == "p":
		if line := s.inline(n); line != "" {
			s.line("text %s", line)
		}
	case n.Data == "ol":
		from := 1
		if start, err := strconv.Atoi(attr(n, "start")); err == nil {
			from = start
		}
		s.line("list from %d", from)
		s.inner(func() { s.items(n) })
	case n.Data == "ul":
		s.line("list")
		s.inner(func() { s.items(n) })
	case n.Data == "table":
		s.line("table")
		s.inner(func() { s.rows(n) })
	case slices.Contains([]string{"div", "section", "header", "article"}, n.Data):
		s.block(n)
	default:
		s.line("%s %s", n.Data, s.inline(n))
	}
}

// tabs shows tabs in whatever a generator makes of them.
func (s *shower) tabs(n *html.Node) {
	var labels, panels []*html.Node
	for c := range n.Descendants() {
		switch {
		case attr(c, "role") == "tab", c.Data == "label":
			labels = append(labels, c)
		case attr(c, "role") == "tabpanel", hasClass(c, "tabbed-block"):
			panels = append(panels, c)
		}
	}
	s.line("tabs")
	for i, panel := range panels {
		s.inner(func() {
			label := "(none)"
			if i < len(labels) {
				label = s.inline(labels[i])
			}
			s.line("tab %s", label)
			s.inner(func() { s.block(panel) })
		})
	}
}

func (s *shower) items(list *html.Node) {
	for c := list.FirstChild; c != nil; c = c.NextSibling {
		if c.Data == "li" {
			s.line("item")
			s.inner(func() { s.block(c) })
		}
	}
}

func (s *shower) rows(table *html.Node) {
	for row := range table.Descendants() {
		if row.Data != "tr" {
			continue
		}
		var cells []string
		for c := row.FirstChild; c != nil; c = c.NextSibling {
			if c.Data == "td" || c.Data == "th" {
				cells = append(cells, s.inline(c))
			}
		}
		s.line("row %s", strings.Join(cells, " || "))
	}
}

// note shows a note in whatever a generator makes of one.
func (s *shower) note(n *html.Node) bool {
	switch {
	case hasClass(n, "admonition"): // MkDocs
		title := firstElement(n)
		s.line("note %s", s.inline(title))
		n.RemoveChild(title)
	case hasClass(n, "starlight-aside"):
		title := firstElement(n)
		s.line("note %s", s.inline(title))
		n.RemoveChild(title)
	case hasClass(n, "theme-admonition"): // Docusaurus
		title := firstElement(n)
		s.line("note %s", s.inline(title))
		n.RemoveChild(title)
	case n.Data == "blockquote": // Hugo: a quote that begins with the word
		word := firstElement(firstElement(n))
		s.line("note %s", strings.TrimSuffix(s.unmarked(word), ":"))
		word.Parent.RemoveChild(word)
	default:
		return false
	}
	s.inner(func() { s.block(n) })
	return true
}

func (s *shower) inline(n *html.Node) string {
	var pieces []piece
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		pieces = s.pieces(pieces, c, piece{})
	}
	return inline(pieces)
}

// pieces adds what an inline element shows, with the marks that it is in.
func (s *shower) pieces(out []piece, n *html.Node, in piece) []piece {
	switch {
	case n.Type == html.TextNode:
		in.text = n.Data
		if !in.code && s.plain != nil {
			in.text = s.plain(in.text)
		}
		return append(out, in)
	case n.Type != html.ElementNode || s.skipped(n):
		return out
	case n.Data == "img":
		in.alt = true
		if in.text = attr(n, "alt"); s.mute {
			in.text = ""
		}
		if s.alt != nil && bundled.MatchString(attr(n, "src")) {
			in.text = s.alt(in.text)
		}
		if s.plain != nil {
			in.text = s.plain(in.text)
		}
		return append(out, in)
	case n.Data == "strong":
		in.bold = true
	case n.Data == "code":
		in.code = true
	case n.Data == "a" && attr(n, "href") != "":
		if in.to = s.target(attr(n, "href")); s.links && made(n) {
			in.to = ""
		}
	case slices.Contains([]string{"a", "span"}, n.Data):
	default:
		// Whatever else there is, no document asked for it.
		out = append(out, piece{text: "<" + n.Data + ">"})
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out = s.pieces(out, c, in)
	}
	return out
}

// bundled is where a generator has a picture that it took in.
var bundled = regexp.MustCompile(`^(data:|/_astro/|/assets/)`)

// made tells whether a generator made a link of an address in plain text.
func made(n *html.Node) bool {
	c := n.FirstChild
	if c == nil || c.Type != html.TextNode {
		return false
	}
	return slices.Contains([]string{c.Data, "mailto:" + c.Data, "http://" + c.Data}, attr(n, "href"))
}

// target is where a link leads: a URL, or the heading that a reader gets to.
func (s *shower) target(href string) string {
	id, inside := strings.CutPrefix(href, "#")
	if !inside {
		return href
	}
	n := first(s.root, func(n *html.Node) bool { return attr(n, "id") == id })
	for n != nil && !strings.HasPrefix(n.Data, "h") {
		n = n.Parent
	}
	if id == "" || n == nil || len(n.Data) != 2 {
		s.broken = append(s.broken, fmt.Errorf("the link to %s leads to no heading", href))
		return href
	}
	return "heading " + s.unmarked(n)
}

// unmarked is the text of an element without its marks.
func (s *shower) unmarked(n *html.Node) string {
	var b strings.Builder
	for _, p := range s.pieces(nil, n, piece{}) {
		if !strings.HasPrefix(p.text, "<h") && p.text != "<p>" {
			b.WriteString(p.text)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// skipped are the generator's own controls.
func (s *shower) skipped(n *html.Node) bool {
	return slices.Contains([]string{"svg", "script", "style", "button", "nav", "footer"}, n.Data) && n.Type == html.ElementNode ||
		slices.ContainsFunc(s.chrome, func(c string) bool { return hasClass(n, c) })
}

func first(root *html.Node, is func(*html.Node) bool) *html.Node {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && is(n) {
			return n
		}
	}
	return nil
}

func firstElement(n *html.Node) *html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			return c
		}
	}
	return nil
}

func hasClass(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attr(n, "class")), class)
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
