package residuals_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
)

const today = "2026-12-05"

// A given is what a reader gave, as the page passes it on.
type given struct {
	Answers map[string][]string `json:"answers"`
	Inputs  map[string]any      `json:"inputs"` // a text, or a map from answers to texts
	Facts   map[string]string   `json:"facts"`
}

// profile is the same as a file for the command.
func (g given) profile(procedure string) []byte {
	file := map[string]any{"procedure": procedure, "answers": g.Answers, "inputs": g.Inputs}
	for name, value := range g.Facts {
		section, key, _ := strings.Cut(name, ".")
		if file[section] == nil {
			file[section] = map[string]any{}
		}
		file[section].(map[string]any)[key] = value
	}
	text, err := json.Marshal(file)
	if err != nil {
		panic(err) // maps of strings have a form
	}
	return text
}

// bind binds it as the command does.
func (g given) bind(t testing.TB, all *model.Project, procedure string) (*profile.Bound, []source.Diagnostic) {
	t.Helper()
	var faults source.List
	read := profile.Read(&source.File{Name: "profile.json", Text: g.profile(procedure)}, &faults)
	if read == nil {
		return nil, faults.Sorted()
	}
	bound := profile.Bind(all, read, today, &faults)
	return bound, faults.Sorted()
}

// customerWith is what a customer gives who has these answers: every fact, every input.
func customerWith(p *model.Procedure, answers map[string][]string, needed func(model.Input) bool) given {
	g := given{Answers: answers, Inputs: map[string]any{}, Facts: map[string]string{
		"customer.name": "O'Brien & Söhne <Mail> | #1 *GmbH*", "customer.id": "obrien",
		"customer.tenant": "contoso.example", "change.ticket": "CHG-1 `x`", "change.window": "Sat, 08:00–09:00 “UTC”",
		"change.owner": "日本 太郎", "contact.name": "Support \\ 24x7", "contact.phone": "+1 555 0100", "prepared.by": "R. #", "change.replaces": "TRP-0A1B-2C3D",
	}}
	for _, in := range p.Inputs {
		if !needed(in) {
			continue
		}
		value := func(answer string) string {
			switch in.Type.Text {
			case "address":
				return in.ID.Text + answer + "+x_y@mail.contoso.example"
			case "domain":
				return "contoso.example"
			case "local-part":
				return "acme_1.2"
			}
			return "A 'name'"
		}
		if in.Each.Text == "" {
			g.Inputs[in.ID.Text] = value("")
			continue
		}
		each := map[string]string{}
		for _, a := range answers[in.Each.Text] {
			each[a] = value("-" + a)
		}
		g.Inputs[in.ID.Text] = each
	}
	return g
}
