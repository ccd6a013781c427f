package picture

// A Tone is a color by its purpose; what it looks like depends on whether the
// reader prefers light or dark.
type Tone string

// The tones.
const (
	Ink      Tone = "ink"
	Soft     Tone = "soft"
	Edge     Tone = "edge"
	Accent   Tone = "accent"
	OnAccent Tone = "onaccent"
	Card     Tone = "card"
	Tint     Tone = "tint"
	Paper    Tone = "paper"
)

// A Scene is a drawing: its size, and what is in it in the order in which it is
// drawn. Lengths are in pixels of a page, 96 to the inch.
type Scene struct {
	Width, Height float64
	Boxes         []Box
	Lines         []Line
	Texts         []Text
}

// A Box is a rectangle with round corners; one with a Radius of half its size is
// a circle.
type Box struct {
	X, Y, Width, Height float64
	Radius              float64
	Fill, Edge          Tone // empty: none
}

// A Line goes through points; with Arrow, its end has a head.
type Line struct {
	Points []Point
	Tone   Tone
	Weight float64
	Arrow  bool
}

// A Point is a place in a scene.
type Point struct{ X, Y float64 }

// A Text is one line of type; Y is where it stands.
type Text struct {
	X, Y, Size float64
	Tone       Tone
	Spans      []Span
}

// write sets lines of spans below each other and returns where the next line
// would stand.
func (s *Scene) write(lines [][]Span, x, y, size, leading float64, tone Tone) float64 {
	for _, line := range lines {
		if len(line) > 0 {
			s.Texts = append(s.Texts, Text{X: x, Y: y, Size: size, Tone: tone, Spans: line})
		}
		y += leading
	}
	return y
}
