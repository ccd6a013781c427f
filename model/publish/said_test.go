package publish_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/picture"
	"github.com/triptych-docs/triptych/templates"
)

// An outline is what a document says: a line for each block, deeper the more it
// stands in, and marks in a line as they are below. Two readers write one, that of
// a book here and that of a page in shown_test.go.
type outline struct {
	out   strings.Builder
	depth int
}

func (o *outline) line(format string, args ...any) {
	o.out.WriteString(strings.Repeat("  ", o.depth) + strings.TrimRight(fmt.Sprintf(format, args...), " ") + "\n")
}

func (o *outline) inner(do func()) {
	o.depth++
	do()
	o.depth--
}

// codeMark stands before and after code, which keeps every character.
const codeMark = "\x1f"

// A piece is text with its marks.
type piece struct {
	text       string
	bold, code bool
	to         string // where a link leads
	alt        bool   // it is said of a picture
}

// inline is pieces as a line: neighbours with the same marks are one.
func inline(pieces []piece) string {
	var b strings.Builder
	for i := 0; i < len(pieces); {
		p, j := pieces[i], i+1
		for j < len(pieces) && !p.alt && pieces[j].bold == p.bold && pieces[j].code == p.code && pieces[j].to == p.to && !pieces[j].alt {
			p.text += pieces[j].text
			j++
		}
		i = j
		switch {
		case p.alt:
			p.text = "(picture: " + strings.Join(strings.Fields(p.text), " ") + ")"
		case p.code:
			p.text = codeMark + strings.TrimSpace(p.text) + codeMark
		}
		if p.bold {
			p.text = "<bold>" + p.text + "</bold>"
		}
		if p.to != "" {
			p.text = "<link to " + p.to + ">" + p.text + "</link>"
		}
		b.WriteString(p.text)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// said is the outline of a document without holes.
func said(p page, r reader) string {
	s := &sayer{page: p, reader: r, words: templates.ReadWords()}
	s.line("heading 1 %s", s.say(p.book.Title))
	for _, c := range p.book.Chapters {
		s.line("heading %d %s", c.Level, s.chapter(c))
		s.blocks(c.Blocks)
	}
	return s.out.String()
}

type sayer struct {
	outline
	page
	reader
	words templates.Words
}

func (s *sayer) chapter(c book.Chapter) string {
	return strings.TrimSpace(c.Number + " " + s.say(c.Title))
}

func (s *sayer) say(l plan.Line) string {
	f := &flat{sayer: s}
	f.line(l)
	return inline(f.pieces)
}

func (s *sayer) blocks(blocks []plan.Block) {
	for len(blocks) > 0 {
		n := 1
		if s.tabs {
			n = s.tabbed(blocks)
		}
		if n < 2 {
			n = 1
			blocks[0].Visit(s)
		}
		blocks = blocks[n:]
	}
}

// tabbed says the tabs that blocks begin with, and how many of the blocks they are:
// those in a row of which any two have the same readers or none in common.
func (s *sayer) tabbed(blocks []plan.Block) int {
	var order []string
	tabs := map[string][]plan.Guarded{}
	n := 0
	for ; n < len(blocks); n++ {
		g, ok := blocks[n].(plan.Guarded)
		if !ok || slices.ContainsFunc(order, func(other string) bool {
			first := tabs[other][0].Guard
			return fmt.Sprint(first.In) != fmt.Sprint(g.Guard.In) && (fmt.Sprint(first.In) != fmt.Sprint(g.Guard.Out) || fmt.Sprint(first.Out) != fmt.Sprint(g.Guard.In))
		}) {
			break
		}
		key := fmt.Sprint(g.Guard.In)
		if tabs[key] == nil {
			order = append(order, key)
		}
		tabs[key] = append(tabs[key], g)
	}
	if len(order) < 2 {
		return 0
	}
	s.line("tabs")
	for _, key := range order {
		s.inner(func() {
			label := s.say(tabs[key][0].Guard.Clause)
			s.line("tab %s", strings.ToUpper(label[:1])+label[1:])
			s.inner(func() {
				for _, g := range tabs[key] {
					s.Guarded(g)
				}
			})
		})
	}
	return n
}

func (s *sayer) Paragraph(b plan.Paragraph) { s.line("text %s", s.say(b.Line)) }

func (s *sayer) List(b plan.List) {
	if b.Ordered {
		s.line("list from %d", max(b.Start, 1))
	} else {
		s.line("list")
	}
	for _, item := range b.Items {
		s.inner(func() {
			s.line("item")
			s.inner(func() { s.blocks(item.Blocks) })
		})
	}
}

func (s *sayer) Table(b plan.Table) {
	if len(b.Caption) > 0 {
		s.line("text %s", s.say(plan.Line{plan.Strong{Line: b.Caption}}))
	}
	row := func(cells []plan.Line) {
		var said []string
		for _, cell := range cells {
			said = append(said, s.say(cell))
		}
		s.line("row %s", strings.Join(said, " || "))
	}
	s.line("table")
	s.inner(func() {
		row(b.Columns)
		for _, r := range b.Rows {
			row(r.Cells)
		}
	})
}

func (s *sayer) Note(b plan.Note) {
	s.line("note %s", s.words.Notes[string(b.Kind)])
	s.inner(func() { s.blocks(b.Blocks) })
}

// Guarded blocks stand after the words that say whom they are for.
func (s *sayer) Guarded(b plan.Guarded) {
	lead := s.say(b.Guard.Lead)
	lead = strings.ToUpper(lead[:1]) + lead[1:] + ":"
	if len(b.Blocks) == 1 {
		if p, ok := b.Blocks[0].(plan.Paragraph); ok {
			s.line("text %s %s", lead, s.say(p.Line))
			return
		}
	}
	s.line("text %s", lead)
	s.blocks(b.Blocks)
}

func (s *sayer) Picture(b plan.Picture) { s.picture(b.Alt) }
func (s *sayer) Dialog(b plan.Dialog)   { s.picture(picture.DialogWords(b)) }

func (s *sayer) picture(alt plan.Line) {
	f := &flat{sayer: s}
	f.line(alt)
	var text string
	for _, p := range f.pieces {
		text += p.text
	}
	if s.mute {
		text = ""
	}
	s.line("text %s", inline([]piece{{text: text, alt: true}}))
}

func (s *sayer) Flow(b plan.Flow) {
	s.line("text %s", s.say(plan.Line{plan.Strong{Line: b.Title}}))
	if s.drawn {
		s.picture(b.Title)
	}
	s.line("list")
	for _, arrow := range book.Arrows(b) {
		s.inner(func() {
			s.line("item")
			s.inner(func() { s.line("text %s", s.say(arrow)) })
		})
	}
}

// No document has commands or blanks to fill in; one that gets them needs a line here.
func (s *sayer) Command(plan.Command) { s.line("command") }
func (s *sayer) Form(plan.Form)       { s.line("form") }

// flat flattens a line into pieces.
type flat struct {
	*sayer
	bold   bool
	to     string
	pieces []piece
}

func (f *flat) line(l plan.Line) {
	for _, r := range l {
		r.Visit(f)
	}
}

func (f *flat) add(text string, code bool) {
	if text != "" {
		f.pieces = append(f.pieces, piece{text: text, bold: f.bold, code: code, to: f.to})
	}
}

func (f *flat) Words(r plan.Words) { f.add(string(r.Text.Fill(nil)), false) }
func (f *flat) Code(r plan.Code)   { f.add(string(r.Text.Fill(nil)), true) }

func (f *flat) Strong(r plan.Strong) {
	was := f.bold
	f.bold = true
	f.line(r.Line)
	f.bold = was
}

func (f *flat) Label(r plan.Label) { f.Strong(plan.Strong{Line: plan.Say(r.Text)}) }

func (f *flat) Path(r plan.Path) {
	for i, label := range r.Labels {
		if i > 0 {
			f.add(" > ", false)
		}
		f.Label(plan.Label{Text: label})
	}
}

func (f *flat) Link(r plan.Link) {
	f.to = r.URL
	f.line(r.Line)
	f.to = ""
}

func (f *flat) Shown(r plan.Shown) {
	f.add(string(r.Text.Fill(nil)), true)
	if r.Name != "" {
		f.add(" ("+r.Name+")", false)
	}
}

// Ref is a link to the heading of the chapter that the target stands in.
func (f *flat) Ref(r plan.Ref) {
	ref := f.book.References[r.Target]
	f.add(ref.Before, false)
	for _, c := range f.book.Chapters {
		if c.ID == ref.Anchor || holds(c.Blocks, ref.Anchor) {
			f.to = "heading " + strings.ReplaceAll(f.chapter(c), codeMark, "")
		}
	}
	f.line(ref.Title)
	f.to = ""
}

// holds tells whether an item or a table among the blocks has an id.
func holds(blocks []plan.Block, id string) bool {
	return slices.ContainsFunc(blocks, func(b plan.Block) bool {
		switch b := b.(type) {
		case plan.Table:
			return b.ID == id
		case plan.Guarded:
			return holds(b.Blocks, id)
		case plan.List:
			return slices.ContainsFunc(b.Items, func(item plan.Item) bool { return item.Anchor == id || holds(item.Blocks, id) })
		}
		return false
	})
}
