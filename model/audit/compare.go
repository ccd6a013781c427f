package audit

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/report"
)

// A reference is a text that the model prints itself: a publication, or a
// runbook in which a hole stands for what only the customer knows.
type reference struct {
	id     string
	paper  *paper.Paper
	lines  []refLine
	byText map[string]bool
}

// A refLine is one block of a reference.
type refLine struct {
	b       paper.Block
	text    string         // squeezed, with the targets of its links
	words   []word         // of the squeezed text
	pattern *regexp.Regexp // where it has holes
	holes   []string
}

// hole is how a reference writes what only the customer knows.
var hole = pattern.New(`TRIPTYCHHOLE([0-9]+)X`)

// holeText is the text that a printer writes for the n-th hole of a reference.
func holeText(n int) string { return fmt.Sprintf("TRIPTYCHHOLE%dX", n) }

func newReference(id string, p *paper.Paper) *reference {
	r := &reference{id: id, paper: p, byText: map[string]bool{}}
	for _, b := range p.Blocks {
		l := refLine{b: b, text: keyOf(b)}
		l.words = split(l.text)
		if m := hole().FindAllString(l.text, -1); m != nil {
			parts := hole().Split(l.text, -1)
			for i := range parts {
				parts[i] = regexp.QuoteMeta(parts[i])
				// A value that is not given leaves no blank behind.
				if s, ok := strings.CutSuffix(parts[i], " "); ok && i+1 < len(parts) {
					parts[i] = s + " ?"
				}
			}
			l.pattern, l.holes = regexp.MustCompile("^"+strings.Join(parts, "(.*?)")+"$"), m
		}
		r.lines = append(r.lines, l)
		r.byText[l.text] = true
	}
	return r
}

// keyOf is what a block says, with where its links lead outside.
func keyOf(b paper.Block) string { return squeeze(b.Text) + outward(b) }

func outward(b paper.Block) string {
	text := ""
	for _, m := range b.Marks {
		if m.Kind == paper.Link && strings.Contains(m.URL, "://") {
			text += " \u2192" + m.URL
		}
	}
	return text
}

// inward are the anchors that the links of a block lead to, with their marks.
func inward(b paper.Block) []paper.Mark {
	return slices.DeleteFunc(slices.Clone(b.Marks), func(m paper.Mark) bool { return m.Kind != paper.Link || !strings.HasPrefix(m.URL, "#") })
}

// targets compares where the links of a line lead in the document. Anchors are
// made otherwise in other forms than Markdown, and are not compared there.
func (f *finder) targets(b *block, l refLine) {
	if f.paper.Form != paper.Markdown {
		return
	}
	want := inward(l.b)
	for i, m := range inward(b.Block) {
		if i < len(want) && want[i].URL != m.URL {
			f.rule = ruleText
			f.says(report.Error, b, m.Start, "", "the link leads to %s; the model's leads to %s", quote(m.URL), quote(want[i].URL))
		}
	}
}

// numbered compares the numbers of two items.
func (f *finder) numbered(b *block, l refLine) {
	if b.Number > 0 && l.b.Number > 0 && b.Number != l.b.Number {
		f.rule = ruleText
		f.says(report.Warning, b, 0, "", "the step has the number %d; in the model it is %d", b.Number, l.b.Number)
	}
}

// is tells whether a line of the document is a line of the reference.
func (l refLine) is(text string) bool {
	if l.pattern != nil {
		return l.pattern.MatchString(text)
	}
	return l.text == text
}

// share is the part of the document's blocks that a reference has, in order or
// not.
func (ref *reference) share(p *paper.Paper) float64 {
	if len(p.Blocks) == 0 {
		return 0
	}
	n := 0
	for _, b := range p.Blocks {
		if ref.has(keyOf(b)) {
			n++
		}
	}
	return float64(n) / float64(len(p.Blocks))
}

