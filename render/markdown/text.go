package markdown

import (
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

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

// The escapers, each named for its place.
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

// left and right are what stands beside plain text. They are known from the
// structure of a line alone, never from the values beside it.
type (
	left  string
	right string
)

const (
	leftRun    left = ""       // code, a link or the text of this package
	leftBlock  left = "block"  // the start of a block: a list, a heading … could start here
	leftEdge   left = "edge"   // the start of a cell, a heading, or bold text
	leftStrong left = "strong" // the end of bold text

	rightRun    right = ""       // a link or the text of this package
	rightEdge   right = "edge"   // the end of the line, the cell or bold text
	rightCode   right = "code"   // the start of a code span
	rightStrong right = "strong" // the start of bold text
)

// plain is the escaper of plain text.
func plain(l left, r right, d dialect) residual.Escaper {
	return residual.Escaper{
		Name:   "markdown.text(" + string(l) + "," + string(r) + ")" + d.name,
		Escape: func(value string) string { return escapeText(value, l, r, d) },
	}
}

// boldIn is the escaper of bold text.
func boldIn(d dialect) residual.Escaper {
	return residual.Escaper{
		Name:   "markdown.strong" + d.name,
		Escape: func(value string) string { return escapeStrong(value, d) },
	}
}

// clean is a value without what no output may hold.
func clean(value string) string {
	if utf8.ValidString(value) && strings.IndexByte(value, 0) < 0 {
		return value
	}
	return strings.ReplaceAll(strings.ToValidUTF8(value, "\ufffd"), "\x00", "\ufffd")
}

// escapeText escapes where a reader of Markdown would see more than text, and
// nowhere else. The neighbours of a character inside the value are known; what
// follows or precedes the value is l and r.
func escapeText(value string, l left, r right, d dialect) string {
	value = clean(value)
	var b strings.Builder
	written := 0                                 // bytes of the value
	hashes := len(strings.TrimRight(value, "#")) // from here on there are only #
	digits := 0
	for digits < len(value) && value[digits] >= '0' && value[digits] <= '9' {
		digits++
	}
	starts := l == leftBlock && d.startsBlock(value)
	for i, size := 0, 0; i < len(value); i += size {
		for i > 0 && i < len(value)-1 && inert(value[i]) {
			i++
		}
		var c rune
		c, size = utf8.DecodeRuneInString(value[i:])
		first, last := i == 0, i+size == len(value)
		if hidden(c) ||
			first && l.encodes(c) || last && r.encodes(c) {
			if written == 0 {
				b.Grow(len(value) + few)
			}
			b.WriteString(value[written:i])
			fmt.Fprintf(&b, "&#%d;", c)
			written = i + size
			continue
		}
		var prev, next byte // ASCII neighbours; 0 where there is none
		if !first {
			prev = value[i-1]
		}
		if !last {
			next = value[i+size]
		}
		// A neighbour at the border that comes out as an entity counts as the
		// punctuation that an entity starts and ends with.
		if i == 1 && l.encodes(rune(prev)) {
			prev = ';'
		}
		if i+size+1 == len(value) && r.encodes(rune(next)) {
			next = '&'
		}
		if special(c, prev, next, value[:i], value[i+size:]) ||
			d.special(c, next, value[i+size:]) ||
			l == leftBlock && startsBlock(c, next, i, digits) ||
			first && starts ||
			r == rightEdge && c == '#' && i >= hashes ||
			r.escapes(c) && last {
			if written == 0 {
				b.Grow(len(value) + few)
			}
			b.WriteString(value[written:i])
			d.escape(&b, c)
			written = i + size
		}
	}
	if written == 0 {
		return value
	}
	b.WriteString(value[written:])
	return b.String()
}

// few is room for the characters of a text that are escaped.
const few = 16

// inert tells whether a character between two others is text and nothing else,
// which most of a text is.
func inert(c byte) bool { return alnum(c) || c == ' ' || c == ',' || c == '-' }

// hidden tells whether a character is better seen than obeyed: control
// characters, line breaks, and marks that change the direction of what follows.
// They are written as numbers, which read as the character itself.
func hidden(c rune) bool {
	switch {
	case c < 0x20, c >= 0x7f && c < 0xa0: // controls
		return true
	case c == 0x200e, c == 0x200f, c == 0x061c: // direction marks
		return true
	case c >= 0x2028 && c <= 0x202e: // separators, embeddings and overrides
		return true
	case c >= 0x2066 && c <= 0x2069: // isolates
		return true
	}
	return c == 0xfeff // byte order mark
}

// encodes tells whether the first character of a text has to be written as an
// entity. At the start of a line spaces are dropped. Beside ** a letter must
// not stand where the bold text has punctuation on its other side, or ** is no
// delimiter; an entity ends in punctuation.
func (l left) encodes(c rune) bool {
	switch l {
	case leftBlock, leftEdge:
		return unicode.IsSpace(c)
	case leftStrong:
		return !asciiPunct(c) && c != ' '
	}
	return false
}

// encodes is the same for the last character of a text.
func (r right) encodes(c rune) bool {
	switch r {
	case rightEdge:
		return unicode.IsSpace(c)
	case rightStrong:
		return !asciiPunct(c) && c != ' '
	case rightCode:
		return c < 0x7f && alnum(byte(c))
	}
	return false
}

// escapes tells whether the last character needs a backslash for what stands
// right of it. Asterisks and backticks are letters of a mail address to a reader
// that looks for addresses before it looks for code: x`a@b.example` is one.
func (r right) escapes(c rune) bool {
	return (r == rightCode || r == rightStrong) && c < 0x7f && addressByte(byte(c))
}

// special tells whether c would be more than text anywhere in a line.
func special(c rune, prev, next byte, before, after string) bool {
	switch c {
	case '`', '*', '[', ']', '|', '{', '~', '$':
		return true
	case '\\': // before a letter it is itself
		return !alnum(next)
	case '_': // inside a word it is itself
		return !alnum(prev) || !alnum(next)
	case '<': // before a space or a number it starts no tag
		return next != ' ' && next != '=' && (next < '0' || next > '9')
	case '&':
		return next == 0 || entity(after)
	case '!': // a link may follow
		return next == 0
	case '.': // www.
		return len(before) >= 3 && strings.EqualFold(before[len(before)-3:], "www")
	case ':': // a URL that readers turn into a link
		return strings.HasPrefix(after, "//") || mailScheme(before)
	case '@': // an address that readers turn into a link
		return (prev == 0 || addressByte(prev)) && alnum(next)
	}
	return false
}

// startsBlock tells whether c at offset i of the first text of a block would
// start something other than a paragraph.
func startsBlock(c rune, next byte, i, digits int) bool {
	switch c {
	case '#', '>':
		return i == 0
	case '-', '+', '=', ':': // lists, underlines, rows of a table, definitions
		return i == 0 && !alnum(next)
	case '.', ')': // "1. "
		return i > 0 && i == digits && (next == 0 || next == ' ')
	}
	return false
}

// entity tells whether an ampersand before s starts an entity.
func entity(s string) bool {
	end := strings.IndexByte(s, ';')
	return end > 0 && strings.Trim(s[:end],
		"#abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}

// mailScheme tells whether s ends in a scheme that GitHub makes links of.
func mailScheme(s string) bool {
	s = strings.ToLower(s[max(0, len(s)-len("mailto")):])
	return strings.HasSuffix(s, "mailto") || strings.HasSuffix(s, "xmpp")
}

// addressByte tells whether c may end the local part of a mail address.
func addressByte(c byte) bool {
	return alnum(c) || c != 0 && strings.IndexByte(".!#$%&'*+/=?^_`{|}~-", c) >= 0
}

func alnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

func asciiPunct(c rune) bool {
	return c > ' ' && c < 0x7f && !alnum(byte(c))
}

// escapeStrong puts ** around the text. The spaces just inside are entities:
// before a space ** closes nothing.
func escapeStrong(value string, d dialect) string {
	if value == "" {
		return ""
	}
	return "**" + escapeText(value, leftEdge, rightEdge, d) + "**"
}

// escapeCode makes a code span. A code span has no escapes: its fence is a run
// of backticks that the value does not have, and a line break in it reads as a
// space. Values with line breaks are refused where profiles and content are
// read; here they become spaces too.
func escapeCode(value string) string {
	if value == "" {
		return ""
	}
	value = inOneLine(clean(value))
	fence := "`"
	for runs := backticks(value); runs[len(fence)]; {
		fence += "`"
	}
	// One space at both ends is taken away, unless there is nothing else.
	first, last := value[0], value[len(value)-1]
	if first == '`' || last == '`' ||
		first == ' ' && last == ' ' && strings.Trim(value, " \t") != "" {
		return fence + " " + value + " " + fence
	}
	return fence + value + fence
}

// inOneLine is a value with a space for each line break. Hardly any value has one,
// and the replacer copies them all.
func inOneLine(value string) string {
	if !strings.ContainsAny(value, "\r\n") {
		return value
	}
	return lineBreaks.Replace(value)
}

var lineBreaks = strings.NewReplacer("\r\n", " ", "\r", " ", "\n", " ")

// escapeCodeInCell makes a code span in which no | ends the cell: the row is
// cut into cells before code spans are looked for, and \| is a | to both.
func escapeCodeInCell(value string) string {
	return strings.ReplaceAll(escapeCode(value), "|", `\|`)
}

// escapeCodeWithout makes a code span, or plain text of a value that has what no
// code span may have for some reader.
func escapeCodeWithout(value string, never []string, span func(string) string) string {
	if !slices.ContainsFunc(never, func(s string) bool { return strings.Contains(value, s) }) {
		return span(value)
	}
	value = clean(value)
	first, size := utf8.DecodeRuneInString(value)
	return fmt.Sprintf("&#%d;", first) + escapeText(value[size:], leftStrong, rightStrong, dialect{})
}

// escapeFence is three backticks, or more where the value has as many in a row.
func escapeFence(value string) string {
	longest := 2
	for n := range backticks(value) {
		longest = max(longest, n)
	}
	return strings.Repeat("`", longest+1)
}

// backticks tells how long the runs of backticks in s are.
func backticks(s string) map[int]bool {
	runs := map[int]bool{}
	for n := 0; ; {
		i := strings.IndexByte(s, '`')
		if i < 0 {
			return runs
		}
		s = s[i:]
		n = len(s) - len(strings.TrimLeft(s, "`"))
		runs[n] = true
		s = s[n:]
	}
}

// escapeURL keeps what may stand in a URL and writes all other bytes as %XX.
// Of those that may, parentheses could end the link, an asterisk or underscore
// never stands outside of it, and an ampersand could start an entity.
func escapeURL(value string) string {
	value = clean(value)
	var b strings.Builder
	for i := range len(value) {
		switch c := value[i]; {
		case c == '(' || c == ')':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c == '&' && entity(value[i+1:]):
			b.WriteString("&amp;")
		case alnum(c) || strings.IndexByte("-._~:/?#[]@!$&'*+,;=%", c) >= 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// Slug is the anchor that GitHub gives a heading with this text, where no other
// heading has the same.
func Slug(text string) string { return escapeSlug(text) }

// escapeSlug follows GitHub: lower case, letters, marks, digits, connectors and
// hyphens are kept, a space is a hyphen, the rest is dropped.
func escapeSlug(value string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == ' ':
			return '-'
		case c == '-', unicode.In(c, unicode.L, unicode.M, unicode.Nd, unicode.Pc):
			return c
		}
		return -1
	}, strings.ToLower(clean(value)))
}

// escapeYAML makes a double-quoted scalar on one line.
func escapeYAML(value string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range clean(value) {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\t':
			b.WriteString(`\t`)
		case c == '\r':
			b.WriteString(`\r`)
		case hidden(c) || c == 0xfffe || c == 0xffff: // no character of YAML, or an unseen one
			fmt.Fprintf(&b, `\u%04X`, c)
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
