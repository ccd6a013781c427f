package audit

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/report"
	"github.com/triptych-docs/triptych/model/source"
)

// A check is one rule and how a document is tried against it.
type check struct {
	report.Rule
	run func(*finder)
}

// A finder looks at one reading for one rule at a time.
type finder struct {
	*reading
	rule  string
	found []report.Finding
}

// place is the place of a byte of a block.
func (f *finder) place(b *block, at int) source.Pos { return f.paper.At(b.Block, at) }

// says reports a finding at a byte of a block.
func (f *finder) says(severity report.Severity, b *block, at int, do, format string, args ...any) *report.Finding {
	f.found = append(f.found, report.Finding{
		Rule: f.rule, Severity: severity, Pos: f.place(b, at), Message: fmt.Sprintf(format, args...), Do: do,
	})
	return &f.found[len(f.found)-1]
}

// also points at a second place of a finding.
func (f *finder) also(found *report.Finding, b *block, at int, format string, args ...any) {
	found.Also = append(found.Also, source.Note{Pos: f.place(b, at), Message: fmt.Sprintf(format, args...)})
}

// foreign are the blocks whose words are not the model's own.
func (f *finder) foreign() []*block {
	var out []*block
	for _, b := range f.blocks {
		if !b.own && b.Kind != paper.Code {
			out = append(out, b)
		}
	}
	return out
}

// sentence is the part of a block between full stops that a byte stands in.
func sentence(b *block, at int) paper.Span {
	start, end := 0, len(b.Text)
	for i := 0; i+1 < len(b.Text); i++ {
		if strings.IndexByte(".!?", b.Text[i]) < 0 || b.Text[i+1] != ' ' && b.Text[i+1] != '\n' {
			continue
		}
		if i < at {
			start = i + 2
		} else {
			end = i + 1
			break
		}
	}
	return paper.Span{Start: min(start, end), End: end}
}

// sets tells whether a block is about a step that establishes a setting.
func (b *block) sets(id string) bool {
	if b.step == nil {
		return false
	}
	for _, s := range b.step.sets {
		if s == id {
			return true
		}
	}
	return false
}

// section is the section that a block is about; empty for none.
func (b *block) section() string {
	if b.step == nil {
		return ""
	}
	return b.step.section
}

// quote is a text as a message shows it: one line, not too long.
func quote(s string) string {
	s = squeeze(s)
	if runes := []rune(s); len(runes) > 90 {
		s = string(runes[:87]) + "..."
	}
	return `"` + s + `"`
}

func quoted(all []string) string {
	var out []string
	for i, s := range all {
		if i == 3 && len(all) > 4 {
			out = append(out, fmt.Sprintf("and %d more", len(all)-i))
			break
		}
		out = append(out, quote(s))
	}
	return strings.Join(out, ", ")
}

// distinct is a list without its repetitions, in order.
func distinct(all []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, s := range all {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// sorted are the keys of a map in order.
func sorted[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }
