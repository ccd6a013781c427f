package html

import (
	"encoding/base64"
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/picture"
	"github.com/triptych-docs/triptych/render/powershell"
	"github.com/triptych-docs/triptych/render/residual"
)

// A Text is HTML that is safe to print: it reads as what its constructor says,
// whatever value went in. The zero Text is empty.
type Text struct{ s string }

// String is the HTML.
func (t Text) String() string { return t.s }

// markup is the text for a frame, which is not to escape it again.
func (t Text) markup() template.HTML { return template.HTML(t.s) }

// inTag is attributes for a frame, which has the space before them.
func (t Text) inTag() template.HTMLAttr {
	return template.HTMLAttr(strings.TrimPrefix(t.s, " "))
}

// fixed is HTML of this package: only constants become one.
type fixed string

// syntax is HTML of this package as a text.
func syntax(s fixed) Text { return Text{string(s)} }

// number is a number in digits.
func number(n int) Text { return Text{strconv.Itoa(n)} }

// join sets texts side by side.
func join(texts ...Text) Text {
	if len(texts) == 1 {
		return texts[0]
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

// words is plain text between tags.
func words(sink *residual.Sink, t plan.Text) Text {
	return Text{sink.Put(t, inText)}
}

// attribute is an attribute with its value in quotes, after a space.
func attribute(sink *residual.Sink, name fixed, value plan.Text) Text {
	return Text{" " + string(name) + `="` + sink.Put(value, inAttribute) + `"`}
}

// href is where a link leads. Only the web, mail and relative paths are let in.
func href(sink *residual.Sink, url string) (Text, error) {
	if scheme, _, ok := strings.Cut(url, ":"); ok && !strings.ContainsAny(scheme, "/?#") {
		switch strings.ToLower(scheme) {
		case "http", "https", "mailto":
		default:
			return Text{}, fmt.Errorf("a link to %q is not allowed", url)
		}
	}
	return attribute(sink, "href", plan.Literal(url)), nil
}

// command is a pipeline as text between tags.
func command(sink *residual.Sink, c plan.Command) Text {
	return Text{powershell.CommandIn(sink, c, inText)}
}

// drawing is a picture that package picture has escaped.
func drawing(m picture.Markup) Text { return Text{m.String()} }

// kindClass is the class of a kind of note.
func kindClass(k plan.NoteKind) Text {
	switch k {
	case plan.NoteTip, plan.NoteImportant, plan.NoteWarning, plan.NoteCaution:
		return Text{string(k)}
	}
	return Text{"plain"}
}

// embedded is the src attribute with a whole picture in it. Pictures that could
// hold a script or a style, such as SVG, are not let in.
func embedded(f File) (Text, error) {
	switch f.Type {
	case "image/png", "image/jpeg", "image/gif", "image/webp":
	default:
		return Text{}, fmt.Errorf("a picture of type %q is not allowed", f.Type)
	}
	return Text{` src="data:` + f.Type + `;base64,` + base64.StdEncoding.EncodeToString(f.Data) + `"`}, nil
}

// The escapers. HTML needs the same characters escaped in both places; they
// have names of their own because they are different places.
var (
	inText      = residual.Escaper{Name: "html.text", Escape: escape}
	inAttribute = residual.Escaper{Name: "html.attribute", Escape: escape}
)

// escape writes what would start a tag or an entity, or end an attribute, as an
// entity. So are carriage returns, which a parser reads as line feeds otherwise.
// The zero character does not exist in HTML.
func escape(value string) string {
	if !utf8.ValidString(value) {
		value = strings.ToValidUTF8(value, "\ufffd")
	}
	return escapes.Replace(value)
}

var escapes = strings.NewReplacer(
	"&", "&amp;",
	"<", "&lt;",
	">", "&gt;",
	`"`, "&#34;",
	"'", "&#39;",
	"\r", "&#13;",
	"\x00", "\ufffd",
)
