package profile

import (
	"fmt"
	"strings"

	"github.com/triptych-docs/triptych/model/space"
)

// YAML is the profile as triptych itself writes it: every facet answered, keys
// in one order, whole addresses cut, the date in it. Reading it again binds to
// the same values.
func (b *Bound) YAML() []byte {
	return []byte(b.change() + b.section("prepared", "by", "on"))
}

// Change is the part of the YAML that says which change this is: all of it but
// who prepared the runbook and when. The id of a runbook is made from it, so
// that the same change prepared again a day later has the same id.
func (b *Bound) Change() []byte { return []byte(b.change()) }

func (b *Bound) change() string {
	var out strings.Builder
	fmt.Fprintf(&out, "procedure: %s\n", b.Procedure.ID)
	out.WriteString(b.section("customer", "id", "name", "tenant"))
	out.WriteString("answers:\n")
	for _, f := range b.Procedure.Facets {
		given := b.Answers[f.ID.Text]
		if f.Many != nil {
			fmt.Fprintf(&out, "  %s: [%s]\n", f.ID, strings.Join(given, ", "))
		} else {
			fmt.Fprintf(&out, "  %s: %s\n", f.ID, given[0])
		}
	}
	out.WriteString(b.inputs())
	out.WriteString(b.section("change", "ticket", "window", "owner", "executor", "reviewer"))
	out.WriteString(b.section("contact", "name", "phone", "hours"))
	return out.String()
}

// inputs is the mapping of the inputs that these answers have; nothing where
// they have none.
func (b *Bound) inputs() string {
	var out strings.Builder
	for _, in := range b.Procedure.Inputs {
		if !space.Holds(in.When, b.Answers) {
			continue
		}
		if in.Each.Text == "" {
			fmt.Fprintf(&out, "  %s: %s\n", in.ID, quote(b.Values["input."+in.ID.Text]))
			continue
		}
		fmt.Fprintf(&out, "  %s:\n", in.ID)
		for _, a := range b.Answers[in.Each.Text] {
			fmt.Fprintf(&out, "    %s: %s\n", a, quote(b.Values["input."+in.ID.Text+"."+a]))
		}
	}
	if out.Len() == 0 {
		return ""
	}
	return "inputs:\n" + out.String()
}

// section is a mapping of facts, without those that were not given; nothing
// where none was.
func (b *Bound) section(name string, keys ...string) string {
	var out strings.Builder
	for _, key := range keys {
		if value, ok := b.given[name+"."+key]; ok {
			fmt.Fprintf(&out, "  %s: %s\n", key, quote(value))
		}
	}
	if out.Len() == 0 {
		return ""
	}
	return name + ":\n" + out.String()
}

// quote is a double-quoted scalar, whose rules are the same in YAML and JSON for
// the characters that a bound value may have.
func quote(value string) string {
	return `"` + quotes.Replace(value) + `"`
}

var quotes = strings.NewReplacer(`\`, `\\`, `"`, `\"`)
