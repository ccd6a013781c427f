package markdown

import (
	"fmt"
	"html"
	"strconv"
	"strings"

	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/powershell"
	"github.com/triptych-docs/triptych/render/residual"
	"github.com/triptych-docs/triptych/templates"
)

// A Text is Markdown that is safe to print: it reads as what its constructor
// says, whatever value went in. The zero Text is empty.
type Text struct{ s string }

// String is the Markdown.
func (t Text) String() string { return t.s }

// fixed is Markdown of this package: only constants become one.
type fixed string

// syntax is Markdown of this package as a text.
func syntax(s fixed) Text { return Text{string(s)} }

// number is a number in digits.
func number(n int) Text { return Text{strconv.Itoa(n)} }

// repeat is n times t.
func repeat(t Text, n int) Text { return Text{strings.Repeat(t.s, n)} }

// spaces is as many spaces as t has characters.
func spaces(t Text) Text {
	const some = "        "
	if len(t.s) <= len(some) {
		return Text{some[:len(t.s)]}
	}
	return Text{strings.Repeat(" ", len(t.s))}
}

// padded is t with spaces behind it, up to a width.
func (t Text) padded(width int) Text {
	return Text{t.s + strings.Repeat(" ", max(0, width-len(t.s)))}
}

// trimmed is t without the spaces at its end.
func (t Text) trimmed() Text { return Text{strings.TrimRight(t.s, " ")} }

// join sets texts side by side.
func join(texts ...Text) Text {
	switch len(texts) {
	case 0:
		return Text{}
	case 1:
		return texts[0]
	case 2:
		if texts[0] == (Text{}) {
			return texts[1]
		}
	}
	size := 0
	for _, t := range texts {
		size += len(t.s)
	}
	var b strings.Builder
	b.Grow(size)
	for _, t := range texts {
		b.WriteString(t.s)
	}
	return Text{b.String()}
}

// words is plain text between what stands left and right of it.
func words(sink *residual.Sink, t plan.Text, l left, r right, d dialect) Text {
	if t.Fixed() { // as most are: an escaper takes longer to make than to use
		return Text{escapeText(t.Fill(nil), l, r, d)}
	}
	return Text{sink.Put(t, plain(l, r, d))}
}

// strong is plain text in bold; empty text stays empty.
func strong(sink *residual.Sink, t plan.Text, d dialect) Text {
	if t.Fixed() {
		return Text{escapeStrong(t.Fill(nil), d)}
	}
	return Text{sink.Put(t, boldIn(d))}
}

// code is a code span; empty text stays empty.
func code(sink *residual.Sink, t plan.Text, in codePlace) Text {
	return Text{sink.Put(t, codeIn(in))}
}

// A codePlace is where a code span stands.
type codePlace struct {
	cell bool // in a cell of a table, where a | ends it
	// never is what some reader takes for more than code even in a code span: a
	// value that has it is printed as plain text.
	never   []string
	flavour string // of that reader
}

// codeIn is the escaper of a code span in its place.
func codeIn(in codePlace) residual.Escaper {
	e := codeSpan
	if in.cell {
		e = codeSpanInCell
	}
	if len(in.never) > 0 {
		inner := e.Escape
		e = residual.Escaper{Name: e.Name + "." + in.flavour, Escape: func(value string) string {
			return escapeCodeWithout(value, in.never, inner)
		}}
	}
	return e
}

// url is where a link leads. Only the web, mail and relative paths are let in.
func url(s string) (Text, error) {
	if scheme, _, ok := strings.Cut(s, ":"); ok && !strings.ContainsAny(scheme, "/?#") {
		switch strings.ToLower(scheme) {
		case "http", "https", "mailto":
		default:
			return Text{}, fmt.Errorf("a link to %q is not allowed", s)
		}
	}
	return Text{linkTarget.Escape(s)}, nil
}

// slug is the anchor that GitHub gives a heading with this text.
func slug(sink *residual.Sink, t plan.Text) Text {
	return Text{sink.Put(t, headingSlug)}
}

// fence is the fence of a code block that holds all these values.
func fence(sink *residual.Sink, values plan.Text) Text {
	return Text{sink.Put(values, codeFence)}
}

// command is a pipeline inside a fence. A value may go over several lines, each
// of which has to begin like the lines around the fence do; goldmark drops the
// spaces of a line that has nothing else.
func command(sink *residual.Sink, c plan.Command, prefix Text) Text {
	next := "\n" + prefix.s
	return Text{powershell.CommandIn(sink, c, residual.Escaper{
		Name:   "markdown.fenced(" + prefix.s + ")",
		Escape: func(s string) string { return strings.ReplaceAll(s, "\n", next) },
	})}
}

