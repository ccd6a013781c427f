package templates

import (
	"io/fs"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/triptych-docs/triptych/model/golden"
)

// The scripts in lean/ are what pages have: those beside them without comments and
// space and with short names for what no other script can see. Taking a script
// apart right takes a parser of the whole language, and a program that writes
// sites need not carry one: run this test with -update after a change.
func TestLeanScriptsAreThoseBesideThem(t *testing.T) {
	names, err := fs.Glob(Files, "site.*.js")
	if err != nil || len(names) == 0 {
		t.Fatalf("%v, %v", names, err)
	}
	for _, name := range names {
		source, err := Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		made := api.Transform(string(source), api.TransformOptions{
			MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true,
			Target: api.ES2021, Charset: api.CharsetASCII,
		})
		if len(made.Errors) > 0 {
			t.Fatalf("%s: %v", name, made.Errors)
		}
		golden.Check(t, "lean/"+name, made.Code)
	}
	golden.Only(t, "lean", names)
}
