package html

import (
	"fmt"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
)

// blocks prints blocks, each on a line of its own.
func (p *printer) blocks(blocks []plan.Block) {
	v := &blockPrinter{p}
	for _, b := range blocks {
		b.Visit(v)
	}
}

type blockPrinter struct{ *printer }

func (v *blockPrinter) Paragraph(b plan.Paragraph) {
	if len(b.Line) > 0 {
		v.put(syntax("<p>"))
		v.inline(b.Line)
		v.put(syntax("</p>\n"))
	}
}

func (v *blockPrinter) Note(b plan.Note) {
	word, ok := v.words.Notes[string(b.Kind)]
	if !ok {
		v.fail(fmt.Errorf("there is no word for a note of kind %q", b.Kind))
		return
	}
	v.notes++
	id := join(syntax("note:"), number(v.notes))
	// An aside inside of main is a landmark of its own; a note is not that much.
	v.put(syntax(`<aside role="note" class="note `), kindClass(b.Kind),
		syntax(`" aria-labelledby="`), id, syntax("\">\n"),
		syntax(`<p class="word" id="`), id, syntax(`">`), words(v.sink, plan.Literal(word)),
		syntax("<span class=\"unseen\">:</span></p>\n"))
	v.blocks(b.Blocks)
	v.put(syntax("</aside>\n"))
}

// Guarded blocks say for whom they are. The tokens are for the picker of a page.
func (v *blockPrinter) Guarded(b plan.Guarded) {
	v.put(syntax(`<div class="guarded"`), v.unless(&b.Guard), syntax(">\n"))
	v.led(b)
	v.put(syntax("</div>\n"))
}

// led prints guarded blocks below the words that say for whom they are.
func (p *printer) led(b plan.Guarded) {
	lead := append(b.Guard.Lead.Capital(), plan.Say(":")...)
	if len(b.Blocks) == 1 {
		if one, ok := b.Blocks[0].(plan.Paragraph); ok {
			p.put(syntax(`<p><span class="lead"`), p.settled(&b.Guard), syntax(">"))
			p.inline(lead)
			p.put(syntax("</span> "))
			p.inline(one.Line)
			p.put(syntax("</p>\n"))
			return
		}
	}
	p.put(syntax(`<p class="lead"`), p.settled(&b.Guard), syntax(">"))
	p.inline(lead)
	p.put(syntax("</p>\n"))
	p.blocks(b.Blocks)
}

// unless marks what a picker hides from readers who are not meant.
func (p *printer) unless(g *plan.Guard) Text { return p.picks("data-unless", g.Out) }

// settled marks the words that say whom something is for: readers who have
// answered that need them no more.
func (p *printer) settled(g *plan.Guard) Text { return p.picks("data-settled", g.In) }

// picks is an attribute that lists picks; a rule of a style finds one of them.
func (p *printer) picks(name fixed, picks []plan.Pick) Text {
	if len(picks) == 0 || !p.page.Picker {
		return Text{}
	}
	var all []string
	for _, pick := range picks {
		all = append(all, PickName(pick))
		p.picked = append(p.picked, pick)
	}
	return attribute(p.sink, name, plan.Literal(strings.Join(all, " ")))
}

// PickName is how the attributes data-unless and data-settled name a pick.
func PickName(pick plan.Pick) string { return strings.Join(pick, "+") }

func (v *blockPrinter) Command(b plan.Command) {
	v.put(syntax(`<div class="command"><pre><code class="language-powershell">`),
		command(v.sink, b), syntax("</code></pre></div>\n"))
}

func (v *blockPrinter) Picture(b plan.Picture) {
	file, ok := v.page.Pictures[b.File]
	if !ok {
		// The page has no way to load a file: what it shows has to do.
		v.put(syntax(`<p class="picture">`), words(v.sink, v.spoken(b.Alt)), syntax("</p>\n"))
		return
	}
	src, err := embedded(file)
	if err != nil {
		v.fail(fmt.Errorf("picture %q: %w", b.File, err))
	}
	v.put(syntax(`<p class="picture"><img`), src, attribute(v.sink, "alt", v.spoken(b.Alt)), syntax("></p>\n"))
}

func (v *blockPrinter) Form(b plan.Form) {
	v.put(syntax(`<p class="form"`))
	v.attribute("data-form", plan.Literal(b.Tick))
	v.put(syntax(">"))
	for i, blank := range b.Blanks {
		if i > 0 {
			v.put(syntax(" "))
		}
		v.put(syntax("<label>"), words(v.sink, plan.Literal(blank)), syntax(`: <input type="text" autocomplete="off"`))
		v.attribute("data-blank", plan.Literal(blank))
		if blank == v.words.Time {
			v.put(syntax(" data-time"))
		}
		v.put(syntax("></label>"))
	}
	v.put(syntax("</p>\n"))
}
