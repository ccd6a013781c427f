package audit

import (
	"slices"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/report"
)

// terms finds other words for things that the model has one word for.
func terms(f *finder) {
	for _, b := range f.foreign() {
		for _, other := range sorted(f.nouns) {
			for _, at := range f.occurrencesOf(b, other) {
				if !inLabel(b, at) {
					f.says(report.Note, b, at, "", "%s is called %s in the console and by the cmdlets", quote(b.Text[at:at+length(b, at, other)]), quote(f.nouns[other]))
				}
			}
		}
	}
}

// older finds words that show a document on another side of a decision than the
// one that the model took.
func older(f *finder) {
	for _, d := range f.procedure.Decisions {
		for _, w := range d.Older {
			for _, b := range f.foreign() {
				for _, at := range f.occurrencesOf(b, w.Text) {
					found := f.says(report.Warning, b, at, squeeze(f.plain(d.Chosen.Text)), "%s is what decision %s did not choose", quote(w.Text), d.ID.Text)
					found.Why = squeeze(f.plain(d.Why.Text))
				}
			}
		}
	}
}

// unstated finds facts that a document leaves out of the step that they are
// about.
func unstated(f *finder) {
	for _, d := range f.procedure.Decisions {
		if len(d.Stated) == 0 || f.states(d.Stated) {
			continue
		}
		for _, about := range d.About {
			s := f.lastStep(about.Text)
			if s == nil {
				continue
			}
			var last *block
			tell := func() {
				if last != nil {
					found := f.says(report.Warning, last, 0, squeeze(f.plain(d.Chosen.Text)), "the document leaves out what decision %s says: %s", d.ID.Text, quote(f.plain(d.Fact.Text)))
					found.Why = squeeze(f.plain(d.Why.Text))
				}
				last = nil
			}
			for _, b := range f.foreign() {
				if b.step != s || b.Kind == paper.Heading {
					continue
				}
				if last != nil && last.heading != b.heading {
					tell()
				}
				if slices.ContainsFunc(b.labels, func(m mention) bool { return s.labels[m.label.text] }) {
					last = b
				}
			}
			tell()
		}
	}
}

func (f *finder) states(words []model.Word) bool {
	for _, b := range f.blocks {
		for _, w := range words {
			if len(f.occurrencesOf(b, w.Text)) > 0 {
				return true
			}
		}
	}
	return false
}

// lastStep is the step of the document's generation with an id.
func (f *finder) lastStep(id string) *step {
	for _, s := range f.steps[f.generation] {
		if s.id == id {
			return s
		}
	}
	return nil
}

// occurrencesOf are the places of a phrase in a block, in any number.
func (f *finder) occurrencesOf(b *block, phrase string) []int {
	want := f.cut.lows(phrase)
	var out []int
	for i := 0; i+len(want) <= len(b.words); i++ {
		ok := true
		for j, w := range want {
			have := b.words[i+j].low
			if have != w && !(j == len(want)-1 && (have == w+"s" || have == w+"es")) {
				ok = false
				break
			}
		}
		if ok {
			out = append(out, b.words[i].start)
		}
	}
	return out
}

func length(b *block, at int, phrase string) int { return endOf(b, at, phrase) }
