package ledger

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// A warning is a text at a place, and whom of the readers of the place it is for.
type warning struct {
	text model.Prose
	when model.Condition
	each model.Word // the facet for each of whose answers it is said again
	// owed is whether it has to have a second entry: it is a caution, or something
	// that a reader has to have before. Other texts may have one.
	owed bool
}

// A telling is a kind of texts that are entered twice, by the key of their entries.
type telling struct {
	key     string
	entries map[string]*model.Fact // by place
	says    func(*model.Fact) []model.Caution
}

func (b *book) warns() telling {
	return telling{"warns", b.warned, func(f *model.Fact) []model.Caution { return f.Warns }}
}

func (b *book) sees() telling {
	return telling{"sees", b.seen, func(f *model.Fact) []model.Caution { return f.Sees }}
}

// cautions compares what the readers of each place are warned of, and what they are
// to see there. Each caution has a second entry with words of it, and each entry is
// one text of its place, for the same readers.
func (b *book) cautions() {
	everybody := space.Everybody(b.p, nil)
	for i := range b.p.Sections {
		s := &b.p.Sections[i]
		readers := everybody.Meeting(s.When)
		b.place(b.warns(), s.ID, b.ofSection(s), bound([]space.Readers{readers}, s.Each))
		for j := range s.Steps {
			step := &s.Steps[j]
			id := source.Word{Text: s.ID.Text + "." + step.ID.Text, Pos: step.ID.Pos}
			scopes := bound([]space.Readers{readers.Meeting(step.When)}, s.Each)
			b.place(b.warns(), id, ofStep(step), scopes)
			b.place(b.sees(), id, ofItems(step.Expect, len(b.seen) > 0), scopes)
		}
	}
	for i := range b.p.Runbook.Checks {
		c := &b.p.Runbook.Checks[i]
		b.place(b.sees(), c.ID, []warning{{text: c.Expect, owed: len(b.seen) > 0}}, bound([]space.Readers{everybody.Meeting(c.When)}, c.Each))
	}
	b.lists([]space.Readers{everybody})
}

// lists compares the lists of the runbook. What it says at a glance and when it is
// taken back may be entered: a list that has an entry has one of each of its items.
func (b *book) lists(everybody []space.Readers) {
	r := &b.p.Runbook
	for _, list := range []struct {
		id   string
		says []model.Item
		owed bool
	}{
		{"needs", r.Needs, true}, {"questions", r.Questions, true}, {"limits", r.Limits, true}, {"not_undoable", r.Undoable, true},
		{"outcome", r.Outcome, false}, {"untouched", r.Untouched, false}, {"affected", r.Affected, false},
		{"risks", risks(r.Risks), false}, {"triggers", r.Triggers, false},
	} {
		id := source.Word{Text: "runbook." + list.id, Pos: b.p.ID.Pos}
		b.place(b.warns(), id, ofItems(list.says, list.owed || b.warned[id.Text] != nil), everybody)
	}
}

// risks are risks as items, each with its level before it.
func risks(all []model.Risk) []model.Item {
	var items []model.Item
	for _, r := range all {
		text := model.Prose{Word: source.Word{Text: r.Level.Text + ": " + r.Text.Text, Pos: r.Text.Pos}}
		items = append(items, model.Item{When: r.When, Text: text})
	}
	return items
}

func ofItems(items []model.Item, owed bool) []warning {
	var all []warning
	for _, item := range items {
		all = append(all, warning{item.Text, item.When, item.Each, owed})
	}
	return all
}

// bound are the readers of some places once for each answer to a facet, bound to it: a
// condition on the facet is judged for the answer. Where they are bound already, it is
// said for that answer only.
func bound(scopes []space.Readers, facet model.Word) []space.Readers {
	if facet.Text == "" {
		return scopes
	}
	var all []space.Readers
	for _, readers := range scopes {
		if _, already := readers.BoundTo(facet.Text); already {
			all = append(all, readers)
			continue
		}
		for _, answer := range readers.Given(facet.Text) {
			all = append(all, readers.Giving(facet.Text, answer))
		}
	}
	return all
}

