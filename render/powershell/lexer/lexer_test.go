package lexer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/render/powershell/lexer"
)

func TestTokens(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"byte order mark", "\ufeff'a'", "literal(a)"},
		{"call", "Get-It -Name 'a' | Out-It", "word Get-It, word -Name, literal(a), mark |, word Out-It"},
		{"doubled quote", "'it''s'", "literal(it's)"},
		{"mixed quotes close", "\u2018a\u2019 b", "literal(a), word b"},
		{"two quotes stand for the second", "'a\u2018\u2019b'", "literal(a\u2019b)"},
		{"low and reversed quotes", "'\u201a\u201a\u201b\u201b'", "literal(\u201a\u201b)"},
		{"double quote inside single", `'a"b'`, `literal(a"b)`},
		{"nothing is expanded", "'$a `n $(b)'", "literal($a `n $(b))"},
		{"lines in a string", "'a\r\nb'\n'c'", "literal(a\r\nb), break, literal(c)"},
		{"expandable", `"a $b ""c"" ` + "`\"" + `"`, `expandable(a $b ""c"" ` + "`\")"},
		{"curly double quotes", "\u201ca\u201d", "expandable(a)"},
		{"subexpression", `"a $(f "b" ')') c" d`, `expandable(a $(f "b" ')') c), word d`},
		{"nested subexpression", `"$(@(1, (2)))" e`, `expandable($(@(1, (2)))), word e`},
		{"comment", "a # b 'c'\nd", "word a, comment( b 'c'), break, word d"},
		{"hash inside a word", "a#b", "word a#b"},
		{"block comment", "<# a\n# b #> c", "comment( a\n# b ), word c"},
		{"comment ends at CR", "# a\rb", "comment( a), break, word b"},
		{"literal here-string", "@'\na'b\n'@ c", "literal(a'b), word c"},
		{"here-string with curly end", "@\u2018\na\n\u2019@", "literal(a)"},
		{"empty here-string", "@\"\n\"@", "expandable()"},
		{"here-string of two lines", "@'\na\r\nb\n'@", "literal(a\r\nb)"},
		{"variables", "$a ${b c} @d $env:e $_", "variable(a), variable(b c), variable(d), variable(env:e), variable(_)"},
		{"member", "$a.b", "variable(a), mark ., word b"},
		{"table", "@{ a = 'b' }", "bracket @{, word a, mark =, literal(b), bracket }"},
		{"list", "@('a', 'b')", "bracket @(, literal(a), mark ,, literal(b), bracket )"},
		{"continued line", "a `\n  b", "word a, word b"},
		{"escape in a word", "a`'b c", "word a`'b, word c"},
		{"switch", "-Confirm:$false", "word -Confirm:, variable(false)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tokens, err := lexer.Tokens(c.text)
			if err != nil {
				t.Fatal(err)
			}
			if got := show(tokens); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func show(tokens []lexer.Token) string {
	var all []string
	for _, token := range tokens {
		switch token.Kind {
		case lexer.Break:
			all = append(all, "break")
		case lexer.Word, lexer.Bracket, lexer.Mark:
			all = append(all, fmt.Sprintf("%s %s", token.Kind, token.Text))
		default:
			all = append(all, fmt.Sprintf("%s(%s)", token.Kind, token.Value))
		}
	}
	return strings.Join(all, ", ")
}

func TestTokensWithoutEnd(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a\n'b", "lexer: line 2: a string has no end"},
		{`"a`, "lexer: line 1: a string has no end"},
		{`"$(a"`, "lexer: line 1: a string has no end"},
		{"<# a #", "lexer: line 1: a comment has no end"},
		{"@'\na'@", "lexer: line 1: a here-string has no end"},
		{"${a", "lexer: line 1: the name of a variable has no end"},
	} {
		_, err := lexer.Tokens(c.text)
		if err == nil || err.Error() != c.want {
			t.Errorf("%q: got %v, want %s", c.text, err, c.want)
		}
	}
}

func TestPlaces(t *testing.T) {
	tokens, err := lexer.Tokens("é\r\n'a\nb' c")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, token := range tokens {
		got = append(got, fmt.Sprintf("%d@%d", token.Line, token.Offset))
	}
	if want := "1@0 1@2 2@4 3@10"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

// FuzzTokens holds that tokens stand in order, do not overlap, and leave out
// white space, continuations and the byte order mark only.
func FuzzTokens(f *testing.F) {
	for _, seed := range []string{
		"", "a 'b' \"c $(d)\" # e\n<# f #>", "@'\na\n'@", "${a`}b} @{c='d'}", "`\r\n`", "\ufeff'\u2018\u2019'",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\ufffd")
		tokens, err := lexer.Tokens(text)
		if err != nil {
			return
		}
		at := 0
		for i, token := range append(tokens, lexer.Token{Offset: len(text)}) {
			if token.Offset < at {
				t.Fatalf("token %d begins at %d, before %d", i, token.Offset, at)
			}
			if gap := strings.TrimPrefix(strings.ReplaceAll(text[at:token.Offset], "`", ""), "\ufeff"); strings.TrimSpace(gap) != "" {
				t.Fatalf("%q is in no token", gap)
			}
			if !strings.HasPrefix(text[token.Offset:], token.Text) {
				t.Fatalf("token %d is %q, which does not stand there", i, token.Text)
			}
			at = token.Offset + len(token.Text)
		}
	})
}
