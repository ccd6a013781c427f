package markdown_test

import (
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/markdown"
)

// named is a flavour that there is.
func named(name string) markdown.Flavour {
	f, err := markdown.Named(name)
	if err != nil {
		panic(err)
	}
	return f
}

// hugo is Hugo's flavour with a front matter.
func hugo(front []markdown.Field) markdown.Flavour {
	f := named("hugo")
	f.Front = front
	return f
}

func para(runs ...plan.Run) plan.Block { return plan.Paragraph{Line: runs} }

func item(blocks ...plan.Block) plan.Item { return plan.Item{Blocks: blocks} }

func bullets(texts ...string) plan.List {
	var l plan.List
	for _, s := range texts {
		l.Items = append(l.Items, item(para(says(s))))
	}
	return l
}

// print is the text of a book without holes.
func print(t *testing.T, b *book.Book, f markdown.Flavour) string {
	t.Helper()
	r, err := markdown.Print(b, f)
	if err != nil {
		t.Fatal(err)
	}
	return string(r.Fill(nil))
}

func TestBlocks(t *testing.T) {
	numbered := func(start int, items ...plan.Item) plan.List {
		return plan.List{Ordered: true, Start: start, Items: items}
	}
	note := plan.Note{Kind: plan.NoteWarning, Blocks: []plan.Block{para(says("a")), para(says("b"))}}
	get := plan.Command{Pipeline: []plan.Call{{Cmdlet: "Get-Thing"}}}
	tests := []struct {
		name   string
		blocks []plan.Block
		want   string
	}{
		{"paragraphs", []plan.Block{para(says("a")), para(), para(says("b"))}, "a\n\nb\n"},
		{"tight list", []plan.Block{bullets("a", "b")}, "- a\n- b\n"},
		{"two lists", []plan.Block{bullets("a"), bullets("b"), bullets("c")}, "- a\n\n* b\n\n- c\n"},
		{"two numbered lists", []plan.Block{numbered(0, item(para(says("a")))), numbered(1, item(para(says("b"))))}, "1. a\n\n1) b\n"},
		{"lists of two kinds", []plan.Block{bullets("a"), numbered(3, item(para(says("b")))), bullets("c")}, "- a\n\n3. b\n\n- c\n"},
		{"list in a list", []plan.Block{plan.List{Items: []plan.Item{item(para(says("a")), bullets("b")), item(para(says("c")))}}},
			"- a\n  - b\n- c\n"},
		{"loose list", []plan.Block{numbered(9, item(para(says("a")), para(says("b"))), item(para(says("c")), get))},
			"9. a\n\n   b\n\n10. c\n\n    ```powershell\n    Get-Thing\n    ```\n"},
		{"item that starts with a table", []plan.Block{plan.List{Items: []plan.Item{item(plan.Table{Columns: []plan.Line{plan.Say("a")}})}}},
			"- | a |\n  | --- |\n"},
		{"empty items", []plan.Block{plan.List{Items: []plan.Item{{}, {Tick: "t"}, {Tick: "u", Blocks: []plan.Block{bullets("a")}}}}},
			"-\n\n- [ ]\n\n- [ ]\n\n  - a\n"},
		{"tasks", []plan.Block{numbered(7, plan.Item{Tick: "t", Blocks: []plan.Block{para(bold(says("A4 Routing.")), says(" Go on.")), bullets("x")}})},
			"7. [ ] **A4 Routing.** Go on.\n   - x\n"},
		{"alert", []plan.Block{note}, "> [!WARNING]\n> a\n>\n> b\n"},
		{"note in an item", []plan.Block{plan.List{Items: []plan.Item{item(para(says("x")), note)}}},
			"- x\n\n  > **Warning:** a\n  >\n  > b\n"},
		{"note that starts with a list", []plan.Block{plan.List{Items: []plan.Item{item(plan.Note{Kind: plan.NoteTip, Blocks: []plan.Block{bullets("a")}})}}},
			"- > **Tip:**\n  >\n  > - a\n"},
		{"table", []plan.Block{plan.Table{Caption: plan.Say("C"), Columns: []plan.Line{plan.Say("a"), plan.Say("b")},
			Rows: []plan.TableRow{{Cells: []plan.Line{plan.Say("x|y"), nil}}, {Cells: []plan.Line{{coded("p|q")}, plan.Say("1\n2")}}}}},
			"**C**\n\n| a | b |\n| --- | --- |\n| x\\|y | |\n| `p\\|q` | 1&#10;2 |\n"},
		{"names and values", []plan.Block{plan.Table{Rows: []plan.TableRow{
			{Cells: []plan.Line{plan.Say("Customer"), plan.Say("Acme")}}, {Cells: []plan.Line{plan.Say("Replaces"), nil}}}}},
			"- **Customer:** Acme\n- **Replaces:**\n"},
		{"dialog", []plan.Block{plan.Dialog{Title: "New connector", Fields: []plan.DialogField{
			{Label: "Name", Control: plan.ControlText, Set: true, Values: []plan.Line{line(coded("x"))}},
			{Label: "Hosts", Control: plan.ControlList, Set: true, Values: []plan.Line{line(coded("x")), line(coded("y"))}},
			{Label: "Partner", Control: plan.ControlOption},
			{Label: "To", Control: plan.ControlSelect, Set: true, Option: "Partner"},
			{Label: "From", Control: plan.ControlLine, Values: []plan.Line{plan.Say("Office")}},
			{Label: "On", Control: plan.ControlCheckbox, On: true, Set: true},
			{Label: "Off", Control: plan.ControlCheckbox, Set: true},
			{Label: "Next", Control: plan.ControlButton, Set: true}}}},
			"| **New connector** | schematic |\n| --- | --- |\n| **Name** (enter) | `x` |\n| **Hosts** (add) | `x`, `y` |\n| **Partner** | cleared |\n" +
				"| **To** (choose) | **Partner** |\n| **From** | Office |\n| **On** (select) | selected |\n| **Off** (clear) | cleared |\n| **Next** (select) | button |\n"},
		{"form", []plan.Block{plan.Form{Blanks: []string{"Time", "Initials"}}}, "Time: ____  Initials: ____\n"},
		{"picture", []plan.Block{plan.Picture{File: "a/b c.png", Alt: line(says("A "), bold(says("b")))}}, "![A b](a/b%20c.png)\n"},
		{"guarded paragraph", []plan.Block{plan.Guarded{Guard: plan.Guard{Lead: plan.Say("if so")}, Blocks: []plan.Block{para(says("do it."))}}},
			"If so: do it.\n"},
		{"guarded blocks", []plan.Block{plan.Guarded{Guard: plan.Guard{Lead: plan.Say("if so")}, Blocks: []plan.Block{para(says("a")), bullets("b")}}, bullets("c")},
			"If so:\n\na\n\n- b\n\n* c\n"},
		{"lead that is a value", []plan.Block{plan.Guarded{Guard: plan.Guard{Lead: line(coded("x"))}, Blocks: []plan.Block{para(says("a"))}}}, "`x`: a\n"},
		{"path and label", []plan.Block{para(says("Go to "), plan.Path{Labels: []string{"Mail flow", "Rules"}}, says(", select "), plan.Label{Text: "+"}, says("."))},
			"Go to **Mail flow** > **Rules**, select **+**.\n"},
		{"shown", []plan.Block{para(plan.Shown{Name: "V6", Text: plan.Literal("a")}, says(", "), plan.Shown{Text: plan.Literal("b")})}, "`a` (V6), `b`\n"},
		{"link in a link", []plan.Block{para(plan.Link{URL: "https://a.example", Line: line(says("a "), plan.Link{URL: "https://b.example", Line: plan.Say("b")})})},
			"[a b](https://a.example)\n"},
		{"two links", []plan.Block{para(plan.Link{URL: "a", Line: plan.Say("a")}, plan.Link{URL: "b", Line: plan.Say("b")})}, "[a](a)[b](b)\n"},
		{"mail", []plan.Block{para(says("Write to "), plan.Link{URL: "mailto:a@b.example", Line: plan.Say("support")})}, "Write to [support](mailto:a@b.example)\n"},
	}
	for _, test := range tests {
		b := &book.Book{Chapters: []book.Chapter{{ID: "c", Level: 2, Title: plan.Say("C"), Blocks: test.blocks}}}
		if got := print(t, b, markdown.GFM()); got != "## C\n\n"+test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.name, got, "## C\n\n"+test.want)
		}
	}
}

