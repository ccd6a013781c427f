package audit

import (
	"strconv"
	"strings"

	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/report"
)

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

var stepNumber = pattern.New(`\b(?:[Rr]efer to|[Ss]ee|to|in|of|from|with|and) [Ss]teps? (\d+)\b|\b[Ss]ee (\d+)\.`)

// stepNumbers finds references by a number that somebody has to keep right.
func stepNumbers(f *finder) {
	for _, b := range f.blocks {
		// A list may be written with the same number throughout.
		if b.Written > 1 && b.Number > 0 && b.Written != b.Number {
			f.says(report.Note, b, 0, "", "the step is written as %d, and readers see it as %d", b.Written, b.Number)
		}
	}
	for _, b := range f.foreign() {
		for _, m := range stepNumber().FindAllStringSubmatchIndex(b.Text, -1) {
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
		text := strings.ToLower(numberLead().ReplaceAllString(squeeze(b.Text), ""))
		if old := first[text]; old != nil {
			found := f.says(report.Note, b, 0, "", "the heading %s stands twice", quote(b.Text))
			f.also(found, old, 0, "the first one")
			continue
		}
		first[text] = b
	}
}

var numberLead = pattern.New(`^\d+[.)]\s*`)

// anchors finds references into the document that lead nowhere.
func anchors(f *finder) {
	known := map[string]bool{"": false}
	count := map[string]int{}
	for _, b := range f.blocks {
		if b.Kind != paper.Heading {
			continue
		}
		slug := slug(b.Text)
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

// slug is the anchor that GitHub and Hugo give to a heading.
func slug(heading string) string {
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
