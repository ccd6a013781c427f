package strict

import (
	"strings"

	"github.com/triptych-docs/triptych/model/pattern"
)

// mend says what is most often wrong where YAML cannot be read on: its own
// messages are about tokens, and come where it noticed, which may be behind the
// mistake. Line is what stands there, and col where it noticed.
func mend(message string, line string, col int) string {
	runes := []rune(line)
	before := strings.TrimLeft(string(runes[:min(max(col-1, 0), len(runes))]), " -")
	switch {
	case strings.Contains(message, "tab character"), strings.HasPrefix(line, "\t"):
		return "indent with spaces: a tab cannot indent"
	case strings.Contains(message, "mapping values are not allowed") && strings.Contains(before, ": "):
		return "quote the text: a colon with a space behind it starts a value"
	case strings.Contains(message, "mapping values are not allowed"):
		return "indent the line as those beside it; or quote the text above it, if it has a colon"
	case strings.Contains(message, "did not find expected '-' indicator"):
		return "indent the line as those of the entry that it belongs to, which begins with a hyphen"
	case bracedText().MatchString(line) && !strings.Contains(message, "','"):
		return "quote the whole text: one that starts with a brace ends with it otherwise"
	case strings.Contains(message, "cannot start any token"):
		return "quote the text: @, ` and % cannot start one"
	case strings.Contains(message, "did not find expected key"):
		return "indent the line as those beside it; or close the quote or bracket in the line above it"
	case strings.Contains(message, "did not find expected ',' or"):
		return "close the bracket or brace; or quote the text, if it has one of them in it"
	case strings.Contains(message, "could not find expected ':'"):
		return "write key: value in this line and the one above it; or indent it further, if it belongs to the text there"
	case strings.Contains(message, "unexpected end of stream"), strings.Contains(message, "quoted scalar"):
		return "close the quote"
	}
	return "look at the indentation, the quotes and the brackets of this line and of the one above it"
}

// bracedText is a value that starts with a quotation in braces.
var bracedText = pattern.New(`[:-] \{[a-z]+[:.][A-Za-z0-9.+-]+\}`)
