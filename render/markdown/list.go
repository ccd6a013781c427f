package markdown

import (
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/templates"
)

// A listKind is what marks the items of a list.
type listKind int

const (
	noList listKind = iota
	dashes
	stars
	dots
	brackets
)

// kind is what marks the items of a list that follows directly on a list of
// kind last: never the same, or the two would read as one.
func kind(b plan.List, last listKind) listKind {
	switch {
	case b.Ordered && last == dots:
		return brackets
	case b.Ordered:
		return dots
	case last == dashes:
		return stars
	}
	return dashes
}

func (p *blockPrinter) List(b plan.List) {
	if p.flavour.Lists == templates.ListComments && p.last != noList {
		p.line(syntax("<!-- -->"))
		p.separate()
		p.last = noList
	}
	p.last = kind(b, p.last)
	n := max(b.Start, 1)
	items := make([][]plan.Block, len(b.Items))
	tight := true
	for i, item := range b.Items {
		items[i] = p.reduce(item.Blocks)
		tight = tight && p.isTight(items[i])
	}
	for i, item := range b.Items {
		if i > 0 && !tight {
			p.separate()
		}
		marker, rest := p.marker(p.last, n+i)
		p.open(marker, rest)
		p.item(item, items[i], tight)
		p.close()
	}
}

// marker is what stands before the first line of an item, and before the others.
func (p *printer) marker(k listKind, n int) (first, rest Text) {
	switch k {
	case stars:
		first = syntax("* ")
	case dots:
		first = join(number(n), syntax(". "))
	case brackets:
		first = join(number(n), syntax(") "))
	default:
		first = syntax("- ")
	}
	if p.flavour.Indent == 0 {
		return first, spaces(first)
	}
	rest = repeat(syntax(" "), p.flavour.Indent)
	return first.padded(p.flavour.Indent), rest
}

// item prints what is in an item. Its marker stands before the first line.
func (p *printer) item(item plan.Item, blocks []plan.Block, tight bool) {
	v := &blockPrinter{printer: p}
	if item.Tick != "" {
		var line plan.Line
		if len(blocks) > 0 {
			if first, ok := blocks[0].(plan.Paragraph); ok {
				line, blocks = first.Line, blocks[1:]
			}
		}
		box := syntax("[ ]")
		if len(line) > 0 {
			box = join(box, syntax(" "), p.inline(line, place{start: leftEdge}))
		}
		p.line(box)
		if len(blocks) > 0 && !tight {
			p.separate()
		}
	} else if len(blocks) == 0 {
		p.line(Text{})
	}
	for i, b := range blocks {
		if i > 0 && !tight {
			p.separate()
		}
		b.Visit(v)
	}
}

// isTight tells whether an item needs no empty line inside: it is a paragraph,
// perhaps with a tight list that may follow on a paragraph directly.
func (p *printer) isTight(blocks []plan.Block) bool {
	for i, b := range blocks {
		switch b := b.(type) {
		case plan.Paragraph:
			if i > 0 {
				return false
			}
		case plan.List:
			if i != 1 || b.Ordered && b.Start > 1 {
				return false
			}
			for _, item := range b.Items {
				if !p.isTight(p.reduce(item.Blocks)) {
					return false
				}
			}
		default:
			return false
		}
	}
	return true
}
