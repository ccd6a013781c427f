package powershell_test

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render/powershell"
	"github.com/triptych-docs/triptych/render/powershell/lexer"
)

// projects are the content, and two invented vendors who are nothing but YAML
// beside what the content has for all: one that uses what the others do not, and
// one that came of following the guide for writers.
func projects(t testing.TB) []*model.Project {
	t.Helper()
	const content, world, vendor = "../../content", "../../testdata/world-script", "../../testdata/vendor"
	invented := fstest.MapFS{}
	for _, name := range []string{"kinds.yaml", "phrases.yaml", "roles.yaml", "sources.yaml"} {
		invented[name] = file(t, content+"/"+name)
	}
	for _, name := range []string{"labels.yaml", "harbor-archive/harbor.yaml"} {
		invented[name] = file(t, world+"/"+name)
	}
	written := fstest.MapFS{}
	for _, name := range []string{"kinds.yaml", "labels.yaml", "phrases.yaml", "roles.yaml", "rules.yaml", "sources.yaml"} {
		written[name] = file(t, content+"/"+name)
	}
	for _, name := range []string{"kinds", "sources"} {
		written[name+".yaml"].Data = append(written[name+".yaml"].Data, file(t, vendor+"/append-to-"+name+".txt").Data...)
	}
	for _, name := range []string{"facets", "objects", "procedure", "publications", "runbook", "sections"} {
		name = "quillback-vault-journaling/" + name + ".yaml"
		written[name] = file(t, vendor+"/"+name)
	}
	var all []*model.Project
	for i, files := range []fs.FS{os.DirFS(content), invented, written} {
		project := fixture.Load(t, files, []string{content, world, vendor}[i])
		all = append(all, project)
	}
	return all
}

func file(t testing.TB, name string) *fstest.MapFile {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return &fstest.MapFile{Data: text}
}

// edition is the one that a customer gets.
func edition() powershell.Edition {
	return powershell.Edition{
		Tailored: true, Runbook: plan.FromHole("runbook.id"), Model: plan.FromHole("model.hash"), Customer: plan.FromHole("customer.name"),
	}
}

// A printedScript is a script of a variant, and what its plan says.
type printedScript struct {
	name string
	text string
	plan *plan.Plan
	want []string
}

// TestEveryVariant prints the script of every variant of every procedure. Each
// parses, each literal is what the lexer takes it for, each call and each value
// is one that the cmdlet reference knows, no rule finds anything, and the facts
// read back from the tree are those of the plan. -short takes some variants.
func TestEveryVariant(t *testing.T) {
	ref := cmdlets(t)
	work := make(chan printedScript, 8)
	var done sync.WaitGroup
	count := struct{ variants, scripts, generic, statements, calls, facts, literals int }{}
	p := newParser(t)
	done.Go(func() {
		for s := range work {
			tr, err := p.parse(s.name, s.text, false)
			if err != nil {
				t.Error(err)
				break
			}
			count.scripts++
			count.statements += len(tr.Fresh)
			for _, f := range tr.Fresh {
				count.calls += len(f.Commands)
				count.literals += len(f.Literals)
			}
			count.facts += len(s.want)
			for _, f := range faultsOfScript(ref, tr, s) {
				t.Errorf("%s: %s", s.name, f)
			}
			if t.Failed() {
				break
			}
		}
		for range work { // the first script that fails is enough to see why
		}
	})
	seen := map[[32]byte][]string{}
	for _, project := range projects(t) {
		for _, procedure := range project.Procedures {
			n := 0
			for answers := range space.Variants(procedure, nil) {
				n++
				if testing.Short() && n%97 != 1 {
					continue
				}
				name := procedure.ID.Text + " " + answers.String(procedure)
				p, err := compile.Compile(project, procedure, compile.Options{Answers: answers})
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				values := valuesFor(p)
				want := factsOfPlan(p, values)
				r, err := powershell.Script(p, edition())
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				count.variants++
				text := string(r.Fill(values))
				key := sha256.Sum256([]byte(text))
				if known, twice := seen[key]; twice {
					// Another variant has the same script: it has to have the same facts.
					if !slices.Equal(known, want) {
						t.Errorf("%s: another variant with other facts has the same script", name)
					}
					continue
				}
				seen[key] = want
				work <- printedScript{name, text, p, want}
				if n%40 == 1 {
					r, err := powershell.Script(p, powershell.Edition{Model: plan.Literal("1.4.0")})
					if err != nil {
						t.Fatalf("%s: generic: %v", name, err)
					}
					count.generic++
					work <- printedScript{name + " generic", string(r.Fill(nil)), p, nil}
				}
			}
		}
	}
	close(work)
	done.Wait()
	t.Logf("%d variants, %d scripts (%d of them generic), %d distinct statements, %d calls, %d literals, %d facts",
		count.variants, count.scripts, count.generic, count.statements, count.calls, count.literals, count.facts)
}

// faultsOfScript is everything that a script has to be.
func faultsOfScript(ref reference, t *tree, s printedScript) []string {
	var faults []string
	for _, e := range t.Errors {
		faults = append(faults, fmt.Sprintf("line %d: no PowerShell: %s", e.Line, e.Text))
	}
	for _, f := range t.findings() {
		faults = append(faults, fmt.Sprintf("line %d: %s: %s", f.Line, f.Rule, f.Text))
	}
	for _, fresh := range t.Fresh {
		faults = append(faults, faultsOfLiterals(fresh)...)
		for _, c := range fresh.Commands {
			faults = append(faults, ref.faultsOfCall(c)...)
		}
	}
	faults = append(faults, ref.faultsOfNames(t)...)
	faults = append(faults, ref.faultsOfTables(t)...)
	if s.want != nil {
		faults = append(faults, differing(t, factsOfTree(t), s.want)...)
	}
	for _, u := range undone(t, s.plan) {
		faults = append(faults, u+" is neither made nor left to a person")
	}
	return faults
}

// faultsOfLiterals are string literals on which the grammar and the lexer differ.
func faultsOfLiterals(s *statement) []string {
	tokens, err := lexer.Tokens(s.Text)
	if err != nil {
		return []string{err.Error()}
	}
	var got []string
	for _, token := range tokens {
		if token.Kind == lexer.Literal {
			got = append(got, token.Value)
		}
	}
	// The lexer takes an expandable string for one token. Literals inside it are
	// the grammar's alone, so that those of the lexer come in the same order.
	rest := s.Literals
	for _, literal := range got {
		i := slices.Index(rest, literal)
		if i < 0 {
			return []string{fmt.Sprintf("the grammar has no literal %q in %s", literal, strings.SplitN(s.Text, "\n", 2)[0])}
		}
		rest = rest[i+1:]
	}
	return nil
}

// TestNoVendor holds that neither the frame nor the code of this package names a
// vendor: what a script is for comes from YAML.
func TestNoVendor(t *testing.T) {
	var files []string
	for _, pattern := range []string{"../../templates/script*.tmpl", "*.go"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		files = append(files, found...)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text := strings.ToLower(string(file(t, name).Data))
		for _, project := range projects(t) {
			for _, p := range project.Procedures {
				for _, word := range []string{p.Vendor.Text, strings.ToLower(p.Script.Text)} {
					if strings.Contains(text, word) {
						t.Errorf("%s names %s", name, word)
					}
				}
			}
		}
	}
}
