package render_test

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"golang.org/x/net/html"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	pages "github.com/triptych-docs/triptych/render/html"
	"github.com/triptych-docs/triptych/render/markdown"
	"github.com/triptych-docs/triptych/render/residual"
	"github.com/triptych-docs/triptych/templates"
)

// Law 4: Markdown read by goldmark and the page read by an HTML parser say the
// same in each chapter. The two readers share no code with the printers.
func TestSameWords(t *testing.T) {
	values := []plan.Values{customer()}
	for _, v := range []string{"Smith & Sons", "a|b", "*a* `b` <c>", "\u202eabc", `C:\a_b`, "'quoted'"} {
		hostile := customer()
		for name := range hostile {
			hostile[name] = v
		}
		values = append(values, hostile)
	}
	page := printed(t)(pages.Print(sample(), pages.Page{Key: plan.FromHole("id")}))
	for _, name := range []string{"gfm", "hugo"} {
		md := printed(t)(markdown.Print(sample(), flavour(t, name)))
		for _, v := range values {
			if n := len(sameWords(t, name, md.Fill(v), page.Fill(v))); n != len(sample().Chapters)+1 {
				t.Fatalf("%s: Markdown has %d chapters", name, n)
			}
		}
	}
}

// flavour is a flavour that there is.
func flavour(t *testing.T, name string) markdown.Flavour {
	t.Helper()
	f, err := markdown.Named(name)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// sameWords compares what a Markdown and a page say, chapter by chapter, and
// returns it.
func sameWords(t *testing.T, name string, md, page []byte) []string {
	t.Helper()
	fromMarkdown, fromPage := readMarkdown(t, md), readPage(t, page)
	if len(fromPage) != len(fromMarkdown) {
		t.Fatalf("%s: Markdown has %d chapters, the page %d", name, len(fromMarkdown), len(fromPage))
	}
	for i := range fromMarkdown {
		if fromMarkdown[i] != fromPage[i] {
			t.Errorf("%s: Markdown says\n%s\nthe page says\n%s", name, fromMarkdown[i], fromPage[i])
		}
	}
	return fromMarkdown
}

// printed is what a printer returned, which did not fail.
func printed(t testing.TB) func(*residual.Residual, error) *residual.Residual {
	return func(r *residual.Residual, err error) *residual.Residual {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
}

// chapters gathers what a document says, a text for each heading.
type chapters struct{ texts []strings.Builder }

func (c *chapters) heading() { c.texts = append(c.texts, strings.Builder{}) }

func (c *chapters) say(s string) {
	if len(c.texts) > 0 {
		c.texts[len(c.texts)-1].WriteString(s)
	}
}

func (c *chapters) all() []string {
	var out []string
	for i := range c.texts {
		out = append(out, strings.Join(strings.Fields(c.texts[i].String()), " "))
	}
	return out
}

// alerts are the words for which GitHub shows a mark of an alert.
var alerts = strings.NewReplacer("[!NOTE]", "Note:", "[!TIP]", "Tip:", "[!IMPORTANT]", "Important:",
	"[!WARNING]", "Warning:", "[!CAUTION]", "Caution:")

// readMarkdown is what goldmark's own page says.
func readMarkdown(t *testing.T, source []byte) []string {
	t.Helper()
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithParserOptions(parser.WithAttribute()))
	var page bytes.Buffer
	if err := md.Convert(source, &page); err != nil {
		t.Fatal(err)
	}
	texts := readPage(t, page.Bytes())
	for i := range texts {
		texts[i] = alerts.Replace(texts[i])
	}
	return texts
}

func readPage(t *testing.T, source []byte) []string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	var out chapters
	pageText(root, &out)
	return out.all()
}