// What people write is not escaped where it need not be.
func TestPlainWordsStayPlain(t *testing.T) {
	for _, s := range []string{
		"Acme Corp", "J. Doe, messaging", "AT&T and Smith & Sons", "a_b_c CUSTOMER_NAME", `C:\Users`, "5 < 6 and 7 > 6", "C# and F#x",
		"It's \"quoted\".", "10:30 to 11:00", "+1 555 0100"[1:], "50 %", "a/b (c)", "2026-12-05", "3.5 hours", "é, 日本, 😀", "either - or", "x = y",
		"no. 7", "a, b; c: d", "100", "-1", "e@ f", "=1",
	} {
		if got := print(t, titled([]plan.Block{para(says(s))}), markdown.GFM()); got != "## Chapter\n\n"+s+"\n" {
			t.Errorf("%q prints as %q", s, got)
		}
	}
}

func document() *book.Book {
	return &book.Book{
		Title: plan.Say("Set up journaling"),
		Lead:  []plan.Block{para(says("Do this.")), plan.List{Items: []plan.Item{{Anchor: "first"}}}},
		Chapters: []book.Chapter{
			{ID: "connector", Level: 2, Number: "1.", Title: plan.Say("Connector (if needed)"), Blocks: []plan.Block{
				plan.List{Items: []plan.Item{{Anchor: "connector.name", Blocks: []plan.Block{para(plan.Ref{Target: "rule"})}}}},
				plan.Guarded{Guard: plan.Guard{Lead: plan.Say("if so")}, Blocks: []plan.Block{plan.Note{Kind: plan.NoteTip, Blocks: []plan.Block{
					plan.Table{ID: "hosts", Columns: []plan.Line{plan.Say("a")}}}}}}}},
			{ID: "rule", Level: 2, Title: line(says("The "), coded("Rule"), says("_"), bold(says("É")))},
			{ID: "again", Level: 3, Title: line(says("The "), coded("Rule"), says("_É"))},
			{ID: "who", Level: 3, Title: line(says("For "), plan.Words{Text: plan.FromHole("v")})},
			{ID: "links", Level: 2, Title: plan.Say("Links"), Blocks: []plan.Block{
				para(plan.Ref{Target: "step"}), para(plan.Ref{Target: "hosts"}), para(plan.Ref{Target: "again"}), para(plan.Ref{Target: "who"}),
				para(plan.Ref{Target: "first"})}},
		},
		References: map[string]book.Reference{
			"rule":  {Title: plan.Say("the rule"), Anchor: "rule"},
			"again": {Title: plan.Say("again"), Anchor: "again"},
			"who":   {Title: plan.Say("who"), Anchor: "who"},
			"step":  {Before: "step 1 of ", Title: plan.Say("Connector"), Anchor: "connector.name", Inner: true},
			"first": {Title: plan.Say("first"), Anchor: "first", Inner: true},
			"hosts": {Title: plan.Say("the hosts"), Anchor: "hosts", Inner: true},
		},
	}
}

