package audit

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/report"
)

// labelSpelling finds labels that are almost those of the console.
func labelSpelling(f *finder) {
	for _, b := range f.foreign() {
		for _, m := range b.labels {
			if m.kind != near || f.isName(b.Of(m.Span)) {
				continue
			}
			f.says(report.Warning, b, m.Start, "", "the label %s is %s in the console", quote(strings.Trim(b.Of(m.Span), "*: ")), quote(m.label.text))
		}
		f.words(b)
	}
}

// words finds single words that are a label in another form: "Succeed" for
// "Succeeded".
func (f *finder) words(b *block) {
	for i, w := range b.words {
		if len(w.text) < 6 || !isUpper(w.text[0]) || inLabel(b, w.start) {
			continue
		}
		marked := slices.ContainsFunc(b.Marks, func(m paper.Mark) bool { return m.Start == w.start && m.End == w.end })
		if !marked && (i == 0 || strings.ContainsAny(b.Text[b.words[i-1].end:w.start], ".:!?\n")) {
			continue
		}
		for _, l := range f.labels {
			if len(l.words) != 1 || len(l.text) < 7 || !otherForm(l.words[0], w.low) && !(marked && oneStem(l.words[0], w.low)) || !l.in[f.generation] || f.inPath(l) {
				continue
			}
			if !f.inSection(b.section(), l.text) {
				continue
			}
			f.says(report.Warning, b, w.start, "", "the label %s is %s in the console", quote(w.text), quote(l.text))
			break
		}
	}
}

// inPath tells whether a label is a part of a menu's path: those are words such
// as "Contacts", which prose has in every form.
func (x *index) inPath(l *label) bool {
	return slices.ContainsFunc(x.paths, func(p path) bool { return slices.Contains(p.segments, l.text) })
}

// otherForm tells whether two words are forms of one: the one goes on where the
// other ends.
func otherForm(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return a != b && len(a) >= 6 && len(b)-len(a) <= 3 && strings.HasPrefix(b, a[:len(a)-1])
}

// inSection tells whether a section of the model shows a label.
func (r *reading) inSection(section, text string) bool {
	return slices.ContainsFunc(r.steps[r.generation], func(s *step) bool { return s.section == section && s.labels[text] })
}

// oneStem tells whether two words start alike and are about as long, as
// "Success" and "Succeeded" do.
func oneStem(a, b string) bool {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return a != b && n >= 5 && len(a) >= 7 && len(b) >= 7 && len(a)-len(b) <= 3 && len(b)-len(a) <= 3
}

func inLabel(b *block, at int) bool {
	return slices.ContainsFunc(b.labels, func(m mention) bool { return m.Start <= at && at < m.End })
}

// isName tells whether a text is a name that the model uses in prose.
func (x *index) isName(text string) bool {
	text = squeeze(text)
	for _, t := range x.terms {
		if strings.EqualFold(t, text) {
			return true
		}
	}
	return false
}

// labelCase finds labels with other capitals than in the console.
func labelCase(f *finder) {
	for _, b := range f.foreign() {
		for _, m := range b.labels {
			if m.kind != letters {
				continue
			}
			text := squeeze(strings.Trim(b.Of(m.Span), "*: "))
			if !m.marked && !(moreCapitals(text, m.label.text) && b.Kind != paper.Heading) {
				continue
			}
			if text == m.label.text {
				continue
			}
			f.says(report.Note, b, m.Start, "", "the label %s is %s in the console", quote(text), quote(m.label.text))
		}
	}
}

// moreCapitals tells whether a text has a capital letter behind its first that
// a label does not have.
func moreCapitals(text, label string) bool {
	a, b := strings.Fields(text), strings.Fields(label)
	for i := range a {
		if i > 0 && i < len(b) && isUpper(a[i][0]) && !isUpper(b[i][0]) {
			return true
		}
	}
	return false
}

// otherConsole finds labels of another generation of the consoles than the one
// that the document is written for.
func otherConsole(f *finder) {
	for _, b := range f.foreign() {
		for _, m := range b.labels {
			if m.kind != same || m.label.in[f.generation] || !m.marked && !asked(b, m) {
				continue
			}
			for _, id := range m.label.ids {
				here := strings.Join(f.shown(id, f.generation), " > ")
				if here == "" || strings.Contains(strings.ToLower(here), strings.ToLower(m.label.text)) {
					continue
				}
				found := f.says(report.Warning, b, m.Start, "", "%s is the label of another generation of the console; in this one it is %s", quote(m.label.text), quote(here))
				found.Why = "readers of this document do not find it"
				break
			}
		}
	}
}

// asked tells whether a reader is told to do something with a label.
func asked(b *block, m mention) bool {
	before := strings.Fields(strings.TrimRight(b.Text[:m.Start], " *\"'"))
	if n := len(before); n > 1 && strings.EqualFold(before[n-1], "the") {
		before = before[:n-1]
	}
	return len(before) > 0 && pressing[strings.ToLower(before[len(before)-1])]
}

