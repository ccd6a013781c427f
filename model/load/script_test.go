package load_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/triptych-docs/triptych/model/load"
)

// harbor is an invented vendor with one thing replaced, beside the kinds of the
// content.
func harbor(t *testing.T, old, now string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for name, folder := range map[string]string{
		"kinds.yaml": "content", "phrases.yaml": "content", "roles.yaml": "content", "sources.yaml": "content",
		"labels.yaml": "testdata/world-script", "harbor-archive/harbor.yaml": "testdata/world-script",
	} {
		text, err := os.ReadFile("../../" + folder + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(name, "harbor") {
			if !strings.Contains(string(text), old) {
				t.Fatalf("there is no %s", old)
			}
			text = []byte(strings.Replace(string(text), old, now, 1))
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	return files
}

// What a script takes from steps and checks has to name what is there.
func TestLinksOfTheScript(t *testing.T) {
	const settings = "script: {settings: [rule.Enabled]}"
	for _, c := range []struct{ name, old, now, want string }{
		{"sound", settings, settings, ""},
		{"saves an unknown object", "commits: [contact]", "commits: [contacts]", `unknown object "contacts"`},
		{"compares an unknown object", settings, "script: {settings: [rules]}", `unknown object "rules"`},
		{"compares an unknown setting", settings, "script: {settings: [rule.Enable]}", `"Enable"`},
		{"validates what is not validated", settings, "script: {validated: [connector]}", `object "connector" is not validated`},
		{"members of what has none", settings, "script: {disjoint: [rule]}", `the kind "journal-rule" have no members`},
		{"compares nothing", settings, "script: {}", "says what a script compares"},
		{"is manual as well", settings, "manual: true\n      " + settings, "says what a script compares"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := load.Load(harbor(t, c.old, c.now), "")
			got := ""
			if err != nil {
				got = err.Error()
			}
			if c.want == "" && got != "" || !strings.Contains(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
