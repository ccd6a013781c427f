package audit

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/report"
)

// A run is a stretch of a document that is about one section.
type run struct {
	section string
	blocks  []*block
}

// runs are the stretches of the document, in order. A stray block between two
// stretches of one section does not part them.
func (f *finder) runs() []run {
	var out []run
	for _, b := range f.blocks {
		s := b.section()
		if s == "" {
			continue
		}
		if n := len(out); n > 0 && out[n-1].section == s && !f.restarts(out[n-1], b) {
			out[n-1].blocks = append(out[n-1].blocks, b)
			continue
		}
		out = append(out, run{s, []*block{b}})
	}
	return slices.DeleteFunc(out, func(r run) bool { return f.weight(r) < 2 })
}

// restarts tells whether a block starts a section again: its heading stands
// between, and its step is before those that were there.
func (f *finder) restarts(r run, b *block) bool {
	last := r.blocks[len(r.blocks)-1]
	return b.heading > last.at && f.order(b.step) < f.order(last.step)
}

func (f *finder) order(s *step) int { return slices.Index(f.steps[f.generation], s) }

// weight counts what speaks for a stretch: labels of its section.
func (f *finder) weight(r run) int {
	n := 0
	for _, b := range r.blocks {
		for _, m := range b.labels {
			if b.step.labels[m.label.text] {
				n++
			}
		}
	}
	return n
}

// setTwice finds settings of the whole tenant that a document sets again.
func setTwice(f *finder) {
	for _, id := range f.settingIDs() {
		s := f.settings[id]
		if !s.kind.Singleton {
			continue
		}
		var first *claim
		for _, c := range f.mentionsOf(func(o *setting) bool { return o == s }) {
			if c.b.own || !entering.MatchString(c.b.Text) {
				continue
			}
			if first == nil {
				first = &c
				continue
			}
			if !f.restarted(first.b, c.b) {
				continue
			}
			found := f.says(report.Warning, c.b, c.m.Start, "set it once, before what needs it", "%s is set a second time; it is one setting for the whole tenant", quote(c.m.label.text))
			f.also(found, first.b, first.m.Start, "set here already")
		}
	}
}

// sameNames finds objects of which there are several in the document, all with
// one name.
func sameNames(f *finder) {
	for _, o := range f.procedure.Objects {
		if o.Each.Text == "" {
			continue
		}
		id := o.ID.Text + ".Name"
		s := f.settings[id]
		if s == nil {
			continue
		}
		first := map[string]value{}
		for _, v := range f.given(s) {
			text := strings.ToLower(v.text())
			old, ok := first[text]
			if !ok {
				first[text] = v
				continue
			}
			if old.b.own && v.b.own || !f.restarted(old.b, v.b) {
				continue
			}
			found := f.says(report.Error, v.b, v.Start, "give each a name of its own", "a second %s gets the name %s; commands find it by name, and cannot tell two apart", s.kind.Title, quote(v.text()))
			f.also(found, old.b, old.Start, "the first of that name")
		}
	}
}

