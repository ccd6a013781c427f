package powershell

import (
	"html"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/powershell/lexer"
	"github.com/triptych-docs/triptych/render/residual"
)

// hostile are values that try to get out of where they stand.
var hostile = []string{
	"", "acme", "it's", "''", "'", "\u2018\u2019\u201a\u201b'", `"`, "\u201c\u201d\u201e",
	"$(Remove-Everything)", "$env:x", "`n`'", "a`", "#", "<#", "#>", "'#>'; Stop-It <#", "> x", "x #", "##>>",
	"a\nb", "a\r\nb", "\r", "'\n.PARAMETER X\n", "@'\nx\n'@", "'@\n", "@\"\nx\n\"@", "); Stop-It; (", "}", "|", ";",
	"\u2013\u2014\u2015x", "\x00", "a\x00b", "\u202ereversed", "\ufeff", "\u0085\u2028\u2029", "\U0001F4A9", "{{.}}",
	"<script>alert('x')</script>", strings.Repeat("'", 999), strings.Repeat("a#>", 333),
}

// meant is what PowerShell is to read for a value: no language has a NUL.
func meant(value string) string { return strings.ReplaceAll(value, "\x00", "\ufffd") }

// places are where a literal stands. Each is a text with a hole and what its
// tokens are with some harmless value in it.
var places = []struct{ name, text string }{
	{"argument", "Set-It -Name @ -Other 'x' | Show-It"},
	{"first of a list", "Set-It -Name @(@, 'b')"},
	{"last of a list", "Set-It -Name @('b', @)"},
	{"default", "param(\n    [string] $Name = @,\n\n    [switch] $Other\n)"},
	{"table", "@{ Name = 'a'; Value = @ }   # said\n@{ Name = 'b' }"},
	{"sum", "($Address + @)"},
	{"attribute", "[ValidatePattern(@)]"},
	{"call", "$x.Do(@)"},
}

func FuzzLiteral(f *testing.F) {
	for _, value := range hostile {
		f.Add(value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if !utf8.ValidString(value) {
			return
		}
		printed := Literal.Escape(value)
		for _, place := range places {
			at := strings.LastIndex(place.text, "@") // the hole is the last @ that no bracket follows
			for strings.ContainsAny(place.text[at+1:at+2], "({") {
				at = strings.LastIndex(place.text[:at], "@")
			}
			text := place.text[:at] + printed + place.text[at+1:]
			got, err := lexer.Tokens(text)
			if err != nil {
				t.Fatalf("%s: %v in %q", place.name, err, text)
			}
			want, err := lexer.Tokens(place.text[:at] + "'harmless'" + place.text[at+1:])
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != len(want) {
				t.Fatalf("%s: %d tokens, want %d, in %q", place.name, len(got), len(want), text)
			}
			for i := range got {
				wanted := want[i].Value
				if want[i].Value == "harmless" {
					wanted = meant(value)
				}
				if got[i].Kind != want[i].Kind || got[i].Value != wanted {
					t.Fatalf("%s: token %d is %s %q, want %s %q", place.name, i, got[i].Kind, got[i].Value, want[i].Kind, wanted)
				}
			}
		}
	})
}

func FuzzComment(f *testing.F) {
	for _, value := range hostile {
		f.Add(value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if !utf8.ValidString(value) {
			return
		}
		printed := Comment.Escape(value)
		if i := strings.IndexAny(printed, "\r\n\v\f\x00\u0085\u2028\u2029"); i >= 0 {
			t.Fatalf("%q has a break", printed)
		}
		for _, text := range []string{
			"<#" + printed + "#>", "<#\n" + printed + "\n#>", "<# #" + printed + " #>", "<#" + printed + "> #>", "# " + printed,
		} {
			tokens, err := lexer.Tokens(text)
			if err != nil {
				t.Fatalf("%v in %q", err, text)
			}
			if len(tokens) != 1 || tokens[0].Kind != lexer.Comment || tokens[0].Text != text {
				t.Fatalf("%q is more than a comment: %v", text, tokens)
			}
		}
	})
}

