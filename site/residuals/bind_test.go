package residuals_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// A field is refused by the page in the words of the command: every character,
// and strings of what means something.
func TestFormsAgree(t *testing.T) {
	n := newNode(t)
	tell(n, fixture.Content(t))
	strs := mixed(rand.New(rand.NewPCG(5, 6)), 20_000)
	strs = append(strs, values...)
	for _, long := range []int{63, 64, 65, 199, 200, 201, 250, 254, 255, 300} {
		strs = append(strs, strings.Repeat("a", long), strings.Repeat("é", long), strings.Repeat("a", long)+"@b.example",
			"a@"+strings.Repeat("b", long)+".example", strings.Repeat("ab.", long/3)+"c", "x@"+strings.Repeat("ab.", long/3)+"c")
	}
	for _, kind := range []string{"address", "local-part", "domain", "name", "text"} {
		want := func(s string) string {
			if err := profile.Valid(kind, s); err != nil {
				return strings.TrimPrefix(err.Error(), quoted(s)+" ")
			}
			return ""
		}
		for i, got := range ask[[]string](n, map[string]any{"op": "forms", "type": kind, "strings": strs}) {
			if got != want(strs[i]) {
				t.Fatalf("%s: of %+q the page says %q, the command %q", kind, strs[i], got, want(strs[i]))
			}
		}
		count := scalars
		if testing.Short() {
			count = 0x3100
		}
		same(t, kind, ask[[]string](n, map[string]any{"op": "formsOfScalars", "type": kind, "count": count}), count, func(i int) string {
			return want(scalar(i)) + "\x01" + want("a"+scalar(i)+"b")
		})
	}
}

// quoted is how a message quotes a value: short, and with nothing in it that
// could move the cursor.
func quoted(s string) string {
	if runes := []rune(s); len(runes) > 60 {
		s = string(runes[:60]) + "…"
	}
	return strconv.QuoteToGraphic(s)
}

// values are what people type, paste and mistype.
var values = []string{
	"", "acme", "Acme", "acme@journaling.mxrecord.io", "acme@JOURNALING.mailstream-eu1.mxrecord.io", "acme@mailstream-eu.journaling.mxrecord.io",
	"acme@elsewhere.example", "acme@", "@b.example", "a@b@c.example", "a b@c.example", "ndr@contoso.example", "NDR@contoso.example",
	"ndr@mail.contoso.example", "ndr@notcontoso.example", "contoso.example", "contoso", "contoso.example.", "-a.example", "a..b", ".a", "-a", "1.2.3.4",
	"a@1.2.3.4", "a'b", "x y", " x", "x ", "Acme Corp", "Übung", "日本", "\u0301x", "a\u200bb", "a\tb", "con", "acme--x", "ACME", "2026-02-30", "2026-02-28", "26-1-1",
	"İstanbul", "\u212aelvin Ltd", "!!!",
}

// A reader's mistakes are the command's: what the page lets through has the same
// values and makes the same profile, and what it refuses the command refuses.
func TestBindAgrees(t *testing.T) {
	all := fixture.Content(t)
	n := newNode(t)
	tell(n, all)
	r := rand.New(rand.NewPCG(7, 8))
	for _, p := range all.Procedures {
		var some []given
		tries := 3000
		if testing.Short() {
			tries = 1000
		}
		for range tries {
			some = append(some, random(r, p))
		}
		type answer struct {
			Faults  []struct{ At, Why, Hint string }
			Values  map[string]string
			Profile string
			Lacks   []string
		}
		accepted := 0
		for i, got := range ask[[]answer](n, map[string]any{"op": "bind", "form": p.ID.Text, "given": some, "today": today}) {
			bound, faults := some[i].bind(t, all, p.ID.Text)
			if (bound == nil) != (len(got.Faults) > 0) {
				t.Fatalf("%s\nthe page: %v\nthe command: %v", some[i].profile(p.ID.Text), got.Faults, messages(faults))
			}
			if bound == nil {
				sameFaults(t, some[i].profile(p.ID.Text), faults, func(yield func(at, why string)) {
					for _, f := range got.Faults {
						yield(f.At, f.Why)
					}
				})
				continue
			}
			accepted++
			if got.Profile != string(bound.YAML()) {
				t.Fatalf("%s: the page's profile is\n%s\nthe command's is\n%s", some[i].profile(p.ID.Text), got.Profile, bound.YAML())
			}
			for name, want := range bound.Values {
				if got.Values[name] != want {
					t.Fatalf("%s: %s is %+q in the page and %+q in the command", some[i].profile(p.ID.Text), name, got.Values[name], want)
				}
			}
			var lacks []string
			for _, l := range bound.Lacks {
				name, _, _ := strings.Cut(l, " ")
				lacks = append(lacks, name)
			}
			if !slices.Equal(lacks, got.Lacks) {
				t.Fatalf("the page lacks %q, the command %q", got.Lacks, lacks)
			}
		}
		if accepted < tries/20 || accepted > tries*19/20 {
			t.Errorf("%s: %d of %d were accepted: a test of both has some of both", p.ID, accepted, tries)
		}
	}
}

