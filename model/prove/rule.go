package prove

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// rules tries the rules of the content on a view.
func (c *prover) rules(r *reading) {
	w := c.world(r)
	for _, rules := range [][]model.Rule{c.project.Rules, c.p.Rules} {
		for i := range rules {
			rule := &rules[i]
			if r.pub != nil && len(rule.Order) == 0 {
				continue // a document has the values and the texts that its variants have
			}
			for _, f := range w.broken(rule) {
				f.law, f.why = rule.ID.Text, rule.Reason.Text
				f.also = append(f.also, source.Note{Pos: rule.ID.Pos, Message: "this is the rule"})
				c.fault(r.view, f)
			}
		}
	}
}

// broken are the ways in which a rule does not hold in a world.
func (w *world) broken(rule *model.Rule) []fault {
	readers := w.u.Meets(rule.When, nil)
	if rule.Several.Text != "" {
		readers = readers.And(w.several(w.named(rule.Several.Text)))
	}
	t := &trial{world: w, readers: readers}
	switch {
	case rule.Value != nil:
		t.value(rule.Value)
	case len(rule.Distinct) > 0:
		t.distinct(rule.Distinct)
	case rule.Within != nil:
		t.within(termOf(rule.Within.Of), termOf(rule.Within.In))
	case len(rule.Differ) > 0:
		t.differ(termOf(rule.Differ[0]), termOf(rule.Differ[1]))
	case len(rule.Order) > 0:
		for i := range len(rule.Order) - 1 {
			t.order(rule.Order[i].Text, rule.Order[i+1].Text)
		}
	case len(rule.SameRow) > 0:
		t.sameRow(rule.SameRow)
	case rule.Exists.Text != "":
		t.exists(rule.Exists)
	case rule.Prose != nil:
		t.prose(rule.Prose)
	}
	return t.faults
}

// A trial is one rule that is tried for some readers.
type trial struct {
	*world
	readers space.Set
	faults  []fault
}

// fails notes that the rule does not hold for some readers, if any.
func (t *trial) fails(set space.Set, pos source.Pos, also []source.Note, format string, args ...any) {
	if set = set.And(t.readers); !set.IsEmpty() {
		t.faults = append(t.faults, fault{pos: pos, set: set, message: fmt.Sprintf(format, args...), also: also})
	}
}

func (t *trial) value(v *model.ValueRule) {
	matches, never := pattern(v.Matches), pattern(v.Never)
	for _, name := range v.Of {
		of := termOf(name)
		for _, th := range t.named(of.of) {
			readers := th.set.And(t.where(th, v.Where))
			t.stated(v, of, th, readers)
			for _, e := range of.values(th) {
				t.one(v, of, th, e, readers.And(e.set), matches, never)
			}
			t.most(v, of, th, readers)
			if policy := th.policy[of.setting]; v.Policy.Text != "" && policy != v.Policy.Text {
				t.fails(readers, th.place(of.setting), nil, "%s has the policy %q, and not %q", name, policy, v.Policy)
			}
		}
	}
}

// where are the readers who get these values for these settings of a thing.
func (t *trial) where(th thing, settings source.Map[[]model.Word]) space.Set {
	readers := t.u.All()
	for _, e := range settings {
		set := t.u.None()
		for _, el := range th.settings[e.Key.Text] {
			if slices.ContainsFunc(e.Value, func(w model.Word) bool { return w.Text == el.shown() }) {
				set = set.Or(el.set)
			}
		}
		readers = readers.And(set)
	}
	return readers
}

func (t *trial) stated(v *model.ValueRule, of term, th thing, readers space.Set) {
	if v.Stated == nil {
		return
	}
	left := readers
	for _, e := range of.values(th) {
		if e.is == isAbsent {
			continue
		}
		left = left.Minus(e.set)
		if !*v.Stated {
			t.fails(readers.And(e.set), e.placeOr(th.place(of.setting)), nil, "%s.%s is stated: %q", th.id, of.setting, e.shown())
		}
	}
	if *v.Stated {
		t.fails(left, th.place(of.setting), nil, "%s.%s is not stated", th.id, of.setting)
	}
}