// FuzzInside holds that a value in a command in a page is the value once the
// page and then PowerShell have read it.
func FuzzInside(f *testing.F) {
	for _, value := range hostile {
		f.Add(value)
	}
	page := residual.Escaper{Name: "html", Escape: html.EscapeString}
	f.Fuzz(func(t *testing.T, value string) {
		if !utf8.ValidString(value) {
			return
		}
		sink := new(residual.Sink)
		r, err := sink.Cut(CommandIn(sink, plan.Command{Pipeline: []plan.Call{{
			Cmdlet: "Set-It", Args: []plan.Arg{{Name: "Name", Value: plan.One{Text: plan.FromHole("x")}}},
		}}}, page))
		if err != nil {
			t.Fatal(err)
		}
		tokens, err := lexer.Tokens(html.UnescapeString(string(r.Fill(plan.Values{"x": value}))))
		if err != nil {
			t.Fatal(err)
		}
		if len(tokens) != 3 || tokens[2].Kind != lexer.Literal || tokens[2].Value != meant(value) {
			t.Fatalf("got %v", tokens)
		}
	})
}

func TestEscaperNames(t *testing.T) {
	if got, want := In(Literal, residual.Escaper{Name: "html.text", Escape: html.EscapeString}).Name, "powershell.literal|html.text"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := In(Comment, residual.Escaper{}).Name, "powershell.comment"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestInvalidText(t *testing.T) {
	if got, want := Literal.Escape("a\xff\xe2\x80'b"), "'a\ufffd''b'"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestByteOrderMark(t *testing.T) {
	for value, want := range map[string]string{"": "", "acme": "", "M\u00fcller": "\ufeff", "\x7f": ""} {
		if got := ByteOrderMark.Escape(value); got != want {
			t.Errorf("%q: got %q, want %q", value, got, want)
		}
	}
}

// TestViewIsTyped walks the view of the skeleton: a bare string in it could
// carry a value past its escaper.
func TestViewIsTyped(t *testing.T) {
	var walk func(path string, of reflect.Type)
	walk = func(path string, of reflect.Type) {
		switch {
		case of == reflect.TypeFor[Source]():
		case of.Kind() == reflect.Bool: // it chooses a part of the frame, and is not printed
		case of.Kind() == reflect.Slice:
			walk(path+"[]", of.Elem())
		case of.Kind() == reflect.Struct:
			for i := range of.NumField() {
				walk(path+"."+of.Field(i).Name, of.Field(i).Type)
			}
		default:
			t.Errorf("%s is a %s", path, of)
		}
	}
	walk("view", reflect.TypeFor[view]())
}

func TestWrap(t *testing.T) {
	text := append(plan.Literal("one two three, four\nfive "), plan.Piece{Hole: "x"}, plan.Piece{Literal: ". six"})
	var got []string
	for _, line := range wrap(text, 14) {
		got = append(got, line.Fill(plan.Values{"x": "a very long value that does not count"}))
	}
	want := "one two three,|four five|a very long value that does not count.|six"
	if strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", strings.Join(got, "|"), want)
	}
}

func TestParameterNames(t *testing.T) {
	names := newParameterNames()
	for _, c := range []struct{ id, want string }{
		{"address", "Address"}, {"groups eu-primary", "GroupsEuPrimary"}, {"host", "HostValue"}, {"tenant", "TenantValue"},
		{"action", "ActionValue"}, {"kinds", "KindsValue"}, {"what-if", "WhatIfValue"}, {"ADDRESS", "ADDRESSValue"}, {"name", "Name"},
	} {
		if got := names.take(pascal(c.id)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.id, got, c.want)
		}
	}
	if got := names.take("Address", "GroupAddress"); got != "GroupAddress" {
		t.Errorf("got %s", got)
	}
}
