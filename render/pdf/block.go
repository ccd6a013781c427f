package pdf

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/picture"
	"github.com/triptych-docs/triptych/render/powershell"
	"github.com/triptych-docs/triptych/render/residual"
)

const size = 9.5 // of type

// blocks sets blocks below each other.
func (p *printer) blocks(blocks []plan.Block, x, width float64) []row {
	v := &setter{printer: p, x: x, width: width}
	for i, b := range blocks {
		b.Visit(v)
		if leads(blocks[i:]) {
			v.keep()
		}
	}
	return v.rows
}

// leads tells whether the first of blocks is a paragraph that leads in what
// follows: a list, a table, a command.
func leads(blocks []plan.Block) bool {
	if len(blocks) < 2 {
		return false
	}
	if p, ok := blocks[0].(plan.Paragraph); !ok || len(p.Line) == 0 {
		return false
	}
	switch blocks[1].(type) {
	case plan.List, plan.Table, plan.Command:
		return true
	}
	return false
}

// A setter sets the blocks of one container.
type setter struct {
	*printer
	x, width float64
	rows     []row
}

// keep puts what was set last and what comes next on one page.
func (v *setter) keep() {
	for i := len(v.rows) - 1; i >= 0; i-- {
		v.rows[i].follow = true
		if !v.rows[i].gap {
			return
		}
	}
}

func (v *setter) put(after float64, rows ...row) {
	v.rows = append(v.rows, rows...)
	if len(rows) > 0 {
		v.rows = append(v.rows, space(after))
	}
}

func (v *setter) Paragraph(b plan.Paragraph) {
	if len(b.Line) == 0 {
		return
	}
	rows := v.text(v.spans(b.Line), v.x, v.width, size, ink)
	if ends(b.Line, ':') {
		// It leads in what follows.
		rows[len(rows)-1].follow = true
		v.rows = append(v.rows, rows...)
		gap := space(3)
		gap.follow = true
		v.rows = append(v.rows, gap)
		return
	}
	v.put(5, rows...)
}

// ends tells whether plain words end in a character.
func ends(l plan.Line, with rune) bool {
	if len(l) == 0 {
		return false
	}
	switch r := l[len(l)-1].(type) {
	case plan.Words:
		return strings.HasSuffix(r.Text.Fill(nil), string(with))
	case plan.Strong:
		return ends(r.Line, with)
	}
	return false
}

func (v *setter) List(b plan.List) {
	for i, item := range b.Items {
		mark, indent := "•", 12.0
		if b.Ordered {
			mark, indent = strconv.Itoa(max(b.Start, 1)+i)+".", 22
		}
		box := 0.0
		if item.Tick != "" {
			box = 17
			if !b.Ordered {
				mark, indent = "", 0
			}
		}
		v.item(item, mark, box, indent)
	}
	v.rows = append(v.rows, space(3))
}

// item sets an item with its box and its number in front of its first row.
func (v *setter) item(item plan.Item, mark string, box, indent float64) {
	x := v.x + box + indent
	rows := v.blocks(item.Blocks, x, v.width-box-indent)
	if len(rows) == 0 {
		return
	}
	if item.Tick != "" {
		rows = append([]row{v.rule(v.x, v.width)}, rows...)
	}
	first := 0
	if item.Tick != "" {
		first = 1
	}
	draw := rows[first].draw
	rows[first].draw = func(y float64) {
		v.target(item.Anchor, y)
		if box > 0 {
			v.write(picture.Span{Font: picture.Sans, Text: "□"}, v.x, y+13, 17, ink)
		}
		v.write(picture.Span{Font: picture.Bold, Text: mark}, v.x+box, y+size*1.08, size, soft)
		draw(y)
	}
	// A step stays in one piece if that leaves no great hole.
	total := 0.0
	for _, r := range rows {
		total += r.height
	}
	if total < (bottom-top)*.62 {
		rows[0].together = len(rows) - 1
	} else {
		rows[0].together = max(rows[0].together, 2)
	}
	v.rows = append(v.rows, rows...)
}

// rule is a thin line across.
func (v *setter) rule(x, width float64) row {
	return row{height: 6, follow: true, draw: func(y float64) {
		v.stroke(faint, .5)
		v.out.Line(x, y+1, x+width, y+1)
	}}
}

