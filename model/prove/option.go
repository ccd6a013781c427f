package prove

import (
	"fmt"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/prose"
	"github.com/triptych-docs/triptych/model/report"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

var optionLaw = report.Rule{
	ID: lawOption, Since: since, Source: "REF:New-JournalRule",
	Title:  "An option that a step names whatever the setting is stands for one value of it, and a value of the customer's own is named beside it",
	Reason: "The reader selects what the step names, and the script sets another value.",
}

// A stands is what an option stands for: a value of its setting, as far as the
// content knows it, with the readers who have it.
type stands struct {
	value string // own for a value of the customer's or of a row
	set   space.Set
	pos   source.Pos
}

// own is a value that a customer gives, or that stands in a row.
const own = "{}"

// optionsStand proves of each field whose option is fixed that it is one for all of
// its readers, and that who has to enter something there is told what.
func (c *prover) optionsStand(r *reading) {
	for _, s := range r.steps {
		for _, f := range s.step.Fields {
			o := c.objects[objectOf(f.Setting.Text)]
			named := f.Option
			if f.Control.Text == "option" {
				named = f.Label // the control is the option
			}
			if o == nil || named.Text == "" || f.Drawn() {
				continue
			}
			_, name, _ := strings.Cut(f.Setting.Text, ".")
			setting, _ := o.Settings.Get(name)
			c.option(r, s.step, f, named, setting, c.valuesOf(c.meet(s.scope, f.When), setting.Value))
		}
	}
}

func (c *prover) option(r *reading, step *model.Step, f model.Field, named model.Word, setting model.Setting, values []stands) {
	for _, v := range values {
		if first := values[0]; v.value != first.value {
			c.fault(r.view, fault{
				law: lawOption, pos: named.Pos, set: v.set,
				message: fmt.Sprintf("these readers are told this option as others are, and %q is something else for them", f.Setting),
				do:      "give the field a condition, and the others a field of their own; or \"options\", with a label for each value",
				also:    []source.Note{{Pos: v.pos, Message: "their value"}, {Pos: first.pos, Message: "that of the others"}},
			})
			return
		}
	}
	if len(values) > 0 && values[0].value == own && !names(f.Help) && !names(step.Text) {
		c.fault(r.view, fault{
			law: lawOption, pos: named.Pos, set: values[0].set,
			message: fmt.Sprintf("the reader selects this option, and is not told the value of %q", f.Setting),
			do:      fmt.Sprintf("name it in the field's \"help\": {%s}", f.Setting),
			also:    []source.Note{{Pos: setting.Label.Pos, Message: "here is the setting"}},
		})
	}
}

// valuesOf are the values that some readers have, the same once.
func (c *prover) valuesOf(s scope, v model.Value) []stands {
	var all []stands
	add := func(one stands) {
		for i := range all {
			if all[i].value == one.value {
				all[i].set = all[i].set.Or(one.set)
				return
			}
		}
		all = append(all, one)
	}
	switch {
	case s.set.IsEmpty():
	case v.Choose != nil:
		for _, arm := range v.Choose.Arms {
			inner := scope{s.set.And(c.u.Gives(v.Choose.Facet.Text, arm.Answer.Text, s.at)), s.at}
			for _, one := range c.valuesOf(inner, arm.Value) {
				add(one)
			}
		}
	default:
		add(stands{asWritten(v), s.set, v.Pos})
	}
	return all
}

// asWritten is a value as it is written, where that is what it is.
func asWritten(v model.Value) string {
	switch {
	case v.Absent != nil:
		return "absent"
	case v.Switch != nil:
		return fmt.Sprint(*v.Switch)
	case v.Text != nil:
		if braced(v.Text.Runs) {
			return own
		}
		return "text " + v.Text.Text
	case v.List != nil:
		text := "list"
		for _, t := range v.List {
			if braced(t.Runs) {
				return own
			}
			text += " " + t.Text
		}
		return text
	}
	return own
}

// braced tells whether a text has a value in it that is not the same for all: the
// name of a product is.
func braced(runs []prose.Run) bool {
	found := false
	prose.WalkRuns(runs, func(run prose.Run) { found = found || varies(run) })
	return found
}

// names tells whether a prose quotes such a value.
func names(p model.Prose) bool {
	found := false
	prose.Walk(p.Blocks, func(run prose.Run) { found = found || varies(run) })
	return found
}

func varies(run prose.Run) bool {
	b, ok := run.(prose.Brace)
	if !ok {
		return false
	}
	switch b.Kind {
	case "ui", "term", "step", "section", "table", "count":
		return false
	}
	return true
}