// given are the values that a document gives for a setting, with a label or as
// a text that the setting is known to have.
func (f *finder) given(s *setting) []value {
	var out []value
	has := func(b *block, at int) bool {
		return slices.ContainsFunc(out, func(v value) bool { return v.b == b && v.Start <= at && at <= v.End })
	}
	for _, b := range f.blocks {
		for _, k := range append(slices.Clone(s.known), texts(s.values)...) {
			if strings.Count(k, " ") < 1 || strings.Contains(k, "\x00") {
				continue
			}
			for _, at := range f.occurrences(b, k) {
				if !has(b, at) {
					out = append(out, value{b: b, Span: paper.Span{Start: at, End: at + endOf(b, at, k)}})
				}
			}
		}
	}
	for _, c := range f.claims() {
		if c.field.setting != s.id {
			continue
		}
		for _, v := range c.values {
			if (v.marked || !prosey(v.text())) && !has(v.b, v.Start) {
				out = append(out, v)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b value) int {
		if a.b.at != b.b.at {
			return a.b.at - b.b.at
		}
		return a.Start - b.Start
	})
	return out
}

func endOf(b *block, at int, text string) int {
	n := len(lows(text))
	for i, w := range b.words {
		if w.start == at {
			return b.words[min(i+n-1, len(b.words)-1)].end - at
		}
	}
	return 0
}

// ownContradictions finds a setting that the document's own lines give
// different values.
func ownContradictions(f *finder) {
	for _, id := range f.settingIDs() {
		s := f.settings[id]
		if !strings.HasSuffix(id, ".Name") && s.of.Type != "string" || s.of.Type == "list" || f.isChoice(id) {
			continue
		}
		var first *value
		for _, v := range f.given(s) {
			if v.b.own || !slices.ContainsFunc(append(slices.Clone(s.known), texts(s.values)...), func(k string) bool { return strings.EqualFold(k, v.text()) }) {
				continue
			}
			if first == nil {
				first = &v
				continue
			}
			if strings.EqualFold(first.text(), v.text()) {
				continue
			}
			found := f.says(report.Warning, v.b, v.Start, "", "%s is %s here, and %s on line %d", quote(s.title), quote(v.text()), quote(first.text()), f.place(first.b, first.Start).Line)
			f.also(found, first.b, first.Start, "the other value")
		}
	}
	f.ownSpelling()
}

// isChoice tells whether a setting is shown as an option and not typed.
func (x *index) isChoice(id string) bool {
	return slices.ContainsFunc(x.fields, func(fl *field) bool { return fl.setting == id && fl.control != "text" && fl.control != "list" })
}

// ownSpelling finds labels that the document writes in two ways.
func (f *finder) ownSpelling() {
	type place struct {
		b    *block
		at   int
		text string
	}
	first := map[string]place{}
	for _, b := range f.foreign() {
		for _, m := range b.Marks {
			text := squeeze(b.Of(m.Span))
			if m.Kind != paper.Strong || len(lows(text)) < 2 {
				continue
			}
			low := strings.ToLower(text)
			old, ok := first[low]
			if !ok {
				first[low] = place{b, m.Start, text}
				continue
			}
			if old.text != text {
				found := f.says(report.Note, b, m.Start, "", "%s is written %s on line %d", quote(text), quote(old.text), f.place(old.b, old.at).Line)
				f.also(found, old.b, old.at, "the other spelling")
			}
		}
	}
}

// bothOptions finds options of one field that exclude each other and are both
// taken, in parts that the document does not say are alternatives.
func bothOptions(f *finder) {
	type choice struct {
		b    *block
		at   int
		text string
	}
	byField := map[string][]choice{}
	for _, b := range f.blocks {
		if b.own || b.Kind == paper.Heading {
			continue
		}
		for _, m := range b.labels {
			for _, fl := range f.fields {
				if fl.control != "select" || fl.setting == "" || b.section() != fl.section.ID.Text {
					continue
				}
				id := fl.options[m.label.text]
				if id == "" || len(f.optionsOf(fl)) < 2 {
					continue
				}
				if all := byField[fl.label]; len(all) == 0 || all[len(all)-1].b != b {
					byField[fl.label] = append(all, choice{b, m.Start, id})
				}
			}
		}
		// An option that running text has and that no mark shows.
		for _, c := range f.plainOptions(b) {
			byField[c.field.label] = append(byField[c.field.label], choice{b, c.values[0].Start, c.values[0].text()})
		}
	}
	for _, label := range sorted(byField) {
		all := byField[label]
		for i, c := range all {
			if i == 0 || all[0].text == c.text || !f.restarted(all[0].b, c.b) {
				continue
			}
			if f.alternative(all[0].b, c.b) {
				continue
			}
			found := f.says(report.Error, c.b, c.at, "say that the one replaces the other", "%s and %s are both set up, and nothing says that one replaces the other", quote(f.optionText(all[0].text)), quote(f.optionText(c.text)))
			found.Why = "whatever fits both is handled twice"
			f.also(found, all[0].b, all[0].at, "the other one")
			break
		}
	}
}

// optionsOf are the options that the model takes for a label, for any reader.
func (f *finder) optionsOf(fl *field) map[string]bool {
	out := map[string]bool{}
	for _, other := range f.fields {
		if other.label == fl.label && other.section == fl.section {
			for _, id := range other.options {
				out[id] = true
			}
		}
	}
	return out
}

func (f *finder) optionText(id string) string {
	if t := f.shown(id, f.generation); len(t) > 0 {
		return t[len(t)-1]
	}
	return id
}

// plainOptions are the values of select fields that stand unmarked.
func (f *finder) plainOptions(b *block) []claim {
	var out []claim
	for _, m := range b.labels {
		for _, fl := range f.fieldsOf(b, m.label) {
			if fl.control != "select" || len(f.optionsOf(fl)) < 2 {
				continue
			}
			c := claim{b: b, m: m, field: fl, behind: paper.Span{Start: m.End, End: len(b.Text)}}
			for _, v := range f.valuesOf(c) {
				for id := range f.optionsOf(fl) {
					if strings.EqualFold(f.optionText(id), v.text()) && !inLabel(b, v.Start) {
						c.values = []value{{b, v.Span, v.marked}}
						return append(out, claim{b: b, m: m, field: fl, values: []value{{b, v.Span, v.marked}}})
					}
				}
			}
			break
		}
	}
	return out
}

// restarted tells whether the document goes through a section a second time
// between two blocks of it: it opens the section's form again, or comes to it
// from another section.
func (f *finder) restarted(a, b *block) bool {
	if a.step == nil || b.step == nil || a.section() != b.section() {
		return false
	}
	first := slices.IndexFunc(f.steps[f.generation], func(s *step) bool { return s.section == a.section() })
	for i := a.at + 1; i < b.at; i++ {
		s := f.blocks[i].step
		if s == nil || f.blocks[i].Kind == paper.Heading || f.blocks[i].support < 0.6 {
			continue
		}
		if s.section != a.section() || f.order(s) == first && f.order(a.step) > first && f.blocks[i].heading > a.at && f.paper.Form != paper.Plain {
			return true
		}
	}
	return false
}

var replaces = regexp.MustCompile(`(?i)\b(instead|in place of|replaces?|rather than|alternatively|do not also|either|not both|skip section)\b`)

// alternative tells whether the words around two blocks say that the one stands
// for the other.
func (f *finder) alternative(a, b *block) bool {
	for i := max(0, a.heading); i <= b.at; i++ {
		if (f.blocks[i].heading == b.heading || f.blocks[i].at == b.heading) && replaces.MatchString(f.blocks[i].Text) {
			return true
		}
	}
	return false
}

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

// firstStretches are the blocks about each step where the document comes to it
// first.
func (f *finder) firstStretches() map[string][]*block {
	out := map[string][]*block{}
	open := map[string]bool{}
	var last *step
	for _, b := range f.blocks {
		if b.step == nil {
			continue
		}
		if b.step != last && b.support > 0.5 {
			if last != nil && f.goesThrough(last, out[last.id]) {
				open[last.id] = true // it is closed
			}
			last = b.step
		}
		if !open[b.step.id] {
			out[b.step.id] = append(out[b.step.id], b)
		}
	}
	return out
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

// sameLead finds steps of one part that start with almost the same sentence.
func sameLead(f *finder) {
	var before []*block
	for _, b := range f.blocks {
		if b.Kind == paper.Heading {
			before = nil
			continue
		}
		if b.Kind == paper.Picture || b.Kind == paper.Row || !strings.HasSuffix(strings.TrimSpace(b.Text), ":") || b.step == nil || b.own || len(b.labels) > 0 {
			continue
		}
		for _, old := range before {
			if old.step == b.step || old.section() != b.section() || alike(old.words, b.words) < 0.75 {
				continue
			}
			found := f.says(report.Note, b, 0, "name the page, or what is entered there", "%s starts almost as the step on line %d, and they are easily confused", quote(b.Text), f.place(old, 0).Line)
			f.also(found, old, 0, "the step that it is like")
		}
		before = append(before, b)
	}
}

// alike is the share of words that two texts have in common.
func alike(a, b []word) float64 {
	have := map[string]bool{}
	for _, w := range a {
		have[w.low] = true
	}
	all, both := len(have), 0
	seen := map[string]bool{}
	for _, w := range b {
		if seen[w.low] {
			continue
		}
		seen[w.low] = true
		if have[w.low] {
			both++
		} else {
			all++
		}
	}
	if len(a) < 4 || len(b) < 4 {
		return 0
	}
	return float64(both) / float64(all)
}

var stepNumber = regexp.MustCompile(`\b(?:[Rr]efer to|[Ss]ee|to|in|of|from|with|and) [Ss]teps? (\d+)\b|\b[Ss]ee (\d+)\.`)

// stepNumbers finds references by a number that somebody has to keep right.
func stepNumbers(f *finder) {
	for _, b := range f.blocks {
		// A list may be written with the same number throughout.
		if b.Written > 1 && b.Number > 0 && b.Written != b.Number {
			f.says(report.Note, b, 0, "", "the step is written as %d, and readers see it as %d", b.Written, b.Number)
		}
	}
	for _, b := range f.foreign() {
		for _, m := range stepNumber.FindAllStringSubmatchIndex(b.Text, -1) {
			f.says(report.Note, b, m[0], "name the step, or let its number be worked out", "the reference %s has a number written by hand", quote(b.Text[m[0]:m[1]]))
		}
	}
}

// sameHeadings finds headings that cannot be told apart, and their anchors with
// them.
func sameHeadings(f *finder) {
	first := map[string]*block{}
	for _, b := range f.blocks {
		if b.Kind != paper.Heading || b.own || f.paper.Form == paper.Plain {
			continue
		}
		text := strings.ToLower(numberLead.ReplaceAllString(squeeze(b.Text), ""))
		if old := first[text]; old != nil {
			found := f.says(report.Note, b, 0, "", "the heading %s stands twice", quote(b.Text))
			f.also(found, old, 0, "the first one")
			continue
		}
		first[text] = b
	}
}

var numberLead = regexp.MustCompile(`^\d+[.)]\s*`)

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
	for _, m := range countedNoun.FindAllStringSubmatchIndex(b.Text, -1) {
		if stem(strings.ToLower(strings.Fields(b.Text[m[4]:m[5]])[0])) == noun {
			return m[0]
		}
	}
	return 0
}

// anchors finds references into the document that lead nowhere.
func anchors(f *finder) {
	known := map[string]bool{"": false}
	count := map[string]int{}
	for _, b := range f.blocks {
		if b.Kind != paper.Heading {
			continue
		}
		slug := Slug(b.Text)
		if n := count[slug]; n > 0 {
			known[slug+"-"+strconv.Itoa(n)] = true
		}
		count[slug]++
		known[slug] = true
	}
	for _, id := range f.paper.IDs {
		known[id] = true
	}
	for _, b := range f.blocks {
		for _, m := range b.Marks {
			target, ok := strings.CutPrefix(m.URL, "#")
			if m.Kind != paper.Link || !ok || known[target] {
				continue
			}
			if target == "" {
				f.says(report.Warning, b, m.Start, "", "the link %s leads nowhere", quote(b.Of(m.Span)))
				continue
			}
			f.says(report.Warning, b, m.Start, nearestOf(target, known), "the anchor %s is in no heading of the document", quote("#"+target))
		}
	}
}

func nearestOf(target string, known map[string]bool) string {
	best, least := "", len(target)/2
	for _, k := range sorted(known) {
		if d := distance(target, k, least); k != "" && d < least {
			best, least = k, d
		}
	}
	if best == "" {
		return ""
	}
	return "the nearest is #" + best
}

// Slug is the anchor that GitHub and Hugo give to a heading.
func Slug(heading string) string {
	var out strings.Builder
	for _, r := range strings.ToLower(heading) {
		switch {
		case letter(r) || r == '-':
			out.WriteRune(r)
		case r == ' ':
			out.WriteByte('-')
		}
	}
	return out.String()
}

// links finds addresses of pages that the model knows in another form.
func links(f *finder) {
	for _, b := range f.foreign() {
		for _, m := range b.Marks {
			if m.Kind != paper.Link || !strings.Contains(m.URL, "://") {
				continue
			}
			for _, l := range f.index.links {
				if l.url != m.URL && len(m.URL) > 12 && distance(l.url, m.URL, 3) <= 3 && !strings.EqualFold(strings.TrimSuffix(l.url, "/"), strings.TrimSuffix(m.URL, "/")) {
					f.says(report.Warning, b, m.Start, "", "the link leads to %s; the model has %s", quote(m.URL), quote(l.url))
				}
			}
		}
	}
}
