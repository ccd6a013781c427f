package inject_test

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render/inject"
)

func find(t *testing.T, text string) (*source.File, []inject.Place) {
	t.Helper()
	f, faults := &source.File{Name: "a.md", Text: []byte(text)}, &source.List{}
	places := inject.Find(f, faults)
	if err := faults.Err(); err != nil {
		t.Fatal(err)
	}
	return f, places
}

// made is a document that says that it is made.
func made(text string) inject.Document { return inject.Document{Made: "Made.", Text: []byte(text)} }

func TestInto(t *testing.T) {
	const begin, end = "<!-- BEGIN triptych:a -->", "<!-- END triptych:a -->"
	const marked = "<!-- BEGIN triptych:a sha256:0119d5b610950fcf -->"
	for _, test := range []struct{ name, file, want string }{
		{"between lines", "x\n" + begin + "\n" + end + "\ny\n", "x\n" + marked + "\n\n<!-- Made. -->\n\ntext\n\n" + end + "\ny\n"},
		{"no last line end", begin + "\n" + end, marked + "\n\n<!-- Made. -->\n\ntext\n\n" + end},
		{"CRLF", "x\r\n" + begin + "\r\n" + end + "\r\n", "x\r\n" + marked + "\r\n\r\n<!-- Made. -->\r\n\r\ntext\r\n\r\n" + end + "\r\n"},
		{"other line ends elsewhere", "x\r\n" + begin + "\n" + end + "\r\ny\rz", "x\r\n" + marked + "\n\n<!-- Made. -->\n\ntext\n\n" + end + "\r\ny\rz"},
		{"what is no UTF-8", "\xef\xbb\xbf\xff\n" + begin + "\n" + end + "\n\xfe", "\xef\xbb\xbf\xff\n" + marked + "\n\n<!-- Made. -->\n\ntext\n\n" + end + "\n\xfe"},
		{"MDX", "{/* BEGIN triptych:a */}\n{/* END triptych:a */}\n", "{/* BEGIN triptych:a sha256:84e473c07dd63b9f */}\n\n{/* Made. */}\n\ntext\n\n{/* END triptych:a */}\n"},
		{"another place", "<!-- BEGIN triptych:b -->\nx\n<!-- END triptych:b -->\n" + begin + "\n" + end, "<!-- BEGIN triptych:b -->\nx\n<!-- END triptych:b -->\n" + marked + "\n\n<!-- Made. -->\n\ntext\n\n" + end},
		{"in a fence", "```html\n" + begin + "\n```\n" + begin + "\n" + end, "```html\n" + begin + "\n```\n" + marked + "\n\n<!-- Made. -->\n\ntext\n\n" + end},
		{"behind a byte order mark", "\xef\xbb\xbf" + begin + "\n" + end, "\xef\xbb\xbf" + marked + "\n\n<!-- Made. -->\n\ntext\n\n" + end},
		{"in a fence of an item", "- x\n\n    ```html\n    " + begin + "\n    ```\n1. ~~~\n   " + begin + "\n   - ~~~\n   ~~~\n" + begin + "\n" + end, "- x\n\n    ```html\n    " + begin + "\n    ```\n1. ~~~\n   " + begin + "\n   - ~~~\n   ~~~\n" + marked + "\n\n<!-- Made. -->\n\ntext\n\n" + end},
		{"in a fence of a quote", "> ```\n> " + begin + "\n> ```\n" + begin + "\n" + end, "> ```\n> " + begin + "\n> ```\n" + marked + "\n\n<!-- Made. -->\n\ntext\n\n" + end},
		{"in a code span", "Write `" + begin + "` to do it.\n" + begin + "\n" + end, "Write `" + begin + "` to do it.\n" + marked + "\n\n<!-- Made. -->\n\ntext\n\n" + end},
		{"behind a code span that looks like a fence", "``` `x` ```\n" + begin + "\n" + end, "``` `x` ```\n" + marked + "\n\n<!-- Made. -->\n\ntext\n\n" + end},
	} {
		f, places := find(t, test.file)
		got := inject.Into(f, places, map[string]inject.Document{"a": made("text\n")})
		if string(got) != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
		again, places := find(t, string(got))
		if twice := inject.Into(again, places, map[string]inject.Document{"a": made("text\n")}); !bytes.Equal(twice, got) {
			t.Errorf("%s: the second time it is %q", test.name, twice)
		}
	}
}

