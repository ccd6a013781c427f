package markdown_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark/parser"
	"go.yaml.in/yaml/v4"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/markdown"
	"github.com/triptych-docs/triptych/templates"
)

// The law of this package: in every place goldmark reads back exactly the value
// and no other node. A place is blocks that hold the value and what they read as.
type place struct {
	name   string
	blocks []plan.Block
	reads  func(v string) string
	code   bool // no line breaks
	short  bool // goldmark reads no link text of more than 998 characters
	fenced bool // goldmark drops the spaces of a line that has nothing else
}

func value() plan.Text { return plan.FromHole("v") }

func line(runs ...plan.Run) plan.Line { return runs }

func says(s string) plan.Run { return plan.Words{Text: plan.Literal(s)} }

func bold(runs ...plan.Run) plan.Run { return plan.Strong{Line: runs} }

func coded(s string) plan.Run { return plan.Code{Text: plan.Literal(s)} }

func paragraph(runs ...plan.Run) []plan.Block {
	return []plan.Block{plan.Paragraph{Line: runs}}
}

func places() []place {
	v := plan.Words{Text: value()}
	c := plan.Code{Text: value()}
	quoted := func(format string, parts ...func(string) string) func(string) string {
		return func(v string) string {
			var args []any
			for _, p := range parts {
				args = append(args, p(v))
			}
			return fmt.Sprintf(format, args...)
		}
	}
	q := func(before, after string) func(string) string {
		return func(v string) string { return fmt.Sprintf("%q", before+v+after) }
	}
	only := q("", "")
	table := func(cell plan.Line) []plan.Block {
		return []plan.Block{plan.Table{
			Columns: []plan.Line{plan.Say("h"), cell},
			Rows:    []plan.TableRow{{Cells: []plan.Line{cell, plan.Say("x")}}},
		}}
	}
	item := func(runs ...plan.Run) plan.Item { return plan.Item{Blocks: paragraph(runs...)} }
	ticked := func(runs ...plan.Run) plan.Item {
		return plan.Item{Tick: "t", Blocks: paragraph(runs...)}
	}
	return []place{
		{name: "paragraph", blocks: paragraph(v),
			reads: quoted("Paragraph %s\n", only)},
		{name: "twice", blocks: paragraph(v, v),
			reads: func(v string) string { return fmt.Sprintf("Paragraph %q\n", v+v) }},
		{name: "middle", blocks: paragraph(says("Enter "), v, says(". Then")),
			reads: quoted("Paragraph %s\n", q("Enter ", ". Then"))},
		{name: "start before a full stop", blocks: paragraph(v, says(". Then")),
			reads: quoted("Paragraph %s\n", q("", ". Then"))},
		{name: "between code", blocks: paragraph(coded("x"), v, coded("y")),
			reads: quoted("Paragraph code(\"x\") %s code(\"y\")\n", only)},
		{name: "after code", blocks: paragraph(coded("x"), v),
			reads: quoted("Paragraph code(\"x\") %s\n", only)},
		{name: "between bold", blocks: paragraph(bold(says("x")), v, bold(says("y"))),
			reads: quoted("Paragraph emphasis2(\"x\") %s emphasis2(\"y\")\n", only)},
		{name: "between bold punctuation", blocks: paragraph(bold(says("x!")), v, bold(says("(y"))),
			reads: quoted("Paragraph emphasis2(\"x!\") %s emphasis2(\"(y\")\n", only)},
		{name: "bold", blocks: paragraph(bold(v)),
			reads: quoted("Paragraph emphasis2(%s)\n", only)},
		{name: "bold between letters", blocks: paragraph(says("a"), bold(v), says("b")),
			reads: quoted("Paragraph \"a\" emphasis2(%s) \"b\"\n", only)},
		{name: "bold beside code", blocks: paragraph(bold(v, coded("x"), v), v),
			reads: quoted("Paragraph emphasis2(%s code(\"x\") %s) %s\n", only, only, only)},
		{name: "bold in bold", blocks: paragraph(bold(says("a"), bold(v)), bold(v)),
			reads: func(v string) string { return fmt.Sprintf("Paragraph emphasis2(%q)\n", "a"+v+v) }},
		{name: "in a link", short: true,
			blocks: paragraph(says("a"), plan.Link{Line: line(v, bold(v), v), URL: "https://a.example/b_(c)"}, v),
			reads:  quoted("Paragraph \"a\" link<https://a.example/b_(c)>(%s emphasis2(%s) %s) %s\n", only, only, only, only)},
		{name: "alt", short: true,
			blocks: []plan.Block{plan.Picture{File: "a b.png", Alt: line(v)}},
			reads:  quoted("Paragraph image<a%%20b.png>(%s)\n", only)},
		{name: "code", code: true, blocks: paragraph(c),
			reads: quoted("Paragraph code(%s)\n", only)},
		{name: "code between letters", code: true, blocks: paragraph(says("a"), c, says("b")),
			reads: quoted("Paragraph \"a\" code(%s) \"b\"\n", only)},
		{name: "code between values", code: true, blocks: paragraph(v, c, v),
			reads: quoted("Paragraph %s code(%s) %s\n", only, only, only)},
		{name: "code beside code", code: true, blocks: paragraph(c, coded("x"), c),
			reads: func(v string) string { return fmt.Sprintf("Paragraph code(%q)\n", v+"x"+v) }},
		{name: "code in bold", code: true, blocks: paragraph(says("a"), bold(c), says("b")),
			reads: quoted("Paragraph \"a\" emphasis2(code(%s)) \"b\"\n", only)},
		{name: "shown", code: true, blocks: paragraph(plan.Shown{Text: value(), Name: "V6"}, v),
			reads: quoted("Paragraph code(%s) %s\n", only, q(" (V6)", ""))},
		{name: "cell", blocks: table(line(v)),
			reads: quoted("Table\n  TableHeader\n    TableCell \"h\"\n    TableCell %s\n"+
				"  TableRow\n    TableCell %s\n    TableCell \"x\"\n", only, only)},
		{name: "code in a cell", code: true, blocks: table(line(c)),
			reads: quoted("Table\n  TableHeader\n    TableCell \"h\"\n    TableCell code(%s)\n"+
				"  TableRow\n    TableCell code(%s)\n    TableCell \"x\"\n", only, only)},
		{name: "all in a cell", code: true, blocks: table(line(v, c, bold(v), c, v)),
			reads: quoted("Table\n  TableHeader\n    TableCell \"h\"\n    TableCell %s code(%s) emphasis2(%s) code(%s) %s\n"+
				"  TableRow\n    TableCell %s code(%s) emphasis2(%s) code(%s) %s\n    TableCell \"x\"\n",
				only, only, only, only, only, only, only, only, only, only)},
		{name: "name and value", blocks: []plan.Block{plan.Table{Rows: []plan.TableRow{{Cells: []plan.Line{line(v), line(v)}}}}},
			reads: quoted("List\n  ListItem\n    Paragraph emphasis2(%s) %s\n", q("", ":"), q(" ", ""))},
		{name: "item", blocks: []plan.Block{plan.List{Items: []plan.Item{item(v), item(v)}}},
			reads: quoted("List\n  ListItem\n    Paragraph %s\n  ListItem\n    Paragraph %s\n", only, only)},
		{name: "numbered item", blocks: []plan.Block{plan.List{Ordered: true, Start: 9, Items: []plan.Item{item(v), item(v)}}},
			reads: quoted("List from 9\n  ListItem\n    Paragraph %s\n  ListItem\n    Paragraph %s\n", only, only)},
		{name: "task", blocks: []plan.Block{plan.List{Items: []plan.Item{ticked(v), ticked(v)}}},
			reads: quoted("List\n  ListItem\n    Paragraph box %s\n  ListItem\n    Paragraph box %s\n", only, only)},
		{name: "note", blocks: []plan.Block{plan.Note{Kind: plan.NoteTip, Blocks: paragraph(v)}},
			reads: quoted("Blockquote\n  Paragraph %s\n", q("[!TIP]\n", ""))},
		{name: "note in an item", blocks: []plan.Block{plan.List{Items: []plan.Item{{Blocks: []plan.Block{
			plan.Note{Kind: plan.NoteTip, Blocks: paragraph(v)}}}}}},
			reads: quoted("List\n  ListItem\n    Blockquote\n      Paragraph emphasis2(\"Tip:\") %s\n", q(" ", ""))},
		{name: "guarded", blocks: []plan.Block{plan.Guarded{Guard: plan.Guard{Lead: plan.Say("if so")}, Blocks: paragraph(v)}},
			reads: quoted("Paragraph %s\n", q("If so: ", ""))},
		{name: "command", fenced: true, blocks: []plan.Block{plan.List{Items: []plan.Item{{Blocks: []plan.Block{
			plan.Command{Pipeline: []plan.Call{{Cmdlet: "Get-Thing", Args: []plan.Arg{{Name: "Name", Value: plan.One{Text: value()}}}}}}}}}}},
			reads: func(v string) string {
				quotes := strings.NewReplacer("'", "''", "\u2018", "\u2018\u2018", "\u2019", "\u2019\u2019",
					"\u201a", "\u201a\u201a", "\u201b", "\u201b\u201b")
				return fmt.Sprintf("List\n  ListItem\n    Fenced powershell %q\n", "Get-Thing -Name '"+quotes.Replace(v)+"'\n")
			}},
	}
}

