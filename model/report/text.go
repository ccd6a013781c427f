package report

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"github.com/triptych-docs/triptych/model/source"
)

// text is the report as content faults are shown: the place, the line with a
// caret, what it does and what to do about it, then the other places. A report
// without findings is empty: the command says what was looked at.
func (r Report) text() []byte {
	var b bytes.Buffer
	for _, f := range r.Findings {
		head := fmt.Sprintf("%s: %s", f.Severity, f.Message)
		if f.Rule != "" {
			head += " [" + f.Rule + "]"
		}
		// The head of a diagnostic; what it means stands below the line.
		b.WriteString(source.Diagnostic{Pos: f.Pos, Message: visible(head)}.String())
		for _, line := range []string{f.shown(), f.Why, f.Do} {
			if line != "" {
				fmt.Fprintf(&b, "    %s\n", visible(line))
			}
		}
		for _, n := range f.Also {
			b.WriteString("  " + indented(source.Diagnostic{Pos: n.Pos, Message: visible(n.Message)}.String()))
		}
	}
	if len(r.Findings) > 0 {
		fmt.Fprintf(&b, "%s.\n", r.counted())
	}
	return b.Bytes()
}

// visible is a text without characters that move the cursor or turn the line
// round: each is shown as a blank box, as in the lines of files.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return '\u25A1'
		}
		return r
	}, s)
}

// indented moves every line but the first to the right.
func indented(s string) string {
	return strings.ReplaceAll(strings.TrimSuffix(s, "\n"), "\n", "\n  ") + "\n"
}
