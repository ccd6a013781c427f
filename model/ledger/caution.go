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

// cautions compares what the readers of each place are warned of. Each caution has
// a second entry with words of it, and each entry is one text of its place, for
// the same readers.
func (b *book) cautions() {
	everybody := space.Everybody(b.p, nil)
	for i := range b.p.Sections {
		s := &b.p.Sections[i]
		readers := everybody.Meeting(s.When)
		b.place(s.ID, ofSection(s), bound([]space.Readers{readers}, s.Each))
		for j := range s.Steps {
			step := &s.Steps[j]
			id := source.Word{Text: s.ID.Text + "." + step.ID.Text, Pos: step.ID.Pos}
			b.place(id, ofStep(step), bound([]space.Readers{readers.Meeting(step.When)}, s.Each))
		}
	}
	r := &b.p.Runbook
	for _, list := range []struct {
		id   string
		says []model.Item
	}{{"needs", r.Needs}, {"questions", r.Questions}, {"limits", r.Limits}, {"not_undoable", r.Undoable}} {
		var all []warning
		for _, item := range list.says {
			all = append(all, warning{text: item.Text, when: item.When, each: item.Each, owed: true})
		}
		b.place(source.Word{Text: "runbook." + list.id, Pos: b.p.ID.Pos}, all, []space.Readers{everybody})
	}
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
// it.
func ofSection(s *model.Section) []warning {
	var all []warning
	for _, block := range slices.Concat(s.Intro, s.Outro) {
		switch {
		case block.Note != nil:
			all = append(all, warning{text: block.Note.Text, when: block.When, owed: true})
		case block.Text.Text != "":
			all = append(all, warning{text: block.Text, when: block.When, owed: s.Role.Text == "prepare" || s.Role.Text == "change"})
		case block.Table.Text != "":
			all = append(all, warning{text: reference("table", block.Table), when: block.When, owed: true})
		case block.Part.Text != "":
			all = append(all, warning{text: reference("part", block.Part), when: block.When, owed: true})
		}
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
	for _, item := range slices.Concat(s.Expect, s.Fail) {
		all = append(all, warning{text: item.Text, when: item.When, each: item.Each})
	}
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

// place compares the texts of one place with its second entries, for all who meet
// its condition. A step that the order of a console leaves out is compared for the
// readers of that console too: both entries say the same of them.
func (b *book) place(id model.Word, texts []warning, scopes []space.Readers) {
	entered := make([]bool, len(texts))
	if fact := b.warned[id.Text]; fact != nil {
		b.used[fact] = true
		whole := make([]string, len(texts))
		for i, t := range texts {
			whole[i] = folded(t.text.Text)
		}
		for _, c := range fact.Warns {
			words := folded(c.Says.Text)
			var saying []int
			for i := range texts {
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
			b.say(t.text.Pos, nil, nil, "readers have to be told this in %q, and no second entry has words of it under \"warns\"", id)
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
