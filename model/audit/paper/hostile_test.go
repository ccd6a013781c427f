package paper_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/source"
)

// What is no document is refused, and the message says why.
func TestWhatIsNoDocumentIsRefused(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"bytes.md", "a\x00b", "bytes.md: it is no text: byte 1 is zero"},
		{"wide.txt", "\xff\xfea\x00", "wide.txt: it is UTF-16; save it as UTF-8"},
		{"guide.pdf", "%PDF-1.7\n", "guide.pdf: it is a PDF; export its text"},
		{"big.md", strings.Repeat("x", paper.MaxBytes+1), "big.md: 524289 bytes are too many for a guide; the limit is 524288"},
		{"deep.md", "a\n" + strings.Repeat("> ", 500) + "x", "deep.md: line 2 is nested more than 100 deep"},
		{"long.txt", strings.Repeat("x\n\n", 3001), "long.txt: 3001 paragraphs, items and rows are too many for a guide; the limit is 3000"},
		{"open.md", strings.Repeat("[a](", 201), "open.md: 201 links are opened and not closed"},
		{"deep.html", strings.Repeat("<ul><li>", 500), "deep.html: lists are nested more than 100 deep"},
	}
	for _, c := range cases {
		_, err := paper.Read(&source.File{Name: c.name, Text: []byte(c.text)})
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

// A line that is drawn with signs is no nesting.
func TestRulesAreNoNesting(t *testing.T) {
	for _, text := range []string{strings.Repeat("-", 300), strings.Repeat("=", 300), strings.Repeat("*", 300)} {
		if _, err := paper.Read(&source.File{Name: "a.md", Text: []byte("a\n\n" + text + "\n\nb")}); err != nil {
			t.Error(err)
		}
	}
}

// Each reader makes the same blocks of the same document, with their places.
func TestReadersAgree(t *testing.T) {
	cases := []struct{ name, text string }{
		{"a.md", "# Head\n\n1. Go to **Mail** > **Rules**.\n   - **Name**: `x & y`\n\n| A | B |\n| --- | --- |\n| c | d |\n"},
		{"a.html", "<h1>Head</h1>\n<ol><li>Go to <b>Mail</b> &gt; <strong>Rules</strong>.\n<ul><li><b>Name</b>: <code>x &amp; y</code></li></ul></li></ol>\n<table><tr><th>A</th><th>B</th></tr><tr><td>c</td><td>d</td></tr></table>"},
		{"a.txt", "Head\n\n1. Go to **Mail** > **Rules**.\n   - **Name**: `x & y`\n\nA | B |\n---|---|\nc | d |\n"},
	}
	for _, c := range cases {
		p, err := paper.Read(&source.File{Name: c.name, Text: []byte(c.text)})
		if err != nil {
			t.Fatal(err)
		}
		var texts []string
		for _, b := range p.Blocks {
			texts = append(texts, b.Text)
			for _, m := range b.Marks {
				at := p.At(b, m.Start)
				line := strings.Split(c.text, "\n")[at.Line-1]
				if rest := string([]rune(line)[at.Col-1:]); !strings.HasPrefix(rest, b.Of(m.Span)[:1]) {
					t.Errorf("%s: %q is said to be at %s, where %q stands", c.name, b.Of(m.Span), at, rest)
				}
			}
		}
		want := []string{"Head", "Go to Mail > Rules.", "Name: x & y", "A | B", "c | d"}
		if c.name == "a.txt" {
			want[0] = "Head" // one word by itself is a paragraph, and reads the same
		}
		if strings.Join(texts, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s: %q", c.name, texts)
		}
	}
}

// FuzzRead holds that no document stops the reader, and that every block lies in
// the file.
func FuzzRead(f *testing.F) {
	for _, text := range []string{
		"# a\n\n1. **b**\n", "<p>x<ul><li>y", "a | b |\n---|---|\n", "---\nx: y\n---\n", "\xff\xfe", "<a@b>", "a\r\nb\rc", "&#99999;&amp", "**a\n**", "> > - x\n\n\t code",
	} {
		for _, name := range []string{"a.md", "a.html", "a.txt", "a"} {
			f.Add(name, []byte(text))
		}
	}
	f.Fuzz(func(t *testing.T, name string, text []byte) {
		p, err := paper.Read(&source.File{Name: name, Text: text})
		if err != nil {
			return
		}
		lines := 1 + strings.Count(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n") + strings.Count(string(text), "\r")
		for _, b := range p.Blocks {
			if !utf8.ValidString(b.Text) || strings.TrimSpace(b.Text) == "" {
				t.Fatalf("block %q", b.Text)
			}
			for i := range len(b.Text) + 1 {
				if at := p.At(b, i); at.Line < 1 || at.Line > lines || at.Col < 1 {
					t.Fatalf("byte %d of %q is at %s of %d lines", i, b.Text, at, lines)
				}
			}
			for _, m := range b.Marks {
				if m.Start < 0 || m.Start >= m.End || m.End > len(b.Text) {
					t.Fatalf("mark %v in %q", m, b.Text)
				}
			}
			for _, c := range b.Cells {
				if c.Start < 0 || c.Start > c.End || c.End > len(b.Text) {
					t.Fatalf("cell %v in %q", c, b.Text)
				}
			}
		}
	})
}
