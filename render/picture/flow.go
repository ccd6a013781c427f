package picture

import (
	"fmt"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
)

// Sizes of a drawn flow.
const (
	nodeWidth  = 148.0
	nodeGap    = 26.0  // between nodes of a column
	columnGap  = 128.0 // between columns: it takes the words of an arrow
	nodeMargin = 12.0
	arrowSize  = 11.5 // of type
	stub       = 16.0 // of an arrow, before it turns
)

// Flow draws a flow from left to right. A node stands one column after the last
// one that leads to it. A flow that runs in a circle, or names a node that it
// does not have, is an error.
func Flow(b *book.Book, f plan.Flow) (*Scene, error) {
	l := &flow{book: b, nodes: map[string]*node{}}
	for i := range f.Nodes {
		l.add(f.Nodes[i])
	}
	for _, a := range f.Arrows {
		from, to := l.nodes[a.From], l.nodes[a.To]
		if from == nil || to == nil {
			return nil, fmt.Errorf("flow %q: an arrow from %q to %q has no node at one end", f.ID, a.From, a.To)
		}
		from.next = append(from.next, to)
		to.before = append(to.before, from)
	}
	for _, n := range l.order {
		if !n.follow(len(f.Nodes)) {
			return nil, fmt.Errorf("flow %q runs in a circle", f.ID)
		}
	}
	l.place()
	for _, a := range f.Arrows {
		l.arrow(l.nodes[a.From], l.nodes[a.To], a.Text)
	}
	l.draw()
	return &l.scene, nil
}

// A flow is being drawn.
type flow struct {
	book    *book.Book
	nodes   map[string]*node
	order   []*node
	columns [][]*node
	scene   Scene
}

// A node is a box and where it stands.
type node struct {
	side         plan.FlowSide
	lines        [][]Span // the name, then the text below it
	named        int      // how many of them are the name
	column       int
	x, y, height float64
	next, before []*node
}

func (n *node) middle() float64 { return n.y + n.height/2 }

func (l *flow) add(in plan.FlowNode) {
	room := nodeWidth - 2*nodeMargin
	n := &node{side: in.Side}
	var name []Span
	for _, s := range Spans(l.book, in.Name) {
		name = append(name, Span{Font: Bold, Text: s.Text})
	}
	n.lines = Wrap(name, 13, room)
	n.named = len(n.lines)
	if len(in.Text) > 0 {
		n.lines = append(n.lines, Wrap(Spans(l.book, in.Text), arrowSize, room)...)
	}
	n.height = float64(n.named)*17 + float64(len(n.lines)-n.named)*15 + 2*nodeMargin - 2
	l.nodes[in.ID] = n
	l.order = append(l.order, n)
}

// follow sets what comes after a node in later columns. It gives up after as
// many columns as there can be.
func (n *node) follow(most int) bool {
	if n.column >= most {
		return false
	}
	for _, next := range n.next {
		if next.column <= n.column {
			next.column = n.column + 1
			if !next.follow(most) {
				return false
			}
		}
	}
	return true
}

// place gives each node its place: the tallest column is stacked, and the
// others stand as level with their neighbors as there is room.
func (l *flow) place() {
	for _, n := range l.order {
		for len(l.columns) <= n.column {
			l.columns = append(l.columns, nil)
		}
		l.columns[n.column] = append(l.columns[n.column], n)
	}
	tallest, height := 0, 0.0
	for i, column := range l.columns {
		h := -nodeGap
		for _, n := range column {
			n.x = 1 + float64(i)*(nodeWidth+columnGap)
			h += n.height + nodeGap
		}
		if h > height {
			tallest, height = i, h
		}
	}
	l.stack(tallest, func(*node) []*node { return nil })
	for i := tallest + 1; i < len(l.columns); i++ {
		l.stack(i, func(n *node) []*node { return n.before })
	}
	for i := tallest - 1; i >= 0; i-- {
		l.stack(i, func(n *node) []*node { return n.next })
	}
	top, bottom := 0.0, 0.0
	for _, n := range l.order {
		top, bottom = min(top, n.y), max(bottom, n.y+n.height)
	}
	// The words of an arrow stand above it.
	for _, n := range l.order {
		n.y += 20 - top
	}
	l.scene.Height = bottom - top + 24
	l.scene.Width = float64(len(l.columns))*(nodeWidth+columnGap) - columnGap + 2
}

func (l *flow) stack(column int, level func(*node) []*node) {
	at := 0.0
	for i, n := range l.columns[column] {
		want := at
		if with := level(n); len(with) > 0 {
			sum := 0.0
			for _, w := range with {
				sum += w.middle()
			}
			want = sum/float64(len(with)) - n.height/2
		}
		if i == 0 {
			n.y = want
		} else {
			n.y = max(want, at)
		}
		at = n.y + n.height + nodeGap
	}
}

// arrow draws an arrow with its words above its last part.
func (l *flow) arrow(from, to *node, text plan.Line) {
	start, end := Point{from.x + nodeWidth, from.middle()}, Point{to.x - 1, to.middle()}
	points := []Point{start, end}
	if start.Y != end.Y {
		turn := start.X + stub
		points = []Point{start, {turn, start.Y}, {turn, end.Y}, end}
	}
	l.scene.Lines = append(l.scene.Lines, Line{Points: points, Tone: Edge, Weight: 1.5, Arrow: true})
	left := to.x - columnGap + stub + 6
	lines := Wrap(Spans(l.book, text), arrowSize, columnGap-stub-16)
	l.scene.write(lines, left, end.Y-6-float64(len(lines)-1)*14, arrowSize, 14, Soft)
}

func (l *flow) draw() {
	for _, n := range l.order {
		fill, edge := Card, Edge
		switch n.side {
		case plan.SideMicrosoft:
			fill = Tint
		case plan.SideVendor:
			fill, edge = Tint, Accent
		}
		l.scene.Boxes = append(l.scene.Boxes, Box{X: n.x, Y: n.y, Width: nodeWidth, Height: n.height, Radius: 8, Fill: fill, Edge: edge})
		y := l.scene.write(n.lines[:n.named], n.x+nodeMargin, n.y+nodeMargin+11, 13, 17, Ink)
		l.scene.write(n.lines[n.named:], n.x+nodeMargin, y-1, arrowSize, 15, Soft)
	}
}

// FlowWords is what is said instead of a drawn flow.
func FlowWords(b *book.Book, f plan.Flow) string {
	words := ""
	for i, line := range book.Arrows(f) {
		if i > 0 {
			words += "; "
		}
		words += b.Spoken(line).Fill(nil)
	}
	return words
}
