package html_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	page "github.com/triptych-docs/triptych/render/html"
)

// parsed is the page of everywhere, filled with a plain value.
func parsed(t *testing.T) *html.Node {
	t.Helper()
	b, p := everywhere()
	root, err := html.Parse(bytes.NewReader(fill(t, b, p, "acme")))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func text(n *html.Node) string {
	var s string
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			s += d.Data
		}
	}
	return s
}

// all are the elements with this name.
func all(root *html.Node, name string) []*html.Node {
	var out []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			out = append(out, n)
		}
	}
	return out
}

func TestOneOfEach(t *testing.T) {
	root := parsed(t)
	for _, name := range []string{"h1", "main", "nav", "title", "style", "script"} {
		if n := len(all(root, name)); n != 1 {
			t.Errorf("%d %s elements, want 1", n, name)
		}
	}
	if lang, _ := attr(all(root, "html")[0], "lang"); lang != "en" {
		t.Errorf("the language is %q", lang)
	}
}

func TestIDs(t *testing.T) {
	root := parsed(t)
	ids := map[string]bool{}
	for n := range root.Descendants() {
		if id, ok := attr(n, "id"); ok {
			if ids[id] {
				t.Errorf("the id %q stands twice", id)
			}
			ids[id] = true
		}
	}
	for n := range root.Descendants() {
		if to, ok := attr(n, "href"); ok && strings.HasPrefix(to, "#") && !ids[to[1:]] {
			t.Errorf("a link leads to %q, which is not there", to)
		}
		for _, name := range []string{"aria-labelledby", "for"} {
			names, _ := attr(n, name)
			for _, id := range strings.Fields(names) {
				if !ids[id] {
					t.Errorf("%s names %q, which is not there", name, id)
				}
			}
		}
	}
}

func TestControlsHaveNames(t *testing.T) {
	for n := range parsed(t).Descendants() {
		switch n.Data {
		case "input":
			_, labelled := attr(n, "aria-labelledby")
			if !labelled && n.Parent.Data != "label" {
				t.Errorf("an input has no label")
			}
		case "th":
			if scope, _ := attr(n, "scope"); scope != "row" && scope != "col" {
				t.Errorf("a head of a table has scope %q", scope)
			}
		case "aside":
			if _, ok := attr(n, "aria-labelledby"); !ok {
				t.Errorf("a note has no name")
			}
		case "img":
			if alt, _ := attr(n, "alt"); alt == "" {
				t.Errorf("a picture has no words")
			}
		}
	}
}

// The page refuses every style and script but its own, and asks for nothing.
// A frame around an empty cell asks for a pen. Only a row that is there to be
// written in has one, on paper and on the screen.
func TestFramesAreAroundWhatIsWrittenByHand(t *testing.T) {
	columns := []plan.Line{plan.Say("A"), plan.Say("B")}
	b := &book.Book{Chapters: []book.Chapter{{ID: "c", Level: 2, Title: plan.Say("C"), Blocks: []plan.Block{
		plan.Table{Columns: columns, Rows: []plan.TableRow{
			{Cells: []plan.Line{plan.Say("nothing to say"), nil}},
			{Cells: []plan.Line{plan.Say("sign here"), nil}, ByHand: true},
			{Cells: []plan.Line{nil, nil}, ByHand: true},
		}},
	}}}}
	root, err := html.Parse(bytes.NewReader(fill(t, b, page.Page{}, "")))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range all(all(root, "tbody")[0], "tr") {
		class, _ := attr(row, "class")
		got = append(got, class)
	}
	if want := []string{"", "hand", "hand"}; !slices.Equal(got, want) {
		t.Errorf("classes of the rows: %q, want %q", got, want)
	}
	style := text(all(root, "style")[0])
	if frames, hand := strings.Count(style, "td:empty"), strings.Count(style, ".hand td:empty"); frames != 1 || hand != 1 {
		t.Errorf("%d rules for empty cells, %d of them for what is written by hand, want 1 and 1", frames, hand)
	}
}

