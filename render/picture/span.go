package picture

import (
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
)

// Spans is a line without holes as text in fonts: values in one of fixed width,
// labels and stressed words in bold.
func Spans(b *book.Book, l plan.Line) []Span {
	s := &spanner{book: b}
	s.line(l)
	return s.out
}

type spanner struct {
	book   *book.Book
	strong bool
	link   string
	out    []Span
}

func (s *spanner) line(l plan.Line) {
	for _, r := range l {
		r.Visit(s)
	}
}

func (s *spanner) put(f Font, text string) {
	if text != "" {
		s.out = append(s.out, Span{f, text, s.link})
	}
}

func (s *spanner) say(text string) {
	if s.strong {
		s.put(Bold, text)
		return
	}
	s.put(Sans, text)
}

func (s *spanner) Words(r plan.Words) { s.say(r.Text.Fill(nil)) }
func (s *spanner) Strong(r plan.Strong) {
	was := s.strong
	s.strong = true
	s.line(r.Line)
	s.strong = was
}
func (s *spanner) Code(r plan.Code)   { s.put(Mono, r.Text.Fill(nil)) }
func (s *spanner) Label(r plan.Label) { s.put(Bold, r.Text) }
func (s *spanner) Link(r plan.Link)   { s.leads(r.URL, r.Line) }

// leads puts a line as a link. A link in a link stays the outer one.
func (s *spanner) leads(to string, l plan.Line) {
	if s.link == "" {
		s.link = to
		defer func() { s.link = "" }()
	}
	s.line(l)
}

func (s *spanner) Path(r plan.Path) {
	for i, label := range r.Labels {
		if i > 0 {
			s.say(" > ")
		}
		s.put(Bold, label)
	}
}

func (s *spanner) Shown(r plan.Shown) {
	s.put(Mono, r.Text.Fill(nil))
	if r.Name != "" {
		s.say(" (" + r.Name + ")")
	}
}

func (s *spanner) Ref(r plan.Ref) {
	if ref, ok := s.book.References[r.Target]; ok {
		s.say(ref.Before)
		s.leads("#"+ref.Anchor, ref.Title)
	}
}
