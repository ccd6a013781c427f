package strict_test

import (
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/strict"
)

type part struct {
	Pos   source.Pos
	Name  source.Word `yaml:"name" validate:"required"`
	Size  int         `yaml:"size" validate:"max=9"`
	On    bool        `yaml:"on"`
	Kind  source.Word `yaml:"kind" validate:"omitempty,oneof=a b"`
	Texts []string    `yaml:"texts"`
}

type whole struct {
	Parts []part           `yaml:"parts" validate:"required,dive"`
	More  source.Map[part] `yaml:"more" validate:"dive"`
}

func decode(texts ...string) (whole, string) {
	var files []*source.File
	for i, text := range texts {
		files = append(files, &source.File{Name: string(rune('a'+i)) + ".yaml", Text: []byte(text)})
	}
	var w whole
	var faults source.List
	strict.Decode(&w, &faults, files...)
	if err := faults.Err(); err != nil {
		return w, err.Error()
	}
	return w, ""
}

func TestDecodeKeepsScalarsAsWrittenAndPlaces(t *testing.T) {
	w, faults := decode("parts:\n- name: 1.10\n  texts: [007, \"a\"]\n", "more:\n  z: {name: x, on: true, size: 3}\n  a: {name: y}\n")
	if faults != "" {
		t.Fatal(faults)
	}
	if got := w.Parts[0].Name.Text + w.Parts[0].Texts[0]; got != "1.10007" {
		t.Errorf("scalars were changed: %q", got)
	}
	if got := w.Parts[0].Name.Pos.String(); got != "a.yaml:2:9" {
		t.Errorf("the name stands at %s", got)
	}
	if got := strings.Join(w.More.Keys(), ","); got != "z,a" {
		t.Errorf("the keys are in the order %s", got)
	}
	if x, ok := w.More.Get("z"); !ok || !x.On || x.Size != 3 || x.Pos.String() != "b.yaml:2:6" {
		t.Errorf("z is %+v", x)
	}
}

func TestDecodeReportsEveryFaultAtItsPlace(t *testing.T) {
	cases := []struct {
		name  string
		texts []string
		want  []string
	}{
		{"unknown key", []string{"parts: [{nam: x}]"}, []string{`a.yaml:1:10: unknown key "nam"`, `did you mean "name"?`, `a.yaml:1:9: key "name" is missing`, "2 problems"}},
		{"wrong types", []string{"parts:\n- {name: [x], size: big, on: \"yes\"}"}, []string{"a.yaml:2:10: expected a text, found a list", `2:21: expected a whole number, found "big"`, `2:30: expected true or false, found "yes"`, "3 problems"}},
		{"not a list", []string{"parts: x"}, []string{`a.yaml:1:8: expected a list, found "x"`, "1 problem"}},
		{"a rule of a field", []string{"parts:\n- {name: x, size: 10, kind: c}"}, []string{"2:19: size may be 9 at the most", `2:29: kind "c" is none of: a, b`}},
		{"a rule in a map", []string{"parts: [{name: x}]\nmore: {k: {size: 1}}"}, []string{`a.yaml:2:11: key "name" is missing`}},
		{"a key twice", []string{"parts: [{name: x}]\nmore: {k: {name: a}, k: {name: b}}"}, []string{"a.yaml:2:22", "1 problem"}},
		{"a key in two files", []string{"parts: [{name: x}]", "parts: [{name: y}]"}, []string{`b.yaml:1:1: key "parts" stands in another file already`, "a.yaml:1:1: here it stands first"}},
		{"an alias", []string{"parts: [&a {name: x}, *a]"}, []string{"a.yaml:1:23: aliases"}},
		{"no YAML", []string{"parts: [\n  x: {"}, []string{"a.yaml:2:7: not readable as YAML", "1 problem\n"}},
		{"two documents", []string{"parts: [{name: x}]\n---\nparts: []"}, []string{"a.yaml:2:"}},
		{"empty", []string{""}, []string{"a.yaml:1:1: the file is empty"}},
		{"a comma in a flow mapping", []string{"parts: [{name: a, b}]"}, []string{`a.yaml:1:19: unknown key "b"`, "quote the text"}},
		{"nothing where something is required", []string{"parts: [{name: }]"}, []string{"a.yaml:1:16: expected a text, found nothing", "1 problem"}},
	}
	for _, c := range cases {
		_, got := decode(c.texts...)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", c.name, want, got)
			}
		}
	}
}

// Whatever a file holds, it is read or refused with a place.
func FuzzDecode(f *testing.F) {
	f.Add("parts: [{name: x}]")
	f.Add("parts: &a [*a]")
	f.Add("more: {a: {name: !!binary eA==}}")
	f.Add("- 1\n- 2")
	f.Fuzz(func(t *testing.T, text string) {
		w, faults := decode(text)
		if faults == "" && len(w.Parts) == 0 {
			t.Errorf("%q: nothing was read, and nothing was said", text)
		}
		if faults != "" && !strings.HasPrefix(faults, "a.yaml:") {
			t.Errorf("%q: a fault without a place: %s", text, faults)
		}
	})
}

// TestSyntaxSaysHowToMend: what writers do wrong most often in YAML, and what
// they are told to do about it.
func TestSyntaxSaysHowToMend(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a line too far left", "parts:\n  - name: x\n   texts: [a]\n", "indent the line"},
		{"a line too far right", "parts:\n  - name: x\n      texts: [a]\n", "indent the line"},
		{"a tab", "parts:\n\t- name: x\n", "indent with spaces"},
		{"a colon in a text", "parts:\n  - name: Remove it: there\n", "quote the text: a colon"},
		{"a text that starts with a brace", "parts:\n  - name: {input.x}, and more\n", "quote the whole text"},
		{"two braces with something between them", "parts:\n  - {name: {input.x}@{input.y}}\n", "quote the whole text"},
		{"a text that starts with @", "parts:\n  - name: @x\n", "quote the text"},
		{"an open quote", "parts:\n  - name: \"x\n", "close the quote"},
		{"an open quote, and another behind it", "parts:\n  - name: \"x\n    texts: [\"y z\"]\n", "close the quote"},
		{"an open bracket", "parts:\n  - name: x\n    texts: [a\n", "close the bracket"},
		{"a line that is no key", "parts:\n  - name: x\n    more\n    texts: [a]\n", "write key: value"},
	} {
		_, got := decode(c.text)
		if !strings.Contains(got, "not readable as YAML: ") || !strings.Contains(got, c.want) {
			t.Errorf("%s: got\n%swant %q", c.name, got, c.want)
		}
	}
}