func TestPolicy(t *testing.T) {
	root := parsed(t)
	var policy string
	for _, n := range all(root, "meta") {
		if equiv, _ := attr(n, "http-equiv"); equiv == "Content-Security-Policy" {
			policy, _ = attr(n, "content")
		}
	}
	want := "default-src 'none'; style-src '" + hash(text(all(root, "style")[0])) +
		"'; script-src '" + hash(text(all(root, "script")[0])) +
		"'; img-src data:; base-uri 'none'; form-action 'none'"
	if policy != want {
		t.Errorf("the policy is\n%s\nnot\n%s", policy, want)
	}
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s> has %s, which the policy refuses", n.Data, a.Key)
			}
			if a.Key == "src" && !strings.HasPrefix(a.Val, "data:") {
				t.Errorf("<%s> asks for %s", n.Data, a.Val)
			}
		}
		if n.Data == "link" || n.Data == "iframe" || n.Data == "object" {
			t.Errorf("the page has <%s>", n.Data)
		}
	}
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// The script and the style are the same for every customer.
func TestNoValueInScriptOrStyle(t *testing.T) {
	b, p := everywhere()
	root, err := html.Parse(bytes.NewReader(fill(t, b, p, marker)))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"style", "script"} {
		if strings.Contains(text(all(root, name)[0]), marker) {
			t.Errorf("a value stands in the %s", name)
		}
	}
	if key, _ := attr(all(root, "body")[0], "data-runbook"); key != marker {
		t.Errorf("the page keeps its state under %q", key)
	}
}

