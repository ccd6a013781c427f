package audit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/report"
)

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
	var extra, missing []int
	for _, g := range gaps(have, ref.lines, pairs) {
		f.gap(have, ref, g, &extra, &missing)
	}
	f.leftovers(have, ref, extra, missing)
	f.bound(have, ref, pairs)
	f.front(ref)
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
