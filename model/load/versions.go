package load

import (
	"time"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/source"
)

// versions checks what says how old the content is and where it was before.
func (c *checker) versions() {
	for _, f := range c.p.Facets {
		for _, a := range f.Answers {
			if a.Checked.Text != "" {
				c.date(a.Checked)
			}
		}
	}
	var younger model.Change
	for _, change := range c.p.Changes {
		if !version().MatchString(change.Version.Text) {
			c.faults.Addf(change.Version.Pos, "version %q is no number such as 1 or 1.2", change.Version.Text)
		}
		if c.date(change.Date) && younger.Date.Text != "" && change.Date.Text > younger.Date.Text {
			c.faults.Add(source.Diagnostic{
				Pos: change.Date.Pos, Message: "version " + change.Version.Text + " is younger than the one before it: the youngest stands first",
				Also: []source.Note{{Pos: younger.Date.Pos, Message: "here is the older one"}},
			})
		}
		younger = change
	}
	for _, a := range c.p.Aliases {
		if a.Text == "" || !alias().MatchString(a.Text) {
			c.faults.Addf(a.Pos, "alias %q is no path of the site: it looks like docs/old-guide/", a.Text)
		}
	}
}

var (
	version = pattern.New(`^[0-9]+(\.[0-9]+)*$`)
	// No part of a path is a dot or two, or starts with one, and none is empty.
	alias = pattern.New(`^([A-Za-z0-9_][A-Za-z0-9._-]*/)*([A-Za-z0-9_][A-Za-z0-9._-]*)?$`)
)

// date tells whether a text is a date, and reports one that is not.
func (c *checker) date(w source.Word) bool {
	_, err := time.Parse(time.DateOnly, w.Text)
	if err != nil && w.Pos.IsValid() {
		c.faults.Addf(w.Pos, "%q is no date of the form 2026-12-05", w.Text)
	}
	return err == nil
}
