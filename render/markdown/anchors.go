package markdown

import (
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/templates"
)

// findAnchors says where each chapter, item and table of the book is reached.
// Markdown has anchors for headings only: an item or a table is reached at the
// chapter that it stands in.
func (p *printer) findAnchors() {
	p.anchors = map[string]Text{}
	slugs := slugger{}
	top := syntax("#")
	if len(p.book.Title) > 0 && p.slugs() {
		top = join(top, slugs.next(p, p.book.Title))
	}
	eachAnchor(p.book.Lead, func(id string) { p.anchors[id] = top })
	for _, c := range p.book.Chapters {
		to, err := url("#" + c.ID)
		if err != nil {
			p.fail(err)
		}
		if p.slugs() {
			to = join(syntax("#"), slugs.next(p, p.title(c)))
		}
		p.anchors[c.ID] = to
		eachAnchor(c.Blocks, func(id string) { p.anchors[id] = to })
	}
}

// slugs tells whether headings are reached by what GitHub makes of their words.
func (p *printer) slugs() bool {
	return p.flavour.Anchors == templates.AnchorSlugs || p.flavour.Anchors == ""
}

// title is a heading with its number.
func (p *printer) title(c book.Chapter) plan.Line {
	if c.Number == "" {
		return c.Title
	}
	return append(plan.Say(c.Number+" "), c.Title...)
}

// A slugger counts the headings that have the same slug. A heading with a hole
// is taken to differ from all others: what it will say is not known yet.
type slugger map[string]int

func (s slugger) next(p *printer, title plan.Line) Text {
	t := p.spoken(title)
	if !t.Fixed() {
		return slug(p.sink, t)
	}
	made := slug(p.sink, t)
	n, taken := s[made.s]
	if !taken {
		s[made.s] = 0
		return made
	}
	for {
		n++
		numbered := join(made, syntax("-"), number(n))
		if _, taken := s[numbered.s]; !taken {
			s[made.s], s[numbered.s] = n, 0
			return numbered
		}
	}
}

// eachAnchor calls found with the id of each item and table in the blocks.
func eachAnchor(blocks []plan.Block, found func(id string)) {
	v := anchorFinder{found}
	for _, b := range blocks {
		b.Visit(v)
	}
}

type anchorFinder struct{ found func(id string) }

func (v anchorFinder) List(b plan.List) {
	for _, item := range b.Items {
		if item.Anchor != "" {
			v.found(item.Anchor)
		}
		eachAnchor(item.Blocks, v.found)
	}
}

func (v anchorFinder) Table(b plan.Table) {
	if b.ID != "" {
		v.found(b.ID)
	}
}

func (v anchorFinder) Note(b plan.Note)       { eachAnchor(b.Blocks, v.found) }
func (v anchorFinder) Guarded(b plan.Guarded) { eachAnchor(b.Blocks, v.found) }

func (anchorFinder) Paragraph(plan.Paragraph) {}
func (anchorFinder) Command(plan.Command)     {}
func (anchorFinder) Picture(plan.Picture)     {}
func (anchorFinder) Dialog(plan.Dialog)       {}
func (anchorFinder) Flow(plan.Flow)           {}
func (anchorFinder) Form(plan.Form)           {}
