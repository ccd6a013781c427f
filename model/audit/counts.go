package audit

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/report"
)

// numbersGiven finds numbers that the model works out otherwise, or does not
// fix.
func numbersGiven(f *finder) {
	for _, b := range f.foreign() {
		if b.step == nil {
			continue
		}
		said := counted(b.Text)
		for _, noun := range sorted(said) {
			want, ok := f.numbers[f.generation][noun]
			if ok && want != said[noun] && f.counts(b.section(), noun) {
				f.says(report.Warning, b, f.placeOfCount(b, noun), "", "the document counts %s %s; the model works out %s", said[noun], noun+"s", want)
			}
		}
	}
	for _, o := range f.procedure.Objects {
		if o.Each.Text == "" {
			continue
		}
		kind := f.settings[o.ID.Text+"."+o.Settings[0].Key.Text].kind
		f.fixedNumber(kind, o.Each.Text)
	}
}

// counts tells whether a section of the model counts something.
func (f *finder) counts(section, noun string) bool {
	return slices.ContainsFunc(f.steps[f.generation], func(s *step) bool { return s.section == section && counted(s.text)[noun] != "" })
}

// fixedNumber finds a number in front of a kind of object of which there is one
// for each answer.
func (f *finder) fixedNumber(kind plan.Kind, facet string) {
	for _, b := range f.foreign() {
		for _, noun := range append([]string{kind.Title, kind.Plural}, kind.Also...) {
			for _, at := range f.occurrencesOf(b, noun) {
				i := slices.IndexFunc(b.words, func(w word) bool { return w.start == at })
				if last := b.words[i+len(lows(noun))-1]; !strings.HasSuffix(last.low, "s") {
					continue
				}
				for k := i - 1; k >= 0 && k >= i-4; k-- {
					n := b.words[k].low
					if strings.ContainsAny(b.Text[b.words[k].end:at], ".:;") {
						break
					}
					if number := numberWords[n]; number != "" && number != "1" || len(n) == 1 && n >= "2" && n <= "9" {
						f.says(report.Note, b, b.words[k].start, "", "the document fixes the number of %s at %s; the model makes one for each answer to %s", kind.Plural, n, quote(f.plain(f.facet(facet).Question.Text)))
						break
					}
				}
			}
		}
	}
}

func (f *finder) placeOfCount(b *block, noun string) int {
	for _, m := range countedNoun().FindAllStringSubmatchIndex(b.Text, -1) {
		if stem(strings.ToLower(strings.Fields(b.Text[m[4]:m[5]])[0])) == noun {
			return m[0]
		}
	}
	return 0
}
