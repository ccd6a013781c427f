package picture_test

import (
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/render/picture"
)

// The address of a link is broken behind its slashes; a value of the same length
// stays whole, and what holds it is set smaller.
func TestAddressOfALinkIsBroken(t *testing.T) {
	const address = "https://docs.example/en/admin/setup/create-lists?view=newest#create-a-list"
	const width = 150.0
	link := []picture.Span{{Text: "See "}, {Text: "Lists", Link: address}, {Text: " (" + address + ")", Link: address}, {Text: "."}}
	if got := picture.Longest(link, 10); got > width {
		t.Errorf("the longest word is %.0f wide", got)
	}
	var lines []string
	for _, spans := range picture.Wrap(link, 10, width) {
		line := ""
		for _, s := range spans {
			line += s.Text
		}
		lines = append(lines, line)
	}
	want := []string{"See Lists (https://docs.example/", "en/admin/setup/create-lists?", "view=newest#create-a-list)."}
	if strings.Join(lines, "|") != strings.Join(want, "|") {
		t.Errorf("got %q, want %q", lines, want)
	}
	for name, span := range map[string]picture.Span{
		"a value":                {Font: picture.Mono, Text: address},
		"a value with a link":    {Font: picture.Mono, Text: address, Link: address},
		"a text without a link":  {Text: address},
		"what stands for a link": {Text: strings.Repeat("word", 20), Link: address},
	} {
		if got := picture.Longest([]picture.Span{span}, 10); got < width {
			t.Errorf("%s is broken: its longest word is %.0f wide", name, got)
		}
	}
}
