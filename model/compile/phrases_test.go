package compile_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// Every phrase that the compiler says is in content/phrases.yaml, and every
// phrase there is said.
func TestPhrasesAreThereAndUsed(t *testing.T) {
	known := map[string]bool{}
	for _, e := range content(t).Phrases {
		known[e.Key.Text] = true
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		text, err := os.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"([a-z]+(?:_[a-z]+)*)"`).FindAllSubmatch(text, -1) {
			said[string(m[1])] = true
		}
		for _, m := range regexp.MustCompile(`c\.(?:say|join)\("([a-z_]+)"`).FindAllSubmatch(text, -1) {
			if !known[string(m[1])] {
				t.Errorf("%s says %q, which content/phrases.yaml does not have", e.Name(), m[1])
			}
		}
	}
	for name := range known {
		if !said[name] {
			t.Errorf("nothing says the phrase %q", name)
		}
	}
}
