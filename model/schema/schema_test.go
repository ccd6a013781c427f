package schema_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/xeipuuv/gojsonschema"
	"go.yaml.in/yaml/v4"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/schema"
)

// schemas are all that "triptych schema" prints.
func schemas(t *testing.T) map[string]schema.Schema {
	t.Helper()
	project := fixture.Content(t)
	all := map[string]schema.Schema{"profile": profile.Schema(project), "content": schema.Procedure(), "shared": schema.Shared()}
	for name, s := range all {
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		read := schema.Schema{}
		if err := json.Unmarshal(text, &read); err != nil {
			t.Fatal(err)
		}
		all[name] = read
	}
	return all
}

// compiled is a schema that was itself checked against the schema of schemas. What
// ours have of draft 2020-12 says the same in draft 7.
func compiled(t *testing.T, name string, s schema.Schema) *gojsonschema.Schema {
	t.Helper()
	loader := gojsonschema.NewSchemaLoader()
	loader.Validate, loader.AutoDetect, loader.Draft = true, false, gojsonschema.Draft7
	old := schema.Schema{}
	for k, v := range s {
		if k != "$schema" {
			old[k] = v
		}
	}
	out, err := loader.Compile(gojsonschema.NewGoLoader(old))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out
}

// faults are what a schema says of a text of YAML.
func faults(t *testing.T, s *gojsonschema.Schema, text []byte) []string {
	t.Helper()
	read := yaml.Unmarshal
	if json.Valid(text) { // which has pairs of surrogates that YAML has not
		read = json.Unmarshal
	}
	var document any
	if err := read(text, &document); err != nil {
		t.Fatal(err)
	}
	result, err := s.Validate(gojsonschema.NewGoLoader(document))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range result.Errors() {
		all = append(all, e.String())
	}
	return all
}

// What is written here passes the schemas that editors get.
func TestContentPasses(t *testing.T) {
	all := schemas(t)
	for name, patterns := range map[string][]string{
		"shared":  {"content/*.yaml", "testdata/world/*.yaml", "cmd/triptych/scaffold/*.yaml", "testdata/vendor/*.yaml"},
		"content": {"content/*/*.yaml", "testdata/world/*/*.yaml", "cmd/triptych/scaffold/*/*.yaml", "testdata/vendor/*/*.yaml"},
		"profile": {"testdata/profiles/*.yaml", "testdata/profiles/*.json"},
	} {
		s := compiled(t, name, all[name])
		read := 0
		for _, pattern := range patterns {
			files, err := filepath.Glob(filepath.Join("../..", pattern))
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range files {
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				read++
				if wrong := faults(t, s, text); wrong != nil {
					t.Errorf("%s: %s", file, strings.Join(wrong, "; "))
				}
			}
		}
		if read < 6 {
			t.Errorf("%s: only %d files were read", name, read)
		}
	}
}

// What is misspelt does not.
func TestFaultsDoNotPass(t *testing.T) {
	all := schemas(t)
	for name, texts := range map[string][]string{
		"profile": {
			"procedure: area1-journaling", "procedure: other\ncustomer: {name: x}\nanswers: {}\ninputs: {}",
			"procedure: area1-journaling\ncustomer: {name: x}\nanswers: {gatway: none}\ninputs: {address: x, undeliverable: y}",
			"procedure: area1-journaling\ncustomer: {name: x}\nanswers: {gateway: maybe}\ninputs: {address: x, undeliverable: y}",
			"procedure: area1-journaling\ncustomer: {nmae: x}\nanswers: {}\ninputs: {address: x, undeliverable: y}",
		},
		"content": {"titel: x", "sections: [{id: a, role: changes, title: b}]", "sections: [{id: a, title: b}]", "runbook: {risks: [{level: hi, text: a}]}"},
		"shared":  {"kind: []", "kinds: [{id: a, title: b}]", "kinds: [{id: a, title: b, plural: c, settings: [{name: A, type: int}]}]"},
	} {
		s := compiled(t, name, all[name])
		for _, text := range texts {
			if faults(t, s, []byte(text)) == nil {
				t.Errorf("%s: %q passes", name, text)
			}
		}
	}
}

// An editor has something to say of every key, and of every word that a key takes.
func TestEverythingIsDescribed(t *testing.T) {
	for name, s := range schemas(t) {
		properties := 0
		each(s, name, func(at string, s schema.Schema) {
			enum, _ := s["enum"].([]any)
			if says, _ := s["enumDescriptions"].([]any); len(says) != len(enum) {
				t.Errorf("%s: %d of its %d words are described", at, len(says), len(enum))
			}
			keys, _ := s["properties"].(map[string]any)
			if strings.HasSuffix(at, ".if") || strings.HasSuffix(at, ".then") {
				keys = nil // the same keys again, which are described beside them
			}
			for key, value := range keys {
				properties++
				says, _ := value.(map[string]any)["description"].(string)
				first, _ := utf8.DecodeRuneInString(says)
				switch end := strings.TrimRight(says, `")`); {
				case says == "":
					t.Errorf("%s: nothing describes %q", at, key)
				case unicode.IsLower(first) && !strings.HasPrefix(says, "true:"), !strings.HasSuffix(end, ".") && !strings.HasSuffix(end, "?"):
					t.Errorf("%s: the description of %q is no sentence: %s", at, key, says)
				}
			}
		})
		if properties < 20 {
			t.Errorf("%s: only %d keys were looked at", name, properties)
		}
	}
}

// Examples are what the schema lets in.
func TestExamplesPass(t *testing.T) {
	for name, s := range schemas(t) {
		each(s, name, func(at string, one schema.Schema) {
			examples, _ := one["examples"].([]any)
			for _, example := range examples {
				alone := schema.Schema{"$defs": s["$defs"]}
				for k, v := range one {
					alone[k] = v
				}
				result, err := compiled(t, at, alone).Validate(gojsonschema.NewGoLoader(example))
				if err != nil {
					t.Fatal(err)
				}
				if !result.Valid() {
					t.Errorf("%s: the example %v does not pass: %v", at, example, result.Errors())
				}
			}
		})
	}
}

// each visits every mapping of a schema.
func each(node any, at string, visit func(at string, s schema.Schema)) {
	switch n := node.(type) {
	case map[string]any:
		visit(at, n)
		for key, value := range n {
			each(value, at+"."+key, visit)
		}
	case []any:
		for i, value := range n {
			each(value, fmt.Sprintf("%s[%d]", at, i), visit)
		}
	}
}

// The words for the type of a setting are those that loading takes.
func TestSettingTypesAreThoseThatLoad(t *testing.T) {
	field, _ := reflect.TypeFor[plan.KindSetting]().FieldByName("Type")
	_, words, _ := strings.Cut(field.Tag.Get("validate"), "oneof=")
	taken, named := strings.Fields(words), model.SettingTypes().Names()
	slices.Sort(taken)
	slices.Sort(named)
	if !slices.Equal(taken, named) {
		t.Errorf("loading takes %q, and the schema names %q", taken, named)
	}
}
