package profile

import (
	"strings"

	"github.com/triptych-docs/triptych/model/space"
)

// YAML is the profile as triptych itself writes it: every facet answered, keys
// in one order, whole addresses cut, the date in it. Reading it again binds to
// the same values.
func (b *Bound) YAML() []byte {
	whole, _ := b.Written()
	return whole
}

// Change is the part of the YAML that says which change this is: all of it but
// who prepared the runbook and when. The id of a runbook is made from it, so
// that the same change prepared again a day later has the same id.
func (b *Bound) Change() []byte {
	_, change := b.Written()
	return change
}

// Written is the YAML, and the change that it begins with.
func (b *Bound) Written() (whole, change []byte) {
	w := writing(make([]byte, 0, 1024))
	w.add("procedure: ", b.Procedure.ID.Text, "\n")
	b.section(&w, "customer", "id", "name", "tenant")
	w.add("answers:\n")
	for _, f := range b.Procedure.Facets {
		given := b.Answers[f.ID.Text]
		if f.Many != nil {
			w.add("  ", f.ID.Text, ": [", strings.Join(given, ", "), "]\n")
		} else {
			w.add("  ", f.ID.Text, ": ", given[0], "\n")
		}
	}
	b.inputs(&w)
	b.section(&w, "change", "ticket", "window", "owner", "executor", "reviewer", "replaces")
	b.section(&w, "contact", "name", "phone", "hours")
	end := len(w)
	b.section(&w, "prepared", "by", "on")
	return w, w[:end:end]
}

// inputs is the mapping of the inputs that these answers have; nothing where
// they have none.
func (b *Bound) inputs(w *writing) {
	title := "inputs:\n"
	for _, in := range b.Procedure.Inputs {
		if !space.Holds(in.When, b.Answers) {
			continue
		}
		w.add(title)
		title = ""
		if in.Each.Text == "" {
			w.add("  ", in.ID.Text, ": ", quote(b.Values["input."+in.ID.Text]), "\n")
			continue
		}
		w.add("  ", in.ID.Text, ":\n")
		for _, a := range b.Answers[in.Each.Text] {
			w.add("    ", a, ": ", quote(b.Values["input."+in.ID.Text+"."+a]), "\n")
		}
	}
}

// section is a mapping of facts, without those that were not given; nothing
// where none was.
func (b *Bound) section(w *writing, name string, keys ...string) {
	title := name + ":\n"
	for _, key := range keys {
		if value, ok := b.given[name+"."+key]; ok {
			w.add(title, "  ", key, ": ", quote(value), "\n")
			title = ""
		}
	}
}

// writing is a text that grows.
type writing []byte

func (w *writing) add(words ...string) {
	for _, word := range words {
		*w = append(*w, word...)
	}
}

// quote is a double-quoted scalar, whose rules are the same in YAML and JSON for
// the characters that a bound value may have.
func quote(value string) string {
	return `"` + quotes.Replace(value) + `"`
}

var quotes = strings.NewReplacer(`\`, `\\`, `"`, `\"`)
