package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render"
)

// TestExitCodes pins what each kind of error ends with.
func TestExitCodes(t *testing.T) {
	var faults = faultOfContent(oneFault(source.Pos{}, errors.New("x")))
	for _, c := range []struct {
		err  error
		want int
	}{
		{nil, 0},
		{no(), 1},
		{wrong("x"), 2},
		{&render.OccupiedError{}, 2},
		{&render.PlaceError{}, 2},
		{errors.New("x"), 3},
		{os.ErrPermission, 3},
		{faults, 4},
		{fmt.Errorf("x: %w", faults), 4},
		{faultOfPrinting(errors.New("x")), 4},
		{context.Canceled, 130},
		{errors.Join(context.Canceled, errors.New("x")), 130},
	} {
		if got := code(c.err); got != c.want {
			t.Errorf("%v ends with %d, want %d", c.err, got, c.want)
		}
	}
}

// TestBug: a mistake of triptych's own is told from all else.
func TestBug(t *testing.T) {
	var stderr bytes.Buffer
	p := &program{stdin: panicking{}, stdout: &bytes.Buffer{}, stderr: &stderr, env: os.Getenv}
	if got := run([]string{"runbook", "--profile", "-"}, p); got != exitBug {
		t.Errorf("ended with %d", got)
	}
	if !strings.Contains(stderr.String(), "internal error: broken") || strings.Contains(stderr.String(), "goroutine") {
		t.Errorf("said %s", &stderr)
	}
	stderr.Reset()
	if run([]string{"runbook", "-v", "--profile", "-"}, p); !strings.Contains(stderr.String(), "goroutine") {
		t.Errorf("with -v: said %s", &stderr)
	}
}

type panicking struct{}

func (panicking) Read([]byte) (int, error) { panic("broken") }

// TestSchemas: what is written here passes the schemas that editors get, and
// what is misspelt does not.
func TestSchemas(t *testing.T) {
	project := project(t)
	schema := throughJSON(t, profile.Schema(project))
	for _, path := range profileFiles(t) {
		if faults := validate(schema, schema, readYAML(t, path), ""); faults != nil {
			t.Errorf("%s: %s", path, faults)
		}
	}
	for _, bad := range []string{
		"procedure: area1-journaling", "procedure: other\ncustomer: {name: x}\nanswers: {}\ninputs: {}",
		"procedure: area1-journaling\ncustomer: {name: x}\nanswers: {gatway: none}\ninputs: {address: x, undeliverable: y}",
		"procedure: area1-journaling\ncustomer: {name: x}\nanswers: {gateway: maybe}\ninputs: {address: x, undeliverable: y}",
		"procedure: area1-journaling\ncustomer: {nmae: x}\nanswers: {}\ninputs: {address: x, undeliverable: y}",
	} {
		var doc any
		if err := yaml.Unmarshal([]byte(bad), &doc); err != nil {
			t.Fatal(err)
		}
		if faults := validate(schema, schema, doc, ""); faults == nil {
			t.Errorf("%q passes the schema", bad)
		}
	}
	of := map[string]map[string]any{
		"shared":  throughJSON(t, contentSchema(reflect.TypeFor[sharedContent](), "")),
		"content": throughJSON(t, contentSchema(reflect.TypeFor[model.Procedure](), "")),
	}
	for _, folder := range []string{"../../content", "../../testdata/world", "scaffold", "../../testdata/vendor"} {
		for pattern, which := range map[string]string{"*.yaml": "shared", "*/*.yaml": "content"} {
			files, err := filepath.Glob(filepath.Join(folder, pattern))
			if err != nil || len(files) == 0 && pattern == "*/*.yaml" {
				t.Fatalf("no files %s: %v", pattern, err)
			}
			for _, path := range files {
				if faults := validate(of[which], of[which], readYAML(t, path), ""); faults != nil {
					t.Errorf("%s: %s", path, strings.Join(faults, "; "))
				}
			}
		}
	}
}

