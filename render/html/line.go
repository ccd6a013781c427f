package html

import (
	"fmt"

	"github.com/triptych-docs/triptych/model/plan"
)

// inline prints a line.
func (p *printer) inline(l plan.Line) {
	v := &linePrinter{printer: p}
	v.line(l)
}

type linePrinter struct {
	*printer
	link bool // inside of one: a link in a link stays the outer one
}

func (v *linePrinter) line(l plan.Line) {
	for _, r := range l {
		r.Visit(v)
	}
}

func (v *linePrinter) say(s string) { v.put(words(v.sink, plan.Literal(s))) }

func (v *linePrinter) Words(r plan.Words) { v.put(words(v.sink, r.Text)) }

func (v *linePrinter) Strong(r plan.Strong) {
	v.put(syntax("<strong>"))
	v.line(r.Line)
	v.put(syntax("</strong>"))
}

func (v *linePrinter) Code(r plan.Code) {
	v.put(syntax("<code>"), words(v.sink, r.Text), syntax("</code>"))
}

func (v *linePrinter) Label(r plan.Label) {
	v.put(syntax(`<b class="ui">`))
	v.say(r.Text)
	v.put(syntax("</b>"))
}

// Path shows ">" between the labels and says "then" instead.
func (v *linePrinter) Path(r plan.Path) {
	v.put(syntax(`<span class="path">`))
	for i, label := range r.Labels {
		if i > 0 {
			v.put(syntax(`<span aria-hidden="true"> &gt; </span><span class="unseen chrome">, then </span>`))
		}
		v.Label(plan.Label{Text: label})
	}
	v.put(syntax("</span>"))
}

func (v *linePrinter) Link(r plan.Link) {
	to, err := href(v.sink, r.URL)
	if err != nil {
		v.fail(err)
	}
	v.leads(join(to, syntax(` rel="noreferrer"`)), r.Line)
}

// leads prints a line as a link with these attributes.
func (v *linePrinter) leads(attributes Text, l plan.Line) {
	if v.link {
		v.line(l)
		return
	}
	v.link = true
	v.put(syntax("<a"), attributes, syntax(">"))
	v.line(l)
	v.put(syntax("</a>"))
	v.link = false
}

func (v *linePrinter) Shown(r plan.Shown) {
	v.put(syntax(`<code class="value"`))
	if r.Setting != "" {
		v.attribute("data-setting", plan.Literal(r.Setting))
	}
	if r.Name != "" {
		v.attribute("data-name", plan.Literal(r.Name))
	}
	v.put(syntax(">"), words(v.sink, r.Text), syntax("</code>"))
	if r.Name != "" {
		v.put(syntax(` <span class="name">(`))
		v.say(r.Name)
		v.put(syntax(")</span>"))
	}
}

func (v *linePrinter) Ref(r plan.Ref) {
	ref, ok := v.book.References[r.Target]
	if !ok {
		v.fail(fmt.Errorf("the reference to %q has no words", r.Target))
		return
	}
	if ref.Page == "" && !v.anchors[ref.Anchor] {
		v.fail(fmt.Errorf("the reference to %q leads to %q, which is not in the book", r.Target, ref.Anchor))
		return
	}
	v.say(ref.Before)
	v.leads(attribute(v.sink, "href", plan.Literal(ref.Page+"#"+ref.Anchor)), ref.Title)
}

// spoken is what a line says, without its marks: for places that take no tags.
func (p *printer) spoken(l plan.Line) plan.Text { return p.book.Spoken(l) }
