package load

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/source"
)

// shared checks the rules that are there for every procedure.
func (c *checker) shared(rules []model.Rule) {
	unique(c.faults, "rule", rules, func(r model.Rule) source.Word { return r.ID })
	for _, r := range rules {
		if !r.When.IsZero() {
			c.faults.Addf(r.When.Pos, "a rule for every procedure cannot know its facets; a rule of one stands in its folder")
		}
		c.sources(r.Source)
		c.rule(r, false)
	}
}

// rule checks the names in a rule: kinds and their settings and, where it is of
// one procedure, objects.
func (c *checker) rule(r model.Rule, own bool) {
	if count(r.Value != nil, len(r.Distinct) > 0, r.Within != nil, len(r.Differ) > 0, len(r.Order) > 0,
		len(r.SameRow) > 0, r.Exists.Text != "", r.Prose != nil) != 1 {
		c.faults.Add(source.Diagnostic{Pos: r.ID.Pos, Message: fmt.Sprintf("rule %q has no predicate, or several", r.ID),
			Hint: "a rule has one of: value, distinct, within, differ, order, same_row, exists, prose"})
	}
	for _, w := range append(slices.Clone(r.Order), r.Several, r.Exists) {
		if w.Text != "" {
			c.kindOrObject(w, own)
		}
	}
	terms := slices.Concat(r.Distinct, r.Differ, r.SameRow)
	if r.Within != nil {
		terms = append(terms, r.Within.Of, r.Within.In)
	}
	if v := r.Value; v != nil {
		terms = append(terms, v.Of...)
		c.pattern(r, v.Matches)
		c.pattern(r, v.Never)
		for _, e := range v.Where {
			for _, of := range v.Of {
				name, _, _ := strings.Cut(of.Text, ".")
				c.term(source.Word{Text: name + "." + e.Key.Text, Pos: e.Key.Pos}, own)
			}
		}
	}
	for _, w := range terms {
		c.term(w, own)
	}
	if len(r.Differ) > 0 && len(r.Differ) != 2 {
		c.faults.Addf(r.ID.Pos, "rule %q: two terms differ, and not %d", r.ID, len(r.Differ))
	}
	if p := r.Prose; p != nil {
		c.pattern(r, p.Never)
		c.pattern(r, p.Says)
		if (p.Says == "") != (p.Column.Text == "") {
			c.faults.Addf(r.ID.Pos, "rule %q: \"says\" and \"column\" belong together", r.ID)
		}
	}
	for _, w := range []model.Witness{r.Breaks, r.Passes} {
		for _, o := range w.Objects {
			c.kindOrObject(o.Kind, own)
		}
	}
}

// pattern checks a regular expression.
func (c *checker) pattern(r model.Rule, pattern string) {
	if _, err := regexp.Compile(pattern); err != nil {
		c.faults.Addf(r.ID.Pos, "rule %q: %v", r.ID, err)
	}
}

// term checks "kind.Setting" and "domains of kind.Setting".
func (c *checker) term(w source.Word, own bool) {
	name, domains := strings.CutPrefix(w.Text, "domains of ")
	pos := w.Pos
	if domains {
		pos = pos.Right(len("domains of "))
	}
	of, setting, _ := strings.Cut(name, ".")
	settings, ok := c.kindOrObject(source.Word{Text: of, Pos: pos}, own)
	if ok && setting != "validation" {
		c.known(source.Word{Text: setting, Pos: pos.Right(len(of) + 1)}, "setting of "+of, settings)
	}
}

// kindOrObject checks the name of a kind or, in a rule of one procedure, of one
// of its objects, and returns the settings it can have.
func (c *checker) kindOrObject(w source.Word, own bool) ([]string, bool) {
	var known []string
	for _, k := range c.project.Kinds {
		known = append(known, k.ID)
		if k.ID == w.Text {
			var settings []string
			for _, s := range k.Settings {
				settings = append(settings, s.Name)
			}
			return settings, true
		}
	}
	if own {
		if o := c.objects[w.Text]; o != nil {
			return o.Settings.Keys(), true
		}
		for id := range c.objects {
			known = append(known, id)
		}
		slices.Sort(known)
	}
	return nil, c.known(w, "kind", known)
}
