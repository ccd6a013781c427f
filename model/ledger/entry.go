package ledger

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/report"
	"github.com/triptych-docs/triptych/model/source"
)

// What a second entry may say of what it is of: each by a key of its own.
const (
	isWhat  = "what it is"
	inOrder = "in which order it is done"
	leadsTo = "where it leads"
	warnsOf = "what it warns of"
	toSee   = "what there is to see"
)

// enter notes each second entry under what it is of. An entry says one thing, and of
// an order, a way, a place or a check there is one: what a second one says would be
// compared with nothing.
func (b *book) enter() {
	for i := range b.p.Facts {
		f := &b.p.Facts[i]
		said := says(f)
		if len(said) > 1 {
			b.say(f.Of.Pos, nil, nil, "the second entry of %q says %s: make an entry of each", f.Of, strings.Join(said, " and "))
		}
		if (!f.When.IsZero() || f.Each.Text != "") && (f.Steps != nil || len(f.Leads)+len(f.Warns)+len(f.Sees)+len(f.By) > 0) {
			b.add(report.Finding{
				Pos: f.Of.Pos, Message: fmt.Sprintf("\"when\" and \"each\" do not belong to a second entry that says %s", strings.Join(said, " and ")),
				Do: "leave them out; what a place warns of and what there is to see may have them behind each \"says\"",
			}, nil)
		}
		switch {
		case f.Steps != nil:
			b.one(b.ways, f, inOrder)
		case len(f.Leads) > 0:
			b.one(b.sent, f, leadsTo)
		case len(f.Warns) > 0:
			b.one(b.warned, f, warnsOf)
		case len(f.Sees) > 0:
			b.one(b.seen, f, toSee)
		case len(f.By) > 0:
			b.one(b.columns, f, isWhat)
		case slices.ContainsFunc(b.p.Runbook.Checks, func(c model.Check) bool { return c.ID.Text == f.Of.Text }):
			b.one(b.made, f, "who makes it")
		default:
			b.of[f.Of.Text] = append(b.of[f.Of.Text], f)
		}
	}
}

// says is what an entry says, in words.
func says(f *model.Fact) []string {
	var all []string
	for _, one := range []struct {
		said bool
		what string
	}{
		{f.Is != nil || len(f.By)+len(f.Unverified) > 0 || f.Called != nil || f.Shown != nil || f.Cleared || f.IfEmpty, isWhat},
		{f.Steps != nil, inOrder}, {len(f.Leads) > 0, leadsTo}, {len(f.Warns) > 0, warnsOf}, {len(f.Sees) > 0, toSee},
	} {
		if one.said {
			all = append(all, one.what)
		}
	}
	return all
}

// one notes an entry of something that has one.
func (b *book) one(entries map[string]*model.Fact, f *model.Fact, what string) {
	first := entries[f.Of.Text]
	if first == nil {
		entries[f.Of.Text] = f
		return
	}
	b.used[f] = true
	b.add(report.Finding{
		Pos: f.Of.Pos, Message: fmt.Sprintf("two second entries say of %q %s", f.Of, what),
		Do:   "make one entry of the two",
		Also: []source.Note{{Pos: first.Of.Pos, Message: "the first is here"}},
	}, nil)
}