// titled is a book of one chapter with a heading that can be told from a value.
func titled(blocks []plan.Block) *book.Book {
	return &book.Book{Chapters: []book.Chapter{{ID: "c", Level: 2, Title: plan.Say("Chapter"), Blocks: blocks}}}
}

var spaceLine = regexp.MustCompile(`(^|[\r\n])\s+([\r\n]|$)`)

// others are flavours whose readers are not goldmark: what is escaped for them
// beside the rest reads the same to goldmark, the pages of the real ones are read
// in package publish.
var others = []string{"starlight", "docusaurus", "mkdocs"}

// holds checks the law for one value in every place, for GitHub, Hugo and others.
func holds(t *testing.T, v string, others ...string) {
	t.Helper()
	if v == "" || !utf8.ValidString(v) || strings.Contains(v, "\x00") {
		return
	}
	for _, p := range places() {
		if p.code && strings.ContainsAny(v, "\r\n") || p.short && len(v) > 300 ||
			p.fenced && spaceLine.MatchString(v) {
			continue
		}
		check(t, p.name, v, titled(p.blocks), markdown.GFM(), "Heading2 \"Chapter\"\n"+p.reads(v))
		for _, name := range others {
			if f := named(name); !strings.Contains(p.name, "note") && !(p.code && differs(f, v)) {
				f.Anchors = templates.AnchorSlugs
				check(t, p.name+" of "+name, v, titled(p.blocks), f, "Heading2 \"Chapter\"\n"+p.reads(v))
			}
		}
	}
	headings := []struct {
		name   string
		number string
		title  plan.Line
		reads  string
	}{
		{"heading", "", line(plan.Words{Text: value()}), fmt.Sprintf("%q", v)},
		{"numbered heading", "2.", line(plan.Words{Text: value()}), fmt.Sprintf("%q", "2. "+v)},
	}
	for _, h := range headings {
		b := &book.Book{Chapters: []book.Chapter{{ID: "c", Level: 3, Number: h.number, Title: h.title}}}
		check(t, h.name, v, b, markdown.GFM(), "Heading3 "+h.reads+"\n")
		check(t, h.name+" of Hugo", v, b, hugo(nil), "Heading3#c "+h.reads+"\n")
	}
}

