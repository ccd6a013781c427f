package audit

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/report"
)

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
