package space_test

import (
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/space"
)

func procedure(t *testing.T, id string) *model.Procedure {
	t.Helper()
	project := fixture.Content(t)
	for _, p := range project.Procedures {
		if p.ID.Text == id {
			return p
		}
	}
	t.Fatalf("no procedure %s", id)
	return nil
}

// The sizes are worked out by hand: 2 gateways x 3 consoles x 2 pictures, times
// 8 regions x 2 scopes for one region, or 255 sets of regions for several.
func TestVariantsAreCountedByHand(t *testing.T) {
	for id, want := range map[string]int{
		"area1-journaling":    2 * 3 * 2 * (8*2 + 255),
		"mimecast-journaling": 3 * 6 * 2 * 2,
	} {
		p := procedure(t, id)
		seen := map[string]bool{}
		for a := range space.Variants(p, nil) {
			if err := space.Allowed(p, a); err != nil {
				t.Fatalf("%s: %v", a.String(p), err)
			}
			seen[a.String(p)] = true
		}
		if len(seen) != want {
			t.Errorf("%s has %d variants, want %d", id, len(seen), want)
		}
	}
}

func TestForbiddenCombinationsSayWhy(t *testing.T) {
	p := procedure(t, "area1-journaling")
	ok := space.Answers{
		"gateway": {"none"}, "console": {"classic"}, "compliance": {"none"},
		"regions": {"eu"}, "scope": {"group"}, "pictures": {"none"},
	}
	if err := space.Allowed(p, ok); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		facet   string
		answers []string
		want    string
	}{
		{"compliance", []string{"regional"}, "cannot be"},
		{"regions", []string{"eu", "us"}, `"regions" takes one answer here`},
		{"console", []string{"classic", "purview"}, `"console" takes one answer`},
	} {
		err := space.Allowed(p, ok.With(c.facet, c.answers...))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s=%v: got %v, want %q", c.facet, c.answers, err, c.want)
		}
	}
}

func TestVariantsKeepWhatIsFixed(t *testing.T) {
	p := procedure(t, "area1-journaling")
	n := 0
	for a := range space.Variants(p, space.Answers{"compliance": {"regional"}, "regions": {"eu", "us"}}) {
		n++
		if got := strings.Join(a["regions"], " "); got != "eu us" || a["scope"][0] != "everyone" {
			t.Fatalf("got %s", a.String(p))
		}
	}
	if n != 2*3*2 {
		t.Errorf("%d variants, want 12", n)
	}
	for range space.Variants(p, space.Answers{"compliance": {"none"}, "regions": {"eu", "us"}}) {
		t.Fatal("two regions without regional compliance")
	}
}

// Answers are possible exactly where some variant has them.
func TestPossibleIsWhatAVariantHas(t *testing.T) {
	for _, id := range []string{"area1-journaling", "mimecast-journaling"} {
		p := procedure(t, id)
		for _, f := range p.Facets {
			for _, a := range f.Answers {
				for _, g := range p.Facets {
					for _, b := range g.Answers {
						fixed := space.Answers{f.ID.Text: {a.ID.Text}}.With(g.ID.Text, b.ID.Text)
						if f.Many != nil && f.ID == g.ID && a.ID != b.ID {
							fixed = space.Answers{f.ID.Text: {a.ID.Text, b.ID.Text}}
						}
						want := false
						for range space.Variants(p, fixed) {
							want = true
							break
						}
						if got := space.Possible(p, fixed); got != want {
							t.Errorf("%s: %v, want %v", fixed.String(p), got, want)
						}
					}
				}
			}
		}
	}
}
