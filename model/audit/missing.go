package audit

import (
	"slices"

	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/report"
)

// sectionOrder finds parts that come after what needs them.
func sectionOrder(f *finder) {
	all := f.runs()
	order := map[string]int{}
	for i, s := range f.steps[f.generation] {
		if _, ok := order[s.section]; !ok {
			order[s.section] = i
		}
	}
	for i, later := range all {
		for _, earlier := range all[:i] {
			if order[later.section] >= order[earlier.section] || slices.ContainsFunc(all[:i], func(r run) bool { return r.section == later.section }) {
				continue
			}
			if slices.ContainsFunc(all[i+1:], func(r run) bool { return r.section == earlier.section }) {
				continue
			}
			b := later.blocks[0]
			if i := slices.IndexFunc(later.blocks, func(b *block) bool { return b.support > 0.6 }); i >= 0 {
				b = later.blocks[i]
			}
			at := b
			if b.heading >= 0 && b.Kind != paper.Heading {
				at = f.blocks[b.heading]
			}
			if at.own {
				continue
			}
			found := f.says(report.Warning, at, 0, "", "%s comes after %s, which needs it", quote(f.plain(f.sections[later.section].Title.Text)), quote(f.plain(f.sections[earlier.section].Title.Text)))
			f.also(found, earlier.blocks[0], 0, "what needs it starts here")
			break
		}
	}
}

// missingFields finds settings that a document leaves out of a form that it
// goes through.
func missingFields(f *finder) {
	byStep := f.firstStretches()
	for _, s := range f.steps[f.generation] {
		blocks := byStep[s.id]
		if !f.goesThrough(s, blocks) {
			continue
		}
		seen := map[string]bool{}
		for _, fl := range f.fields {
			if fl.section.ID.Text+"."+fl.step.ID.Text != s.id || fl.setting == "" || seen[fl.label] || fl.texts[f.generation] == "" || f.enteredElsewhere(fl) {
				continue
			}
			seen[fl.label] = true
			if f.mentioned(blocks, fl) {
				continue
			}
			b := f.firstOf(s, blocks)
			if b.own {
				continue
			}
			f.says(report.Warning, b, 0, "", "the step leaves out %s; the model sets %s there", quote(fl.texts[f.generation]), quote(f.settings[fl.setting].title))
		}
	}
}

// enteredElsewhere tells whether a field only shows again what another step
// sets, or is all that its step has: then the step is said in other words.
func (f *finder) enteredElsewhere(fl *field) bool {
	alone := fl.control == "text"
	for _, o := range f.fields {
		if o == fl || f.lastStep(o.section.ID.Text+"."+o.step.ID.Text) == nil {
			continue
		}
		if o.step == fl.step {
			alone = false
		} else if o.setting == fl.setting {
			return true
		}
	}
	return alone
}

// goesThrough tells whether a document goes through a step: it names its form,
// or one of its fields.
func (f *finder) goesThrough(s *step, blocks []*block) bool {
	for _, b := range blocks {
		if b.Kind == paper.Heading && f.paper.Form != paper.Plain || b.own {
			continue
		}
		for _, m := range b.labels {
			if s.labels[m.label.text] && m.label.weight >= 1.2 && b.acts(m) {
				return true
			}
		}
	}
	return false
}

func (f *finder) mentioned(blocks []*block, fl *field) bool {
	for _, b := range blocks {
		for _, m := range b.labels {
			if slices.Contains(m.label.ids, fl.label) {
				return true
			}
			if len(fl.options) > 0 && fl.options[m.label.text] != "" {
				return true
			}
		}
		if f.hasHostOf(b, fl.setting) && f.settings[fl.setting].of.Type != "list" {
			return true
		}
	}
	return false
}

// firstOf is the block of a step that names it best.
func (f *finder) firstOf(s *step, blocks []*block) *block {
	for _, b := range blocks {
		for _, m := range b.labels {
			if s.labels[m.label.text] && m.label.weight >= 1.2 && b.acts(m) && b.Kind != paper.Heading {
				return b
			}
		}
	}
	return blocks[0]
}

// missingSteps finds steps that set something and that a document leaves out of
// a part that it covers.
func missingSteps(f *finder) {
	for _, r := range f.runs() {
		covered := map[*step]bool{}
		for _, b := range r.blocks {
			if b.support > 0.5 {
				covered[b.step] = true
			}
		}
		var all, lacking []*step
		for _, s := range f.steps[f.generation] {
			if s.section != r.section {
				continue
			}
			all = append(all, s)
			if !covered[s] && (len(s.sets) > 0 || s.commits) {
				lacking = append(lacking, s)
			}
		}
		if len(covered)*2 < len(all) || len(covered) < 2 {
			continue
		}
		for _, s := range lacking {
			if f.setsElsewhere(s) || r.blocks[0].own {
				continue
			}
			last := r.blocks[0]
			for _, b := range r.blocks {
				if f.order(b.step) < f.order(s) && b.Kind != paper.Heading {
					last = b
				}
			}
			var titles []string
			for _, id := range s.sets {
				if st := f.settings[id]; st != nil {
					titles = append(titles, st.title)
				}
			}
			f.says(report.Warning, last, 0, "", "behind this a step is missing: %s, which sets %s", quote(s.title), quoted(titles))
		}
	}
}

// setsElsewhere tells whether a document names the fields of a step in others.
func (f *finder) setsElsewhere(s *step) bool {
	if len(s.sets) == 0 {
		return true
	}
	for _, id := range s.sets {
		for _, fl := range f.fields {
			if fl.setting != id {
				continue
			}
			for _, b := range f.blocks {
				if b.section() == s.section && f.mentioned([]*block{b}, fl) {
					return true
				}
			}
		}
	}
	return !slices.ContainsFunc(f.fields, func(fl *field) bool { return slices.Contains(s.sets, fl.setting) })
}