func TestFragments(t *testing.T) {
	form := plan.Form{Tick: "f", Blanks: []string{"Time", "Initials"}}
	tests := []struct {
		name  string
		block plan.Block
		want  string
	}{
		{"path", paragraph(plan.Path{Labels: []string{"A", "B"}}),
			`<p><span class="path"><b class="ui">A</b><span aria-hidden="true"> &gt; </span>` +
				`<span class="unseen chrome">, then </span><b class="ui">B</b></span></p>`},
		{"shown", paragraph(plan.Shown{Setting: "c.Name", Name: "V2", Text: plan.Literal("x")}),
			`<p><code class="value" data-setting="c.Name" data-name="V2">x</code> <span class="name">(V2)</span></p>`},
		{"reference", paragraph(plan.Ref{Target: "c"}),
			`<p>step 2 of <a href="#c">Part <strong>A</strong></a></p>`},
		{"link", paragraph(plan.Link{Line: plan.Say("a"), URL: "https://a.example/?b&c"}),
			`<p><a href="https://a.example/?b&amp;c" rel="noreferrer">a</a></p>`},
		{"link in a link", paragraph(plan.Link{Line: line(plan.Link{Line: plan.Say("a"), URL: "https://b.example"}), URL: "https://a.example"}),
			`<p><a href="https://a.example" rel="noreferrer">a</a></p>`},
		{"numbered list", plan.List{Ordered: true, Start: 4, Items: []plan.Item{{Anchor: "i", Blocks: []plan.Block{paragraph(plan.Words{Text: plan.Literal("a")})}}}},
			"<ol start=\"4\">\n<li id=\"i\">a</li>\n</ol>"},
		{"task", plan.List{Items: []plan.Item{{Tick: "t", Blocks: []plan.Block{paragraph(plan.Words{Text: plan.Literal("a")})}}}},
			"<ul class=\"tasks\" role=\"list\">\n" +
				`<li class="task"><label class="tick"><input type="checkbox" id="tick:t" data-tick="t" aria-labelledby="tick:t:done tick:t:text">` +
				`<span class="box" aria-hidden="true"></span><span class="unseen chrome" id="tick:t:done">Done:</span></label>` +
				"\n<div class=\"do\">\n<p id=\"tick:t:text\">a</p>\n</div></li>\n</ul>"},
		{"task without words", plan.List{Items: []plan.Item{{Tick: "t", Blocks: []plan.Block{form}}}},
			`aria-labelledby="tick:t:done">`},
		{"form", form,
			`<p class="form" data-form="f"><label>Time: <input type="text" autocomplete="off" data-blank="Time" data-time></label> ` +
				`<label>Initials: <input type="text" autocomplete="off" data-blank="Initials"></label></p>`},
		{"guarded paragraph", plan.Guarded{Guard: plan.Guard{Lead: plan.Say("if so"), Out: []plan.Pick{{"a.b", "c.d"}}}, Blocks: []plan.Block{paragraph(plan.Words{Text: plan.Literal("do it")})}},
			"<div class=\"guarded\">\n<p><span class=\"lead\">If so:</span> do it</p>\n</div>"},
		{"guarded blocks", plan.Guarded{Guard: plan.Guard{Lead: plan.Say("if so")}, Blocks: []plan.Block{paragraph(plan.Words{Text: plan.Literal("a")}), paragraph(plan.Words{Text: plan.Literal("b")})}},
			"<div class=\"guarded\">\n<p class=\"lead\">If so:</p>\n<p>a</p>\n<p>b</p>\n</div>"},
		{"note", plan.Note{Kind: plan.NoteWarning, Blocks: []plan.Block{paragraph(plan.Words{Text: plan.Literal("a")})}},
			"<aside role=\"note\" class=\"note warning\" aria-labelledby=\"note:1\">\n" +
				"<p class=\"word\" id=\"note:1\">Warning<span class=\"unseen\">:</span></p>\n<p>a</p>\n</aside>"},
		{"table", plan.Table{ID: "t", Columns: []plan.Line{plan.Say("A"), plan.Say("B")}, Rows: []plan.TableRow{{Cells: []plan.Line{plan.Say("a"), nil}}}},
			"<div class=\"table\"><table id=\"t\">\n<thead><tr><th scope=\"col\">A</th><th scope=\"col\">B</th></tr></thead>\n<tbody>\n" +
				"<tr><th scope=\"row\">a</th><td data-head=\"B\"></td></tr>\n</tbody></table></div>"},
		{"names", plan.Table{Rows: []plan.TableRow{{Cells: []plan.Line{plan.Say("a"), plan.Say("b")}}}},
			"<table class=\"names\">\n<tbody>\n<tr><th scope=\"row\">a<span class=\"unseen\">:</span></th><td>b</td></tr>"},
		{"dialog", plan.Dialog{Title: "D", Fields: []plan.DialogField{
			{Label: "a", Control: plan.ControlOption}, {Label: "b", Control: plan.ControlCheckbox, On: true, Set: true},
			{Label: "d", Control: plan.ControlSelect, Option: "o"}, {Label: "e", Control: plan.ControlList, Values: []plan.Line{plan.Say("v"), plan.Say("w")}},
			{Label: "f", Control: plan.ControlText}}},
			"<figcaption><b class=\"ui\">D</b> <span class=\"schematic\">schematic</span></figcaption>\n<dl>\n" +
				"<div class=\"option\"><dt><span class=\"label\">a</span></dt><dd class=\"unseen\">cleared</dd></div>\n" +
				"<div class=\"checkbox on set\"><dt><span class=\"label\">b</span> <span class=\"mark\"><span class=\"unseen\">(</span>select<span class=\"unseen\">)</span></span></dt><dd class=\"unseen\">selected</dd></div>\n" +
				"<div class=\"select\"><dt><span class=\"label\">d</span></dt><dd><b class=\"ui\">o</b></dd></div>\n" +
				"<div class=\"list\"><dt><span class=\"label\">e</span></dt><dd>v<span class=\"unseen\">, </span></dd><dd>w</dd></div>\n" +
				"<div class=\"text\"><dt><span class=\"label\">f</span></dt><dd></dd></div>\n"},
		{"command", plan.Command{Pipeline: []plan.Call{{Cmdlet: "Get-Thing", Args: []plan.Arg{{Name: "Name", Value: plan.One{Text: plan.Literal("a'<")}}}}}},
			`<div class="command"><pre><code class="language-powershell">Get-Thing -Name &#39;a&#39;&#39;&lt;&#39;</code></pre></div>`},
		{"picture of a page", plan.Picture{File: "a.png", Alt: plan.Say("a")},
			`<p class="picture"><img src="data:image/png;base64,AQ==" alt="a"></p>`},
		{"picture elsewhere", plan.Picture{File: "b.png", Alt: plan.Say("a")},
			`<p class="picture">a</p>`},
	}
	for _, test := range tests {
		b := &book.Book{
			Chapters:   []book.Chapter{{ID: "c", Level: 2, Title: plan.Say("C"), Blocks: []plan.Block{test.block}}},
			References: map[string]book.Reference{"c": {Before: "step 2 of ", Title: line(plan.Words{Text: plan.Literal("Part ")}, plan.Strong{Line: plan.Say("A")}), Anchor: "c"}},
		}
		got := string(fill(t, b, page.Page{Pictures: map[string]page.File{"a.png": {Type: "image/png", Data: []byte{1}}}}, ""))
		if !strings.Contains(got, test.want) {
			_, body, _ := strings.Cut(got, "<main")
			body, _, _ = strings.Cut(body, "</main>")
			t.Errorf("%s: the page has\n%s\nand not\n%s", test.name, body, test.want)
		}
	}
}