// What looks like a marker, a fence or a line end and is none leaves the place behind
// it as it is.
func TestWhatIsNoMarker(t *testing.T) {
	const begin, end = "<!-- BEGIN triptych:a -->", "<!-- END triptych:a -->"
	for name, before := range map[string]string{
		"an empty line":                       "\n",
		"words":                               "Written by triptych: see there.\n",
		"a shorter fence inside":              "````\n```\n" + begin + "\n````\n",
		"a fence of the other kind inside":    "```\n~~~\n" + begin + "\n```\n",
		"a fence with words inside":           "```\n``` html\n" + begin + "\n```\n",
		"a fence of an item inside":           "```\n- ```\n" + begin + "\n```\n",
		"a fence with a backtick behind it":   "~~~ a`b\n" + begin + "\n~~~\n",
		"a longer fence at the end of a code": "```\n" + begin + "\n`````\n",
	} {
		f, places := find(t, before+begin+"\n"+end+"\ny\r")
		if len(places) != 1 || places[0].Pos.Line != 1+strings.Count(before, "\n") {
			t.Errorf("%s: the places are %v", name, places)
			continue
		}
		got := string(inject.Into(f, places, map[string]inject.Document{"a": made("text\n")}))
		if !strings.HasPrefix(got, before) || !strings.HasSuffix(got, end+"\ny\r") {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

func TestByHand(t *testing.T) {
	put := func(inner string) string { return "<!-- BEGIN triptych:a -->\n" + inner + "<!-- END triptych:a -->\n" }
	written := func(document string) string {
		f, places := find(t, put(""))
		return string(inject.Into(f, places, map[string]inject.Document{"a": made(document)}))
	}
	for _, test := range []struct {
		name, file string
		want       bool
	}{
		{"new", put(""), false},
		{"new with an empty line", put("\n \n"), false},
		{"somebody's", put("mine\n"), true},
		{"somebody's, and the same", put("\n<!-- Made. -->\n\nnew\n\n"), false},
		{"as it was written", written("old\n"), false},
		{"with other line ends", strings.ReplaceAll(written("old\n"), "\n", "\r\n"), false},
		{"changed", strings.Replace(written("old\n"), "old", "odd", 1), true},
		{"one space more", strings.Replace(written("old\n"), "old", "old ", 1), true},
		{"changed to what is to be put in", strings.Replace(written("old\n"), "old", "new", 1), false},
	} {
		_, places := find(t, test.file)
		if got := places[0].ByHand(made("new\n")); got != test.want {
			t.Errorf("%s: by hand is %v", test.name, got)
		}
	}
}

func TestFaults(t *testing.T) {
	const begin, end = "<!-- BEGIN triptych:a -->\n", "<!-- END triptych:a -->\n"
	for _, test := range []struct{ name, file, want string }{
		{"no end", "x\n" + begin, `a.md:2:1: the place of document "a" begins here and does not end`},
		{"no beginning", "x\n" + end, `a.md:2:1: the place of document "a" ends here and does not begin`},
		{"the end of another", begin + "<!-- END triptych:b -->\n" + end, `a.md:2:1: the place of document "b" ends here and does not begin`},
		{"one in another", begin + "<!-- BEGIN triptych:b -->\n<!-- END triptych:b -->\n", `a.md:1:1: the place of document "a" begins here and does not end`},
		{"twice", begin + end + begin + end, `a.md:3:1: document "a" has two places in this file`},
		{"indented", "- x\n  " + begin + end, `a.md:2:8: this is no marker as triptych reads it`},
		{"beside text", "x " + begin, `a.md:1:8: this is no marker as triptych reads it`},
		{"a hash of another length", "<!-- BEGIN triptych:a sha256:12 -->\n", `a.md:1:6: this is no marker as triptych reads it`},
		{"two kinds of comment", "<!-- BEGIN triptych:a */}\n" + end, `a.md:1:1: this comment begins as one of HTML and ends as one of MDX`},
	} {
		f, faults := &source.File{Name: "a.md", Text: []byte(test.file)}, &source.List{}
		inject.Find(f, faults)
		if got := faults.Error(); !strings.HasPrefix(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// Editors and Windows PowerShell save as UTF-16 what looks no different to whoever
// wrote it.
func TestUTF16IsNamed(t *testing.T) {
	const page = "# Mine\r\n<!-- BEGIN triptych:a -->\r\n<!-- END triptych:a -->\r\n"
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		for _, mark := range []string{"\ufeff", ""} {
			var text []byte
			for _, unit := range utf16.Encode([]rune(mark + page)) {
				text = order.AppendUint16(text, unit)
			}
			f, faults := &source.File{Name: "a.md", Text: text}, &source.List{}
			if places := inject.Find(f, faults); len(places) != 0 {
				t.Errorf("%v, mark %q: %d places", order, mark, len(places))
			}
			const want = "a.md: the file is UTF-16\n    save it as UTF-8\n1 problem\n"
			if got := faults.Error(); got != want {
				t.Errorf("%v, mark %q: got %q, want %q", order, mark, got, want)
			}
		}
	}
}

// Whatever a file is, what is outside of its places stays, and what was put in is
// taken for triptych's own the next time.
func FuzzInto(f *testing.F) {
	f.Add("x\r\n", "y", "text\n")
	f.Add("```\n", "\n```\n", "```\na\n```\n")
	f.Add("<!-- BEGIN triptych:b -->\n", "\xff", "")
	f.Fuzz(func(t *testing.T, before, after, document string) {
		text := before + "\n<!-- BEGIN triptych:a -->\n<!-- END triptych:a -->\n" + after
		file, faults := &source.File{Name: "a.md", Text: []byte(text)}, &source.List{}
		places := inject.Find(file, faults)
		if faults.Len() > 0 || len(places) != 1 || strings.Contains(document, "triptych:") || strings.ContainsAny(document, "\r`~") {
			return
		}
		got := inject.Into(file, places, map[string]inject.Document{"a": made(document)})
		if !bytes.HasPrefix(got, []byte(before)) || !bytes.HasSuffix(got, []byte(after)) {
			t.Fatalf("%q became %q", text, got)
		}
		again := &source.File{Name: "a.md", Text: got}
		places = inject.Find(again, faults)
		if len(places) != 1 || faults.Len() > 0 || places[0].ByHand(made("other\n")) {
			t.Fatalf("%q: %d places, %v", got, len(places), faults.Err())
		}
	})
}