// one tries what is asked of each value.
func (t *trial) one(v *model.ValueRule, of term, th thing, e element, readers space.Set, matches, never func(string) string) {
	pos := e.placeOr(th.place(of.setting))
	if e.is == isAbsent || e.is == isManual {
		return
	}
	text := e.filled()
	if len(v.In) > 0 && !slices.ContainsFunc(v.In, func(w model.Word) bool { return w.Text == e.shown() }) {
		t.fails(readers, pos, nil, "%s.%s is %q, and not one of %s", th.id, of.setting, e.shown(), listed(v.In))
	}
	if v.Matches != "" && matches(text) == "" {
		t.fails(readers, pos, nil, "%s.%s is %q, which does not match %q", th.id, of.setting, e.shown(), v.Matches)
	}
	if never(text) != "" {
		t.fails(readers, pos, nil, "%s.%s is %q, which matches %q", th.id, of.setting, e.shown(), v.Never)
	}
	if v.Cell.Text != "" && !slices.ContainsFunc(e.rows, func(r row) bool { return r.facet+"."+r.column == v.Cell.Text }) {
		t.fails(readers, pos, nil, "%s.%s is %q, which is not made of %q", th.id, of.setting, e.shown(), v.Cell)
	}
}

func (t *trial) most(v *model.ValueRule, of term, th thing, readers space.Set) {
	if v.Most == 0 {
		return
	}
	for n, set := range counts(t.u, readers, of.values(th)) {
		if n > v.Most {
			t.fails(set, th.place(of.setting), nil, "%s.%s has %d values, and takes %d", th.id, of.setting, n, v.Most)
		}
	}
}

func (t *trial) distinct(names []model.Word) {
	for _, name := range names {
		of := termOf(name)
		things := t.named(of.of)
		for i, th := range things {
			for _, other := range things[:i] {
				for _, a := range of.values(th) {
					for _, b := range of.values(other) {
						if a.same(b) {
							t.fails(a.set.And(b.set), a.placeOr(th.place(of.setting)), []source.Note{{Pos: other.id.Pos, Message: "the other is made here"}},
								"two %ss have the same %s: %q", of.of, of.setting, a.shown())
						}
					}
				}
			}
		}
	}
}

func (t *trial) within(each, in term) {
	for _, th := range t.named(each.of) {
		there := t.u.None()
		var others []thing
		for _, other := range t.named(in.of) {
			if each.of != in.of || other.order == th.order && other.set == th.set {
				others = append(others, other)
				there = there.Or(other.set)
			}
		}
		for _, a := range each.values(th) {
			left := a.set.And(there)
			var also []source.Note
			for _, other := range others {
				for _, b := range in.values(other) {
					if a.same(b) {
						left = left.Minus(b.set)
					}
				}
				also = appendNote(also, source.Note{Pos: other.place(in.setting), Message: "it is none of these"})
			}
			t.fails(left, a.placeOr(th.place(each.setting)), also, "%q of %s.%s is not in %s.%s", a.shown(), each.of, each.setting, in.of, in.setting)
		}
	}
}

func appendNote(all []source.Note, n source.Note) []source.Note {
	if slices.Contains(all, n) {
		return all
	}
	return append(all, n)
}

func (t *trial) differ(one, two term) {
	for _, th := range t.named(one.of) {
		for _, other := range t.named(two.of) {
			for _, a := range one.values(th) {
				for _, b := range two.values(other) {
					if a.is != isText || b.is != isText || t.apart(a.text, b.text) {
						continue
					}
					t.fails(a.set.And(b.set), a.placeOr(th.place(one.setting)), []source.Note{{Pos: b.placeOr(other.place(two.setting)), Message: "this is the other"}},
						"%s.%s may be the same as %s.%s: %q and %q", th.id, one.setting, other.id, two.setting, a.shown(), b.shown())
				}
			}
		}
	}
}

