package profile_test

import (
	"net/mail"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/profile"
)

func TestValid(t *testing.T) {
	for _, c := range []struct {
		kind, value string
		want        string // part of the fault; empty: it is right
	}{
		{"address", "a@b.example", ""},
		{"address", "first.last+tag_x-y@sub-domain.b.example", ""},
		{"address", strings.Repeat("a", 64) + "@b.example", ""},
		{"address", strings.Repeat("a", 65) + "@b.example", "64 at the most before the @"},
		{"address", "a@" + strings.Repeat("b.", 124) + "example", "254 at the most"},
		{"address", "", "is empty"},
		{"address", "a", "has no @"},
		{"address", "a b@c.example", "has a space"},
		{"address", "a@b@c.example", "more than one @"},
		{"address", "@b.example", "is empty before the @"},
		{"address", "a@", "is empty behind the @"},
		{"address", "a@b", "no dot"},
		{"address", "a@b.example.", "ends with a dot"},
		{"address", "a@.b.example", "part between dots"},
		{"address", "a@-b.example", "part between dots"},
		{"address", "a@b..example", "part between dots"},
		{"address", "a@" + strings.Repeat("b", 64) + ".example", "part between dots"},
		{"address", "a@10.0.0.1", "ends with a number"},
		{"address", "a@[10.0.0.1]", "has a character"},
		{"address", ".a@b.example", "has a dot at its start"},
		{"address", "-a@b.example", "starts with a hyphen"},
		{"address", `"a"@b.example`, "has a character"},
		{"address", "o'brien@b.example", "has a character"},
		{"address", "a`$(x)`@b.example", "has a character"},
		{"address", "ä@b.example", "has a character"},
		{"address", "a@b.exämple", "has a character"},
		{"address", "a\n@b.example", "has a line break"},
		{"address", "a@b.example\x00", "has a NUL"},
		{"local-part", "acme", ""},
		{"local-part", "a@b.example", "is a whole address"},
		{"domain", "b.example", ""},
		{"domain", "xn--bcher-kva.example", ""},
		{"domain", "b", "no dot"},
		{"name", "Journaled people (EU)", ""},
		{"name", strings.Repeat("ä", 64), ""},
		{"name", strings.Repeat("ä", 65), "65 characters; 64 at the most"},
		{"name", "a\tb", "has a tab"},
		{"text", strings.Repeat("x", 200), ""},
		{"text", strings.Repeat("x", 10_000), "10000 characters; 200 at the most"},
		{"text", "a\u2066b", "turns the direction"},
		{"text", "a\u200db", "invisible character U+200D"},
		{"text", "a\u115fb", "invisible character U+115F"},
		{"text", "a\uffffb", "invisible character U+FFFF"},
		{"text", "a\ufffdb", "a character that was lost"},
		{"text", "a\x85b", "not UTF-8"},
		{"text", "a\u0085b", "a line break"},
		{"text", "\u00a0a", "starts or ends with a space"},
		{"text", "\u0301a", "starts with a mark"},
		{"text", "e\u0301", ""},
		{"text", "`$(x)` | <script> \"a\" 'b' \u2019 \\ % & * _ #", ""},
	} {
		err := profile.Valid(c.kind, c.value)
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s %.80q: %v", c.kind, c.value, err)
		case c.want != "" && err == nil:
			t.Errorf("%s %.80q passes; want %q", c.kind, c.value, c.want)
		case c.want != "" && !strings.Contains(err.Error(), c.want):
			t.Errorf("%s %.80q: %v; want %q", c.kind, c.value, err, c.want)
		}
	}
}

// FuzzAddress: what passes is an address that a mail library reads as it is,
// and has no character that means something to a shell.
func FuzzAddress(f *testing.F) {
	for _, seed := range []string{"a@b.example", "a.b+c@d-e.example", "a@b", "\"x\"@y.example", "a;b@c.example"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if profile.Valid("address", value) != nil {
			return
		}
		read, err := mail.ParseAddress(value)
		if err != nil || read.Address != value {
			t.Fatalf("%q is read as %v, %v", value, read, err)
		}
		if strings.ContainsAny(value, " \t\r\n\"'`$&|;<>(){}[]*?!#%^~\\,:=") {
			t.Fatalf("%q has a character that a shell knows", value)
		}
	})
}