// unmarkedLabels finds names of screens that do not stand out, in a document
// whose labels do.
func unmarkedLabels(f *finder) {
	marked, all := 0, 0
	for _, b := range f.blocks {
		for _, m := range b.labels {
			all++
			if m.marked {
				marked++
			}
		}
	}
	if marked < 8 || marked*2 < all {
		return
	}
	for _, b := range f.foreign() {
		if b.Kind != paper.Item {
			continue
		}
		for _, m := range b.labels {
			if m.marked || m.kind == near || !isUpper(b.Text[m.Start]) || m.Start == 0 || linked(b, m.Start) {
				continue
			}
			before := strings.ToLower(strings.TrimSpace(b.Text[:m.Start]))
			after := lows(b.Text[m.End:])
			screen := len(after) > 0 && slices.Contains([]string{"setting", "settings", "page", "screen", "section", "dialog", "tab", "button", "checkbox", "field"}, after[0])
			if screen || strings.HasSuffix(before, "in") && strings.HasPrefix(b.Text[m.End:], ",") {
				f.says(report.Note, b, m.Start, "", "the label %s does not stand out, as the others do", quote(m.label.text))
			}
		}
	}
}

func linked(b *block, at int) bool {
	return slices.ContainsFunc(b.Marks, func(m paper.Mark) bool { return m.Start <= at && at < m.End })
}

// A trail is a way through menus as a document writes it.
type trail struct {
	b        *block
	segments []paper.Span
}

// trails finds the ways through menus in a block.
func trails(b *block, known []string) []trail {
	var out []trail
	var at []int
	for i := 1; i+1 < len(b.Text); i++ {
		if b.Text[i] == '>' && b.Text[i-1] == ' ' && b.Text[i+1] == ' ' || b.Text[i] == '|' && b.Kind != paper.Row && b.Text[i-1] == ' ' && b.Text[i+1] == ' ' {
			at = append(at, i)
		}
	}
	for n := 0; n < len(at); {
		t := trail{b: b, segments: []paper.Span{before(b, at[n], known)}}
		for {
			next, last := len(b.Text), n+1 >= len(at)
			if !last {
				next = at[n+1]
			}
			s, ends := behind(b, at[n]+1, next)
			t.segments = append(t.segments, s)
			n++
			if last || ends {
				break
			}
		}
		out = append(out, t)
	}
	return out
}

// before is the segment that ends where a separator stands.
func before(b *block, at int, known []string) paper.Span {
	end := at
	for end > 0 && b.Text[end-1] == ' ' {
		end--
	}
	for _, m := range b.Marks {
		if m.End == end && (m.Kind == paper.Strong || m.Kind == paper.Link || m.Kind == paper.Emphasis) {
			return m.Span
		}
	}
	for _, m := range b.labels {
		if m.End == end {
			return m.Span
		}
	}
	if q := strings.IndexByte("'\"", b.Text[max(0, end-1)]); q >= 0 && end > 1 {
		if open := strings.LastIndexByte(b.Text[:end-1], b.Text[end-1]); open >= 0 {
			return paper.Span{Start: open, End: end}
		}
	}
	if start := nameBefore(b.Text[:end], known); start >= 0 {
		return paper.Span{Start: start, End: end}
	}
	start, words := end, 0
	for i := end - 1; i >= 0 && words < 6; i-- {
		if strings.IndexByte(".,:;(", b.Text[i]) >= 0 {
			break
		}
		if i > 0 && b.Text[i-1] != ' ' {
			continue
		}
		words++
		word := strings.ToLower(strings.Trim(strings.Fields(b.Text[i:end])[0], "'\""))
		if actions[word] || isUpper(b.Text[i]) || b.Text[i] == '\'' || b.Text[i] == '"' {
			start = i
		}
		if pressing[word] || leading[word] {
			if rest := strings.TrimLeft(b.Text[i+len(word):end], " "); rest != "" && !actions[word] {
				start = end - len(rest)
			}
			break
		}
	}
	return paper.Span{Start: start, End: end}
}

// leading are the words that a path may follow.
var leading = map[string]bool{"go": true, "navigate": true, "from": true, "the": true, "your": true}

// nameBefore is where the longest known name that a text ends in starts; -1
// where it ends in none.
func nameBefore(text string, known []string) int {
	best := -1
	for _, name := range known {
		at := len(text) - len(name)
		if at >= 0 && strings.EqualFold(text[at:], name) && (at == 0 || text[at-1] == ' ') && (best < 0 || at < best) {
			best = at
		}
	}
	return best
}

// behind is the segment between a separator and the next, and whether the
// sentence goes on behind it.
func behind(b *block, at, next int) (s paper.Span, ends bool) {
	for at < next && b.Text[at] == ' ' {
		at++
	}
	for _, m := range b.Marks {
		if m.Start <= at && at < m.End && m.End <= next && (m.Kind == paper.Strong || m.Kind == paper.Link || m.Kind == paper.Emphasis) {
			return m.Span, strings.TrimSpace(b.Text[m.End:next]) != ""
		}
	}
	end := at
	for end < next {
		if strings.IndexByte(".,:;\n", b.Text[end]) >= 0 {
			return paper.Span{Start: at, End: end}, true
		}
		for _, stop := range []string{" and ", " to ", " menu", " page", " of the ", ", "} {
			if stop == " page" && len(b.Marks) == 0 {
				continue // nothing tells whether it is a part of the label
			}
			if strings.HasPrefix(b.Text[end:next], stop) && end > at && !inLabel(b, end) {
				return paper.Span{Start: at, End: end}, true
			}
		}
		end++
	}
	for end > at && b.Text[end-1] == ' ' {
		end--
	}
	return paper.Span{Start: at, End: end}, next == len(b.Text)
}

