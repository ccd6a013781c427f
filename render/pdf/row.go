package pdf

import (
	"strconv"

	"github.com/triptych-docs/triptych/render/picture"
)

// A color is red, green and blue.
type color [3]int

// The colors, dark enough for a poor printer.
var (
	ink    = color{0x1c, 0x24, 0x30}
	soft   = color{0x55, 0x60, 0x6e}
	edge   = color{0x7b, 0x87, 0x94}
	faint  = color{0xdd, 0xe1, 0xe6}
	accent = color{0x0a, 0x5b, 0x7d}
	ground = color{0xf1, 0xf3, 0xf5} // below values and commands
	paper  = color{0xff, 0xff, 0xff}
	tint   = color{0xee, 0xf4, 0xf7}
)

// A row is a strip across the page that is not broken: a line of text, a row of
// a table, a drawing.
type row struct {
	height float64
	// together is how many rows after it stand on the same page, if they fit.
	together int
	// follow says that the next row stands on the same page.
	follow bool
	gap    bool // nothing: left out at the top of a page
	head   *row // of a table: drawn again where the row begins a page
	draw   func(y float64)
}

func space(height float64) row { return row{height: height, gap: true, draw: func(float64) {}} }

// paginate puts rows on pages.
func (p *printer) paginate(rows []row) {
	y := paperHeight
	for i, r := range rows {
		height := group(rows[i:])
		if height > bottom-top {
			height = r.height // too much for any page: it is broken
		}
		if y+height > bottom && (y > top || p.pages == 0) {
			p.newPage()
			y = top
			if r.head != nil {
				r.head.draw(y)
				y += r.head.height
			}
		}
		if r.gap && y == top {
			continue
		}
		r.draw(y)
		y += r.height
	}
}

// group is the height of the first row with all that has to stand on its page.
func group(rows []row) float64 {
	height, pending := 0.0, 0.0
	for i, end := 0, 0; i <= end && i < len(rows); i++ {
		end = max(end, i+rows[i].together)
		if rows[i].follow {
			end = max(end, i+1)
		}
		// Nothing at the end takes no room.
		pending += rows[i].height
		if !rows[i].gap {
			height, pending = height+pending, 0
		}
	}
	return height
}

// newPage begins a page, with its foot.
func (p *printer) newPage() {
	p.pages++
	p.out.AddPage()
	place := strconv.Itoa(p.pages) + " / " + strconv.Itoa(p.total)
	p.check(picture.Sans, p.page.ID)
	y := paperHeight - 30
	p.write(picture.Span{Font: picture.Sans, Text: p.page.ID}, left, y, 8, soft)
	w := picture.Width(picture.Sans, 8, place)
	p.write(picture.Span{Font: picture.Sans, Text: place}, paperWidth-left-w, y, 8, soft)
}

var fontNames = [3]string{picture.Sans: "sans", picture.Bold: "bold", picture.Mono: "mono"}

// write writes text that stands on y.
func (p *printer) write(s picture.Span, x, y, size float64, c color) {
	p.out.SetFont(fontNames[s.Font], "", size)
	p.out.SetTextColor(c[0], c[1], c[2])
	p.out.Text(x, y, s.Text)
}

func (p *printer) fill(c color) { p.out.SetFillColor(c[0], c[1], c[2]) }

func (p *printer) stroke(c color, width float64) {
	p.out.SetDrawColor(c[0], c[1], c[2])
	p.out.SetLineWidth(width)
}

// text sets spans in lines. A value that is longer than a line makes all of it
// smaller, as far as it can still be read.
func (p *printer) text(spans []picture.Span, x, width, size float64, c color) []row {
	size = fit(spans, width, size)
	var rows []row
	for _, line := range picture.Wrap(spans, size, width) {
		rows = append(rows, row{height: size * 1.45, draw: func(y float64) { p.line(line, x, y+size*1.08, size, c) }})
	}
	// No line of a paragraph stands alone at the foot of a page or at its head.
	if n := len(rows); n > 1 {
		rows[0].together = 1
		rows[n-2].together = 1
	}
	return rows
}

const smallest = 4.5

func fit(spans []picture.Span, width, size float64) float64 {
	for size > smallest && picture.Longest(spans, size) > width {
		size -= .25
	}
	return size
}

// line writes one line: values stand on a ground of their own, and a link leads
// where it says.
func (p *printer) line(line []picture.Span, x, y, size float64, c color) {
	for _, s := range line {
		w := picture.Width(s.Font, size, s.Text)
		if s.Font == picture.Mono {
			p.fill(ground)
			p.out.Rect(x-1, y-size*.92, w+2, size*1.22, "F")
		}
		shown := c
		switch {
		case s.Link == "":
		case s.Link[0] == '#':
			shown = accent
			p.out.Link(x, y-size, w, size*1.3, p.link(s.Link[1:]))
		default:
			shown = accent
			p.out.LinkString(x, y-size, w, size*1.3, s.Link)
		}
		p.write(s, x, y, size, shown)
		x += w
	}
}
