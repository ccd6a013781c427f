package audit

import (
	"strings"

	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/plan"
)

// A spelled step is what it says, in one text, and the labels that it shows.
type spelled struct {
	text   strings.Builder
	labels map[string]bool
}

func spell(s plan.Step) *spelled {
	out := &spelled{labels: map[string]bool{}}
	out.blocks(s.Body)
	if s.Dialog != nil {
		out.Dialog(*s.Dialog)
	}
	for _, l := range s.Expect {
		out.line(l)
	}
	for _, l := range s.Fail {
		out.line(l)
	}
	return out
}

// flat is the words of a line.
func flat(l plan.Line) string {
	out := spelled{labels: map[string]bool{}}
	out.runs(l)
	return out.text.String()
}

func (s *spelled) blocks(blocks []plan.Block) {
	for _, b := range blocks {
		b.Visit(s)
	}
}

func (s *spelled) line(l plan.Line) {
	s.runs(l)
	s.text.WriteByte('\n')
}

func (s *spelled) runs(l plan.Line) {
	for _, r := range l {
		r.Visit(s)
	}
}

func (s *spelled) say(t plan.Text) {
	for _, p := range t {
		if p.Hole != "" {
			s.text.WriteString("…")
		}
		s.text.WriteString(p.Literal)
	}
}

func (s *spelled) Words(r plan.Words)   { s.say(r.Text) }
func (s *spelled) Strong(r plan.Strong) { s.runs(r.Line) }
func (s *spelled) Code(r plan.Code)     { s.say(r.Text) }
func (s *spelled) Link(r plan.Link)     { s.runs(r.Line) }
func (s *spelled) Shown(r plan.Shown)   { s.say(r.Text) }
func (s *spelled) Ref(plan.Ref)         {}

func (s *spelled) Label(r plan.Label) {
	s.labels[squeeze(r.Text)] = true
	s.text.WriteString(squeeze(r.Text))
}

func (s *spelled) Path(r plan.Path) {
	var segments []string
	for _, l := range r.Labels {
		segments = append(segments, squeeze(l))
		s.labels[squeeze(l)] = true
	}
	whole := strings.Join(segments, " > ")
	s.labels[whole] = true
	s.text.WriteString(whole)
}

func (s *spelled) Paragraph(b plan.Paragraph) { s.line(b.Line) }
func (s *spelled) Note(b plan.Note)           { s.blocks(b.Blocks) }
func (s *spelled) Command(plan.Command)       {}
func (s *spelled) Picture(plan.Picture)       {}
func (s *spelled) Flow(plan.Flow)             {}
func (s *spelled) Form(plan.Form)             {}

func (s *spelled) List(b plan.List) {
	for _, i := range b.Items {
		s.blocks(i.Blocks)
	}
}

func (s *spelled) Table(b plan.Table) {
	for _, r := range b.Rows {
		for _, c := range r.Cells {
			s.line(c)
		}
	}
}

func (s *spelled) Dialog(b plan.Dialog) {
	if b.Title != "" {
		s.labels[squeeze(b.Title)] = true
	}
	for _, f := range b.Fields {
		s.labels[squeeze(f.Label)] = true
		if f.Option != "" {
			s.labels[squeeze(f.Option)] = true
		}
	}
}

func (s *spelled) Guarded(b plan.Guarded) {
	s.line(b.Guard.Lead)
	s.blocks(b.Blocks)
}

var countedNoun = pattern.New(`(?i)\b(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten) (?:different |separate )?((?:office 365 |exchange |microsoft 365 )?[a-z]{4,}(?: [a-z]{4,})?)\b`)

var numberWords = map[string]string{"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10"}

// counted is the nouns that a text counts, with their numbers in digits.
func counted(text string) map[string]string {
	out := map[string]string{}
	for _, m := range countedNoun().FindAllStringSubmatch(text, -1) {
		number := strings.ToLower(m[1])
		if n, ok := numberWords[number]; ok {
			number = n
		}
		noun, _, _ := strings.Cut(strings.ToLower(m[2]), " ")
		if number != "1" && strings.HasSuffix(noun, "s") {
			out[stem(noun)] = number
		}
	}
	return out
}
