package source

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// A Diagnostic says what is wrong at a place, and what would be right.
// Message is lower case, without a full stop, and quotes names.
type Diagnostic struct {
	Pos     Pos
	Message string
	Hint    string // what to do about it; may be empty
	Also    []Note // other places that have to do with it
}

// Sentence makes a sentence of a clause such as the message of a diagnostic is: with a
// capital letter and a full stop. The clause begins with an English letter.
func Sentence(clause string) string { return strings.ToUpper(clause[:1]) + clause[1:] + "." }

// A Note points at a second place of a diagnostic.
type Note struct {
	Pos     Pos
	Message string
}

// A List gathers the diagnostics of one stage. The zero value is ready to use.
// A List is an error once it holds something: see [List.Err].
type List struct {
	all []Diagnostic
}

// Add reports a fault at a place.
func (l *List) Add(d Diagnostic) { l.all = append(l.all, d) }

// Addf reports a fault without a hint.
func (l *List) Addf(pos Pos, format string, args ...any) {
	l.Add(Diagnostic{Pos: pos, Message: fmt.Sprintf(format, args...)})
}

// Append takes over what another stage reported.
func (l *List) Append(other *List) { l.all = append(l.all, other.all...) }

// At tells whether something was reported at a place.
func (l *List) At(pos Pos) bool {
	return slices.ContainsFunc(l.all, func(d Diagnostic) bool { return d.Pos == pos })
}

// Len is the number of diagnostics.
func (l *List) Len() int { return len(l.all) }

// Err is nil for an empty list, else the list itself.
func (l *List) Err() error {
	if len(l.all) == 0 {
		return nil
	}
	return l
}

// Sorted is every diagnostic by file, line and column; the same fault
// reported twice at one place stands once.
func (l *List) Sorted() []Diagnostic {
	all := slices.Clone(l.all)
	slices.SortStableFunc(all, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Pos.name(), b.Pos.name()),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Col, b.Pos.Col),
		)
	})
	return slices.CompactFunc(all, func(a, b Diagnostic) bool {
		return a.Pos == b.Pos && a.Message == b.Message
	})
}

// Error prints every diagnostic with its source line and a caret, and a last
// line that counts them.
func (l *List) Error() string {
	var b strings.Builder
	all := l.Sorted()
	for _, d := range all {
		b.WriteString(d.String())
	}
	if len(all) == 1 {
		b.WriteString("1 problem\n")
	} else {
		fmt.Fprintf(&b, "%d problems\n", len(all))
	}
	return b.String()
}

// String is "file:line:col: message", the source line and a caret below it,
// then the hint and the other places, each on lines of its own.
func (d Diagnostic) String() string {
	var b strings.Builder
	excerpt(&b, d.Pos, d.Message)
	if d.Hint != "" {
		fmt.Fprintf(&b, "    %s\n", d.Hint)
	}
	for _, n := range d.Also {
		excerpt(&b, n.Pos, n.Message)
	}
	return b.String()
}

// longestExcerpt keeps a line of a hostile file from filling the screen.
const longestExcerpt = 160

func excerpt(b *strings.Builder, p Pos, message string) {
	fmt.Fprintf(b, "%s: %s\n", p, message)
	if !p.IsValid() {
		return
	}
	line := []rune(p.File.line(p.Line))
	col := min(max(p.Col, 1), len(line)+1)
	start := 0
	if len(line) > longestExcerpt {
		start = max(0, min(col-longestExcerpt/2, len(line)-longestExcerpt))
		line = line[start:min(len(line), start+longestExcerpt)]
	}
	var text, pad strings.Builder
	for i, r := range line {
		shown := r
		// A control or formatting character could move the cursor or turn the
		// line round; it is shown as a blank box instead.
		if r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			shown = '\u25A1'
		}
		text.WriteRune(shown)
		if i < col-1-start {
			if r == '\t' {
				pad.WriteByte('\t')
			} else {
				pad.WriteByte(' ')
			}
		}
	}
	fmt.Fprintf(b, "    %s\n    %s^\n", strings.TrimRight(text.String(), " \t"), pad.String())
}

func (p Pos) name() string {
	if p.File == nil {
		return ""
	}
	return p.File.Name
}

// String is "file:line:col", or the file's name where there is no line.
func (p Pos) String() string {
	switch {
	case p.File == nil:
		return "-"
	case p.Line == 0:
		return p.File.Name
	}
	return fmt.Sprintf("%s:%d:%d", p.File.Name, p.Line, p.Col)
}
