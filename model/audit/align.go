package audit

import (
	"math"
	"strings"

	"github.com/triptych-docs/triptych/model/audit/paper"
)

// The price of moving between steps while a document is read. Going on is
// cheap, leaving out some steps costs little, and going back costs so much that
// a document has to show clearly that it does.
const (
	priceSkip = 0.08
	priceBack = 2.5
	// An item in a step belongs to that step, as a rule.
	priceInner = 0.6
)

// align finds out which step each block is about: of all ways through the steps
// the one with the best evidence for the least going back.
func (r *reading) align() {
	steps := r.steps[r.generation]
	for _, b := range r.blocks {
		b.step, b.support = nil, 0
	}
	if len(steps) == 0 || len(r.blocks) == 0 {
		return
	}
	n := len(steps)
	score := make([]float64, n)
	from := make([][]int, len(r.blocks))
	for i, b := range r.blocks {
		from[i] = make([]int, n)
		next := make([]float64, n)
		// The best way to come from before j, and from behind it.
		bestBefore, atBefore := math.Inf(-1), 0
		behind, atBehind := make([]float64, n+1), make([]int, n+1)
		behind[n] = math.Inf(-1)
		for j := n - 1; j >= 0; j-- {
			behind[j], atBehind[j] = behind[j+1], atBehind[j+1]
			if score[j] > behind[j] {
				behind[j], atBehind[j] = score[j], j
			}
		}
		price := priceSkip
		if b.Kind == paper.Item && !b.Ordered {
			price = priceInner
		}
		for j := range steps {
			best, at := score[j], j
			if bestBefore-price > best && i > 0 {
				best, at = bestBefore-price, atBefore
			}
			if i > 0 && j+1 < n && behind[j+1]-priceBack > best {
				best, at = behind[j+1]-priceBack, atBehind[j+1]
			}
			if i == 0 {
				best, at = 0, j
			}
			next[j], from[i][j] = best+r.evidence(b, steps[j]), at
			bestBefore -= priceSkip / 4
			if score[j] > bestBefore {
				bestBefore, atBefore = score[j], j
			}
		}
		score = next
	}
	at := 0
	for j := range score {
		if score[j] > score[at] {
			at = j
		}
	}
	for i := len(r.blocks) - 1; i >= 0; i-- {
		if e := r.evidence(r.blocks[i], steps[at]); e > 0 || r.blocks[i].Kind == paper.Item {
			r.blocks[i].step, r.blocks[i].support = steps[at], e
		}
		at = from[i][at]
	}
}

// evidence is how much a block speaks for a step.
func (r *reading) evidence(b *block, s *step) float64 {
	total := 0.0
	for _, m := range b.labels {
		if !s.labels[m.label.text] {
			continue
		}
		weight := m.label.weight
		if m.kind != same {
			weight *= 0.8
		}
		if !b.acts(m) {
			weight *= 0.4
		}
		if len(b.Text) > 3*(m.End-m.Start)+80 {
			weight *= 0.7
		}
		total += weight
	}
	for _, w := range b.words {
		h := host(w.low)
		if h == "" {
			continue
		}
		for _, u := range r.hosts[h] {
			for _, id := range s.sets {
				if u.setting == id {
					total += 0.8
				}
			}
		}
	}
	for _, set := range s.sets {
		st := r.settings[set]
		if st == nil {
			continue
		}
		for _, v := range append(texts(st.values), st.known...) {
			if strings.Count(v, " ") >= 2 && strings.Contains(b.plain, v) {
				total += 1
			}
		}
	}
	// Words in common tell a little; those of a heading name a section.
	shared := 0.0
	for _, w := range b.words {
		if len(w.low) > 4 && s.words[stem(w.low)] {
			shared += 1
		}
	}
	if len(b.words) > 0 {
		total += 0.35 * shared / math.Max(8, float64(len(b.words)))
	}
	if b.Kind == paper.Heading {
		total += 1.2 * r.titled(b, s)
	}
	return total
}

// acts tells whether a label is named to be acted on: it stands out, opens the
// block or follows a verb. Else it may be a word of a sentence.
func (b *block) acts(m mention) bool {
	return m.marked || asked(b, m) || strings.Trim(b.Text[:m.Start], " *.-") == "" && b.Kind != paper.Heading ||
		len(b.Text) == m.End-m.Start || len(m.label.words) >= 4
}

// titled is the share of a heading's words that the section of a step has in
// its title.
func (r *reading) titled(b *block, s *step) float64 {
	section := r.sections[s.section]
	if section == nil {
		return 0
	}
	title := map[string]bool{}
	for _, w := range split(r.plain(section.Title.Text)) {
		title[stem(w.low)] = true
	}
	n, all := 0.0, 0.0
	for _, w := range b.words {
		if len(w.low) < 4 {
			continue
		}
		all++
		if title[stem(w.low)] {
			n++
		}
	}
	if all == 0 {
		return 0
	}
	return n / all
}

// plain is prose of the model with its terms filled in.
func (x *index) plain(text string) string {
	for id, t := range x.terms {
		text = strings.ReplaceAll(text, "{term:"+id+"}", t)
	}
	return squeeze(text)
}

func texts(all []alternative) []string {
	var out []string
	for _, a := range all {
		out = append(out, a.text)
	}
	return out
}
