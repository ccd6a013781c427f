package picture

import (
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/templates"
)

// Sizes of a drawn form.
const (
	formWidth = 560.0
	margin    = 18.0
	body      = 14.0 // size of type
	small     = 12.0
	leading   = 20.0
	between   = 12.0 // controls
)

// Dialog draws a form without holes. References in it are quoted as the book
// quotes them.
func Dialog(b *book.Book, d plan.Dialog) *Scene {
	f := &form{book: b, words: templates.ReadWords(), scene: &Scene{Width: formWidth}}
	f.head(d.Title)
	for _, field := range d.Fields {
		f.control(field)
	}
	s := f.scene
	s.Height = f.y + margin - between
	frame := Box{X: .5, Y: .5, Width: formWidth - 1, Height: s.Height - 1, Radius: 8, Fill: Card, Edge: Edge}
	s.Boxes = append([]Box{frame}, s.Boxes...)
	return s
}

// DialogWords says what a drawn form shows, control by control: the text that
// stands for the picture.
func DialogWords(d plan.Dialog) plan.Line {
	words := templates.ReadWords()
	title := words.Schematic
	if d.Title != "" {
		title = d.Title + ", " + title
	}
	line := plan.Say(title)
	for i, f := range d.Fields {
		separator := "; "
		if i == 0 {
			separator = ": "
		}
		line = append(line, plan.Say(separator+named(words, f))...)
		for j, shown := range book.Shown(f) {
			separator := ", "
			if j == 0 {
				separator = ": "
			}
			line = append(append(line, plan.Say(separator)...), shown...)
		}
	}
	return line
}

// named is the label of a control with what the reader does with it.
func named(words templates.Words, f plan.DialogField) string {
	name := f.Label
	if mark := words.Mark(f); mark != "" {
		name = strings.TrimSpace(name + " (" + mark + ")")
	}
	return name
}

// A form is being drawn, from the top down.
type form struct {
	book  *book.Book
	words templates.Words
	scene *Scene
	y     float64
}

func (f *form) head(title string) {
	tag := Width(Sans, small, f.words.Schematic)
	lines := Wrap([]Span{{Font: Bold, Text: title}}, body+1, formWidth-3*margin-tag)
	height := float64(len(lines))*leading + 16
	f.scene.Boxes = append(f.scene.Boxes, Box{X: 1, Y: 1, Width: formWidth - 2, Height: height, Radius: 7, Fill: Tint})
	f.scene.write(lines, margin, 24, body+1, leading, Ink)
	f.scene.write([][]Span{{{Font: Sans, Text: f.words.Schematic}}}, formWidth-margin-tag, 24, small, leading, Soft)
	f.y = height + margin
}

// control draws one control and goes on below it.
func (f *form) control(c plan.DialogField) {
	switch c.Control {
	case plan.ControlOption, plan.ControlCheckbox:
		f.box(c)
	case plan.ControlButton:
		f.button(c)
	case plan.ControlLine:
		f.label(c, margin, Sans, Soft)
		f.values(c, margin, false)
	default:
		font := Sans
		if c.Set {
			font = Bold
		}
		f.label(c, margin, font, Ink)
		f.values(c, margin, true)
	}
	f.y += between
}

// label draws the label of a control, and its mark at the right.
func (f *form) label(c plan.DialogField, x float64, font Font, tone Tone) {
	room := formWidth - margin - x
	if mark := f.words.Mark(c); mark != "" {
		room -= f.mark(mark, formWidth-margin, f.y) + 12
	}
	if c.Label == "" {
		if c.Set {
			f.y += leading + 4
		}
		return
	}
	lines := Wrap([]Span{{Font: font, Text: c.Label}}, body, room)
	f.y = f.scene.write(lines, x, f.y+14, body, leading, tone) - 14 + 4
}

// mark draws the word for what the reader does, ending at x, and returns how
// wide it is.
func (f *form) mark(word string, x, y float64) float64 {
	w := Width(Bold, small, word) + 16
	f.scene.Boxes = append(f.scene.Boxes, Box{X: x - w, Y: y, Width: w, Height: 19, Radius: 9.5, Fill: Accent})
	f.scene.write([][]Span{{{Font: Bold, Text: word}}}, x-w+8, y+13.5, small, leading, OnAccent)
	return w
}

// values draws what stands in a control, in a field each where it is one.
func (f *form) values(c plan.DialogField, x float64, field bool) {
	shown := book.Shown(c)
	if field && len(shown) == 0 {
		shown = []plan.Line{nil}
	}
	for _, line := range shown {
		spans := Spans(f.book, line)
		inner, room := x, formWidth-margin-x
		if field {
			inner, room = x+12, room-24
			if c.Control == plan.ControlSelect {
				room -= 24
			}
		}
		// A long value keeps its line as long as it can be read.
		size := body
		for size > 8 && Longest(spans, size) > room {
			size -= .5
		}
		lines := Wrap(spans, size, room)
		height := float64(len(lines)) * leading
		if !field {
			f.scene.write(lines, inner, f.y+14, size, leading, Ink)
			f.y += height
			continue
		}
		edge := Edge
		if c.Set {
			edge = Accent
		}
		f.scene.Boxes = append(f.scene.Boxes, Box{X: x, Y: f.y, Width: formWidth - margin - x, Height: height + 10, Radius: 4, Fill: Paper, Edge: edge})
		if c.Set {
			f.scene.Boxes = append(f.scene.Boxes, Box{X: x, Y: f.y, Width: 4, Height: height + 10, Radius: 2, Fill: Accent})
		}
		if c.Control == plan.ControlSelect {
			right, middle := formWidth-margin-18, f.y+height/2+5
			f.scene.Lines = append(f.scene.Lines, Line{Tone: Soft, Weight: 2,
				Points: []Point{{right - 5, middle - 2}, {right, middle + 3}, {right + 5, middle - 2}}})
		}
		f.scene.write(lines, inner, f.y+19, size, leading, Ink)
		f.y += height + 10
	}
}

// box draws an option or a checkbox.
func (f *form) box(c plan.DialogField) {
	edge, radius := Edge, 3.0
	if c.Set {
		edge = Accent
	}
	if c.Control == plan.ControlOption {
		radius = 8
	}
	f.scene.Boxes = append(f.scene.Boxes, Box{X: margin, Y: f.y + 1, Width: 16, Height: 16, Radius: radius, Fill: Paper, Edge: edge})
	if c.On {
		f.scene.Boxes = append(f.scene.Boxes, Box{X: margin + 4, Y: f.y + 5, Width: 8, Height: 8, Radius: radius / 2, Fill: edge})
	}
	font := Sans
	if c.Set {
		font = Bold
	}
	f.label(c, margin+26, font, Ink)
	// The box shows the state; what else is said of it stands below.
	if len(c.Values) > 0 {
		f.values(plan.DialogField{Control: plan.ControlLine, Values: c.Values}, margin+26, false)
	}
	f.y -= 4
}

func (f *form) button(c plan.DialogField) {
	w := Width(Bold, body, c.Label) + 40
	f.scene.Boxes = append(f.scene.Boxes, Box{X: margin, Y: f.y, Width: w, Height: 30, Radius: 4, Fill: Paper, Edge: Accent})
	f.scene.write([][]Span{{{Font: Bold, Text: c.Label}}}, margin+20, f.y+20, body, leading, Accent)
	if mark := f.words.Mark(c); mark != "" {
		f.mark(mark, margin+w+12+Width(Bold, small, mark)+16, f.y+5.5)
	}
	f.y += 30
}