func (ref *reference) has(text string) bool {
	if ref.byText[text] {
		return true
	}
	for _, l := range ref.lines {
		if l.pattern != nil && l.pattern.MatchString(text) {
			return true
		}
	}
	return false
}

// The rules about a document that is, but for what was changed in it, one that
// the model prints.
const (
	ruleText    = "text-differs"
	ruleMissing = "text-missing"
	ruleExtra   = "text-extra"
	ruleOrder   = "text-order"
)

// compare compares a document with the text that the model prints: what was
// changed, left out, added or moved.
func (f *finder) compare(ref *reference) {
	have := make([]string, len(f.blocks))
	for i, b := range f.blocks {
		have[i] = keyOf(b.Block)
	}
	pairs := common(have, ref.lines)
	for _, p := range pairs {
		f.blocks[p.have].own = true
		f.targets(f.blocks[p.have], ref.lines[p.want])
		f.numbered(f.blocks[p.have], ref.lines[p.want])
	}
	gone := f.gaps(have, ref, pairs)
	var extra, missing []int
	for _, g := range gone {
		f.gap(have, ref, g, &extra, &missing)
	}
	f.leftovers(have, ref, extra, missing)
	f.bound(have, ref, pairs)
	f.front(ref)
}

type pair struct{ have, want int }

