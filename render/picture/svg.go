package picture

import (
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
)

// Markup is SVG that is safe in a page and in a file: it has no script, no
// style of the page's and no text that was not escaped.
type Markup struct{ s string }

// String is the SVG.
func (m Markup) String() string { return m.s }

// colors are the tones in a file, in light and in dark.
var colors = []struct {
	tone        Tone
	light, dark string
}{
	{Ink, "#1c2430", "#e4e8ec"},
	{Soft, "#55606e", "#a6b0bb"},
	{Edge, "#7b8794", "#7d8995"},
	{Accent, "#0a5b7d", "#86c7e0"},
	{OnAccent, "#ffffff", "#0d2430"},
	{Card, "#ffffff", "#1a2027"},
	{Tint, "#eef4f7", "#1b2a33"},
	{Paper, "#fcfcfb", "#14181d"},
}

// sheet is the style of a file of its own.
var sheet = sync.OnceValue(func() string {
	var light, dark strings.Builder
	for _, c := range colors {
		fmt.Fprintf(&light, ".f-%s{fill:%s}.s-%s{stroke:%s}", c.tone, c.light, c.tone, c.light)
		fmt.Fprintf(&dark, ".f-%s{fill:%s}.s-%s{stroke:%s}", c.tone, c.dark, c.tone, c.dark)
	}
	return light.String() + "@media (prefers-color-scheme:dark){" + dark.String() + "}"
})

// families are the fonts of the texts. The last one is there everywhere.
var families = map[Font]string{
	Sans: `font-family="Segoe UI, Helvetica, Arial, sans-serif"`,
	Bold: `font-family="Segoe UI, Helvetica, Arial, sans-serif" font-weight="600"`,
	Mono: `font-family="Consolas, Menlo, monospace"`,
}

// File is the scene as a file of its own, in light and dark. Title and words
// are what is said instead of it.
func (s *Scene) File(title, words string) []byte {
	return []byte(s.svg("picture", title, words, sheet()).s + "\n")
}

// Inline is the scene for a page, which styles the tones: .f-ink and its like
// fill, .s-ink and its like draw lines. The id is one that the page has nowhere
// else.
func (s *Scene) Inline(id, title, words string) Markup { return s.svg(id, title, words, "") }

func (s *Scene) svg(id, title, words, style string) Markup {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s" role="img" aria-labelledby="%s:title %s:words">`,
		number(s.Width), number(s.Height), number(s.Width), number(s.Height), escape(id), escape(id))
	fmt.Fprintf(&b, "\n<title id=\"%s:title\">%s</title>\n<desc id=\"%s:words\">%s</desc>\n", escape(id), escape(title), escape(id), escape(words))
	if style != "" {
		b.WriteString("<style>" + style + "</style>\n")
	}
	for _, box := range s.Boxes {
		fmt.Fprintf(&b, `<rect x="%s" y="%s" width="%s" height="%s" rx="%s"`, number(box.X), number(box.Y), number(box.Width), number(box.Height), number(box.Radius))
		paint(&b, box.Fill, box.Edge)
		b.WriteString("/>\n")
	}
	for _, line := range s.Lines {
		b.WriteString(`<polyline points="`)
		for i, p := range line.Points {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(number(p.X) + "," + number(p.Y))
		}
		fmt.Fprintf(&b, `" stroke-width="%s" stroke-linejoin="round"`, number(line.Weight))
		paint(&b, "", line.Tone)
		b.WriteString("/>\n")
		if line.Arrow {
			b.WriteString(`<polygon points="`)
			for i, p := range line.Head() {
				if i > 0 {
					b.WriteByte(' ')
				}
				b.WriteString(number(p.X) + "," + number(p.Y))
			}
			b.WriteByte('"')
			paint(&b, line.Tone, "")
			b.WriteString("/>\n")
		}
	}
	for _, t := range s.Texts {
		// White space counts: a value may begin with a space.
		fmt.Fprintf(&b, `<text x="%s" y="%s" font-size="%s" class="f-%s" xml:space="preserve">`, number(t.X), number(t.Y), number(t.Size), t.Tone)
		for i, span := range t.Spans {
			if i == 0 || span.Font != t.Spans[i-1].Font {
				fmt.Fprintf(&b, "<tspan %s>", families[span.Font])
			}
			b.WriteString(escape(span.Text))
			if i == len(t.Spans)-1 || span.Font != t.Spans[i+1].Font {
				b.WriteString("</tspan>")
			}
		}
		b.WriteString("</text>\n")
	}
	b.WriteString("</svg>")
	return Markup{b.String()}
}

// Head is the head of an arrow: a triangle at the end of its last part, which
// is level or upright.
func (l Line) Head() []Point {
	end, before := l.Points[len(l.Points)-1], l.Points[len(l.Points)-2]
	dx, dy := end.X-before.X, end.Y-before.Y
	n := math.Hypot(dx, dy)
	dx, dy = dx/n*8, dy/n*8
	return []Point{end, {end.X - dx - dy/2, end.Y - dy + dx/2}, {end.X - dx + dy/2, end.Y - dy - dx/2}}
}

func paint(b *strings.Builder, fill, edge Tone) {
	var classes []string
	if fill != "" {
		classes = append(classes, "f-"+string(fill))
	} else {
		b.WriteString(` fill="none"`)
	}
	if edge != "" {
		classes = append(classes, "s-"+string(edge))
	}
	fmt.Fprintf(b, ` class="%s"`, strings.Join(classes, " "))
}

// number is a length with at most two decimals.
func number(f float64) string {
	return strconv.FormatFloat(math.Round(f*100)/100, 'f', -1, 64)
}

// escape is text between tags or in an attribute in quotes.
func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return b.String()
}
