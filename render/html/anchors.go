package html

import (
	"fmt"

	"github.com/triptych-docs/triptych/model/plan"
)

// findAnchors gathers the ids of the book: of chapters, items and tables. Each
// stands once, and so does each box to tick.
func (p *printer) findAnchors() {
	p.anchors = map[string]bool{}
	v := anchorFinder{p, map[string]bool{}}
	v.blocks(p.book.Lead)
	for _, c := range p.book.Chapters {
		v.found(c.ID)
		v.blocks(c.Blocks)
	}
}

type anchorFinder struct {
	*printer
	boxes map[string]bool
}

func (v anchorFinder) found(id string) {
	if id == "" {
		return
	}
	if v.anchors[id] {
		v.fail(fmt.Errorf("the id %q stands twice", id))
	}
	v.anchors[id] = true
}

func (v anchorFinder) blocks(blocks []plan.Block) {
	for _, b := range blocks {
		b.Visit(v)
	}
}

func (v anchorFinder) List(b plan.List) {
	for _, item := range b.Items {
		v.found(item.Anchor)
		if item.Tick != "" && v.boxes[item.Tick] {
			v.fail(fmt.Errorf("the box %q stands twice", item.Tick))
		}
		v.boxes[item.Tick] = true
		v.blocks(item.Blocks)
	}
}

func (v anchorFinder) Table(b plan.Table)     { v.found(b.ID) }
func (v anchorFinder) Note(b plan.Note)       { v.blocks(b.Blocks) }
func (v anchorFinder) Guarded(b plan.Guarded) { v.blocks(b.Blocks) }

func (anchorFinder) Paragraph(plan.Paragraph) {}
func (anchorFinder) Command(plan.Command)     {}
func (anchorFinder) Picture(plan.Picture)     {}
func (anchorFinder) Dialog(plan.Dialog)       {}
func (anchorFinder) Flow(plan.Flow)           {}
func (anchorFinder) Form(plan.Form)           {}
