package ledger

import "github.com/triptych-docs/triptych/model/space"

// checks compares who makes each check. One that everybody makes needs no second
// entry.
func (b *book) checks(a space.Answers) {
	for _, c := range b.p.Runbook.Checks {
		fact := b.made[c.ID.Text]
		switch {
		case fact != nil:
			b.used[fact] = true
			if got, want := space.Holds(c.When, a), space.Holds(fact.When, a); got != want {
				b.say(c.ID.Pos, fact, a, "the check %q is made: %t, and %t in the second entry", c.ID, got, want)
			}
		case !c.When.IsZero():
			b.say(c.ID.Pos, nil, a, "that only some readers make the check %q has no second entry", c.ID)
		}
	}
}
