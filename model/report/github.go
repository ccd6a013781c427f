package report

import (
	"bytes"
	"fmt"
	"strings"
)

// annotations is how many of each severity GitHub shows of one step.
const annotations = 10

// The characters that mean something in a workflow command: content must not be
// able to write a command of its own, or to end a property early.
var (
	commandText     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	commandProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// github is the report as workflow commands, one a line. Where there are more
// findings than the platform shows, each rule has its first ones on their lines,
// and the last command says how many more there are of which rule.
func (r Report) github() []byte {
	var b bytes.Buffer
	for _, severity := range Severities() {
		shown, left := r.annotated(severity)
		for _, f := range shown {
			b.WriteString(f.command())
		}
		if len(left) == 0 {
			continue
		}
		more := Finding{Severity: severity, Rule: "more", Message: "and " + byRule(left) + "; run triptych " + r.Command}
		b.WriteString(more.command())
	}
	return b.Bytes()
}

// annotated chooses the findings of a severity that are shown: all of them, or
// the first of each rule, then the second of each, until there is no more room.
func (r Report) annotated(severity Severity) (shown, left []Finding) {
	groups := r.byRule(severity)
	var all []Finding
	for round := 0; ; round++ {
		found := false
		for _, g := range groups {
			if round < len(g) {
				all = append(all, g[round])
				found = true
			}
		}
		if !found {
			break
		}
	}
	if len(all) <= annotations {
		shown = nil
		for _, g := range groups {
			shown = append(shown, g...)
		}
		return shown, nil
	}
	return all[:annotations-1], all[annotations-1:]
}

// byRule are the findings of a severity, those of one rule together, in the
// order in which the rules come up first.
func (r Report) byRule(severity Severity) [][]Finding {
	var groups [][]Finding
	at := map[string]int{}
	for _, f := range r.Findings {
		if f.Severity != severity {
			continue
		}
		i, known := at[f.Rule]
		if !known {
			i = len(groups)
			at[f.Rule] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], f)
	}
	return groups
}

// byRule is "31 more: 12 of reference, 19 of names".
func byRule(left []Finding) string {
	var order []string
	counts := map[string]int{}
	for _, f := range left {
		if counts[f.Rule] == 0 {
			order = append(order, f.Rule)
		}
		counts[f.Rule]++
	}
	s := fmt.Sprintf("%d more: ", len(left))
	for i, rule := range order {
		if i > 0 {
			s += ", "
		}
		s += fmt.Sprintf("%d of %s", counts[rule], rule)
	}
	return s
}

// command is a finding as one workflow command.
func (f Finding) command() string {
	names := map[Severity]string{Error: "error", Warning: "warning", Note: "notice"}
	var properties []string
	add := func(name, value string) {
		properties = append(properties, name+"="+commandProperty.Replace(value))
	}
	if f.Pos.File != nil {
		add("file", f.Pos.File.Name)
		if f.Pos.Line > 0 {
			add("line", fmt.Sprint(f.Pos.Line))
			add("col", fmt.Sprint(f.Pos.Col))
		}
	}
	if f.Rule != "" {
		add("title", f.Rule)
	}
	text := f.whole()
	for _, n := range f.Also {
		text += fmt.Sprintf("\n%s: %s", n.Pos, n.Message)
	}
	head := names[f.Severity]
	if len(properties) > 0 {
		head += " " + strings.Join(properties, ",")
	}
	return fmt.Sprintf("::%s::%s\n", head, commandText.Replace(text))
}
