package paper

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/triptych-docs/triptych/model/pattern"
)

// readPlain reads text that was taken out of a page or a PDF: a line is a
// block, but for prose that was wrapped. Marks that an extraction left standing
// are understood where they are whole.
func (p *Paper) readPlain() {
	lines := strings.Split(string(p.text), "\n")
	at := make([]int, len(lines))
	for i, offset := 1, 0; i < len(lines); i++ {
		offset += len(lines[i-1]) + 1
		at[i] = offset
	}
	table := 0
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if strings.TrimSpace(line) == "" || delimiter().MatchString(line) {
			continue
		}
		if cells := pipes(line); cells != nil {
			header := i == 0 || pipes(lines[i-1]) == nil && !delimiter().MatchString(lines[i-1])
			if header {
				table++
			}
			p.plainRow(line, at[i], cells, table, header)
			continue
		}
		var b builder
		kind, number, ordered, depth, lead := marker(line)
		b.inline(line[lead:], at[i]+lead)
		for wraps(lines, i) {
			i++
			b.put(" ", max(0, at[i]-1))
			indent := len(lines[i]) - len(strings.TrimLeft(lines[i], " \t"))
			b.inline(lines[i][indent:], at[i]+indent)
		}
		block := b.block(kind, at[i])
		block.Number, block.Written, block.Ordered, block.Depth = number, number, ordered, depth
		if kind == Paragraph && title(lines, i, block.Text) {
			block.Kind, block.Level = Heading, 2
		}
		p.add(block)
	}
}

var (
	delimiter = pattern.New(`^[\s|:-]*-{3}[\s|:-]*$`)
	bullet    = pattern.New(`^(\s*)([-*+•·–o])\s+`)
	numbered  = pattern.New(`^(\s*)(\d{1,3})[.)]\s+`)
	stepTitle = pattern.New(`(?i)^(step|part|section)\s+\d+\b`)
)

// marker reads what a line opens with.
func marker(line string) (kind Kind, number int, ordered bool, depth, lead int) {
	if m := numbered().FindStringSubmatch(line); m != nil {
		number, _ = strconv.Atoi(m[2])
		return Item, number, true, 1 + len(m[1])/3, len(m[0])
	}
	if m := bullet().FindStringSubmatch(line); m != nil && m[2] != "o" && strings.TrimSpace(line[len(m[0]):]) != "" {
		return Item, 0, false, 1 + len(m[1])/3, len(m[0])
	}
	return Paragraph, 0, false, 0, len(line) - len(strings.TrimLeft(line, " \t"))
}

// wraps tells whether the line after the i-th goes on with its sentence: it
// opens nothing, and the line before it is as long as wrapped prose is.
func wraps(lines []string, i int) bool {
	if i+1 >= len(lines) {
		return false
	}
	line, next := strings.TrimRight(lines[i], " \t"), lines[i+1]
	if len(line) < 56 || len(line) > 110 || strings.TrimSpace(next) == "" || pipes(next) != nil || delimiter().MatchString(next) {
		return false
	}
	if kind, _, _, _, _ := marker(next); kind == Item {
		return false
	}
	// Wrapped means that the first word of the next line had no room.
	first, _, _ := strings.Cut(strings.TrimSpace(next), " ")
	return len(line)+1+len(first) > 72 && !strings.ContainsAny(line[len(line)-1:], ".:!?") || unicode.IsLower([]rune(strings.TrimSpace(next))[0]) && !strings.ContainsAny(line[len(line)-1:], ".:!?")
}

// title tells whether a line stands for a heading: it is short, ends like none
// of a text's sentences, and has a number or stands by itself.
func title(lines []string, i int, text string) bool {
	if len(text) > 90 || len(strings.Fields(text)) > 12 || strings.ContainsAny(text[max(0, len(text)-1):], ".!?,;") {
		return false
	}
	if stepTitle().MatchString(text) {
		return true
	}
	if strings.HasSuffix(text, ":") || strings.ContainsAny(text, "@<>|\t*+") || !unicode.IsUpper([]rune(text)[0]) && !unicode.IsDigit([]rune(text)[0]) {
		return false
	}
	before := i == 0 || strings.TrimSpace(lines[i-1]) == ""
	after := i+1 >= len(lines) || strings.TrimSpace(lines[i+1]) == ""
	return before && after && len(strings.Fields(text)) > 1
}

// pipes is the cells of a line that is drawn with bars; nil for another line.
func pipes(line string) []Span {
	if strings.Count(line, "|") < 2 {
		return nil
	}
	var cells []Span
	start := 0
	for i := 0; i <= len(line); i++ {
		if i < len(line) && line[i] != '|' {
			continue
		}
		s := Span{start, i}
		for s.Start < s.End && isSpace(line[s.Start]) {
			s.Start++
		}
		for s.End > s.Start && isSpace(line[s.End-1]) {
			s.End--
		}
		if s.Start < s.End {
			cells = append(cells, s)
		}
		start = i + 1
	}
	if len(cells) < 2 {
		return nil
	}
	return cells
}

func (p *Paper) plainRow(line string, at int, cells []Span, table int, header bool) {
	var b builder
	var spans []Span
	for _, c := range cells {
		if len(spans) > 0 {
			b.put(" | ", at+c.Start)
		}
		start := len(b.text)
		b.inline(line[c.Start:c.End], at+c.Start)
		spans = append(spans, Span{start, len(b.text)})
	}
	block := b.block(Row, at)
	for _, s := range spans {
		s.End = min(s.End, len(block.Text))
		s.Start = min(s.Start, s.End)
		block.Cells = append(block.Cells, s)
	}
	block.Table, block.Header = table, header
	p.add(block)
}

var inlineMark = pattern.New("\\*\\*([^*\\s][^*]*?)\\*\\*|`([^`]+)`|\\[([^\\]\\[]*)\\]\\(([^()\\s]*)\\)")

// inline adds a line; whole marks of Markdown in it become marks.
func (b *builder) inline(s string, at int) {
	for {
		m := inlineMark().FindStringSubmatchIndex(s)
		if m == nil {
			b.add([]byte(s), at)
			return
		}
		b.add([]byte(s[:m[0]]), at)
		switch {
		case m[2] >= 0:
			b.begin(Strong, "")
			b.add([]byte(s[m[2]:m[3]]), at+m[2])
		case m[4] >= 0:
			b.begin(Fixed, "")
			b.add([]byte(s[m[4]:m[5]]), at+m[4])
		default:
			b.begin(Link, s[m[8]:m[9]])
			b.add([]byte(s[m[6]:m[7]]), at+m[6])
		}
		b.end()
		s, at = s[m[1]:], at+m[1]
	}
}
