package pdf

import (
	"codeberg.org/go-pdf/fpdf"

	"github.com/triptych-docs/triptych/render/picture"
)

var tones = map[picture.Tone]color{
	picture.Ink: ink, picture.Soft: soft, picture.Edge: edge, picture.Accent: accent,
	picture.OnAccent: paper, picture.Card: paper, picture.Tint: tint, picture.Paper: paper,
}

// scene is a drawing as one row, scaled to a width.
func (p *printer) scene(s *picture.Scene, x, width float64) row {
	scale := width / s.Width
	if height := s.Height * scale; height > (bottom-top)*.8 {
		scale *= (bottom - top) * .8 / height
	}
	for _, t := range s.Texts {
		for _, span := range t.Spans {
			p.check(span.Font, span.Text)
		}
	}
	return row{height: s.Height * scale, draw: func(y float64) {
		for _, b := range s.Boxes {
			style := ""
			if b.Fill != "" {
				p.fill(tones[b.Fill])
				style += "F"
			}
			if b.Edge != "" {
				p.stroke(tones[b.Edge], .75)
				style += "D"
			}
			p.out.RoundedRect(x+b.X*scale, y+b.Y*scale, b.Width*scale, b.Height*scale, min(b.Radius, b.Width/2, b.Height/2)*scale, "1234", style)
		}
		for _, l := range s.Lines {
			p.stroke(tones[l.Tone], l.Weight*scale)
			for i := 1; i < len(l.Points); i++ {
				p.out.Line(x+l.Points[i-1].X*scale, y+l.Points[i-1].Y*scale, x+l.Points[i].X*scale, y+l.Points[i].Y*scale)
			}
			if l.Arrow {
				p.fill(tones[l.Tone])
				var head []fpdf.PointType
				for _, at := range l.Head() {
					head = append(head, fpdf.PointType{X: x + at.X*scale, Y: y + at.Y*scale})
				}
				p.out.Polygon(head, "F")
			}
		}
		for _, t := range s.Texts {
			at := x + t.X*scale
			for _, span := range t.Spans {
				p.write(span, at, y+t.Y*scale, t.Size*scale, tones[t.Tone])
				at += picture.Width(span.Font, t.Size*scale, span.Text)
			}
		}
	}}
}
