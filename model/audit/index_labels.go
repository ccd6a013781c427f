package audit

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/source"
)

// A label is a text of the consoles, with the generations that show it.
type label struct {
	text    string
	words   []string // in small letters
	ids     []string
	in      map[string]bool // generations
	refused map[string]bool // generations in which the reader is told not to select it
	weight  float64         // how much it tells which step is meant
}

// A path is a way through menus.
type path struct {
	id       string
	segments []string
	in       map[string]bool
}

// addLabels takes in the labels that some step or prose of the procedure shows.
func (x *index) addLabels() {
	used := map[string]bool{}
	for _, steps := range x.steps {
		for _, s := range steps {
			for t := range s.labels {
				used[t] = true
			}
		}
	}
	for _, e := range slices.Concat(x.procedure.Labels, x.project.Labels) {
		if !slices.ContainsFunc(x.generations, func(g string) bool { return used[strings.Join(x.shown(e.Key.Text, g), " > ")] }) {
			for _, g := range x.generations {
				if t := x.shown(e.Key.Text, g); len(t) == 1 && len(lows(t[0])) > 2 {
					x.unused[strings.ToLower(t[0])] = e.Key.Text
				}
			}
			continue
		}
		for _, g := range x.generations {
			segments := x.shown(e.Key.Text, g)
			if len(segments) > 1 {
				x.addPath(e.Key.Text, segments, g)
			}
			for _, t := range segments {
				x.addLabel(t, e.Key.Text, g)
			}
		}
	}
	for g, steps := range x.steps {
		for _, s := range steps {
			for t := range s.labels {
				for _, l := range x.byText[strings.ToLower(t)] {
					if l.text == t && refused(s.text, t) {
						l.refused[g] = true
					}
				}
			}
		}
	}
}

func (x *index) addLabel(text, id, generation string) {
	low := strings.ToLower(text)
	for _, l := range x.byText[low] {
		if l.text == text {
			l.in[generation] = true
			if !slices.Contains(l.ids, id) {
				l.ids = append(l.ids, id)
			}
			return
		}
	}
	l := &label{text: text, words: lows(text), ids: []string{id}, in: map[string]bool{generation: true}, refused: map[string]bool{}}
	x.labels = append(x.labels, l)
	x.byText[low] = append(x.byText[low], l)
	if bare := strings.Trim(low, "[]"); bare != low {
		x.byText[bare] = append(x.byText[bare], l) // what is selected, as some consoles show it
	}
}

func (x *index) addPath(id string, segments []string, generation string) {
	for i := range x.paths {
		if x.paths[i].id == id && slices.Equal(x.paths[i].segments, segments) {
			x.paths[i].in[generation] = true
			return
		}
	}
	x.paths = append(x.paths, path{id, segments, map[string]bool{generation: true}})
}

// shown is what a label is called in a generation.
func (x *index) shown(id, generation string) []string {
	for _, labels := range []source.Map[model.Switched[model.Label]]{x.procedure.Labels, x.project.Labels} {
		if s, ok := labels.Get(id); ok {
			return resolve(s, x.generation, generation)
		}
	}
	return nil
}

func resolve(s model.Switched[model.Label], facet, answer string) []string {
	if s.Choose != nil {
		arm, ok := s.Choose.Of(answer)
		if s.Choose.Facet.Text != facet || !ok {
			if len(s.Choose.Arms) == 0 {
				return nil
			}
			arm = s.Choose.Arms[0].Value
		}
		return resolve(arm, facet, answer)
	}
	if s.Plain == nil {
		return nil
	}
	var out []string
	for _, w := range s.Plain.Path {
		out = append(out, squeeze(w.Text))
	}
	return out
}

// notSelected is how a reader is told to leave an option alone.
var notSelected = pattern.New(`(?i)(do not|don't|never) (select|check|tick|choose|enable)( the)?\s*$|\b(clear|uncheck|deselect|unselect|disable)( the)?\s*$|\bleave( the)?\s*$`)

// refused tells whether a text tells its reader not to select a label.
func refused(text, label string) bool {
	for i := 0; ; {
		at := strings.Index(text[i:], label)
		if at < 0 {
			return false
		}
		if notSelected().MatchString(strings.TrimRight(text[:i+at], "\"'*[ ")) {
			return true
		}
		i += at + len(label)
	}
}

// weigh notes how much each label tells: one that many steps have tells little.
func (x *index) weigh() {
	for _, l := range x.labels {
		n := 0
		for _, steps := range x.steps {
			for _, s := range steps {
				if s.labels[l.text] {
					n++
				}
			}
		}
		l.weight = 3 / float64(max(1, n)) * float64(max(1, len(x.generations)))
		l.weight = min(l.weight, 3) * min(1, 0.4+0.2*float64(len(l.words)))
	}
}
