package ledger

import (
	"fmt"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/space"
)

// checks compares who makes each check, and how often. One that everybody makes once
// needs no second entry.
func (b *book) checks(a space.Answers) {
	for _, c := range b.p.Runbook.Checks {
		fact := b.made[c.ID.Text]
		switch {
		case fact != nil:
			b.used[fact] = true
			if got, want := space.Holds(c.When, a), space.Holds(fact.When, a); got != want {
				b.say(c.ID.Pos, fact, a, "the check %q is made: %t, and %t in the second entry", c.ID, got, want)
			}
			if c.Each.Text != fact.Each.Text {
				b.say(c.ID.Pos, fact, nil, "the check %q is made %s, and %s in the second entry", c.ID, often(c.Each), often(fact.Each))
			}
		case !c.When.IsZero():
			b.say(c.ID.Pos, nil, a, "that only some readers make the check %q has no second entry", c.ID)
		case c.Each.Text != "":
			b.say(c.ID.Pos, nil, nil, "that the check %q is made %s has no second entry", c.ID, often(c.Each))
		}
	}
}

// often is how often something is said or done, in words.
func often(each model.Word) string {
	if each.Text == "" {
		return "once"
	}
	return fmt.Sprintf("once for each of %q", each)
}
