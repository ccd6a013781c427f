package main

import (
	"cmp"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xeipuuv/gojsonschema"
	"go.yaml.in/yaml/v4"

	"github.com/triptych-docs/triptych/model/config"
	"github.com/triptych-docs/triptych/model/source"
)

// TestConfigurableFlags: what is read from the fields of the commands is what the
// parser makes of them.
func TestConfigurableFlags(t *testing.T) {
	var want, got []configurableFlag
	for _, node := range everyNode(t) {
		for _, f := range node.Flags {
			if said := f.Tag.Get("config"); said != "" {
				one := configurableFlag{
					command: pathOf(node), name: f.Name, key: keyOf(f), kind: kindOf(f.Target.Type()), help: f.Help, enum: f.Enum, preset: f.Default,
					user: strings.Contains(said, ",user"), path: strings.Contains(said, ",path"),
				}
				if f.Group != nil {
					one.group = f.Group.Key
				}
				want = append(want, one)
			}
		}
	}
	got = configurable()
	for _, all := range [][]configurableFlag{got, want} {
		slices.SortFunc(all, func(a, b configurableFlag) int {
			return cmp.Or(strings.Compare(a.command, b.command), strings.Compare(a.name, b.name))
		})
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

// TestNothingOfACustomerIsConfigured: what a profile says of one customer cannot
// be set for all of them, and the flags of one key are alike.
func TestNothingOfACustomerIsConfigured(t *testing.T) {
	ofCustomer := []string{"customer", "id", "tenant", "address", "input", "set", "procedure", "profile", "ticket", "window", "executor", "reviewer", "replaces", "date"}
	first := map[string]configurableFlag{}
	for _, f := range configurable() {
		if slices.Contains(ofCustomer, f.name) {
			t.Errorf("%s --%s can be configured", f.command, f.name)
		}
		other, again := first[f.key]
		if !again {
			first[f.key] = f
			continue
		}
		f.command, f.help = other.command, other.help
		if f != other {
			t.Errorf("%s is %+v, and %+v", f.key, f, other)
		}
	}
}

// TestConfigurationSchema: what editors are told is what is read.
func TestConfigurationSchema(t *testing.T) {
	table := tableOf(configurable())
	schema := table.Schema()
	delete(schema, "$schema") // what it says means the same in draft 7
	loader := gojsonschema.NewSchemaLoader()
	loader.Validate, loader.AutoDetect, loader.Draft = true, false, gojsonschema.Draft7
	compiled, err := loader.Compile(gojsonschema.NewGoLoader(schema))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		want bool
	}{
		{"version: 1", true},
		{"version: 1\ncontent: ./content\ndocs: {flavor: starlight, as: partial, heading: 2, tabs: true, output: docs}", true},
		{"version: 1\nsite: {base: https://docs.example.com/, output: dist, forms: false}", true},
		{"version: 1\nrunbook: {owner: Support, pdf-engine: chromium, prepared-by: Support, contact: {name: A, phone: +1 555, hours: 24x7}}", true},
		{"version: 1\nrunbook: {contact: {phone: 15550100, hours: 24}}", true},
		{"version: 1\ncheck: {strict: true, ignore: [{rule: order-kept, path: a.yaml, why: so, until: 2026-12-05}]}", true},
		{"version: 2", false},
		{"content: ./content", false},
		{"version: 1\nmodel: ./content", false},
		{"version: 1\ndocs: {flavor: starlite}", false},
		{"version: 1\ndocs: {heading: 5}", false},
		{"version: 1\ndocs: {tabs: \"yes\"}", false},
		{"version: 1\ndocs: {output: [a]}", false},
		{"version: 1\nsite: dist", false},
		{"version: 1\nrunbook: {customer: Acme}", false},
		{"version: 1\nrunbook: {contact: {mail: a@b.example}}", false},
		{"version: 1\ncheck: {ignore: [{rule: order-kept, path: a.yaml, why: so}]}", false},
		{"version: 1\ncheck: {ignore: {rule: order-kept}}", false},
		{"- version: 1", false},
	} {
		var doc any
		if err := yaml.Unmarshal([]byte(c.text), &doc); err != nil {
			t.Fatal(err)
		}
		result, err := compiled.Validate(gojsonschema.NewGoLoader(doc))
		if err != nil {
			t.Fatal(err)
		}
		if got := result.Valid(); got != c.want {
			t.Errorf("the schema says %t of %q: %v", got, c.text, result.Errors())
		}
		var faults source.List
		table.Read(config.File{File: &source.File{Name: "triptych.yaml", Text: []byte(c.text)}}, &faults)
		if got := faults.Len() == 0; got != c.want {
			t.Errorf("reading says %t of %q: %s", got, c.text, faults.Error())
		}
	}
}

// TestConfigurationOfTheREADME: what it shows is read, and has every section.
func TestConfigurationOfTheREADME(t *testing.T) {
	table := tableOf(configurable())
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(readme), "\n## Configuration\n")
	_, text, _ = strings.Cut(text, "```yaml\n")
	text, _, _ = strings.Cut(text, "```")
	var faults source.List
	layer := table.Read(config.File{File: &source.File{Name: "README.md", Text: []byte(text)}}, &faults)
	if faults.Len() > 0 || len(layer.Ignores) == 0 {
		t.Error(faults.Error())
	}
	for _, s := range table {
		name, _, _ := strings.Cut(s.Key, ".")
		if !slices.ContainsFunc(table, func(other config.Setting) bool {
			_, said := layer.Values[other.Key]
			return said && (other.Key == name || strings.HasPrefix(other.Key, name+"."))
		}) {
			t.Errorf("nothing of %s is shown", name)
		}
	}
}
