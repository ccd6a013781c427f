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
		v.attribute("id", plan.Literal(item.Anchor))
	}
	if item.Tick == "" {
		// What is for some readers only takes its number with it.
		if only, ok := guardedOnly(item.Blocks); ok && v.page.Picker {
			v.put(v.unless(&only.Guard), syntax(">\n"))
			v.led(only)
		} else {
			v.put(syntax(">"))
			v.content(item.Blocks)
		}
		v.scripted(item.Anchor)
		v.put(syntax("</li>\n"))
		return
	}
	v.ticks++
	box := "tick:" + item.Tick
	done, text := box+":done", box+":text"
	blocks := item.Blocks
	names := done
	var first plan.Line
	if len(blocks) > 0 {
		if p, ok := blocks[0].(plan.Paragraph); ok && len(p.Line) > 0 {
			first, blocks = p.Line, blocks[1:]
			names += " " + text
		}
	}
	// The text is no part of the label: it holds links and values to copy, and
	// a step must not be ticked off by a slip. It names the box all the same.
	v.put(syntax(` class="task"><label class="tick"><input type="checkbox"`))
	v.attribute("id", plan.Literal(box))
	v.attribute("data-tick", plan.Literal(item.Tick))
	v.attribute("aria-labelledby", plan.Literal(names))
	v.put(syntax(`><span class="box" aria-hidden="true"></span><span class="unseen chrome"`))
	v.attribute("id", plan.Literal(done))
	v.put(syntax(">"), words(v.sink, plan.Literal(v.words.Done)), syntax(":</span></label>\n<div class=\"do\">\n"))
	if len(first) > 0 {
		v.put(syntax("<p"))
		v.attribute("id", plan.Literal(text))
		v.put(syntax(">"))
		v.inline(first)
		v.put(syntax("</p>\n"))
	}
	v.blocks(blocks)
	v.put(syntax("</div></li>\n"))
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
func (p *printer) content(blocks []plan.Block) {
	if first, ok := bare(blocks); ok {
		p.inline(first.Line)
		blocks = blocks[1:]
		if len(blocks) == 0 {
			return
		}
	}
	p.put(syntax("\n"))
	p.blocks(blocks)
}

// bare is the paragraph that blocks begin with, where nothing or a list follows.
func bare(blocks []plan.Block) (first plan.Paragraph, ok bool) {
	switch len(blocks) {
	case 1:
		first, ok = blocks[0].(plan.Paragraph)
	case 2:
		if _, list := blocks[1].(plan.List); list {
			first, ok = blocks[0].(plan.Paragraph)
		}
	}
	return first, ok
}