// ofSection are the texts of a section: its notes are cautions, and where something
// is got ready or changed, so is everything that it says. A table or another part,
// in which cautions stand that are said elsewhere, counts as a text that refers to
// it. An overview that has an entry has one of each text and drawing.
func (b *book) ofSection(s *model.Section) []warning {
	var all []warning
	overview := s.Role.Text == "overview" && b.warned[s.ID.Text] != nil
	for _, block := range slices.Concat(s.Intro, s.Outro) {
		one := warning{when: block.When, owed: true}
		switch {
		case block.Note != nil:
			one.text = block.Note.Text
		case block.Text.Text != "":
			one.text, one.owed = block.Text, overview || s.Role.Text == "prepare" || s.Role.Text == "change"
		case block.Table.Text != "":
			one.text = reference("table", block.Table)
		case block.Part.Text != "":
			one.text = reference("part", block.Part)
		case block.Flow != nil:
			one.text, one.owed = reference("flow", block.Flow.ID), overview
		default:
			continue
		}
		all = append(all, one)
	}
	return all
}

func reference(kind string, to model.Word) model.Prose {
	return model.Prose{Word: source.Word{Text: "{" + kind + ":" + to.Text + "}", Pos: to.Pos}}
}

// ofStep are the texts of a step: its notes are cautions.
func ofStep(s *model.Step) []warning {
	all := []warning{{text: s.Text}, {text: s.Then}, {text: s.Undo}}
	for _, f := range s.Fields {
		all = append(all, warning{text: f.Help, when: f.When})
	}
	all = append(all, ofItems(s.Fail, false)...)
	for _, note := range s.Notes {
		switch {
		case note.Note != nil:
			all = append(all, warning{text: note.Note.Text, when: note.When, owed: true})
		case note.Text.Text != "":
			all = append(all, warning{text: note.Text, when: note.When, owed: true})
		}
	}
	return all
}

// place compares texts of one place with its second entries, for all who meet
// its condition. A step that the order of a console leaves out is compared for the
// readers of that console too: both entries say the same of them.
func (b *book) place(kind telling, id model.Word, texts []warning, scopes []space.Readers) {
	entered := make([]bool, len(texts))
	if fact := kind.entries[id.Text]; fact != nil {
		b.used[fact] = true
		whole := make([]string, len(texts))
		for i, t := range texts {
			whole[i] = folded(t.text.Text)
		}
		for _, c := range kind.says(fact) {
			words := folded(c.Says.Text)
			var saying []int
			for i := range texts {
				if whole[i] == words { // all of one text may be the beginning of another
					saying = []int{i}
					break
				}
				if strings.Contains(whole[i], words) {
					saying = append(saying, i)
				}
			}
			switch len(saying) {
			case 0:
				b.say(c.Says.Pos, nil, nil, "nothing in %q says %q, and the second entry does", id, words)
			case 1:
				entered[saying[0]] = true
				b.told(c, texts[saying[0]], scopes)
			default:
				b.say(c.Says.Pos, nil, nil, "several texts in %q say %q: the second entry has to have words of one", id, words)
			}
		}
	}
	for i, t := range texts {
		if t.owed && !entered[i] {
			b.say(t.text.Pos, nil, nil, "readers have to be told this in %q, and no second entry has words of it under %q", id, kind.key)
		}
	}
}

// told compares who reads a caution, and how often, with who has to be told.
func (b *book) told(c model.Caution, t warning, scopes []space.Readers) {
	if t.each.Text != c.Each.Text {
		b.say(t.text.Pos, &model.Fact{Of: c.Says}, nil, "a reader is told this %s, and %s by the second entry", often(t.each), often(c.Each))
		return
	}
	for _, readers := range bound(scopes, t.each) {
		reads, has := readers.Meeting(t.when), readers.Meeting(c.When)
		if lost := has.Without(reads); !lost.Nobody() {
			b.say(t.text.Pos, &model.Fact{Of: c.Says}, lost.First(), "a reader is not told this here, and has to be by the second entry")
		}
		if more := reads.Without(has); !more.Nobody() {
			b.say(t.text.Pos, &model.Fact{Of: c.Says}, more.First(), "a reader is told this here whom the second entry leaves out")
		}
	}
}

// folded is a text with single blanks: how it is broken into lines is no matter.
func folded(text string) string { return strings.Join(strings.Fields(text), " ") }