// common is the longest way through both texts on which their lines agree.
func common(have []string, want []refLine) []pair {
	n, m := len(have), len(want)
	same := make([][]bool, n)
	longest := make([][]int32, n+1)
	longest[n] = make([]int32, m+1)
	byText := map[string][]int{}
	var open []int
	for j, l := range want {
		if l.pattern == nil {
			byText[l.text] = append(byText[l.text], j)
		} else {
			open = append(open, j)
		}
	}
	for i := n - 1; i >= 0; i-- {
		same[i] = make([]bool, m)
		for _, j := range byText[have[i]] {
			same[i][j] = true
		}
		for _, j := range open {
			same[i][j] = want[j].pattern.MatchString(have[i])
		}
		longest[i] = make([]int32, m+1)
		for j := m - 1; j >= 0; j-- {
			longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			if same[i][j] {
				longest[i][j] = max(longest[i][j], 1+longest[i+1][j+1])
			}
		}
	}
	var out []pair
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case same[i][j] && longest[i][j] == 1+longest[i+1][j+1]:
			out = append(out, pair{i, j})
			i++
			j++
		case longest[i+1][j] >= longest[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}

// A gap is what stands between two lines that agree, on both sides.
type gap struct{ have, want []int }

func (f *finder) gaps(have []string, ref *reference, pairs []pair) []gap {
	var out []gap
	i, j := 0, 0
	for _, p := range append(slices.Clone(pairs), pair{len(have), len(ref.lines)}) {
		var g gap
		for ; i < p.have; i++ {
			g.have = append(g.have, i)
		}
		for ; j < p.want; j++ {
			g.want = append(g.want, j)
		}
		if len(g.have)+len(g.want) > 0 {
			out = append(out, g)
		}
		i, j = p.have+1, p.want+1
	}
	return out
}

// gap pairs the lines of a gap that are alike, and tells how they differ.
func (f *finder) gap(have []string, ref *reference, g gap, extra, missing *[]int) {
	used := map[int]bool{}
	next := 0
	for _, i := range g.have {
		best, most := -1, 0.45
		for k := next; k < len(g.want); k++ {
			j := g.want[k]
			if ref.lines[j].b.Kind != f.blocks[i].Kind && !(ref.lines[j].b.Kind != paper.Row && f.blocks[i].Kind != paper.Row) {
				continue
			}
			if s := similar(f.blocks[i].words, ref.lines[j].words); s > most {
				best, most = k, s
			}
		}
		if best < 0 && len(g.have) == len(g.want) && len(g.have) == 1 {
			best = 0
		}
		if best < 0 {
			*extra = append(*extra, i)
			continue
		}
		used[g.want[best]] = true
		next = best + 1
		f.differs(f.blocks[i], ref.lines[g.want[best]])
	}
	for _, j := range g.want {
		if !used[j] {
			*missing = append(*missing, j)
		}
	}
}

// similar is how many words two lines have in common, as a share of the longer.
func similar(a, b []word) float64 {
	count := map[string]int{}
	for _, w := range b {
		count[w.low]++
	}
	n := 0
	for _, w := range a {
		if count[w.low] > 0 {
			count[w.low]--
			n++
		}
	}
	if len(a)+len(b) == 0 {
		return 0
	}
	return float64(n) / float64(max(len(a), len(b)))
}

// differs tells in which words a line of the document is another than that of
// the model.
func (f *finder) differs(b *block, l refLine) {
	f.rule = ruleText
	b.own = true
	f.targets(b, l)
	f.numbered(b, l)
	words := split(b.Text + outward(b.Block))
	start, end := 0, 0
	for start < len(words) && start < len(l.words) && sameWord(words[start], l.words[start]) {
		start++
	}
	for end < len(words)-start && end < len(l.words)-start && sameWord(words[len(words)-1-end], l.words[len(l.words)-1-end]) {
		end++
	}
	var said, want []string
	for _, w := range words[start : len(words)-end] {
		said = append(said, w.text)
	}
	for _, w := range l.words[start : len(l.words)-end] {
		want = append(want, w.text)
	}
	at := 0
	if start < len(b.words) {
		at = b.words[start].start
	} else if len(b.words) > 0 {
		at = b.words[len(b.words)-1].start
	}
	severity := report.Warning
	if weighty(said) || weighty(want) || f.inMark(b, at) {
		severity = report.Error
	}
	switch {
	case len(said) == 0 && len(want) == 0:
		f.says(report.Note, b, 0, "", "the line is %s; the model has %s", quote(b.Text), quote(l.b.Text))
	case len(said) == 0:
		f.says(severity, b, at, "", "the line leaves out %s; the model has %s", quote(strings.Join(want, " ")), quote(aroundWords(l.text, l.words, start, end)))
	case len(want) == 0:
		f.says(severity, b, at, "", "the line has %s, which the model does not have: %s", quote(strings.Join(said, " ")), quote(aroundWords(l.text, l.words, start, end)))
	default:
		f.says(severity, b, at, "", "the document has %s; the model has %s, in %s", quote(strings.Join(said, " ")), quote(strings.Join(want, " ")), quote(aroundWords(l.text, l.words, start, end)))
	}
}

func sameWord(a, b word) bool {
	if a.text == b.text {
		return true
	}
	if !hole().MatchString(b.text) {
		return false
	}
	parts := hole().Split(b.text, -1)
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	return regexp.MustCompile("^" + strings.Join(parts, ".*") + "$").MatchString(a.text)
}

// aroundWords is a line's text around the words that differ.
func aroundWords(text string, words []word, start, end int) string {
	if len(words) == 0 {
		return text
	}
	from := max(0, start-4)
	to := min(len(words)-1, len(words)-end+3)
	if from > to {
		from = to
	}
	return text[words[from].start:words[to].end]
}

// weighty tells whether words change what somebody does: a host, a number, a
// verb of a step, a word that denies.
func weighty(words []string) bool {
	for _, w := range words {
		low := strings.ToLower(w)
		if host(low) != "" || strings.ContainsAny(low, "0123456789@") || negation().MatchString(low) || toClear().MatchString(low+" ") || toSelect().MatchString(low+" ") {
			return true
		}
	}
	return false
}

func (f *finder) inMark(b *block, at int) bool {
	return slices.ContainsFunc(b.Marks, func(m paper.Mark) bool { return m.Kind != paper.Link && m.Start <= at && at < m.End })
}

// leftovers tells what stands in only one of the two texts, and what stands
// elsewhere.
func (f *finder) leftovers(have []string, ref *reference, extra, missing []int) {
	for _, i := range extra {
		b := f.blocks[i]
		moved := slices.IndexFunc(missing, func(j int) bool { return ref.lines[j].is(have[i]) })
		if moved >= 0 {
			missing = slices.Delete(missing, moved, moved+1)
			b.own = true
			f.rule = ruleOrder
			f.says(report.Error, b, 0, "", "%s stands in another place than in the model", quote(b.Text))
			continue
		}
		f.rule = ruleExtra
		f.says(report.Warning, b, 0, "", "%s is not in the model", quote(b.Text))
	}
	for n := 0; n < len(missing); n++ {
		// What is missing in one stretch is one finding.
		j := missing[n]
		first := j
		count := 1
		for n+1 < len(missing) && missing[n+1] == missing[n]+1 {
			n++
			count++
		}
		at := f.behindLine(have, ref, first)
		f.rule = ruleMissing
		more := ""
		if count > 1 {
			more = fmt.Sprintf(", and %d more lines", count-1)
		}
		f.says(report.Error, at, 0, "", "behind this the document leaves out %s%s", quote(ref.lines[first].b.Text), more)
	}
}

// behindLine is the block of the document behind which a line of the reference
// belongs.
func (f *finder) behindLine(have []string, ref *reference, want int) *block {
	for j := want - 1; j >= 0; j-- {
		for i := len(have) - 1; i >= 0; i-- {
			if ref.lines[j].is(have[i]) && f.blocks[i].own && (j == want-1 || i <= j+len(have)-len(ref.lines)+8) {
				return f.blocks[i]
			}
		}
	}
	return f.blocks[0]
}

// bound finds a customer's value that is another one in another line.
func (f *finder) bound(have []string, ref *reference, pairs []pair) {
	type value struct {
		text string
		at   int
		n    int
	}
	values := map[string]map[string]*value{}
	for _, p := range pairs {
		l := ref.lines[p.want]
		if l.pattern == nil {
			continue
		}
		m := l.pattern.FindStringSubmatch(have[p.have])
		for k, h := range l.holes {
			if values[h] == nil {
				values[h] = map[string]*value{}
			}
			if values[h][m[k+1]] == nil {
				values[h][m[k+1]] = &value{text: m[k+1], at: p.have}
			}
			values[h][m[k+1]].n++
		}
	}
	for _, h := range sorted(values) {
		if len(values[h]) < 2 {
			continue
		}
		var most *value
		for _, text := range sorted(values[h]) {
			if v := values[h][text]; most == nil || v.n > most.n {
				most = v
			}
		}
		for _, text := range sorted(values[h]) {
			v := values[h][text]
			if v == most || strings.EqualFold(v.text, most.text) {
				continue
			}
			b := f.blocks[v.at]
			f.rule = ruleText
			found := f.says(report.Error, b, max(0, strings.Index(b.Text, v.text)), "", "a value of the customer is another one here than in %d other lines", most.n)
			f.also(found, f.blocks[most.at], 0, "the other value")
		}
	}
}

// front compares the front matter, line by line.
func (f *finder) front(ref *reference) {
	if ref.paper.Front == 0 || f.paper.Front == 0 {
		return
	}
	want := ref.paper.Source()[:ref.paper.Front]
	have := f.paper.Source()[:f.paper.Front]
	f.rule = ruleText
	for i, line := range have {
		if i < len(want) && strings.TrimRight(line, " ") == strings.TrimRight(want[i], " ") || slices.Contains(want, line) && len(have) != len(want) {
			continue
		}
		model := "nothing"
		if i < len(want) {
			model = quote(want[i])
		}
		f.found = append(f.found, report.Finding{Rule: ruleText, Severity: report.Warning, Pos: f.paper.Line(i + 1), Message: fmt.Sprintf("the front matter has %s; the model has %s", quote(line), model)})
	}
}