// noteName is how a flavour spells a kind of note.
func noteName(s string) (Text, error) {
	if !noteWord().MatchString(s) {
		return Text{}, fmt.Errorf("%q is no name of a note", s)
	}
	return Text{s}, nil
}

// quotedTitle is the title of a note in quotes, where nothing is escaped.
func quotedTitle(s string) (Text, error) {
	if !noteWord().MatchString(s) {
		return Text{}, fmt.Errorf("%q is no title of a note", s)
	}
	return Text{`"` + s + `"`}, nil
}

// noteWord is a word that reads as itself wherever a note has one.
var noteWord = pattern.New(`^[A-Za-z]+$`)

// statement is an import of a flavour: a line of the program.
func statement(line string) Text { return Text{line} }

// attribute is text between the double quotes of an attribute of an element.
func attribute(sink *residual.Sink, t plan.Text) Text {
	return Text{sink.Put(t, attributeText)}
}

// tabTitle is text between the double quotes of a title, where Markdown is read.
func tabTitle(sink *residual.Sink, t plan.Text, d dialect) Text {
	return Text{sink.Put(t, residual.Escaper{Name: "markdown.title" + d.name, Escape: func(value string) string {
		return strings.ReplaceAll(escapeText(value, leftEdge, rightEdge, d), `"`, "&#34;")
	}})}
}

// quoted is a YAML scalar of type string.
func quoted(sink *residual.Sink, t plan.Text) Text {
	return Text{sink.Put(t, yamlString)}
}

// remark is text of a comment of YAML, HTML or MDX, or of the title of a link. It is
// letters and digits with marks of which none ends one of them.
func remark(s string) (Text, error) {
	if !noEnd().MatchString(s) {
		return Text{}, fmt.Errorf("%q cannot stand in a comment: only letters, digits, spaces and . , : ; _ - can", s)
	}
	return Text{s}, nil
}

// noEnd has no mark that, doubled or beside another, ends a comment.
var noEnd = pattern.New(`^[\p{L}\p{N}_]([\p{L}\p{N}_.,:; -]*[\p{L}\p{N}_.])?$`)

// yamlKey is the key of a YAML mapping.
func yamlKey(sink *residual.Sink, s string) Text {
	if plainKey().MatchString(s) && !wordKey().MatchString(s) {
		return Text{s}
	}
	return quoted(sink, plan.Literal(s))
}

// scalar is a YAML scalar that is no string, as it is written.
func scalar(s string) (Text, error) {
	if !rawScalar().MatchString(s) {
		return Text{}, fmt.Errorf("%q is no number, date or Boolean", s)
	}
	return Text{s}, nil
}

var (
	// plainKey is a key that YAML reads as a string without quotes.
	plainKey = pattern.New(`^[A-Za-z][A-Za-z0-9_-]*$`)
	// wordKey looks like one and is a Boolean or null to some readers.
	wordKey = pattern.New(`^(?i:true|false|yes|no|on|off|y|n|null)$`)
	// rawScalar is a number, a date, a time, a Boolean or null.
	rawScalar = pattern.New(`^(true|false|null|[-+]?[0-9][0-9A-Za-z_.:+-]*)$`)
)

// headingID is what stands before and after the words of a heading so that it is
// reached by an id. Slugs need nothing.
func headingID(form templates.AnchorForm, id string) (before, after Text, err error) {
	if !anchor().MatchString(id) {
		err = fmt.Errorf("%q is no anchor", id)
	}
	switch form {
	case templates.AnchorAttributes:
		after = Text{" {#" + id + "}"}
	case templates.AnchorComments:
		after = Text{" {/* #" + id + " */}"}
	case templates.AnchorElements:
		before = Text{`<a id="` + id + `"></a>`}
	default:
		err = nil
	}
	return before, after, err
}

// anchor is what goldmark takes for an id in an attribute.
var anchor = pattern.New(`^[A-Za-z0-9][A-Za-z0-9._:-]*$`)

// The escapers, each named for its place. What they do stands in escape.go and the
// files beside it: text in, text out, and nothing of this package that is safe to print.
var (
	codeSpan       = residual.Escaper{Name: "markdown.code", Escape: escapeCode}
	codeSpanInCell = residual.Escaper{Name: "markdown.code.cell", Escape: escapeCodeInCell}

	codeFence   = residual.Escaper{Name: "markdown.fence", Escape: escapeFence}
	linkTarget  = residual.Escaper{Name: "markdown.url", Escape: escapeURL}
	headingSlug = residual.Escaper{Name: "markdown.slug", Escape: escapeSlug}
	// attributeText is what stands in an attribute: entities are all that is read there.
	attributeText = residual.Escaper{Name: "markdown.attribute", Escape: func(value string) string {
		return html.EscapeString(inOneLine(clean(value)))
	}}
	yamlString = residual.Escaper{Name: "yaml.string", Escape: escapeYAML}
)