// differs tells whether a value in a code span is printed for a reader who sees it
// in another way than goldmark does.
func differs(f markdown.Flavour, v string) bool {
	return f.MDX && strings.Contains(v, `\|`) || f.Pipes && strings.Contains(v, "|")
}

// check prints a book for one customer and compares what goldmark reads.
func check(t *testing.T, name, v string, b *book.Book, f markdown.Flavour, want string) {
	t.Helper()
	r, err := markdown.Print(b, f)
	if err != nil {
		t.Fatal(err)
	}
	got := r.Fill(plan.Values{"v": v})
	var options []parser.Option
	if f.Anchors == templates.AnchorAttributes {
		options = append(options, parser.WithAttribute())
	}
	if read := read(got, options...); read != want {
		t.Fatalf("%s: value %q\nprints\n%s\nreads\n%s\nnot\n%s", name, v, got, read, want)
	}
	direct, err := markdown.Print(bound(b, v), f)
	if err != nil {
		t.Fatal(err)
	}
	if filled := direct.Fill(nil); string(filled) != string(got) {
		t.Fatalf("%s: value %q: filled\n%s\nprinted for one customer\n%s", name, v, got, filled)
	}
}

// hostile are values that have broken a printer of Markdown somewhere.
var hostile = []string{
	"plain", "two words", "J. Doe", "AT&T", "Smith & Sons", "journal-ndr@contoso.example",
	"https://example.com/a?b=c", "http://a.b", "www.example.com", "WWW.example.com", "mailto:a@b.example", "ftp://a.b",
	"_a_", "__a__", "a_b_c", "_", "__", "____", "a ____ b", "*a*", "**a**", "***", "*", "* a", "a * b", "a*", "~~a~~", "~a~", "~",
	"`", "``", "```", "a`b", "a``b`c", "`a`", " `a` ", " ", "  ", " a", "a ", " a ", "\t", "\ta", "a\t", "    code",
	"[a](b)", "![a](b)", "[a]", "[ ]", "[x] a", "[^1]", "[a]: b", "]", "](", "!", "a!", "!a",
	"<b>", "</b>", "<!-- a -->", "<", "<a", "a < b", "a<b", "<http://a.b>", "<a@b.c>", "<script>alert(1)</script>",
	"&amp;", "&", "&lt", "&#35;", "&copy;", "a&", "&;", "&#;", "&#x41;",
	`\`, `\\`, `a\`, `a\b`, `C:\Users`, `\*`, `\|`, `\\|`, `|`, "||", "a|b", `a\|b`, "|a|", "`|`", "a`|`\\|b",
	"# a", "#", "##", "a #", "a # #", "C#", "#hash", "####### a",
	"> a", ">", "- a", "-", "--", "---", "- - -", "-1", "+ a", "+", "+++", "=", "===", "= a", ":", ": a", ":-", ":---:", "---|---",
	"1. a", "1.", "1)", "12) a", "1. ", "1.a", "1234567890. a", "2026. Year", "1\n. a",
	"a\nb", "a\n\nb", "\n", "a\r\nb", "\r", "a\n- b", "a\n```\nb", "```\na", "\n    ```", "a\n===", "a  \nb", "a\\\nb",
	"{{< x >}}", "{{% x %}}", "{{ .x }}", "{#id}", "a {#id}", "{.c}", "${x}", "$(Get-Date)", "$a$", "$",
	"\u202eabc\u202c", "\u200f", "\u2028", "\u2066", "\ufeff", "\u00a0", "\u00a0a\u00a0", "\u0085", "\u007f", "\u0001", "\u200d", "é", "日本語", "😀", "\ufffd", "\ufffe",
	"'a'", `"a"`, "\u2018a\u2019", "\u201ca\u201d", "it's", "--a", "...", "(c)", ":smile:", "@name", "@", "a@", "a@b", "a@b.c", "#12", "a/b", "true", "null", "123", "0x1", "~", "? a", "% a", "%%%", "!important",
	strings.Repeat("a*_`|\\", 1700),
}