func TestGitHubAnchors(t *testing.T) {
	r, err := markdown.Print(document(), markdown.GFM())
	if err != nil {
		t.Fatal(err)
	}
	got := string(r.Fill(plan.Values{"v": "Acme & Co."}))
	const want = `# Set up journaling

Do this.

-

## 1. Connector (if needed)

- [the rule](#the-rule_é)

If so:

> [!TIP]
> | a |
> | --- |

## The ` + "`Rule`" + `\_**É**

### The ` + "`Rule`" + `\_É

### For Acme & Co.

## Links

step 1 of [Connector](#1-connector-if-needed)

[the hosts](#1-connector-if-needed)

[again](#the-rule_é-1)

[who](#for-acme--co)

[first](#set-up-journaling)
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestHugo(t *testing.T) {
	r, err := markdown.Print(document(), hugo([]markdown.Field{
		{Key: "title", Text: plan.Literal(`Say "hi"`)},
		{Key: "weight", Raw: "3"},
		{Key: "on", Fields: []markdown.Field{{Key: "draft", Raw: "false"}}},
	}))
	if err != nil {
		t.Fatal(err)
	}
	got := string(r.Fill(plan.Values{"v": "Acme"}))
	for _, want := range []string{
		"---\ntitle: \"Say \\\"hi\\\"\"\nweight: 3\n\"on\":\n    draft: false\n---\n\n# Set up journaling\n\nDo this.\n\n-\n\n## 1. Connector (if needed) {#connector}\n",
		"### For Acme {#who}\n", "step 1 of [Connector](#connector)\n\n[the hosts](#connector)\n", "[again](#again)\n\n[who](#who)\n\n[first](#)\n", "> **Tip:**\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the page\n%s\nhas no\n%s", got, want)
		}
	}
}

// Hugo looks for shortcodes before it reads Markdown, in code spans too.
func TestShortcodes(t *testing.T) {
	for _, v := range []string{"{{< x >}}", "{{% x %}}", "- {{< x >}}", "1. {{<", " {{< a_ "} {
		b := titled([]plan.Block{para(plan.Code{Text: plan.Literal(v)}), para(bold(says("a!")), plan.Code{Text: plan.Literal(v)}, bold(says("!a"))), para(says(v))})
		got := print(t, b, hugo(nil))
		if strings.Contains(got, "{{<") || strings.Contains(got, "{{%") {
			t.Errorf("%q prints a shortcode:\n%s", v, got)
		}
		q := strings.TrimSpace
		if text := read([]byte(got)); !strings.Contains(text, q(v)) || strings.Count(text, "\n") != 4 {
			t.Errorf("%q reads as\n%s", v, text)
		}
	}
	if got := print(t, titled([]plan.Block{para(coded("{{ x }}"))}), hugo(nil)); !strings.Contains(got, "`{{ x }}`") {
		t.Errorf("other braces are no code span:\n%s", got)
	}
}

func TestPartOfAPage(t *testing.T) {
	b := titled([]plan.Block{para(says("a"))})
	if got := print(t, b, hugo(nil)); got != "## Chapter {#c}\n\na\n" {
		t.Errorf("the part is\n%s", got)
	}
}

func TestFaults(t *testing.T) {
	chapter := func(blocks ...plan.Block) *book.Book { return titled(blocks) }
	dangling := chapter(para(plan.Ref{Target: "x"}))
	dangling.References = map[string]book.Reference{"x": {Title: plan.Say("X"), Anchor: "gone"}}
	tests := []struct {
		book    *book.Book
		flavour markdown.Flavour
		want    string
	}{
		{chapter(para(plan.Ref{Target: "x"})), markdown.GFM(), `markdown: the reference to "x" has no words`},
		{dangling, markdown.GFM(), `markdown: the reference to "x" leads to "gone", which is not in the book`},
		{chapter(plan.Table{ID: "t", Columns: []plan.Line{nil, nil}, Rows: []plan.TableRow{{Cells: []plan.Line{nil}}}}), markdown.GFM(), `markdown: table "t": a row has 1 cells, not 2`},
		{chapter(plan.Table{ID: "t", Rows: []plan.TableRow{{Cells: []plan.Line{nil}}}}), markdown.GFM(), `markdown: table "t": a row has 1 cells, not 2`},
		{chapter(plan.Note{Kind: "loud"}), markdown.GFM(), `markdown: there is no word for a note of kind "loud"`},
		{chapter(para(plan.Link{URL: "javascript:alert(1)", Line: plan.Say("a")})), markdown.GFM(), `markdown: a link to "javascript:alert(1)" is not allowed`},
		{chapter(plan.Picture{File: "data:x"}), markdown.GFM(), `markdown: a link to "data:x" is not allowed`},
		{&book.Book{Chapters: []book.Chapter{{ID: "c", Level: 2}}}, markdown.GFM(), `markdown: heading "c" has no text`},
		{&book.Book{Chapters: []book.Chapter{{ID: "c", Level: 7, Title: plan.Say("C")}}}, markdown.GFM(), `markdown: heading "c" has level 7`},
		{&book.Book{Chapters: []book.Chapter{{ID: "a b", Level: 2, Title: plan.Say("C")}}}, hugo(nil), `markdown: "a b" is no anchor`},
		{chapter(), hugo([]markdown.Field{{Key: "a", Raw: "x y"}}), `markdown: front matter: a: "x y" is no number, date or Boolean`},
	}
	for _, test := range tests {
		_, err := markdown.Print(test.book, test.flavour)
		if err == nil || err.Error() != test.want {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
}

func TestURLs(t *testing.T) {
	for url, want := range map[string]string{
		"https://a.example/b(c)_d*e?f=g&h=i#j": "https://a.example/b(c)_d*e?f=g&h=i#j",
		"https://a.example/?a&copy;b":          "https://a.example/?a&copy;b",
		"https://a.example/a b<c>\"d`e|f\\g":   "https://a.example/a%20b%3Cc%3E%22d%60e%7Cf%5Cg",
		"https://a.example/é":                  "https://a.example/%C3%A9",
		"https://[::1]/%20":                    "https://[::1]/%20",
		"../a":                                 "../a",
	} {
		b := titled([]plan.Block{para(plan.Link{URL: url, Line: plan.Say("x")}, says(")"))})
		if got := read([]byte(print(t, b, markdown.GFM()))); got != "Heading2 \"Chapter\"\nParagraph link<"+want+">(\"x\") \")\"\n" {
			t.Errorf("%s reads as %s", url, got)
		}
	}
}
