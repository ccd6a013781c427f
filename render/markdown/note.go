package markdown

import (
	"fmt"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/templates"
)

// Note prints what stands out from the steps, as the flavour has it.
func (p *blockPrinter) Note(b plan.Note) {
	p.last = noList
	word, ok := p.words.Notes[string(b.Kind)]
	if !ok {
		p.fail(fmt.Errorf("there is no word for a note of kind %q", b.Kind))
		return
	}
	blocks := p.reduce(b.Blocks)
	switch form := p.flavour.Notes; {
	case form == templates.NoteDirectives:
		p.directive(b.Kind, word, blocks)
	case form == templates.NoteIndented:
		p.indented(b.Kind, word, blocks)
	// GitHub reads an alert as a plain quote inside of anything else.
	case form == templates.NoteBrackets && len(p.containers) == 0:
		p.open(syntax("> "), syntax("> "))
		p.line(join(syntax("[!"), p.noteName(b.Kind), syntax("]")))
		p.reduced(blocks)
		p.close()
	default:
		p.open(syntax("> "), syntax("> "))
		p.reduced(labelled(word, blocks))
		p.close()
	}
}

// directive prints ":::warning[Warning]" and what belongs to it. Three colons end
// the note that was begun last, so that none may stand inside of another.
func (p *blockPrinter) directive(kind plan.NoteKind, word string, blocks []plan.Block) {
	if p.noted {
		p.fail(fmt.Errorf("a note of kind %q stands inside of another", kind))
		return
	}
	p.noted = true
	title := words(p.sink, plan.Literal(word), leftRun, rightRun, p.dialect)
	p.line(join(syntax(":::"), p.noteName(kind), syntax("["), title, syntax("]")))
	p.reduced(blocks)
	p.line(syntax(":::"))
	p.noted = false
}

// indented prints !!! warning "Warning" and, four spaces deeper, what belongs to it.
func (p *blockPrinter) indented(kind plan.NoteKind, word string, blocks []plan.Block) {
	title, err := quotedTitle(word)
	if err != nil {
		p.fail(err)
	}
	p.line(join(syntax("!!! "), p.noteName(kind), syntax(" "), title))
	p.open(syntax("    "), syntax("    "))
	p.reduced(blocks)
	p.close()
}

// noteName is what the flavour calls a kind of note.
func (p *printer) noteName(kind plan.NoteKind) Text {
	name, err := noteName(p.flavour.NoteNames[string(kind)])
	if err != nil {
		p.fail(fmt.Errorf("flavour %q, note of kind %q: %w", p.flavour.Name, kind, err))
	}
	return name
}

// labelled is blocks after a word in bold.
func labelled(word string, blocks []plan.Block) []plan.Block {
	label := plan.Line{plan.Strong{Line: plan.Say(word + ":")}}
	if len(blocks) > 0 {
		if first, ok := blocks[0].(plan.Paragraph); ok {
			line := append(append(label, plan.Say(" ")...), first.Line...)
			return append([]plan.Block{plan.Paragraph{Line: line}}, blocks[1:]...)
		}
	}
	return append([]plan.Block{plan.Paragraph{Line: label}}, blocks...)
}