// pageText says what a person reads in a page, the page's own controls left out.
func pageText(n *html.Node, out *chapters) {
	if n.Type == html.TextNode {
		out.say(n.Data)
		return
	}
	if strings.Contains(" "+attr(n, "class")+" ", " chrome ") {
		return
	}
	switch n.Data {
	case "head", "script", "style", "svg":
		// What a picture inside of the page says, the list below it says too.
		return
	case "h1", "h2", "h3", "h4", "h5", "h6":
		out.heading()
	case "p", "div", "section", "li", "ul", "ol", "table", "tr", "th", "td", "caption", "figcaption", "figure", "dl", "dt", "aside", "blockquote", "pre":
		out.say("\n")
		defer out.say("\n")
	case "img":
		out.say(attr(n, "alt"))
	case "input":
		if attr(n, "type") == "text" {
			out.say("____")
		}
	}
	if n.Data == "li" && n.Parent.Data == "ol" {
		out.say(place(n) + ". ")
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		pageText(c, out)
	}
}

// place is the number of an item of an ordered list.
func place(li *html.Node) string {
	n := 1
	if start := attr(li.Parent, "start"); start != "" {
		_, _ = fmt.Sscan(start, &n)
	}
	for s := li.PrevSibling; s != nil; s = s.PrevSibling {
		if s.Data == "li" {
			n++
		}
	}
	return fmt.Sprint(n)
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// The sample is worth something as long as it uses every kind of block and run.
func TestSampleIsComplete(t *testing.T) {
	used := map[string]bool{}
	kinds(reflect.ValueOf(sample()), used)
	for _, visitor := range []reflect.Type{reflect.TypeFor[plan.BlockVisitor](), reflect.TypeFor[plan.RunVisitor]()} {
		for i := range visitor.NumMethod() {
			if name := visitor.Method(i).Name; !used[name] {
				t.Errorf("the sample has no %s", name)
			}
		}
	}
	for _, kind := range []plan.NoteKind{plan.NoteInfo, plan.NoteTip, plan.NoteImportant, plan.NoteWarning, plan.NoteCaution} {
		if !used[string(kind)] {
			t.Errorf("the sample has no note of kind %s", kind)
		}
	}
}

func kinds(v reflect.Value, used map[string]bool) {
	used[v.Type().Name()] = true
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			kinds(v.Elem(), used)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			kinds(v.Field(i), used)
		}
	case reflect.Slice:
		for i := range v.Len() {
			kinds(v.Index(i), used)
		}
	case reflect.String:
		used[v.String()] = true
	}
}

// A Markdown or a page that was filled is what a book without holes prints.
func TestFilledIsPrinted(t *testing.T) {
	printers := map[string]func(*book.Book, plan.Text) (*residual.Residual, error){
		"page": func(b *book.Book, key plan.Text) (*residual.Residual, error) {
			return pages.Print(b, pages.Page{Key: key})
		},
	}
	for _, name := range templates.FlavourNames() {
		printers[name] = func(b *book.Book, _ plan.Text) (*residual.Residual, error) {
			return markdown.Print(b, flavour(t, name))
		}
	}
	for name, print := range printers {
		open := printed(t)(print(sample(), plan.FromHole("id")))
		for _, v := range []string{"acme", "", " a ", "`a`", "*", "1.", "a\nb", "'"} {
			values := customer()
			for hole := range values {
				values[hole] = v
			}
			bound := plan.Bind(sample(), values)
			direct := printed(t)(print(bound, plan.Literal(v))).Fill(nil)
			if filled := open.Fill(values); !bytes.Equal(filled, direct) {
				t.Errorf("%s with %q: filled\n%s\nprinted for one customer\n%s", name, v, filled, direct)
			}
		}
	}
}

// Two prints of the same book have the same bytes.
func TestSameBytes(t *testing.T) {
	for range 5 {
		a := printed(t)(pages.Print(sample(), pages.Page{})).Fill(customer())
		b := printed(t)(pages.Print(sample(), pages.Page{})).Fill(customer())
		if !bytes.Equal(a, b) {
			t.Fatal("two pages of the same book differ")
		}
		a = printed(t)(markdown.Print(sample(), markdown.GFM())).Fill(customer())
		b = printed(t)(markdown.Print(sample(), markdown.GFM())).Fill(customer())
		if !bytes.Equal(a, b) {
			t.Fatal("two documents of the same book differ")
		}
	}
}
