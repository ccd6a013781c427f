package html

import (
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/powershell"
)

// findLines prints the lines of the script that do the steps.
func (p *printer) findLines() {
	if p.page.Scripted == nil {
		return
	}
	lines, err := powershell.Steps(p.page.Scripted, p.sink, inText)
	if err != nil {
		p.fail(err)
	}
	p.lines = lines
}

// scripted is what the script does in place of the step of an item: closed until
// the reader wants to see it.
func (p *printer) scripted(step string) {
	lines, ok := p.lines[step]
	if !ok {
		return
	}
	p.put(
		syntax(`<details class="script"><summary>`), words(p.sink, plan.Literal(p.words.Script)), syntax("</summary>\n<p>"),
		words(p.sink, plan.Literal(p.words.ScriptLead)),
		syntax("</p>\n<div class=\"command\"><pre><code class=\"language-powershell\">"), Text{lines}, syntax("</code></pre></div>\n</details>\n"),
	)
}
