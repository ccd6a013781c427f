package powershell

import (
	"fmt"
	"strings"

	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/residual"
)

// A Source is PowerShell text that is safe to print: it parses as what its
// constructor says, whatever value went in. The zero Source is empty text.
type Source struct{ s string }

// String is the text, for a template.
func (s Source) String() string { return s.s }

// Literal quotes a value so that PowerShell reads it as one string with exactly
// that value. A single-quoted string knows one escape, the doubled quote, and
// takes five characters for a quote.
var Literal = residual.Escaper{Name: "powershell.literal", Escape: literal}

// Comment makes a value fit to stand inside a block comment: it can neither end
// the comment nor start a line, where help keywords such as .PARAMETER stand.
// Everything else is kept as it is, because only people read it.
var Comment = residual.Escaper{Name: "powershell.comment", Escape: comment}

// ByteOrderMark is U+FEFF where the value has a character outside ASCII and
// nothing where it has none. Windows PowerShell 5.1 takes a file without the
// mark for ANSI, in which the bytes of other characters become curly quotes.
// It stands at the very start of a script, over all its values at once.
var ByteOrderMark = residual.Escaper{Name: "powershell.bom", Escape: byteOrderMark}

// In is e inside another language: the value is escaped for PowerShell first
// and then for the place that the PowerShell stands in. The names are joined in
// that order with "|".
func In(e, outer residual.Escaper) residual.Escaper {
	if outer.Escape == nil {
		return e
	}
	return residual.Escaper{
		Name:   e.Name + "|" + outer.Name,
		Escape: func(value string) string { return outer.Escape(e.Escape(value)) },
	}
}

// quotes doubles what ends a single-quoted string.
var quotes = strings.NewReplacer(
	"'", "''",
	"\u2018", "\u2018\u2018",
	"\u2019", "\u2019\u2019",
	"\u201a", "\u201a\u201a",
	"\u201b", "\u201b\u201b",
	"\x00", "\ufffd",
)

func literal(value string) string {
	if !strings.ContainsFunc(value, oddInLiteral) {
		return "'" + value + "'" // as most are: the replacer copies what it leaves alone
	}
	return "'" + quotes.Replace(strings.ToValidUTF8(value, "\ufffd")) + "'"
}

// oddInLiteral tells whether a character may not be itself in a literal.
func oddInLiteral(c rune) bool { return c == '\'' || c == 0 || c >= 0x80 }

// breaks turns everything that any reader may take for the end of a line into a
// space: PowerShell counts CR and LF only, editors and browsers count more.
var breaks = strings.NewReplacer(
	"\r\n", " ", "\r", " ", "\n", " ", "\v", " ", "\f", " ",
	"\u0085", " ", "\u2028", " ", "\u2029", " ",
	"\x00", "\ufffd",
)

func comment(value string) string {
	if strings.ContainsFunc(value, oddInComment) {
		value = breaks.Replace(strings.ToValidUTF8(value, "\ufffd"))
	}
	// A value that begins with > must not complete a # printed before it, and
	// one that ends in # must not meet a > printed after it.
	value = strings.ReplaceAll(value, "#>", "# >")
	if strings.HasPrefix(value, ">") {
		value = " " + value
	}
	if strings.HasSuffix(value, "#") {
		value += " "
	}
	return value
}

// oddInComment tells whether a character may not be itself in a comment.
func oddInComment(c rune) bool { return c < ' ' || c >= 0x80 }

func byteOrderMark(value string) string {
	for i := range len(value) {
		if value[i] >= 0x80 {
			return "\ufeff"
		}
	}
	return ""
}

// names are the names of cmdlets, parameters and properties.
var names = pattern.New(`^[A-Za-z][A-Za-z0-9]*(-[A-Za-z][A-Za-z0-9]*)?$`)

// A writer makes sources that share one sink, and the language that the
// PowerShell stands in where it is quoted in a document.
type writer struct {
	sink  *residual.Sink
	outer residual.Escaper // a nil Escape: PowerShell stands by itself
}

// syntax is text of this package: punctuation and fixed calls. It is never a
// value.
func (w writer) syntax(s string) Source {
	if w.outer.Escape == nil {
		return Source{s}
	}
	return Source{w.outer.Escape(s)}
}

// name is a cmdlet, a parameter or a property. Content is checked against the
// cmdlet reference, so that another text is a mistake of the program.
func (w writer) name(s string) Source {
	if !names().MatchString(s) {
		panic(fmt.Sprintf("powershell: %q is no name of a cmdlet or parameter", s))
	}
	return w.syntax(s)
}

// literal is a single-quoted string.
func (w writer) literal(t plan.Text) Source {
	return Source{w.sink.Put(t, In(Literal, w.outer))}
}

// comment is text for a block comment.
func (w writer) comment(t plan.Text) Source {
	return Source{w.sink.Put(t, In(Comment, w.outer))}
}

// mark is what stands before a script with these values in it.
func (w writer) mark(values plan.Text) Source {
	return Source{w.sink.Put(values, ByteOrderMark)}
}

// join sets sources side by side.
func join(sources ...Source) Source {
	size := 0
	for _, s := range sources {
		size += len(s.s)
	}
	var b strings.Builder
	b.Grow(size)
	for _, s := range sources {
		b.WriteString(s.s)
	}
	return Source{b.String()}
}