func (v *setter) Note(b plan.Note) {
	word, ok := v.words.Notes[string(b.Kind)]
	if !ok {
		v.fail(fmt.Errorf("there is no word for a note of kind %q", b.Kind))
		return
	}
	tone := accent
	switch b.Kind {
	case plan.NoteWarning, plan.NoteCaution:
		tone = color{0xa3, 0x2a, 0x2a}
	}
	rows := v.text([]picture.Span{{Font: picture.Bold, Text: word}}, v.x+12, v.width-24, size, tone)
	rows[0].follow = true
	rows = append(rows, v.blocks(b.Blocks, v.x+12, v.width-24)...)
	rows = append([]row{space(3)}, rows...)
	total := 0.0
	for i := range rows {
		r := rows[i]
		total += r.height
		rows[i].gap = false
		rows[i].draw = func(y float64) {
			v.fill(tint)
			v.out.Rect(v.x, y, v.width, r.height+.5, "F")
			v.fill(tone)
			v.out.Rect(v.x, y, 3, r.height+.5, "F")
			r.draw(y)
		}
	}
	if total < (bottom-top)/2 {
		rows[0].together = len(rows) - 1
	}
	v.put(7, rows...)
}

// Guarded blocks say for whom they are.
func (v *setter) Guarded(b plan.Guarded) {
	lead := v.book.Spoken(b.Guard.Lead.Capital()).Fill(nil) + ":"
	v.check(picture.Bold, lead)
	rows := v.text([]picture.Span{{Font: picture.Bold, Text: lead}}, v.x, v.width, size, ink)
	rows[len(rows)-1].follow = true
	v.rows = append(v.rows, rows...)
	v.rows = append(v.rows, v.blocks(b.Blocks, v.x+10, v.width-10)...)
}

// Command sets a pipeline as it is typed. What is too long for a line goes on in
// the next one.
func (v *setter) Command(b plan.Command) {
	var sink residual.Sink
	text := powershell.CommandIn(&sink, b, residual.Escaper{Name: "pdf.command", Escape: func(s string) string { return s }})
	var rows []row
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		v.check(picture.Mono, line)
		var words []picture.Span
		for _, word := range strings.SplitAfter(line, " ") {
			words = append(words, picture.Span{Font: picture.Mono, Text: word})
		}
		for _, r := range v.text(words, v.x+8, v.width-16, 8.25, ink) {
			rows = append(rows, row{height: r.height, draw: func(y float64) {
				v.fill(ground)
				v.out.Rect(v.x, y, v.width, r.height+.5, "F")
				r.draw(y)
			}})
		}
	}
	if len(rows) < 12 && len(rows) > 0 {
		rows[0].together = len(rows) - 1
	}
	v.put(7, rows...)
}

// Picture says what a picture shows: a PDF has no way to load a file.
func (v *setter) Picture(b plan.Picture) {
	v.put(5, v.text(v.spans(b.Alt), v.x, v.width, size, soft)...)
}

func (v *setter) Dialog(b plan.Dialog) {
	scene := picture.Dialog(v.book, b)
	v.put(8, v.scene(scene, v.x, min(v.width, 340)))
}

func (v *setter) Flow(b plan.Flow) {
	scene, err := picture.Flow(v.book, b)
	if err != nil {
		v.fail(err)
		return
	}
	title := v.text(bold(v.spans(b.Title)), v.x, v.width, size, ink)
	title[0].together = 1
	v.rows = append(v.rows, title...)
	v.put(6, v.scene(scene, v.x, min(v.width, scene.Width*.62)))
	var items []plan.Item
	for _, line := range book.Arrows(b) {
		items = append(items, plan.Item{Blocks: []plan.Block{plan.Paragraph{Line: line}}})
	}
	v.List(plan.List{Items: items})
}

// Form sets blanks to write in. They stay with what they are about.
func (v *setter) Form(b plan.Form) {
	for i := len(v.rows) - 1; i >= 0; i-- {
		v.rows[i].follow = true
		if !v.rows[i].gap {
			break
		}
	}
	each := 0.0
	for _, blank := range b.Blanks {
		v.check(picture.Sans, blank)
		each = max(each, picture.Width(picture.Sans, 8, blank+": ")+byHand)
	}
	columns := max(1, int(v.width/each))
	for start := 0; start < len(b.Blanks); start += columns {
		blanks := b.Blanks[start:min(start+columns, len(b.Blanks))]
		v.put(2, row{height: 19, draw: func(y float64) {
			for i, blank := range blanks {
				x := v.x + float64(i)*each
				label := picture.Span{Font: picture.Sans, Text: blank + ":"}
				v.write(label, x, y+14, 8, soft)
				v.stroke(edge, .5)
				v.out.Line(x+picture.Width(picture.Sans, 8, label.Text)+4, y+15, x+each-10, y+15)
			}
		}})
	}
}
