package audit

import (
	"strings"

	"github.com/triptych-docs/triptych/model/report"
)

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
