package site_test

import (
	"encoding/json"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/triptych-docs/triptych"

// floors lists the packages from the ground up. A package imports only from
// floors below its own.
var floors = [][]string{
	{"content", "model/source", "model/plan", "model/parallel", "model/pattern"},
	{"model/strict", "model/prose", "model/report", "model/audit/paper", "model/cover", "templates"},
	{"model", "model/config"},
	{"model/space", "model/schema"},
	{"model/load", "model/compile", "model/profile", "model/ledger"},
	{"model/prove"},
	{"model/customers"},
	{"render/deflate"},
	{"render/residual", "render/book"},
	{"render/powershell", "render/powershell/lexer", "render/picture"},
	{"render/powershell/readback"},
	{"render/markdown", "render/html", "render/pdf"},
	{"render", "render/readback", "render/inject"},
	{"render/bulk", "site/residuals", "site/serve"},
	{"model/publish"},
	{"site", "model/impact", "model/explain", "model/audit"},
	{"cmd/triptych"},
}

// conditional are the packages in which a condition can be said or judged. No
// printer has them within reach, directly or by way of another package.
var conditional = []string{"model", "model/space", "model/load", "model/compile", "model/profile", "model/ledger", "model/schema", "model/prove", "model/customers", "model/publish", "model/impact", "model/explain", "model/audit"}

// aside are packages that only tests import.
var aside = []string{"model/fixture", "model/golden", "model/mutate", "render/powershell/tenant", "site/browser"}

func TestImportsGoDown(t *testing.T) {
	for name, p := range packages(t) {
		if slices.Contains(aside, name) {
			continue
		}
		own := floor(name)
		if own < 0 {
			t.Errorf("package %s stands on no floor: add it to the list in this test", name)
			continue
		}
		for _, imported := range p.Imports {
			if at := floor(imported); at >= own || at < 0 {
				t.Errorf("%s (floor %d) imports %s (floor %d)", name, own, imported, at)
			}
		}
		if strings.HasPrefix(name, "render") || name == "site" || name == "site/residuals" {
			for _, reached := range p.Deps {
				if slices.Contains(conditional, reached) {
					t.Errorf("%s reaches %s, where conditions are", name, reached)
				}
			}
		}
	}
}

// The plan imports nothing of the project; it is what all printers share.
func TestPlanStandsOnTheGround(t *testing.T) {
	if deps := packages(t)["model/plan"].Deps; len(deps) > 0 {
		t.Errorf("model/plan reaches %v", deps)
	}
}

func floor(name string) int {
	return slices.IndexFunc(floors, func(names []string) bool { return slices.Contains(names, name) })
}

type listed struct{ Imports, Deps []string }

// packages asks the go command for the packages of this module and what each
// imports of it.
func packages(t *testing.T) map[string]listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,Deps", module+"/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	own := func(paths []string) []string {
		var all []string
		for _, p := range paths {
			if rest, ok := strings.CutPrefix(p, module+"/"); ok {
				all = append(all, rest)
			}
		}
		return all
	}
	all := map[string]listed{}
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath    string
			Imports, Deps []string
		}
		if err := decoder.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if name, ok := strings.CutPrefix(p.ImportPath, module+"/"); ok {
			all[name] = listed{own(p.Imports), own(p.Deps)}
		}
	}
	if len(all) < 10 {
		t.Fatalf("go list shows %d packages", len(all))
	}
	return all
}
