package report

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// longest is how many characters a comment may have on the platforms; it leaves
// room for the last lines.
const longest = 64_000

// markdown is the report as a comment: what was found in one line, a table of
// the rules that are broken, and folded below it every finding. The first line
// is a mark by which a comment is found again and replaced.
func (r Report) markdown() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<!-- triptych-%s -->\n", r.Command)
	if len(r.Findings) == 0 {
		fmt.Fprintf(&b, "**triptych %s**: no findings", r.Command)
		if r.Summary != "" {
			fmt.Fprintf(&b, " in %s", escaped(r.Summary))
		}
		b.WriteString(".\n")
		return b.Bytes()
	}
	fmt.Fprintf(&b, "**triptych %s**: %s.\n\n", r.Command, escaped(r.counted()))
	b.WriteString("| | rule | findings | what has to hold |\n|---|---|---:|---|\n")
	var groups [][]Finding
	for _, severity := range Severities() {
		groups = append(groups, r.byRule(severity)...)
	}
	for _, g := range groups {
		rule, _ := r.rule(g[0].Rule)
		fmt.Fprintf(&b, "| %s | %s | %d | %s |\n", g[0].Severity, strings.ReplaceAll(code(rule.ID), "|", `\|`), len(g), escaped(rule.Title))
	}
	r.details(&b, groups)
	return b.Bytes()
}

// details are the findings of each rule in a fold of its own, as many as fit.
func (r Report) details(b *bytes.Buffer, groups [][]Finding) {
	const end = "\n</details>\n"
	size := utf8.RuneCount(b.Bytes())
	var left []Finding
	for _, g := range groups {
		rule, _ := r.rule(g[0].Rule)
		text := fmt.Sprintf("\n<details><summary>%s: <code>%s</code> (%d)</summary>\n\n", g[0].Severity, escapedHTML(rule.ID), len(g))
		if rule.Reason != "" {
			text += escaped(rule.Reason) + "\n\n"
		}
		fits := 0
		for _, f := range g {
			item := f.item()
			if len(left) > 0 || size+utf8.RuneCountInString(text+item+end) > longest {
				break
			}
			text += item
			fits++
		}
		left = append(left, g[fits:]...)
		if fits > 0 {
			b.WriteString(text + end)
			size += utf8.RuneCountInString(text + end)
		}
	}
	if len(left) > 0 {
		fmt.Fprintf(b, "\nThere is no room for %s. Run `triptych %s`.\n", escaped(byRule(left)), r.Command)
	}
}

// item is a finding as an item of a list.
func (f Finding) item() string {
	var b strings.Builder
	// The place stands first, so that no message starts a block of its own.
	fmt.Fprintf(&b, "- %s %s", code(f.Pos.String()), escaped(f.Message))
	for _, more := range []string{f.shown(), f.Why, f.Do} {
		if more != "" {
			b.WriteString("<br>" + escaped(more))
		}
	}
	b.WriteByte('\n')
	for _, n := range f.Also {
		fmt.Fprintf(&b, "  - %s %s\n", code(n.Pos.String()), escaped(n.Message))
	}
	return b.String()
}

// escaped is a text whose characters mean nothing in Markdown or HTML, on one
// line, and in which an "@" calls nobody and a "#" links nothing.
func escaped(s string) string {
	var b strings.Builder
	for _, r := range oneLine(s) {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '&':
			b.WriteString("&amp;")
		case r == '@' || r == '#':
			fmt.Fprintf(&b, "%c<!-- -->", r)
		case strings.ContainsRune("\\`*_[]>|~$:", r):
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func escapedHTML(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(oneLine(s))
}

// code is a text in a code span, whatever backquotes it has.
func code(s string) string {
	fence := "`"
	s = oneLine(s)
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + s + fence
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
