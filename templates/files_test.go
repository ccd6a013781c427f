package templates

import (
	"io/fs"
	"reflect"
	"slices"
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
	if len(w.Generated) != 3 {
		t.Errorf("words.yaml has %d parts of what a file says of itself, want 3", len(w.Generated))
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
	names, err := fs.Glob(Files, "*.*")
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

// The scripts of pages make no markup of text, run no text as a script, ask for
// nothing and keep nothing but what a runbook keeps.
func TestScriptsAreTame(t *testing.T) {
	words := []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "import(", "document.cookie", "</"}
	matching(t, "*.js", words)
	matching(t, "site.*.js", []string{"localStorage", "sessionStorage", "indexedDB"})
	matching(t, "*.js", []string{"EventSource"}, "site.live.js") // that one is of the preview on one's own machine
}

// The styles of pages ask for nothing and cannot end their element.
func TestStylesAreTame(t *testing.T) {
	matching(t, "*.css", []string{"url(", "@import", "</"})
}

// matching reports files that match a pattern and have one of the words, but for
// some files.
func matching(t *testing.T, pattern string, words []string, but ...string) {
	t.Helper()
	names, err := fs.Glob(Files, pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: %v, %v", pattern, names, err)
	}
	for _, name := range names {
		if slices.Contains(but, name) {
			continue
		}
		raw, err := Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range words {
			if strings.Contains(string(raw), word) {
				t.Errorf("%s has %s", name, word)
			}
		}
	}
}
