package inject_test

import (
	"testing"

	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render/inject"
)

// Of two headings with the same words the first has the anchor: one before the
// document takes it from a heading that the document links to, and no other does.
func TestSameAnchors(t *testing.T) {
	const place = "<!-- BEGIN triptych:a -->\n## One\n<!-- END triptych:a -->\n"
	const document = "## One\n\n## `Two` and *2*\n\n## Three\n\nSee [two](#two-and-2) and [three](#three).\n"
	for _, test := range []struct {
		name, file string
		line       int // of the fault; 0 where there is none
	}{
		{"before", "# x\n\n## Three\n\n" + place, 3},
		{"other marks", "## Two and **2**\n\n" + place, 1},
		{"underlined", "Three\n=====\n\n" + place, 1},
		{"after", place + "\n## Three\n", 0},
		{"no link leads there", "## One\n\n" + place, 0},
		{"an empty one", "#\n\n## Three\n\n" + place, 3},
		{"before, with nothing after", "## Three\n\n## Four\n\n" + place, 1},
		{"no heading", "```\n## Three\n```\n\nThree\n\n" + place, 0},
	} {
		f, places := find(t, test.file)
		faults := &source.List{}
		inject.SameAnchors(f, places, map[string]inject.Document{"a": {Text: []byte(document)}}, faults)
		line := 0
		if all := faults.Sorted(); len(all) > 0 {
			line = all[0].Pos.Line
		}
		if line != test.line {
			t.Errorf("%s: a fault in line %d, want %d: %v", test.name, line, test.line, faults)
		}
	}
}

// Of two documents in one file the second has its anchors taken by the first, and by
// what stands between them.
func TestSameAnchorsOfTwoDocuments(t *testing.T) {
	f, places := find(t, "<!-- BEGIN triptych:a -->\n<!-- END triptych:a -->\n\n## Two\n\n<!-- BEGIN triptych:b -->\n<!-- END triptych:b -->\n")
	faults := &source.List{}
	inject.SameAnchors(f, places, map[string]inject.Document{
		"a": {Text: []byte("## One\n")}, "b": {Text: []byte("## One\n\n## Two\n\nSee [one](#one) and [two](#two).\n")},
	}, faults)
	if all := faults.Sorted(); len(all) != 2 || all[0].Pos.Line != 1 || all[1].Pos.Line != 4 || all[0].Also[0].Pos.Line != 6 {
		t.Errorf("the faults are %v", faults)
	}
}