func throughJSON(t *testing.T, schema map[string]any) map[string]any {
	t.Helper()
	text, err := json.Marshal(schema)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func readYAML(t *testing.T, path string) any {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Ext(path) == ".json" {
		var doc any
		if err := json.Unmarshal(text, &doc); err != nil {
			t.Fatal(err)
		}
		return doc
	}
	var doc any
	if err := yaml.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// validate judges a document by the keywords that our schemas have.
func validate(root, schema map[string]any, doc any, at string) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, at+": "+fmt.Sprintf(format, args...)) }
	for keyword, rule := range schema {
		switch keyword {
		case "$ref":
			name := strings.TrimPrefix(rule.(string), "#/$defs/")
			faults = append(faults, validate(root, root["$defs"].(map[string]any)[name].(map[string]any), doc, at)...)
		case "type":
			if !hasType(doc, rule) {
				fault("%v is no %v", doc, rule)
			}
		case "enum":
			if !slices.Contains(rule.([]any), any(fmt.Sprint(doc))) {
				fault("%v is none of %v", doc, rule)
			}
		case "const":
			if fmt.Sprint(doc) != rule {
				fault("%v is not %v", doc, rule)
			}
		case "anyOf":
			if !slices.ContainsFunc(rule.([]any), func(one any) bool { return validate(root, one.(map[string]any), doc, at) == nil }) {
				fault("%v has none of the forms", doc)
			}
		case "allOf":
			for _, one := range rule.([]any) {
				one := one.(map[string]any)
				if validate(root, one["if"].(map[string]any), doc, at) == nil {
					faults = append(faults, validate(root, one["then"].(map[string]any), doc, at)...)
				}
			}
		case "properties":
			for key, value := range mapping(doc) {
				if inner, ok := rule.(map[string]any)[key]; ok {
					faults = append(faults, validate(root, inner.(map[string]any), value, at+"."+key)...)
				}
			}
		case "additionalProperties":
			known, _ := schema["properties"].(map[string]any)
			for key, value := range mapping(doc) {
				if _, ok := known[key]; ok {
					continue
				}
				if inner, ok := rule.(map[string]any); ok {
					faults = append(faults, validate(root, inner, value, at+"."+key)...)
				} else {
					fault("unknown key %q", key)
				}
			}
		case "required":
			for _, key := range rule.([]any) {
				if m, ok := doc.(map[string]any); ok && m[key.(string)] == nil {
					fault("key %q is missing", key)
				}
			}
		case "items":
			list, _ := doc.([]any)
			for i, item := range list {
				faults = append(faults, validate(root, rule.(map[string]any), item, fmt.Sprintf("%s[%d]", at, i))...)
			}
		case "pattern":
			if s, ok := doc.(string); ok && !regexp.MustCompile(rule.(string)).MatchString(s) {
				fault("%q does not match %s", s, rule)
			}
		case "maxLength", "minItems", "maxItems", "uniqueItems", "description", "examples", "default", "title", "$schema", "$defs", "if", "then":
		default:
			fault("a keyword that the test does not know: %s", keyword)
		}
	}
	return faults
}

func mapping(doc any) map[string]any {
	switch m := doc.(type) {
	case map[string]any:
		return m
	case map[any]any:
		out := map[string]any{}
		for k, v := range m {
			out[fmt.Sprint(k)] = v
		}
		return out
	}
	return nil
}

func hasType(doc any, rule any) bool {
	kinds, several := rule.([]any)
	if !several {
		kinds = []any{rule}
	}
	return slices.ContainsFunc(kinds, func(kind any) bool {
		switch kind {
		case "object":
			return mapping(doc) != nil
		case "array":
			_, ok := doc.([]any)
			return ok
		case "boolean":
			_, ok := doc.(bool)
			return ok
		case "integer":
			_, ok := doc.(int)
			return ok
		case "number":
			switch doc.(type) {
			case int, int64, uint64, float64:
				return true
			}
			return false
		}
		switch doc.(type) {
		case nil, bool, int, int64, uint64, float64, []any, map[string]any, map[any]any:
			return false
		}
		return true // a string, or a date that YAML made of one
	})
}