func messages(faults []source.Diagnostic) []string {
	var all []string
	for _, f := range faults {
		all = append(all, f.Message)
	}
	return all
}

// sameFaults holds that each thing which the command names is named by the page,
// and the other way round.
func sameFaults(t *testing.T, what []byte, faults []source.Diagnostic, page func(func(at, why string))) {
	t.Helper()
	if slices.ContainsFunc(faults, func(f source.Diagnostic) bool {
		return strings.HasPrefix(f.Message, "the ") || strings.HasPrefix(f.Message, "a ")
	}) {
		return // a character that no file may have: nothing else was looked at
	}
	page(func(at, why string) {
		name := at[strings.LastIndex(at, ".")+1:]
		if !slices.ContainsFunc(faults, func(f source.Diagnostic) bool { return strings.Contains(f.Message+f.Hint, name) }) {
			t.Fatalf("%s\nthe page says %s: %s\nand the command only %q", what, at, why, messages(faults))
		}
	})
}

// random is what a reader may give: mostly right, with mistakes.
func random(r *rand.Rand, p *model.Procedure) given {
	answers := map[string][]string{}
	for _, f := range p.Facets {
		if r.IntN(20) == 0 {
			continue
		}
		one := func() string { return f.Answers[r.IntN(len(f.Answers))].ID.Text }
		answers[f.ID.Text] = []string{one()}
		if r.IntN(2) == 0 && f.Many != nil {
			if two := one(); two != answers[f.ID.Text][0] {
				answers[f.ID.Text] = append(answers[f.ID.Text], two)
			}
		}
	}
	full := space.Answers{}
	for _, f := range p.Facets {
		full[f.ID.Text] = answers[f.ID.Text]
		if full[f.ID.Text] == nil && f.Default.Text != "" {
			full[f.ID.Text] = []string{f.Default.Text}
		}
	}
	g := customerWith(p, full, func(in model.Input) bool {
		return space.Holds(in.When, full) != (r.IntN(20) == 0)
	})
	g.Answers = answers
	for _, name := range slices.Sorted(maps.Keys(g.Facts)) {
		switch r.IntN(60) {
		case 0:
			g.Facts[name] = values[r.IntN(len(values))]
		case 1, 2, 3:
			delete(g.Facts, name)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(g.Inputs)) {
		each, ok := g.Inputs[id].(map[string]string)
		switch {
		case r.IntN(25) == 0:
			delete(g.Inputs, id)
		case ok && r.IntN(4) == 0: // the same group for two regions
			for a := range each {
				each[a] = "people@contoso.example"
			}
		case ok && r.IntN(3) == 0:
			for a := range each {
				each[a] = values[r.IntN(len(values))]
			}
		case !ok && r.IntN(8) == 0:
			g.Inputs[id] = "people@contoso.example" // another input may have it too
		case !ok && r.IntN(5) == 0:
			g.Inputs[id] = values[r.IntN(len(values))]
		}
	}
	for id, v := range g.Inputs {
		if v == "" {
			delete(g.Inputs, id)
		}
		if each, ok := v.(map[string]string); ok {
			maps.DeleteFunc(each, func(_, v string) bool { return v == "" })
		}
	}
	maps.DeleteFunc(g.Facts, func(_, v string) bool { return v == "" })
	return g
}
