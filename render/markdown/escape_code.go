package markdown

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// escapeCode makes a code span. A code span has no escapes: its fence is a run
// of backticks that the value does not have, and a line break in it reads as a
// space. Values with line breaks are refused where profiles and content are
// read; here they become spaces too.
func escapeCode(value string) string {
	if value == "" {
		return ""
	}
	value = inOneLine(clean(value))
	fence := "`"
	for runs := backticks(value); runs[len(fence)]; {
		fence += "`"
	}
	// One space at both ends is taken away, unless there is nothing else.
	first, last := value[0], value[len(value)-1]
	if first == '`' || last == '`' ||
		first == ' ' && last == ' ' && strings.Trim(value, " \t") != "" {
		return fence + " " + value + " " + fence
	}
	return fence + value + fence
}

// inOneLine is a value with a space for each line break. Hardly any value has one,
// and the replacer copies them all.
func inOneLine(value string) string {
	if !strings.ContainsAny(value, "\r\n") {
		return value
	}
	return lineBreaks.Replace(value)
}

var lineBreaks = strings.NewReplacer("\r\n", " ", "\r", " ", "\n", " ")

// escapeCodeInCell makes a code span in which no | ends the cell: the row is
// cut into cells before code spans are looked for, and \| is a | to both.
func escapeCodeInCell(value string) string {
	return strings.ReplaceAll(escapeCode(value), "|", `\|`)
}

// escapeCodeWithout makes a code span, or plain text of a value that has what no
// code span may have for some reader.
func escapeCodeWithout(value string, never []string, span func(string) string) string {
	if !slices.ContainsFunc(never, func(s string) bool { return strings.Contains(value, s) }) {
		return span(value)
	}
	value = clean(value)
	first, size := utf8.DecodeRuneInString(value)
	return fmt.Sprintf("&#%d;", first) + escapeText(value[size:], leftStrong, rightStrong, dialect{})
}

// escapeFence is three backticks, or more where the value has as many in a row.
func escapeFence(value string) string {
	longest := 2
	for n := range backticks(value) {
		longest = max(longest, n)
	}
	return strings.Repeat("`", longest+1)
}

// backticks tells how long the runs of backticks in s are.
func backticks(s string) map[int]bool {
	runs := map[int]bool{}
	for n := 0; ; {
		i := strings.IndexByte(s, '`')
		if i < 0 {
			return runs
		}
		s = s[i:]
		n = len(s) - len(strings.TrimLeft(s, "`"))
		runs[n] = true
		s = s[n:]
	}
}
