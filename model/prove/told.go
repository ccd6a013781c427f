package prove

import (
	"fmt"
	"reflect"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/source"
)

// told proves that who follows the steps enters what the script sets. A field with
// an option of its own does not print the value of its setting, and neither does a
// step that sets one by its words: the option stands for one value, and a value
// that readers do not share is told by the step.
func (c *prover) told(r *reading) {
	for _, s := range r.steps {
		quotes := c.quotesOf(s)
		for _, f := range s.step.Fields {
			option := optionOf(f)
			if f.Setting.Text == "" || option.Text == "" || f.Drawn() {
				continue
			}
			values := c.setting(c.meet(s.scope, f.When), f.Setting.Text)
			if c.oneValue(r, option, f.Setting, values) {
				c.valuesTold(r, f.Setting, values, quotes)
			}
		}
		for _, w := range s.step.Sets {
			c.valuesTold(r, w, c.setting(s.scope, w.Text), quotes)
		}
	}
}

// quotesOf are the values that a step tells who follows it: in its words, in those
// beside its fields, and in the fields that print the value of their setting.
func (c *prover) quotesOf(s *stepRead) []element {
	words := &reading{byPlace: map[source.Pos]*judged{}}
	for _, x := range []any{s.step.Text, s.step.Then, s.step.Notes} {
		c.walk(words, reflect.ValueOf(x), s.scope)
	}
	for _, f := range s.step.Fields {
		readers := c.meet(s.scope, f.When)
		c.walk(words, reflect.ValueOf(f.Help), readers)
		if optionOf(f).Text == "" && !f.Drawn() {
			words.quote(f.Setting, readers)
		}
	}
	var all []element
	for _, q := range words.quoted {
		all = append(all, c.brace(q.scope, q.brace)...)
	}
	return all
}

// optionOf is the label that a field prints in place of the value of its setting,
// whatever that is. Other fields print the value or what stands for it.
func optionOf(f model.Field) model.Word {
	if f.Control.Text == string(plan.ControlOption) {
		return f.Label
	}
	return f.Option
}

// oneValue proves that an option stands for one value of a setting, and tells
// whether it does.
func (c *prover) oneValue(r *reading, option, setting model.Word, values []element) bool {
	for _, e := range values {
		first := values[0]
		if e.settled() && first.settled() && e.same(first) || !e.settled() && !first.settled() {
			continue
		}
		c.fault(r.view, fault{
			law: lawTold, pos: option.Pos, set: e.set,
			message: fmt.Sprintf("option %q is selected whatever %q is", option, setting),
			do:      "write a field for the readers of each value, with \"when\", or say which option stands for which value: \"options\"",
			also: []source.Note{
				{Pos: e.pos, Message: fmt.Sprintf("for these readers it is %q", e.shown())},
				{Pos: first.pos, Message: fmt.Sprintf("for others it is %q", first.shown())},
			},
		})
		return false
	}
	return true
}

// valuesTold proves that values which are not the same for all readers are told.
func (c *prover) valuesTold(r *reading, setting model.Word, values, quotes []element) {
	for _, e := range values {
		if e.settled() {
			continue
		}
		left := e.set
		for _, q := range quotes {
			if q.same(e) {
				left = left.Minus(q.set)
			}
		}
		if left.IsEmpty() {
			continue
		}
		c.fault(r.view, fault{
			law: lawTold, pos: setting.Pos, set: left,
			message: fmt.Sprintf("the step enters a value for %q that it does not tell", setting),
			do:      fmt.Sprintf("quote {%s} in the step, or let a field print it: one of the control \"text\", or one with \"*\" in its \"options\"", setting),
			also:    []source.Note{{Pos: e.pos, Message: fmt.Sprintf("here it is %q", e.shown())}},
		})
	}
}

// settled tells whether a value is the same for every reader who has it, so that
// the words of an option can stand for it.
func (e element) settled() bool {
	if e.is == isManual || len(e.rows) > 0 {
		return false
	}
	_, fixed := e.fixed()
	return fixed || e.is != isText
}
