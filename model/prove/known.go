package prove

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/prose"
	"github.com/triptych-docs/triptych/model/source"
)

// known proves that the older values of an object are on record: a known value is
// one that some source says in a decision, and what a source says in a decision
// about a setting is the value of it, or known.
func (c *prover) known(r *reading, o *model.Object) {
	for _, e := range o.Settings {
		id := o.ID.Text + "." + e.Key.Text
		known, _ := o.Known.Get(e.Key.Text)
		for _, w := range known {
			if !slices.ContainsFunc(c.quotes(""), func(q string) bool { return q == w.Text || strings.HasSuffix(q, "@"+w.Text) }) {
				c.fault(r.view, fault{law: lawKnown, pos: w.Pos, set: c.u.None(),
					message: fmt.Sprintf("%q is a known value of %q, and no decision has a source that says it", w.Text, id)})
			}
		}
		values, fixed := c.texts(scope{set: r.set}, id)
		if !fixed {
			continue // a source cannot say to the letter what each customer has
		}
		for _, w := range known {
			values = append(values, w.Text)
		}
		for _, q := range c.quotes(id) {
			if !strings.ContainsAny(q, "<>") && !slices.Contains(values, q) {
				c.fault(r.view, fault{law: lawKnown, pos: e.Key.Pos, set: c.u.None(),
					message: fmt.Sprintf("a source says that %q is %q, which is neither its value nor a known one", id, q)})
			}
		}
	}
}

// quotes is what sources say to the letter in the decisions about a setting, or
// in all decisions.
func (c *prover) quotes(setting string) []string {
	var all []string
	for _, d := range c.p.Decisions {
		if setting != "" && !slices.ContainsFunc(d.About, func(w source.Word) bool { return w.Text == setting }) {
			continue
		}
		for _, s := range d.Says {
			if s.Source.Text == "TRIPTYCH" {
				continue // a remark of this project, and no source
			}
			for _, b := range s.Says.Blocks {
				paragraph, ok := b.(prose.Paragraph)
				if !ok {
					continue
				}
				for _, run := range paragraph.Runs {
					if code, ok := run.(prose.Code); ok {
						all = append(all, letters(code.Runs))
					}
				}
			}
		}
	}
	return all
}

// letters is the text of a code span.
func letters(runs []prose.Run) string {
	var b strings.Builder
	for _, run := range runs {
		if w, ok := run.(prose.Words); ok {
			b.WriteString(w.Text)
		}
	}
	return b.String()
}

// texts are the texts that a setting is for some readers, and whether none of them
// has a customer's value in it.
func (c *prover) texts(s scope, setting string) (all []string, fixed bool) {
	for _, e := range c.setting(s, setting) {
		if e.is != isText {
			continue
		}
		text, fixed := e.fixed()
		if !fixed {
			return nil, false
		}
		all = append(all, text)
	}
	return all, true
}
