package html

import (
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/picture"
)

// Flow draws a flow inside of the page, with the list that says the same.
func (v *blockPrinter) Flow(b plan.Flow) {
	scene, err := picture.Flow(v.book, b)
	if err != nil {
		v.fail(err)
		return
	}
	title := v.spoken(b.Title).Fill(nil)
	v.put(syntax("<figure class=\"flow\">\n<figcaption>"), words(v.sink, plan.Literal(title)), syntax("</figcaption>\n"),
		drawing(scene.Inline("flow:"+b.ID, title, picture.FlowWords(v.book, b))), syntax("\n<ul>\n"))
	for _, line := range book.Arrows(b) {
		v.put(syntax("<li>"))
		v.inline(line)
		v.put(syntax("</li>\n"))
	}
	v.put(syntax("</ul>\n</figure>\n"))
}