func TestHeadings(t *testing.T) {
	b := &book.Book{Title: plan.Say("T"), Chapters: []book.Chapter{
		{ID: "a", Level: 1, Title: plan.Say("A")},
		{ID: "b", Level: 3, Number: "2.", Title: plan.Say("B")},
	}}
	got := string(fill(t, b, page.Page{}, ""))
	for _, want := range []string{
		"<title>T</title>", "<h1>T</h1>", "<section id=\"a\">\n<h2>A</h2>", `<h3><span class="number">2.</span> B</h3>`,
		`<li class="depth-0"><a href="#a">A</a></li>`, `<li class="depth-2"><a href="#b"><span class="number">2.</span> <span>B</span></a></li>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the page does not have %s", want)
		}
	}
}

func TestFaults(t *testing.T) {
	chapter := func(blocks ...plan.Block) *book.Book {
		return &book.Book{Chapters: []book.Chapter{{ID: "c", Level: 2, Title: plan.Say("C"), Blocks: blocks}}}
	}
	dangling := chapter(paragraph(plan.Ref{Target: "x"}))
	dangling.References = map[string]book.Reference{"x": {Title: plan.Say("X"), Anchor: "gone"}}
	tests := []struct {
		book *book.Book
		want string
	}{
		{chapter(paragraph(plan.Ref{Target: "x"})), `html: the reference to "x" has no words`},
		{dangling, `html: the reference to "x" leads to "gone", which is not in the book`},
		{chapter(plan.List{Items: []plan.Item{{Anchor: "c"}}}), `html: the id "c" stands twice`},
		{chapter(plan.List{Items: []plan.Item{{Tick: "t"}, {Tick: "t"}}}), `html: the box "t" stands twice`},
		{chapter(plan.Table{ID: "t", Columns: []plan.Line{nil, nil}, Rows: []plan.TableRow{{Cells: []plan.Line{nil}}}}), `html: table "t": a row has 1 cells, not 2`},
		{chapter(plan.Note{Kind: "loud"}), `html: there is no word for a note of kind "loud"`},
		{chapter(paragraph(plan.Link{URL: "javascript:alert(1)"})), `html: a link to "javascript:alert(1)" is not allowed`},
		{chapter(paragraph(plan.Link{URL: " javascript:alert(1)"})), `html: a link to " javascript:alert(1)" is not allowed`},
		{chapter(plan.Picture{File: "a.svg"}), `html: picture "a.svg": a picture of type "image/svg+xml" is not allowed`},
		{&book.Book{Chapters: []book.Chapter{{ID: "c", Level: 2}}}, `html: heading "c" has no text`},
		{&book.Book{Chapters: []book.Chapter{{ID: "c", Level: 7, Title: plan.Say("C")}}}, `html: heading "c" has level 7`},
	}
	for _, test := range tests {
		_, err := page.Print(test.book, page.Page{Pictures: map[string]page.File{"a.svg": {Type: "image/svg+xml"}}})
		if err == nil || err.Error() != test.want {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
}
