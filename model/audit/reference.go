package audit

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/pattern"
)

// A reference is a text that the model prints itself: a publication, or a
// runbook in which a hole stands for what only the customer knows.
type reference struct {
	id     string
	paper  *paper.Paper
	lines  []refLine
	byText map[string]bool
}

// A refLine is one block of a reference.
type refLine struct {
	b       paper.Block
	text    string         // squeezed, with the targets of its links
	words   []word         // of the squeezed text
	pattern *regexp.Regexp // where it has holes
	holes   []string
}

// hole is how a reference writes what only the customer knows.
var hole = pattern.New(`TRIPTYCHHOLE([0-9]+)X`)

// holeText is the text that a printer writes for the n-th hole of a reference.
func holeText(n int) string { return fmt.Sprintf("TRIPTYCHHOLE%dX", n) }

func newReference(id string, p *paper.Paper) *reference {
	r := &reference{id: id, paper: p, byText: map[string]bool{}}
	for _, b := range p.Blocks {
		l := refLine{b: b, text: keyOf(b)}
		l.words = split(l.text)
		if m := hole().FindAllString(l.text, -1); m != nil {
			parts := hole().Split(l.text, -1)
			for i := range parts {
				parts[i] = regexp.QuoteMeta(parts[i])
				// A value that is not given leaves no blank behind.
				if s, ok := strings.CutSuffix(parts[i], " "); ok && i+1 < len(parts) {
					parts[i] = s + " ?"
				}
			}
			l.pattern, l.holes = regexp.MustCompile("^"+strings.Join(parts, "(.*?)")+"$"), m
		}
		r.lines = append(r.lines, l)
		r.byText[l.text] = true
	}
	return r
}

// is tells whether a line of the document is a line of the reference.
func (l refLine) is(text string) bool {
	if l.pattern != nil {
		return l.pattern.MatchString(text)
	}
	return l.text == text
}

// share is the part of the document's blocks that a reference has, in order or
// not.
func (ref *reference) share(p *paper.Paper) float64 {
	if len(p.Blocks) == 0 {
		return 0
	}
	n := 0
	for _, b := range p.Blocks {
		if ref.has(keyOf(b)) {
			n++
		}
	}
	return float64(n) / float64(len(p.Blocks))
}

func (ref *reference) has(text string) bool {
	if ref.byText[text] {
		return true
	}
	for _, l := range ref.lines {
		if l.pattern != nil && l.pattern.MatchString(text) {
			return true
		}
	}
	return false
}

// keyOf is what a block says, with where its links lead outside.
func keyOf(b paper.Block) string { return squeeze(b.Text) + outward(b) }

func outward(b paper.Block) string {
	text := ""
	for _, m := range b.Marks {
		if m.Kind == paper.Link && strings.Contains(m.URL, "://") {
			text += " \u2192" + m.URL
		}
	}
	return text
}

// inward are the anchors that the links of a block lead to, with their marks.
func inward(b paper.Block) []paper.Mark {
	return slices.DeleteFunc(slices.Clone(b.Marks), func(m paper.Mark) bool { return m.Kind != paper.Link || !strings.HasPrefix(m.URL, "#") })
}