func TestLaw(t *testing.T) {
	for _, v := range hostile {
		holds(t, v, others...)
	}
}

// generated is a value made of pieces that mean something in Markdown.
func generated(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(6) {
		if r.IntN(8) == 0 {
			b.WriteString(hostile[r.IntN(len(hostile)-1)])
			continue
		}
		b.WriteString([]string{
			" ", " ", "a", "b", "1", "*", "**", "_", "`", "``", "|", "\\", "[", "]", "(", ")", "!", "<", ">", "&", "#", ";",
			"-", "+", ".", ":", "@", "~", "=", "{", "}", "$", "\n", "\t", "é", "\u00a0", "amp;", "www.", "http://", "\"", "'",
		}[r.IntN(41)])
	}
	return b.String()
}

func TestLawForGenerated(t *testing.T) {
	n := 1000
	if testing.Short() {
		n = 100
	}
	r := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		holds(t, generated(r), others[i%len(others)])
	}
}

func FuzzLaw(f *testing.F) {
	for _, v := range hostile[:len(hostile)-1] {
		f.Add(v)
	}
	f.Fuzz(func(t *testing.T, v string) { holds(t, v, others...) })
}

// frontHolds checks that YAML reads back exactly the value.
func frontHolds(t *testing.T, v string) {
	t.Helper()
	if !utf8.ValidString(v) || strings.Contains(v, "\x00") {
		return
	}
	b := titled(nil)
	r, err := markdown.Print(b, hugo([]markdown.Field{
		{Key: "title", Text: value()},
		{Key: "weight", Raw: "3"},
		{Key: "meta", Fields: []markdown.Field{{Key: "title", Text: value()}, {Key: v + "!", Text: plan.Literal(v)}}},
	}))
	if err != nil {
		t.Fatal(err)
	}
	got := string(r.Fill(plan.Values{"v": v}))
	front, rest, ok := strings.Cut(strings.TrimPrefix(got, "---\n"), "\n---\n")
	if !ok || rest != "\n## Chapter {#c}\n" {
		t.Fatalf("value %q: no front matter, or another rest: %q", v, got)
	}
	var read struct {
		Title  any            `yaml:"title"`
		Weight any            `yaml:"weight"`
		Meta   map[string]any `yaml:"meta"`
	}
	if err := yaml.Unmarshal([]byte(front), &read); err != nil {
		t.Fatalf("value %q: %v\n%s", v, err, front)
	}
	if read.Title != v || read.Weight != 3 || read.Meta["title"] != v || read.Meta[v+"!"] != v {
		t.Fatalf("value %q reads as %#v\n%s", v, read, front)
	}
}

func TestFrontMatter(t *testing.T) {
	for _, v := range append([]string{""}, hostile...) {
		frontHolds(t, v)
	}
}

func FuzzFrontMatter(f *testing.F) {
	for _, v := range hostile[:len(hostile)-1] {
		f.Add(v)
	}
	f.Fuzz(func(t *testing.T, v string) { frontHolds(t, v) })
}
