package audit

import (
	"slices"
	"sort"
	"strings"

	"github.com/triptych-docs/triptych/model"
)

// A field is a control in which a setting is entered.
type field struct {
	label   string // id
	texts   map[string]string
	step    *model.Step
	section *model.Section
	control string
	setting string
	options map[string]string // text of an option that is right → id of its label
	others  []string          // texts of options that are wrong
}

// addFields takes in the controls of all steps.
func (x *index) addFields() {
	for si := range x.procedure.Sections {
		section := &x.procedure.Sections[si]
		for i := range section.Steps {
			st := &section.Steps[i]
			for _, f := range st.Fields {
				if f.Control.Text == "line" || f.Control.Text == "task" {
					continue // it shows what another step has set
				}
				out := &field{label: f.Label.Text, texts: map[string]string{}, step: st, section: section, control: f.Control.Text, setting: f.Setting.Text, options: map[string]string{}}
				for _, g := range x.generations {
					if t := x.shown(f.Label.Text, g); len(t) > 0 {
						out.texts[g] = t[len(t)-1]
					}
				}
				x.addOptions(out, f)
				x.fields = append(x.fields, out)
			}
		}
	}
}

// addOptions says which options of a field are right. The others are those of
// the field's other values, and the labels beside the right one in its family.
func (x *index) addOptions(out *field, f model.Field) {
	right := map[string]bool{}
	if f.Option.Text != "" {
		right[f.Option.Text] = true
	}
	s := x.settings[f.Setting.Text]
	for _, e := range f.Options {
		if s != nil && slices.ContainsFunc(s.values, func(a alternative) bool { return a.text == e.Key.Text }) {
			right[e.Value.Text] = true
		}
	}
	for id := range right {
		for _, g := range x.generations {
			for _, t := range x.shown(id, g) {
				out.options[t] = id
			}
		}
	}
	wrong := map[string]bool{}
	if len(right) > 0 {
		for _, e := range f.Options {
			if !right[e.Value.Text] {
				wrong[e.Value.Text] = true
			}
		}
		for _, e := range slices.Concat(x.procedure.Labels, x.project.Labels) {
			for id := range right {
				if e.Key.Text != id && family(e.Key.Text) == family(id) && family(id) == f.Label.Text {
					wrong[e.Key.Text] = true
				}
			}
		}
	}
	for id := range wrong {
		for _, g := range x.generations {
			for _, t := range x.shown(id, g) {
				if _, ok := out.options[t]; !ok && !slices.Contains(out.others, t) {
					out.others = append(out.others, t)
				}
			}
		}
	}
	sort.Strings(out.others)
}

// family is what the ids of labels of one field have in common.
func family(id string) string {
	if i := strings.LastIndexByte(id, '.'); i > 0 {
		return id[:i]
	}
	return id
}
