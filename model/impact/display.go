package impact

import "strings"

// display is the text of a statement with its marks as Markdown would have them.
func display(text string) string {
	type open struct {
		kind string
		b    strings.Builder
	}
	stack := []*open{{}}
	add := func(s string) { stack[len(stack)-1].b.WriteString(s) }
	for _, c := range text {
		switch s := string(c); s {
		default:
			add(s)
		case label, code, strong, link, ref, hole, block, derived:
			stack = append(stack, &open{kind: s})
		case end:
			last := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			add(framed(last.kind, last.b.String()))
		}
	}
	return strings.TrimSpace(stack[0].b.String())
}

func framed(kind, text string) string {
	switch kind {
	case label:
		return "**" + text + "**"
	case code:
		return "`" + text + "`"
	case link:
		return "<" + text + "> "
	case ref, hole:
		return "{" + text + "}"
	case derived:
		return ""
	}
	return text
}
