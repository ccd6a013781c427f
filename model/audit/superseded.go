package audit

import (
	"strings"

	"github.com/triptych-docs/triptych/model/report"
)

// superseded finds values of older guides: hosts, and texts such as the name of
// an object.
func superseded(f *finder) {
	for _, b := range f.foreign() {
		for _, w := range b.words {
			h := host(w.low)
			uses := f.hosts[h]
			if len(uses) == 0 {
				continue
			}
			old := uses[0]
			for _, u := range uses {
				if u.superseded == "" {
					old = nil
				}
			}
			if old == nil {
				continue
			}
			at := w.start + strings.Index(w.low, h)
			current, title := f.current(old.setting)
			f.says(report.Error, b, at, old.superseded, "%s is a superseded value of %s; the model has %s", quote(h), title, current)
		}
		for _, id := range f.settingIDs() {
			s := f.settings[id]
			for _, k := range s.known {
				if host(strings.ToLower(k)) != "" || strings.Count(k, " ") < 1 {
					continue
				}
				for _, at := range f.occurrences(b, k) {
					current, title := f.current(id)
					f.says(report.Error, b, at, "a tenant set up with the older name is recognized by it; write the current one", "%s is a superseded value of %s; the model has %s", quote(k), title, current)
				}
			}
		}
	}
}

// current is what the model has for a setting, as a message says it, and what
// the setting is called.
func (x *index) current(id string) (value, title string) {
	if strings.HasPrefix(id, "input.") {
		for _, in := range x.procedure.Inputs {
			if in.ID.Text == strings.TrimPrefix(id, "input.") && in.Whole != nil {
				f := x.facet(in.Whole.Facet.Text)
				return quoted(distinct(texts(x.cells(f, in.Whole.Column.Text, 0)))), "the domain of the journal address"
			}
		}
		return "another", id
	}
	s := x.settings[id]
	var all []string
	for _, a := range s.values {
		all = append(all, a.example())
	}
	return quoted(distinct(all)), quote(s.title)
}

func (x *index) settingIDs() []string {
	var ids []string
	for _, o := range x.procedure.Objects {
		for _, e := range o.Settings {
			ids = append(ids, o.ID.Text+"."+e.Key.Text)
		}
	}
	return ids
}

// occurrences are the places of a text in a block, word by word, where it is no
// part of a longer text that the model has.
func (r *reading) occurrences(b *block, text string) []int {
	want := r.cut.lows(text)
	if len(want) == 0 {
		return nil
	}
	var out []int
	for i := 0; i+len(want) <= len(b.words); i++ {
		if b.words[i].low == want[0] && sameWords(b.words[i:i+len(want)], want) && strings.EqualFold(squeeze(b.Text[b.words[i].start:b.words[i+len(want)-1].end]), text) {
			out = append(out, b.words[i].start)
		}
	}
	return out
}
