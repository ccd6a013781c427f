package book

import "github.com/triptych-docs/triptych/model/plan"

// Spoken is what a line says, without its marks: for places that take plain text
// only, such as the text that stands for a picture.
func (b *Book) Spoken(l plan.Line) plan.Text {
	s := &speaker{book: b}
	s.line(l)
	return s.text
}

type speaker struct {
	book *Book
	text plan.Text
}

func (s *speaker) line(l plan.Line) {
	for _, r := range l {
		r.Visit(s)
	}
}

func (s *speaker) say(t string) { s.text = append(s.text, plan.Piece{Literal: t}) }

func (s *speaker) Words(r plan.Words)   { s.text = append(s.text, r.Text...) }
func (s *speaker) Strong(r plan.Strong) { s.line(r.Line) }
func (s *speaker) Code(r plan.Code)     { s.text = append(s.text, r.Text...) }
func (s *speaker) Label(r plan.Label)   { s.say(r.Text) }
func (s *speaker) Link(r plan.Link)     { s.line(r.Line) }

func (s *speaker) Path(r plan.Path) {
	for i, label := range r.Labels {
		if i > 0 {
			s.say(" > ")
		}
		s.say(label)
	}
}

func (s *speaker) Shown(r plan.Shown) {
	s.text = append(s.text, r.Text...)
	if r.Name != "" {
		s.say(" (" + r.Name + ")")
	}
}

func (s *speaker) Ref(r plan.Ref) {
	if ref, ok := s.book.References[r.Target]; ok {
		s.say(ref.Before)
		s.line(ref.Title)
	}
}
