package templates

import (
	"io/fs"
	"reflect"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	w := ReadWords()
	for _, kind := range []string{"note", "tip", "important", "warning", "caution"} {
		if w.Notes[kind] == "" {
			t.Errorf("there is no word for a note of kind %q", kind)
		}
	}
	v := reflect.ValueOf(w)
	for i := range v.NumField() {
		if v.Field(i).Kind() == reflect.String && v.Field(i).String() == "" {
			t.Errorf("words.yaml has no %s", v.Type().Field(i).Tag.Get("yaml"))
		}
	}
}

// What frames are made of: LF, no trailing spaces, one line break at the end.
func TestFilesAreTidy(t *testing.T) {
	names, err := fs.Glob(Files, "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		raw, err := fs.ReadFile(Files, name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(raw)
		if strings.Contains(text, "\r") || !strings.HasSuffix(text, "\n") || strings.HasSuffix(text, "\n\n") {
			t.Errorf("%s has a wrong line break", name)
		}
		for i, line := range strings.Split(text, "\n") {
			if line != strings.TrimRight(line, " \t") {
				t.Errorf("%s:%d ends in a space", name, i+1)
			}
		}
	}
}

// The script of a page makes no markup of text, runs no text as a script, and
// asks for nothing.
func TestScriptIsTame(t *testing.T) {
	raw, err := Files.ReadFile("runbook.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "fetch(", "XMLHttpRequest", "import(", "</"} {
		if strings.Contains(string(raw), word) {
			t.Errorf("the script has %s", word)
		}
	}
}

// The style of a page asks for nothing and cannot end its element.
func TestStyleIsTame(t *testing.T) {
	raw, err := Files.ReadFile("runbook.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"url(", "@import", "</"} {
		if strings.Contains(string(raw), word) {
			t.Errorf("the style has %s", word)
		}
	}
}