func (t *trial) order(before, after string) {
	for _, first := range t.named(before) {
		for _, then := range t.named(after) {
			also := []source.Note{{Pos: first.id.Pos, Message: "this has to be there first"}}
			if first.order > then.order {
				t.fails(first.set.And(then.set), then.id.Pos, also, "the script makes %q before %q", then.id, first.id)
			}
			if t.late == nil {
				continue
			}
			for _, e := range t.late(first, then) {
				t.fails(e.set, e.pos, also, "%q is made before %q is there", then.id, first.id)
			}
		}
	}
}

func (t *trial) sameRow(names []model.Word) {
	of := termOf(names[0])
	for _, th := range t.named(of.of) {
		var all []element
		for _, name := range names {
			all = append(all, termOf(name).values(th)...)
		}
		for i, a := range all {
			for _, b := range all[:i] {
				for _, x := range a.rows {
					for _, y := range b.rows {
						if x.facet == y.facet && x.answer != y.answer {
							t.fails(a.set.And(b.set), a.placeOr(th.id.Pos), []source.Note{{Pos: b.placeOr(th.id.Pos), Message: fmt.Sprintf("this is of %q", y.answer)}},
								"%q has values of several answers to %q: %q is of %q", th.id, x.facet, a.shown(), x.answer)
						}
					}
				}
			}
		}
	}
}

func (t *trial) exists(kind model.Word) {
	left := t.readers
	for _, th := range t.named(kind.Text) {
		left = left.Minus(th.set)
	}
	t.fails(left, kind.Pos, nil, "there is no %s", kind)
}

// prose tries what is said. Decisions quote what others said, and are left out.
func (t *trial) prose(p *model.ProseRule) {
	never, says := pattern(p.Never), pattern(p.Says)
	for _, s := range t.said {
		if s.quotes {
			continue
		}
		if found := never(s.text.Text); found != "" {
			t.fails(s.set, s.text.Pos, nil, "the text has %q", found)
		}
		found := says(s.text.Text)
		if found == "" {
			continue
		}
		facet, column, _ := strings.Cut(p.Column.Text, ".")
		for _, f := range t.p.Facets {
			if f.ID.Text != facet {
				continue
			}
			for _, a := range f.Answers {
				cell, _ := a.Row.Get(column)
				value := written(cell.Value)
				if slices.ContainsFunc(p.In, func(w model.Word) bool { return w.Text == value }) {
					continue
				}
				t.fails(s.set.And(t.u.Gives(facet, a.ID.Text, s.at)), s.text.Pos, []source.Note{{Pos: a.ID.Pos, Message: fmt.Sprintf("readers with this answer are told so: its %s is %q", column, value)}},
					"the text says %q to readers for whom it is not so", found)
			}
		}
	}
}

// pattern finds a regular expression, which loading has compiled once already;
// an empty one finds nothing.
func pattern(expression string) func(string) string {
	if expression == "" {
		return func(string) string { return "" }
	}
	find := regexp.MustCompile(expression).FindString
	found := map[string]string{} // the same text has many readers
	return func(text string) string {
		s, known := found[text]
		if !known {
			s = find(text)
			found[text] = s
		}
		return s
	}
}

// placeOr is where an element stands, or where it is used.
func (e element) placeOr(pos source.Pos) source.Pos {
	if e.pos.IsValid() {
		return e.pos
	}
	return pos
}

// filled is the text of an element with something in each hole.
func (e element) filled() string {
	if e.is != isText {
		return e.shown()
	}
	var b strings.Builder
	for _, p := range e.text {
		b.WriteString(p.Literal)
		if p.Hole != "" {
			b.WriteString("x")
		}
	}
	return b.String()
}

func listed(words []model.Word) string {
	var all []string
	for _, w := range words {
		all = append(all, fmt.Sprintf("%q", w.Text))
	}
	return strings.Join(all, ", ")
}
