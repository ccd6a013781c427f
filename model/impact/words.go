package impact

import (
	"fmt"
	"strconv"
	"strings"
)

// String is "412 of 3,252 variants, where gateway = outbound".
func (v Variants) String() string {
	switch {
	case v.Count == 0:
		return ""
	case v.Count == v.Of:
		return fmt.Sprintf("all %s variants", thousands(v.Of))
	}
	return fmt.Sprintf("%s of %s variants, where %s", thousands(v.Count), thousands(v.Of), v.Where)
}

// reach says whom a change reaches: "412 of 3,252 variants (md, html); document
// area1-guide".
func (c Change) reach() string {
	var parts []string
	if c.Variants.Count > 0 {
		in := ""
		if len(c.Outputs) > 0 {
			in = " (" + strings.Join(c.Outputs, ", ") + ")"
		}
		parts = append(parts, c.Variants.String()+in)
	}
	if len(c.Documents) > 0 {
		noun := "document "
		if len(c.Documents) > 1 {
			noun = "documents "
		}
		parts = append(parts, noun+strings.Join(c.Documents, ", "))
	}
	return strings.Join(parts, "; ")
}

// named is how many places a report names.
const named = 6

// others says where else a change is.
func (c Change) others() string {
	var all []string
	for _, p := range c.Places {
		if p.Node != c.Node || p.Part != c.Part {
			all = append(all, p.Node+" ("+p.Part+")")
		}
	}
	more := ""
	if len(all) > named {
		more = fmt.Sprintf(" and %d more", len(all)-named)
		all = all[:named]
	}
	if len(all) == 0 {
		return ""
	}
	return "the same in " + strings.Join(all, ", ") + more
}

// headline is the impact in one line.
func (i *Impact) headline() string {
	if i.None() {
		if i.Old == i.New {
			return "The content is the same."
		}
		return "The content differs, and no output does."
	}
	var parts []string
	for c := range classes {
		if n := i.Count(c); n > 0 {
			parts = append(parts, fmt.Sprintf("%s: %d", strings.ToLower(c.Title()[:1])+c.Title()[1:], n))
		}
	}
	return fmt.Sprintf("%s: %s.", count(len(i.Changes), "change"), strings.Join(parts, "; "))
}

// last is whom it concerns, in one line.
func (i *Impact) last() string {
	r := i.Readers
	behave := r.Worst[Differs] + r.Worst[Value]
	words := r.Worst[Order] + r.Worst[Wording] + r.Worst[Layout]
	return fmt.Sprintf("Of %s, %s configure or do something different, %s change in order, words or layout only, %s stay as they are.",
		count(r.Variants, "variant"), thousands(behave), thousands(words), thousands(r.Same()))
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return thousands(n) + " " + noun + "s"
}

func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// outputName is how a report calls an output.
func outputName(name string) string {
	switch name {
	case "ps1":
		return "script"
	case generic:
		return "script for everyone"
	}
	return "runbook." + name
}
