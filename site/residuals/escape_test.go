package residuals_test

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/residual"
	"github.com/triptych-docs/triptych/site/residuals"
)

// scalars is how many characters Unicode has room for, surrogates apart.
const scalars = int(utf8.MaxRune) + 1 - 0x800

func scalar(i int) string {
	if i >= 0xd800 {
		i += 0x800
	}
	return string(rune(i))
}

// escapers are those that the runbooks of the content have, by name.
func escapers(t *testing.T, all *model.Project) map[string]residual.Escaper {
	t.Helper()
	found := map[string]residual.Escaper{}
	for _, p := range all.Procedures {
		n := 0
		for answers := range space.Variants(p, nil) {
			if n++; n%61 != 1 {
				continue
			}
			compiled, err := compile.Compile(all, p, compile.Options{Answers: answers})
			if err != nil {
				t.Fatal(err)
			}
			runbook, err := render.NewRunbook(compiled)
			if err != nil {
				t.Fatal(err)
			}
			for _, format := range residuals.Formats {
				r, err := runbook.Residual(format)
				if err != nil {
					t.Fatal(err)
				}
				r.Each(func(string) {}, func(_ plan.Text, e residual.Escaper) { found[e.Name] = e })
			}
		}
	}
	if len(found) < 8 {
		t.Fatalf("only %d escapers", len(found))
	}
	return found
}

// The escapers of the page are those of the printers: on every character, alone
// and between letters, and on strings of the characters that mean something.
func TestEscapersAgree(t *testing.T) {
	n := newNode(t)
	random := mixed(rand.New(rand.NewPCG(1, 2)), 100_000)
	some := escapers(t, fixture.Content(t))
	names := slices.Sorted(maps.Keys(some))
	for _, name := range names {
		e := some[name]
		count := scalars
		if testing.Short() {
			count = 0x3100
		}
		got := ask[[]string](n, map[string]any{"op": "scalars", "name": name, "count": count})
		same(t, name, got, count, func(i int) string {
			return e.Escape(scalar(i)) + "\x01" + e.Escape("a"+scalar(i)+"b")
		})
		for i, got := range ask[[]string](n, map[string]any{"op": "strings", "name": name, "strings": random}) {
			if want := e.Escape(random[i]); got != want {
				t.Fatalf("%s of %+q is %+q, want %+q", name, random[i], got, want)
			}
		}
	}
}

const chunk = 4096

// same compares what the page made of many strings with what is wanted: sums of
// chunks first, because there are so many.
func same(t *testing.T, what string, got []string, count int, want func(int) string) {
	t.Helper()
	if len(got) != (count+chunk-1)/chunk {
		t.Fatalf("%s: %d chunks of %d", what, len(got), count)
	}
	for c := range got {
		var parts []string
		for i := c * chunk; i < min(count, (c+1)*chunk); i++ {
			parts = append(parts, want(i))
		}
		if sum(strings.Join(parts, "\x00")) != got[c] {
			t.Errorf("%s: the page makes something else of a character from %+q to %+q", what, scalar(c*chunk), scalar(min(count, (c+1)*chunk)-1))
		}
	}
}

func sum(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// telling are characters and words that mean something somewhere.
var telling = strings.Split("` `` ``` * ** _ [ ] | || { } ~ $ \\ < > & &amp; &#39; ! . www. : :// mailto: xmpp: @ # #> <# - + = 1. 2) ' \" "+
	"\u2018 \u2019 \u201a \u201b \u201c \u2013 a Z 0 9 é ß İ ı 日本 😀 e\u0301 a@b.c https://x.y x@y %! {{ }} ; ( ) / ^ , ? "+
	"\u00a0 \u00ad \u200b \u200d \u200e \u202e \u2028 \ufeff \ufffd \u0085 \x7f \x01", " ")

// mixed makes strings of what is telling, with spaces and line breaks between.
func mixed(r *rand.Rand, n int) []string {
	all := make([]string, n)
	for i := range all {
		var b strings.Builder
		for range r.IntN(9) {
			switch r.IntN(12) {
			case 0:
				b.WriteByte(' ')
			case 1:
				b.WriteString([]string{"\n", "\r\n", "\r", "\t", "\x00", "\v"}[r.IntN(6)])
			case 2:
				b.WriteString(scalar(r.IntN(scalars)))
			default:
				b.WriteString(telling[r.IntN(len(telling))])
			}
		}
		all[i] = b.String()
	}
	return all
}

func TestHashesAgree(t *testing.T) {
	n := newNode(t)
	strs := mixed(rand.New(rand.NewPCG(3, 4)), 500)
	for i := range 300 {
		strs = append(strs, strings.Repeat("x", i))
	}
	strs = append(strs, strings.Repeat("line of a script\n", 10_000))
	for i, got := range ask[[]string](n, map[string]any{"op": "sha256", "strings": strs}) {
		if want := sum(strs[i]); got != want {
			t.Errorf("the hash of %.40q is %s, want %s", strs[i], got, want)
		}
	}
}