// actions are the verbs that open a segment of a way that is none.
var actions = map[string]bool{"click": true, "select": true, "enter": true, "and": true, "press": true, "hit": true, "choose": true}

// paths finds ways through menus that no console has.
func paths(f *finder) {
	for _, b := range f.foreign() {
		for _, t := range trails(b, f.placeNames()) {
			f.path(t)
		}
	}
}

func (f *finder) path(t trail) {
	b := t.b
	var names, unknown []string
	portal := 0
	for i, s := range t.segments {
		text := strings.Trim(squeeze(b.Of(s)), "*'\" ")
		if verb, rest, ok := strings.Cut(text, " "); ok && i == 0 && actions[strings.ToLower(verb)] {
			text = strings.Trim(rest, "'\" ")
		}
		first := ""
		if words := lows(text); len(words) > 0 {
			first = words[0]
		}
		if i > 0 && actions[first] {
			f.says(report.Note, b, s.Start, "write what is done as sentences", "%s is an action and no part of a path", quote(text))
			return
		}
		names = append(names, text)
		l, kind := f.find(text, true)
		if l != nil && kind == near && !f.isName(text) && !(i == portal && f.portal(text)) {
			f.nearSegment(b, s, text, l)
			continue
		}
		if l == nil || kind == near {
			if i == portal && f.portal(text) {
				portal++
				continue
			}
			unknown = append(unknown, text)
		} else if i == portal && f.portal(text) {
			portal++
		}
	}
	if portal > 0 && len(names) > portal && f.opened(b, names[0]) {
		f.says(report.Note, b, t.segments[0].Start, "leave it out", "the path starts with %s, which the step before has opened", quote(names[0]))
	}
	if len(unknown) == 0 || len(unknown) == len(names) && !f.nearPath(names) && b.step == nil {
		return
	}
	want := f.pathFor(b, names)
	if want == "" {
		return
	}
	f.says(report.Warning, b, t.segments[0].Start, "", "the console has no path %s: %s is not in it; the model has %s", quote(strings.Join(names, " > ")), quoted(unknown), quote(want))
}

// nearSegment reports a segment that is almost a label, unless another rule does
// because it stands out.
func (f *finder) nearSegment(b *block, s paper.Span, text string, l *label) {
	if !slices.ContainsFunc(b.labels, func(m mention) bool { return m.kind == near && m.Start < s.End && s.Start < m.End }) {
		f.says(report.Warning, b, s.Start, "", "the label %s is %s in the console", quote(text), quote(l.text))
	}
}

// placeNames are the names of places that paths start from.
func (f *finder) placeNames() []string {
	var out []string
	for _, id := range sorted(f.terms) {
		out = append(out, f.terms[id])
	}
	for _, l := range f.labels {
		if strings.HasPrefix(l.ids[0], "portal.") {
			out = append(out, l.text)
		}
	}
	return out
}

// portal tells whether a text names a place where paths start.
func (f *finder) portal(text string) bool {
	low := strings.ToLower(text)
	for _, l := range f.labels {
		if strings.HasPrefix(l.ids[0], "portal.") {
			name := strings.ToLower(l.text)
			if low == name || strings.HasSuffix(name, " "+low) || strings.HasSuffix(low, name) {
				return true
			}
		}
	}
	return f.isName(text)
}

// opened tells whether the block before is where a portal was opened.
func (f *finder) opened(b *block, portal string) bool {
	for i := b.at - 1; i >= 0 && i >= b.at-2; i-- {
		if f.blocks[i].Kind == paper.Picture {
			continue
		}
		text := squeeze(f.blocks[i].Text)
		return strings.Contains(text, portal) && len(trails(f.blocks[i], nil)) == 0 && len(text) < len(portal)+60
	}
	return false
}

func (f *finder) nearPath(names []string) bool {
	for _, n := range names {
		if l, _ := f.find(n, true); l != nil {
			return true
		}
	}
	return false
}

// pathFor is the path that the model has where a document has another one.
func (f *finder) pathFor(b *block, names []string) string {
	best, most := "", 0
	for _, p := range f.index.paths {
		if !p.in[f.generation] {
			continue
		}
		n := 0
		for _, s := range p.segments {
			for _, have := range names {
				if strings.EqualFold(s, have) {
					n += 3
				} else if l, _ := f.find(have, true); l != nil && strings.EqualFold(l.text, s) {
					n += 2
				}
			}
		}
		whole := strings.Join(p.segments, " > ")
		if b.step != nil && b.step.labels[whole] {
			n += 2
		}
		if n > most {
			best, most = whole, n
		}
	}
	return best
}
