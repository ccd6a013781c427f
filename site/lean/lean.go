// Package lean makes the styles and scripts of pages light: what a browser does
// not need goes, and what they do stays. The sources stay readable.
package lean

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf16"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/js"
)

// Script is a script without comments and space and with short names for what
// no other script can see. It is written by a library: taking a script apart
// right takes a parser of the whole language.
func Script(source string) (string, error) {
	m := minify.New()
	m.Add(kind, &js.Minifier{Version: 2021})
	out, err := m.String(kind, source)
	if err != nil {
		return "", fmt.Errorf("lean: %w", err)
	}
	return ascii(out), nil
}

// ascii writes what is not ASCII as an escape, so that a server that says
// nothing or something wrong of the encoding changes no character. Such characters stand in
// strings, templates and patterns only, where the escape means the same.
func ascii(script string) string {
	var b strings.Builder
	for _, r := range script {
		if r < 0x7f {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.String()
}

const kind = "text/javascript"

// Style is a style without its comments and the space that means nothing. No
// string in a style may have a space beside one of the characters { } ; , :
func Style(source string) string {
	source = blank.ReplaceAllString(comment.ReplaceAllString(source, ""), "\n")
	return after.ReplaceAllString(around.ReplaceAllString(source, "$1"), ":")
}

var (
	comment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	around  = regexp.MustCompile(`\s*([{};,])\s*`)
	after   = regexp.MustCompile(`:\s+`)
	blank   = regexp.MustCompile(`\n\s*`)
)
