package powershell

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
)

// words is what a line says, holes kept. What is typed, read or looked for to
// the letter stands in quotes, because there is no other mark for it here. A
// reference says where it leads to, as far as targets know it.
func words(l plan.Line, targets map[string]plan.Target) plan.Text {
	return wordsIn(l, wordContext{targets: targets})
}

// words is the same with what the script knows: a name that a parameter may
// replace is a hole.
func (s *script) words(l plan.Line) plan.Text { return wordsIn(l, s.context()) }

// said is what some blocks say, a text for each paragraph, item, row and field.
func (s *script) said(blocks []plan.Block) []plan.Text { return said(blocks, s.context()) }

func (s *script) context() wordContext { return wordContext{s.plan.Targets, s.renamed} }

// A wordContext is where references lead to, and which settings have a hole of
// their own, by id.
type wordContext struct {
	targets map[string]plan.Target
	renamed map[string]rename
}

func wordsIn(l plan.Line, in wordContext) plan.Text {
	w := &wordGatherer{wordContext: in}
	w.line(l)
	return w.text
}

type wordGatherer struct {
	wordContext
	text plan.Text
}

func (w *wordGatherer) line(l plan.Line) {
	for _, r := range l {
		r.Visit(w)
	}
}

func (w *wordGatherer) quote(t plan.Text) {
	w.say(`"`)
	w.text = append(w.text, t...)
	w.say(`"`)
}

func (w *wordGatherer) say(s string) { w.text = append(w.text, plan.Piece{Literal: s}) }

func (w *wordGatherer) Words(r plan.Words)   { w.text = append(w.text, r.Text...) }
func (w *wordGatherer) Strong(r plan.Strong) { w.line(r.Line) }
func (w *wordGatherer) Code(r plan.Code)     { w.quote(r.Text) }
func (w *wordGatherer) Label(r plan.Label)   { w.quote(plan.Literal(r.Text)) }
func (w *wordGatherer) Path(r plan.Path)     { w.quote(plan.Literal(strings.Join(r.Labels, " > "))) }
func (w *wordGatherer) Link(r plan.Link)     { w.line(r.Line) }
func (w *wordGatherer) Shown(r plan.Shown) {
	if named, ok := w.renamed[r.Setting]; ok && slices.Equal(r.Text, named.text) {
		w.quote(plan.FromHole(named.hole))
		return
	}
	w.quote(r.Text)
}

func (w *wordGatherer) Ref(r plan.Ref) {
	target := w.targets[r.Target]
	switch {
	case target.Step > 0:
		w.say("step " + target.Number)
	case target.Number != "":
		w.say("part " + target.Number + ", ")
		w.line(target.Title)
	default:
		w.line(target.Title)
	}
}

// said is what some blocks say, a text for each paragraph, item, row and field.
// Pictures and blanks to fill in say nothing here.
func said(blocks []plan.Block, in wordContext) []plan.Text {
	g := &blockGatherer{wordContext: in}
	for _, b := range blocks {
		b.Visit(g)
	}
	return g.texts
}

type blockGatherer struct {
	wordContext
	texts []plan.Text
}

func (g *blockGatherer) line(l plan.Line) {
	if t := wordsIn(l, g.wordContext); len(t) > 0 {
		g.texts = append(g.texts, t)
	}
}

func (g *blockGatherer) Paragraph(b plan.Paragraph) { g.line(b.Line) }
func (g *blockGatherer) Note(b plan.Note) {
	g.texts = append(g.texts, said(b.Blocks, g.wordContext)...)
}
func (g *blockGatherer) Guarded(b plan.Guarded) {
	g.texts = append(g.texts, said(b.Blocks, g.wordContext)...)
}
func (g *blockGatherer) Picture(plan.Picture) {}
func (g *blockGatherer) Dialog(plan.Dialog)   {}
func (g *blockGatherer) Flow(plan.Flow)       {}
func (g *blockGatherer) Form(plan.Form)       {}

func (g *blockGatherer) List(b plan.List) {
	for _, item := range b.Items {
		g.texts = append(g.texts, said(item.Blocks, g.wordContext)...)
	}
}

func (g *blockGatherer) Table(b plan.Table) {
	for _, row := range b.Rows {
		var text plan.Text
		for i, cell := range row.Cells {
			if i > 0 {
				text = append(text, plan.Piece{Literal: "; "})
			}
			text = append(text, wordsIn(cell, g.wordContext)...)
		}
		g.texts = append(g.texts, text)
	}
}

// Command is named and not spelled out: a command inside a message would be
// copied from it with the quotes of the message.
func (g *blockGatherer) Command(b plan.Command) {
	var names []string
	for _, call := range b.Pipeline {
		names = append(names, call.Cmdlet)
	}
	g.texts = append(g.texts, plan.Literal("Run "+strings.Join(names, " | ")+" as the runbook has it."))
}

// plain says prose with ASCII characters as far as typography goes: a script
// without other characters is read alike by every version of PowerShell.
func plain(t plan.Text) plan.Text {
	out := slices.Clone(t)
	for i, p := range t {
		if byteOrderMark(p.Literal) != "" {
			out[i].Literal = typography.Replace(p.Literal)
		}
	}
	return out
}

var typography = strings.NewReplacer(
	"\u2018", "'", "\u2019", "'", "\u201c", `"`, "\u201d", `"`,
	"\u2013", "-", "\u2014", "-", "\u2026", "...", "\u00a0", " ", "\u2192", "->",
)

// wrap breaks prose into lines of about the width given. A hole counts as a
// word of a fixed length, because the layout must not depend on its value.
func wrap(t plan.Text, width int) []plan.Text {
	const hole = 16
	var lines []plan.Text
	var line, word plan.Text
	var lineLen, wordLen int
	endWord := func() {
		if len(word) == 0 {
			return
		}
		if len(line) > 0 && lineLen+1+wordLen > width {
			lines = append(lines, line)
			line, lineLen = nil, 0
		}
		if len(line) > 0 {
			line = append(line, plan.Piece{Literal: " "})
			lineLen++
		}
		line = append(line, word...)
		lineLen += wordLen
		word, wordLen = nil, 0
	}
	for _, p := range t {
		if p.Hole != "" {
			word = append(word, p)
			wordLen += hole
			continue
		}
		rest := p.Literal
		if strings.ContainsFunc(rest, oddInComment) {
			rest = breaks.Replace(rest)
		}
		for rest != "" {
			part, after, spaced := strings.Cut(rest, " ")
			if part != "" {
				word = append(word, plan.Piece{Literal: part})
				wordLen += len(part)
			}
			if spaced {
				endWord()
			}
			rest = after
		}
	}
	endWord()
	if len(line) > 0 {
		lines = append(lines, line)
	}
	return lines
}
