package prose_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/triptych-docs/triptych/model/prose"
	"github.com/triptych-docs/triptych/model/source"
)

func words(s string) prose.Run { return prose.Words{Text: s} }

func parse(t *testing.T, text string) ([]prose.Block, *source.List) {
	t.Helper()
	file := &source.File{Name: "p", Text: []byte(text)}
	var faults source.List
	return prose.Parse(text, func(o int) source.Pos { return file.At(o) }, &faults), &faults
}

func TestParse(t *testing.T) {
	cases := []struct {
		text string
		want []prose.Block
	}{
		{"Plain words.", []prose.Block{prose.Paragraph{Runs: []prose.Run{words("Plain words.")}}}},
		{"One\ntwo", []prose.Block{prose.Paragraph{Runs: []prose.Run{words("One two")}}}},
		{"A **b `c`** d", []prose.Block{prose.Paragraph{Runs: []prose.Run{
			words("A "), prose.Strong{Runs: []prose.Run{words("b "), prose.Code{Runs: []prose.Run{words("c")}}}}, words(" d"),
		}}}},
		{"Go to {ui:connector.path}.", []prose.Block{prose.Paragraph{Runs: []prose.Run{
			words("Go to "), prose.Brace{Kind: "ui", Name: "connector.path"}, words("."),
		}}}},
		{"`{input.address}@{regions.domain}`", []prose.Block{prose.Paragraph{Runs: []prose.Run{
			prose.Code{Runs: []prose.Run{prose.Brace{Name: "input.address"}, words("@"), prose.Brace{Name: "regions.domain"}}},
		}}}},
		{"[x](link:id) and [y](https://e.example)", []prose.Block{prose.Paragraph{Runs: []prose.Run{
			prose.Link{Runs: []prose.Run{words("x")}, URL: "link:id"}, words(" and "),
			prose.Link{Runs: []prose.Run{words("y")}, URL: "https://e.example"},
		}}}},
		{"- a\n- b", []prose.Block{prose.List{Items: [][]prose.Block{
			{prose.Paragraph{Runs: []prose.Run{words("a")}}}, {prose.Paragraph{Runs: []prose.Run{words("b")}}},
		}}}},
		{`not \{a brace\}`, []prose.Block{prose.Paragraph{Runs: []prose.Run{words("not {a brace}")}}}},
		{"a &amp; b", []prose.Block{prose.Paragraph{Runs: []prose.Run{words("a & b")}}}},
	}
	for _, c := range cases {
		got, faults := parse(t, c.text)
		if err := faults.Err(); err != nil {
			t.Errorf("%q: %v", c.text, err)
		}
		if diff := cmp.Diff(c.want, got, cmpopts.IgnoreTypes(source.Pos{})); diff != "" {
			t.Errorf("%q:\n%s", c.text, diff)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	cases := []struct{ text, place, message string }{
		{"# Heading", "p:1:", "a heading is not part of prose"},
		{"a <b>x</b>", "p:1:3", "raw HTML is not part of prose"},
		{"> quote", "p:1:", "a quotation is not part of prose"},
		{"```\ncode\n```", "p:", "a code block is not part of prose"},
		{"some *emphasis*", "p:1:", "emphasis is not part of prose"},
		{"see {this one}", "p:1:5", "a brace that quotes nothing"},
		{"`a {b`", "p:1:4", "a brace that quotes nothing"},
		{"![alt](x.png)", "p:1:", "a picture is not part of prose"},
	}
	for _, c := range cases {
		_, faults := parse(t, c.text)
		err := faults.Err()
		if err == nil {
			t.Errorf("%q is let through", c.text)
			continue
		}
		if got := err.Error(); !strings.HasPrefix(got, c.place) || !strings.Contains(got, c.message) {
			t.Errorf("%q: got %q, want %s… %s", c.text, got, c.place, c.message)
		}
	}
}
