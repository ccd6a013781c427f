package html

import "github.com/triptych-docs/triptych/model/plan"

func (v *blockPrinter) List(b plan.List) {
	open, end := syntax("<ul"), syntax("</ul>\n")
	if b.Ordered {
		open, end = syntax("<ol"), syntax("</ol>\n")
		if b.Start > 1 {
			open = join(open, syntax(` start="`), number(b.Start), syntax(`"`))
		}
	}
	if ticked(b) {
		// Some readers take a list without bullets for no list.
		open = join(open, syntax(` class="tasks" role="list"`))
	}
	v.put(open, syntax(">\n"))
	for _, item := range b.Items {
		v.item(item)
	}
	v.put(end)
}

// ticked tells whether a list has an item to tick off.
func ticked(b plan.List) bool {
	for _, item := range b.Items {
		if item.Tick != "" {
			return true
		}
	}
	return false
}

func (v *blockPrinter) item(item plan.Item) {
	v.put(syntax("<li"))
	if item.Anchor != "" {
		v.put(attribute(v.sink, "id", plan.Literal(item.Anchor)))
	}
	if item.Tick == "" {
		// What is for some readers only takes its number with it.
		if only, ok := guardedOnly(item.Blocks); ok && v.page.Picker {
			v.put(v.unless(&only.Guard), syntax(">\n"), v.led(only), v.scripted(item.Anchor), syntax("</li>\n"))
			return
		}
		v.put(syntax(">"), v.content(item.Blocks), v.scripted(item.Anchor), syntax("</li>\n"))
		return
	}
	v.ticks++
	box := func(part string) plan.Text { return plan.Literal("tick:" + item.Tick + part) }
	blocks := item.Blocks
	names := box(":done")
	var first Text
	if len(blocks) > 0 {
		if p, ok := blocks[0].(plan.Paragraph); ok && len(p.Line) > 0 {
			first = join(syntax("<p"), attribute(v.sink, "id", box(":text")), syntax(">"),
				v.inline(p.Line), syntax("</p>\n"))
			names = append(append(names, plan.Literal(" ")...), box(":text")...)
			blocks = blocks[1:]
		}
	}
	// The text is no part of the label: it holds links and values to copy, and
	// a step must not be ticked off by a slip. It names the box all the same.
	v.put(syntax(` class="task"><label class="tick"><input type="checkbox"`),
		attribute(v.sink, "id", box("")), attribute(v.sink, "data-tick", plan.Literal(item.Tick)),
		attribute(v.sink, "aria-labelledby", names),
		syntax(`><span class="box" aria-hidden="true"></span><span class="unseen chrome"`),
		attribute(v.sink, "id", box(":done")), syntax(">"), words(v.sink, plan.Literal(v.words.Done)),
		syntax(":</span></label>\n<div class=\"do\">\n"),
		first, v.blocks(blocks), syntax("</div></li>\n"))
}

// guardedOnly tells whether blocks are one guarded block and nothing else.
func guardedOnly(blocks []plan.Block) (plan.Guarded, bool) {
	if len(blocks) != 1 {
		return plan.Guarded{}, false
	}
	only, ok := blocks[0].(plan.Guarded)
	return only, ok
}

// content is what is in an item: a single paragraph stands there bare.
func (p *printer) content(blocks []plan.Block) Text {
	if len(blocks) > 0 {
		if first, ok := blocks[0].(plan.Paragraph); ok {
			line := p.inline(first.Line)
			if len(blocks) == 1 {
				return line
			}
			if list, ok := blocks[1].(plan.List); ok && len(blocks) == 2 {
				return join(line, syntax("\n"), p.blocks([]plan.Block{list}))
			}
		}
	}
	return join(syntax("\n"), p.blocks(blocks))
}
