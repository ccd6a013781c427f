package html_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	page "github.com/triptych-docs/triptych/render/html"
)

// The law of this package: an HTML parser reads back exactly the value in every
// place, and no other node. So the tree of a page filled with a value is the
// tree of the page filled with a marker, with the value in place of the marker.

const marker = "MARKER"

func value() plan.Text { return plan.FromHole("v") }

func words() plan.Run { return plan.Words{Text: value()} }

func line(runs ...plan.Run) plan.Line { return runs }

func paragraph(runs ...plan.Run) plan.Block { return plan.Paragraph{Line: runs} }

// everywhere is a book with a hole in every place that takes a value, and a
// page around it.
func everywhere() (*book.Book, page.Page) {
	code := plan.Code{Text: value()}
	between := plan.Text{{Literal: "a"}, {Hole: "v"}, {Literal: "b"}}
	blocks := []plan.Block{
		paragraph(words()),
		paragraph(plan.Words{Text: between}, code, plan.Strong{Line: line(words(), code)}),
		paragraph(plan.Link{Line: line(words()), URL: "https://a.example"}),
		paragraph(plan.Shown{Setting: "a.B", Name: "V1", Text: value()}, plan.Ref{Target: "c"}),
		plan.List{Items: []plan.Item{
			{Blocks: []plan.Block{paragraph(words())}},
			{Tick: "t", Blocks: []plan.Block{paragraph(words()), paragraph(code)}},
		}},
		plan.Table{
			Caption: line(words()),
			Columns: []plan.Line{line(words()), line(words(), code)},
			Rows:    []plan.TableRow{{Cells: []plan.Line{line(words()), line(code)}}},
		},
		plan.Table{Rows: []plan.TableRow{{Cells: []plan.Line{line(words()), line(words())}}}},
		plan.Note{Kind: plan.NoteTip, Blocks: []plan.Block{paragraph(words())}},
		plan.Guarded{Guard: plan.Guard{Lead: line(words()), Out: []plan.Pick{{"a.b"}}}, Blocks: []plan.Block{paragraph(words())}},
		plan.Picture{File: "a.png", Alt: line(words(), code)},
		plan.Picture{File: "b.png", Alt: line(words())},
		plan.Dialog{Title: "D", Fields: []plan.DialogField{{Label: "L", Control: plan.ControlText, Values: []plan.Line{line(words())}}}},
	}
	b := &book.Book{
		Title:      line(words()),
		Lead:       []plan.Block{paragraph(words())},
		Chapters:   []book.Chapter{{ID: "c", Level: 2, Number: "1.", Title: line(words(), code), Blocks: blocks}},
		References: map[string]book.Reference{"c": {Before: "in ", Title: line(words()), Anchor: "c"}},
	}
	return b, page.Page{Key: value(), Pictures: map[string]page.File{"a.png": {Type: "image/png", Data: []byte{1}}}}
}

// commands is a book in which the value stands in a command, where it is
// escaped for PowerShell first.
func commands() *book.Book {
	return &book.Book{Chapters: []book.Chapter{{ID: "c", Level: 2, Title: plan.Say("C"), Blocks: []plan.Block{
		plan.Command{Pipeline: []plan.Call{{Cmdlet: "Get-Thing", Args: []plan.Arg{{Name: "Name", Value: plan.One{Text: value()}}}}}},
	}}}}
}

// quotes doubles what PowerShell takes for the end of a literal.
var quotes = strings.NewReplacer("'", "''", "\u2018", "\u2018\u2018", "\u2019", "\u2019\u2019",
	"\u201a", "\u201a\u201a", "\u201b", "\u201b\u201b")

// tree is a page as its parser reads it: tags with attributes, and texts.
func tree(t *testing.T, source []byte) []string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for n := range root.Descendants() {
		s := fmt.Sprintf("%d %s", n.Type, n.Data)
		for _, a := range n.Attr {
			s += "\n" + a.Key + "=" + a.Val
		}
		out = append(out, s)
	}
	return out
}

func fill(t *testing.T, b *book.Book, p page.Page, v string) []byte {
	t.Helper()
	r, err := page.Print(b, p)
	if err != nil {
		t.Fatal(err)
	}
	return r.Fill(plan.Values{"v": v})
}

func holds(t *testing.T, v string) {
	t.Helper()
	if v == "" || !utf8.ValidString(v) || strings.Contains(v, "\x00") {
		return
	}
	everywhere, around := everywhere()
	books := []struct {
		book  *book.Book
		page  page.Page
		reads string
	}{
		{everywhere, around, v},
		{commands(), page.Page{}, quotes.Replace(v)},
	}
	for _, b := range books {
		want, got := tree(t, fill(t, b.book, b.page, marker)), tree(t, fill(t, b.book, b.page, v))
		if len(got) != len(want) {
			t.Fatalf("value %q: the page has %d nodes, not %d", v, len(got), len(want))
		}
		for i := range want {
			if want := strings.ReplaceAll(want[i], marker, b.reads); got[i] != want {
				t.Fatalf("value %q: a node reads\n%q\nnot\n%q", v, got[i], want)
			}
		}
	}
}

var hostile = []string{
	"plain", "a b", " a ", "  ", "\n", "a\nb", "\r", "\r\n", "\t", "\f", "\v", "\u00a0", "\u0085", "\u2028", "\ufeff", "\u202eabc", "\u200b",
	"<", ">", "&", `"`, "'", "&amp;", "&lt", "&#60;", "&copy", "&notit;", "<b>", "</p>", "</td></table>", "</title>", "</textarea>", "</style>", "</script>",
	"<script>alert(1)</script>", "<!-- ", "-->", "<![CDATA[", "]]>", "<?php", "<img src=x onerror=alert(1)>", `" onclick="alert(1)`, "' x='", "javascript:alert(1)",
	"{{.}}", "{{end}}", "${a}", "$(a)", "`", "\\", "é", "日本語", "😀", "\ufffd", "\ufffe", "\u0001", "\u007f", "\u0080", "\u0099", "\u2018a\u2019", "a=b", "/", "=",
	strings.Repeat(`<&"'>`, 2000),
}

func TestLaw(t *testing.T) {
	for _, v := range hostile {
		holds(t, v)
	}
}

func TestLawForGenerated(t *testing.T) {
	n := 300
	if testing.Short() {
		n = 50
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range n {
		var b strings.Builder
		for range 1 + r.IntN(5) {
			b.WriteString(hostile[r.IntN(len(hostile)-1)])
		}
		holds(t, b.String())
	}
}

func FuzzLaw(f *testing.F) {
	for _, v := range hostile[:len(hostile)-1] {
		f.Add(v)
	}
	f.Fuzz(func(t *testing.T, v string) {
		if !strings.Contains(v, marker) {
			holds(t, v)
		}
	})
}

// A NUL and bytes that are no UTF-8 do not exist in HTML: they come out as the
// character for such, and break nothing.
func TestImpossibleCharacters(t *testing.T) {
	b, p := everywhere()
	for _, v := range []string{"a\x00b", "a\xffb"} {
		got, want := fill(t, b, p, v), fill(t, b, p, "a\ufffdb")
		if !bytes.Equal(got, want) {
			t.Errorf("%q does not print as U+FFFD", v)
		}
	}
}
