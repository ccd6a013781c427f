package render

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/residual"
)

func TestID(t *testing.T) {
	id := ID("model", []byte("change"))
	if !regexp.MustCompile(`^TRP-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$`).MatchString(id) {
		t.Errorf("id %s", id)
	}
	if id != ID("model", []byte("change")) || id == ID("model", []byte("other")) || id == ID("other", []byte("change")) {
		t.Error("the id does not follow from model and change alone")
	}
}

func TestOpenPlan(t *testing.T) {
	if _, err := NewRunbook(&plan.Plan{}); err == nil {
		t.Error("an open plan became a runbook")
	}
}

// TestJSONFences: what looks like the escape of a fence is no fence.
func TestJSONFences(t *testing.T) {
	p := &plan.Plan{Closed: true, Title: plan.Line{
		plan.Words{Text: plan.Literal(`\u0000 \\u0000 " <b>`)},
		plan.Words{Text: plan.FromHole("customer.name")},
	}}
	r, err := printJSON(p, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got struct{ Title string }
	if err := json.Unmarshal(r.Fill(values(r, `\u0000"`)), &got); err != nil {
		t.Fatal(err)
	}
	if want := `\u0000 \\u0000 " <b>\u0000"`; got.Title != want {
		t.Errorf("title %q, want %q", got.Title, want)
	}
}

// values gives every hole of a residual the same value.
func values(r *residual.Residual, value string) plan.Values {
	all := plan.Values{}
	for _, name := range r.Holes() {
		all[name] = value
	}
	return all
}

// FuzzJSONString: JSON reads back exactly the value.
func FuzzJSONString(f *testing.F) {
	for _, seed := range []string{"", `"`, `\`, "\n", "<script>&", "\u2028", "\x7f", "𠮷", `\u0000`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if !utf8.ValidString(value) || strings.Contains(value, "\x00") {
			return // refused at the profile
		}
		var got string
		escaped := `"` + jsonString.Escape(value) + `"`
		if err := json.Unmarshal([]byte(escaped), &got); err != nil || got != value {
			t.Fatalf("%q came back from %s as %q, %v", value, escaped, got, err)
		}
	})
}
