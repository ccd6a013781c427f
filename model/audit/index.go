package audit

import (
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/prose"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// An index is everything that a guide to one procedure may say, as far as the
// model knows it.
type index struct {
	project   *model.Project
	procedure *model.Procedure

	generation  string   // the facet that labels differ by; empty: they do not
	generations []string // its answers

	labels   []*label
	byText   map[string][]*label // by text in small letters
	sorted   []*label            // longest first
	paths    []path
	settings map[string]*setting
	cut      cutter
	unused   map[string]string // labels that the procedure shows nowhere → their ids
	fields   []*field
	hosts    map[string][]*use
	roots    map[string]bool // domains under which the vendor has hosts
	links    []link
	terms    map[string]string  // id → text
	prose    map[string]bool    // every word of the prose of the procedure
	names    []string           // how the vendor's product is called, longest first
	nouns    map[string]string  // of an object: other words for it → its title
	steps    map[string][]*step // by generation
	sections map[string]*model.Section
	numbers  map[string]map[string]string // of a generation: noun → number that the model works out
}

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

// A setting is one property of an object, with every text that it may have.
type setting struct {
	id     string // "connector.SmartHosts"
	object *model.Object
	kind   plan.Kind
	of     plan.KindSetting
	title  string // as people say it: "Smart hosts"
	policy string
	values []alternative
	known  []string
	// domains is the setting whose addresses this one is derived from.
	domains string
}

// An alternative is a text that a setting may have, for readers of some answers.
// A NUL in it stands for what only the customer knows.
type alternative struct {
	text    string
	answers space.Answers
}

// A field is a control in which a setting is entered.
type field struct {
	label   string // id
	texts   map[string]string
	step    *model.Step
	section *model.Section
	control string
	setting string
	options map[string]string // id of the label of an option that is right → value
	others  []string          // texts of options that are wrong
}

// A use is one meaning of a host.
type use struct {
	host       string
	setting    string
	facet      string // the facet in whose rows it stands
	answer     string
	superseded string // why it is no longer right; empty for a current one
}

// A link is a place outside that the model leads to.
type link struct{ id, url string }

// A step is one step of the procedure in a generation of the consoles.
type step struct {
	id      string // "connector.routing"
	section string
	title   string
	labels  map[string]bool // texts
	words   map[string]bool // stems of everything it says
	sets    []string
	commits bool
	text    string
}

func newIndex(project *model.Project, p *model.Procedure) (*index, error) {
	x := &index{
		project: project, procedure: p,
		byText: map[string][]*label{}, cut: cutter{}, unused: map[string]string{}, settings: map[string]*setting{}, hosts: map[string][]*use{},
		roots: map[string]bool{}, terms: map[string]string{}, nouns: map[string]string{},
		steps: map[string][]*step{}, sections: map[string]*model.Section{}, numbers: map[string]map[string]string{},
	}
	for i := range p.Sections {
		x.sections[p.Sections[i].ID.Text] = &p.Sections[i]
	}
	for _, e := range p.Terms {
		x.terms[e.Key.Text] = squeeze(e.Value.Text)
	}
	for _, id := range []string{"product-long", "product"} {
		if t := x.terms[id]; t != "" {
			x.names = append(x.names, t)
		}
	}
	for _, e := range p.Links {
		x.links = append(x.links, link{e.Key.Text, e.Value.Text})
	}
	x.findGeneration()
	x.addSettings()
	if err := x.addSteps(); err != nil {
		return nil, err
	}
	x.addLabels()
	x.addFields()
	x.weigh()
	return x, nil
}

// findGeneration finds the facet that the labels of the consoles differ by.
func (x *index) findGeneration() {
	count := map[string]int{}
	for _, e := range slices.Concat(x.project.Labels, x.procedure.Labels) {
		if e.Value.Choose != nil {
			count[e.Value.Choose.Facet.Text]++
		}
	}
	for _, f := range x.procedure.Facets {
		if count[f.ID.Text] > count[x.generation] {
			x.generation = f.ID.Text
		}
	}
	if x.generation == "" {
		x.generations = []string{""}
		return
	}
	for _, a := range x.facet(x.generation).Answers {
		x.generations = append(x.generations, a.ID.Text)
	}
}

func (x *index) facet(id string) *model.Facet {
	for i := range x.procedure.Facets {
		if x.procedure.Facets[i].ID.Text == id {
			return &x.procedure.Facets[i]
		}
	}
	return nil
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

// notSelected is how a reader is told to leave an option alone.
var notSelected = regexp.MustCompile(`(?i)(do not|don't|never) (select|check|tick|choose|enable)( the)?\s*$|\b(clear|uncheck|deselect|unselect|disable)( the)?\s*$|\bleave( the)?\s*$`)

// refused tells whether a text tells its reader not to select a label.
func refused(text, label string) bool {
	for i := 0; ; {
		at := strings.Index(text[i:], label)
		if at < 0 {
			return false
		}
		if notSelected.MatchString(strings.TrimRight(text[:i+at], "\"'*[ ")) {
			return true
		}
		i += at + len(label)
	}
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

// addSettings works out every text that a setting may have.
func (x *index) addSettings() {
	kinds := map[string]plan.Kind{}
	for _, k := range x.project.Kinds {
		kinds[k.ID] = k
	}
	for i := range x.procedure.Objects {
		o := &x.procedure.Objects[i]
		for _, e := range o.Settings {
			s := &setting{
				id: o.ID.Text + "." + e.Key.Text, object: o, kind: kinds[o.Kind.Text],
				title: squeeze(e.Value.Label.Text), policy: e.Value.Policy.Text, domains: e.Value.Value.DomainsOf.Text,
			}
			s.of, _ = s.kind.Setting(e.Key.Text)
			if known, ok := o.Known.Get(e.Key.Text); ok {
				for _, w := range known {
					s.known = append(s.known, squeeze(w.Text))
				}
			}
			x.settings[s.id] = s
		}
		for _, other := range kinds[o.Kind.Text].Also {
			x.nouns[strings.ToLower(other)] = kinds[o.Kind.Text].Title
		}
	}
	for _, o := range x.procedure.Objects {
		for _, e := range o.Settings {
			s := x.settings[o.ID.Text+"."+e.Key.Text]
			s.values = x.expand(e.Value.Value, space.Answers{}, 0)
			for _, a := range s.values {
				x.addHost(a.text, s.id, a.answers, "")
			}
			for _, k := range s.known {
				x.addHost(k, s.id, nil, "older guides have it; write the current one")
			}
		}
	}
	for _, in := range x.procedure.Inputs {
		if in.Whole == nil {
			continue
		}
		for _, e := range in.Whole.Superseded {
			x.addHost(e.Key.Text, "input."+in.ID.Text, nil, squeeze(e.Value.Text))
		}
	}
}

func (x *index) addHost(text, setting string, answers space.Answers, superseded string) {
	h := host(strings.ToLower(strings.ReplaceAll(text, "\x00", "x")))
	if h == "" || strings.Contains(text, "\x00") && strings.Contains(h, "x.") && !strings.Contains(text, "@") {
		return
	}
	if _, domain, ok := strings.Cut(text, "@"); ok && strings.Contains(domain, "\x00") {
		return
	}
	u := &use{host: h, setting: setting, superseded: superseded}
	for f, a := range answers {
		if facet := x.facet(f); facet != nil && len(facet.Columns) > 0 && len(a) == 1 {
			u.facet, u.answer = f, a[0]
		}
	}
	for _, other := range x.hosts[h] {
		if *other == *u {
			return
		}
	}
	x.hosts[h] = append(x.hosts[h], u)
	x.roots[root(h)] = true
}

// expand is every text that a value may come to.
func (x *index) expand(v model.Value, given space.Answers, depth int) []alternative {
	if depth > 6 {
		return nil
	}
	switch {
	case v.Text != nil:
		return x.template(*v.Text, given, depth)
	case v.List != nil:
		var out []alternative
		for _, t := range v.List {
			out = append(out, x.template(t, given, depth)...)
		}
		return out
	case v.Switch != nil:
		return []alternative{{map[bool]string{true: "on", false: "off"}[*v.Switch], given}}
	case v.DomainsOf.Text != "":
		var out []alternative
		for _, a := range x.valueOf(v.DomainsOf.Text, given, depth+1) {
			if _, domain, ok := strings.Cut(a.text, "@"); ok {
				out = append(out, alternative{domain, a.answers})
			}
		}
		return out
	case v.Choose != nil:
		var out []alternative
		for _, arm := range v.Choose.Arms {
			out = append(out, x.expand(arm.Value, given.With(v.Choose.Facet.Text, arm.Answer.Text), depth+1)...)
		}
		return out
	}
	return nil
}

func (x *index) valueOf(id string, given space.Answers, depth int) []alternative {
	object, name, _ := strings.Cut(id, ".")
	for _, o := range x.procedure.Objects {
		if o.ID.Text == object {
			if s, ok := o.Settings.Get(name); ok {
				return x.expand(s.Value, given, depth)
			}
		}
	}
	return nil
}

// template fills the braces of a template in every way there is.
func (x *index) template(t model.Template, given space.Answers, depth int) []alternative {
	out := []alternative{{"", given}}
	join := func(more []alternative) {
		var next []alternative
		for _, a := range out {
			for _, m := range more {
				if compatible(a.answers, m.answers) {
					next = append(next, alternative{a.text + m.text, merge(a.answers, m.answers)})
				}
			}
		}
		out = next
	}
	for _, run := range t.Runs {
		switch run := run.(type) {
		case prose.Words:
			for i := range out {
				out[i].text += run.Text
			}
		case prose.Brace:
			head, column, _ := strings.Cut(run.Name, ".")
			switch f := x.facet(head); {
			case f != nil:
				join(x.cells(f, column, depth))
			case run.Kind == "term":
				join([]alternative{{x.terms[run.Name], nil}})
			case run.Kind != "" || head == "input":
				join([]alternative{{"\x00", nil}})
			default:
				join(x.valueOf(run.Name, given, depth+1))
			}
		}
	}
	for i := range out {
		out[i].text = squeeze(out[i].text)
	}
	return out
}

// cells is a column of a facet, each cell for the answer of its row.
func (x *index) cells(f *model.Facet, column string, depth int) []alternative {
	var out []alternative
	for _, a := range f.Answers {
		given := space.Answers{f.ID.Text: {a.ID.Text}}
		if column == "label" {
			out = append(out, alternative{squeeze(a.Label.Text), given})
			continue
		}
		if cell, ok := a.Row.Get(column); ok {
			out = append(out, x.expand(cell.Value, given, depth+1)...)
		}
	}
	return out
}

func compatible(a, b space.Answers) bool {
	for f, v := range b {
		if w, ok := a[f]; ok && !slices.Equal(v, w) {
			return false
		}
	}
	return true
}

func merge(a, b space.Answers) space.Answers {
	out := space.Answers{}
	for f, v := range a {
		out[f] = v
	}
	for f, v := range b {
		out[f] = v
	}
	return out
}

// addSteps compiles the procedure once for each generation of the consoles, all
// other questions open, and notes what each step says.
func (x *index) addSteps() error {
	for _, g := range x.generations {
		answers := space.Answers{}
		if x.generation != "" {
			answers[x.generation] = []string{g}
		}
		// Which row a reader takes changes values and no step.
		for _, f := range x.procedure.Facets {
			if len(f.Columns) > 0 {
				answers[f.ID.Text] = []string{f.Answers[0].ID.Text}
			}
		}
		compiled, err := compile.Compile(x.project, x.procedure, compile.Options{Answers: answers})
		if err != nil {
			return err
		}
		x.numbers[g] = map[string]string{}
		for _, section := range compiled.Sections {
			for _, s := range section.Steps {
				sp := spell(s)
				out := &step{id: s.ID, section: section.ID, title: flat(s.Title), labels: sp.labels, words: map[string]bool{}, sets: s.Settings, commits: len(s.Commits) > 0, text: sp.text.String()}
				for _, w := range split(out.title + " " + out.text) {
					out.words[stem(w.low)] = true
				}
				x.steps[g] = append(x.steps[g], out)
				for noun, number := range counted(out.text) {
					x.numbers[g][noun] = number
				}
			}
		}
	}
	return nil
}

// matches tells whether a text is one that an alternative allows.
func (a alternative) matches(text string) bool {
	if !strings.Contains(a.text, "\x00") {
		return a.text == text
	}
	parts := strings.Split(a.text, "\x00")
	for i, p := range parts {
		parts[i] = regexp.QuoteMeta(p)
	}
	return regexp.MustCompile("^" + strings.Join(parts, ".+") + "$").MatchString(text)
}

// example is a text of the alternative as a finding quotes it.
func (a alternative) example() string { return strings.ReplaceAll(a.text, "\x00", "…") }
