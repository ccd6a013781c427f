package mutate_test

import (
	"flag"
	"fmt"
	"io/fs"
	"reflect"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/triptych-docs/triptych/content"
	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/ledger"
	"github.com/triptych-docs/triptych/model/load"
	"github.com/triptych-docs/triptych/model/mutate"
	"github.com/triptych-docs/triptych/model/prove"
	"github.com/triptych-docs/triptych/model/space"
)

var early = flag.Bool("early", false, "say at once which mutant survives")

var every = flag.Int("mutants", 0, "try one mutant in so many of each class; 1 is all of them")

// A verdict is what became of a mutant.
type verdict struct {
	mutant mutate.Mutant
	by     string // what noticed it; empty: nothing did
	same   bool   // its plans mean what they meant
	err    error
}

// A reader reads one mutant after another. What a mistake is not in is read once.
type reader struct {
	files fs.FS // of the mutant that is read
	*load.Reader
}

func newReader() *reader {
	r := &reader{}
	r.Reader = load.NewReader(r, "content")
	return r
}

// Open opens a file of the mutant.
func (r *reader) Open(name string) (fs.File, error) { return r.files.Open(name) }

// noticed is the first law that something is wrong with the content.
func (r *reader) noticed(files fs.FS) (by string, project *model.Project) {
	r.files = files
	project, err := r.Load()
	if err != nil {
		return "load", nil
	}
	return alarm(project), project
}

// alarm asks the second entries before the proofs, which take longer.
func alarm(project *model.Project) string {
	if len(ledger.Check(project)) > 0 {
		return ledger.Law.ID
	}
	if found := prove.Check(project).Findings; len(found) > 0 {
		return found[0].Rule
	}
	return ""
}

// representatives are variants that stand for the others: every pair of answers
// to two facets is in one of them. Each is the one with most pairs that those
// before it lack.
func representatives(p *model.Procedure) []space.Answers {
	var variants, all []space.Answers
	var with [][]string
	for a := range space.Variants(p, nil) {
		if r := a["regions"]; len(r) > 2 || len(r) == 2 && r[0] != "us" {
			continue // more of the same
		}
		variants, with = append(variants, a), append(with, pairs(p, a))
	}
	seen := map[string]bool{}
	for {
		best, most := 0, 0
		for i := range variants {
			news := 0
			for _, one := range with[i] {
				if !seen[one] {
					news++
				}
			}
			if news > most {
				best, most = i, news
			}
		}
		if most == 0 {
			return all
		}
		all = append(all, variants[best])
		for _, one := range with[best] {
			seen[one] = true
		}
	}
}

func pairs(p *model.Procedure, a space.Answers) []string {
	var all []string
	for i, f := range p.Facets {
		for _, g := range p.Facets[:i] {
			all = append(all, fmt.Sprint(f.ID, a[f.ID.Text], g.ID, a[g.ID.Text]))
		}
	}
	return all
}

// A judge has the content without a mistake and what it means.
type judge struct {
	clean    *model.Project
	variants map[string][]space.Answers // that stand for the others, by procedure
	means    map[string]string
}

func newJudge(t *testing.T) *judge {
	t.Helper()
	clean := fixture.Content(t)
	j := &judge{clean, map[string][]space.Answers{}, map[string]string{}}
	for _, p := range clean.Procedures {
		j.variants[p.ID.Text] = representatives(p)
	}
	err := j.meanings(clean, func(name, meaning string) bool {
		j.means[name] = meaning
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// meanings are what the plans of a project mean: all documents, and the variants
// that stand for the others. It stops where told to.
func (j *judge) meanings(project *model.Project, each func(name, meaning string) bool) error {
	for _, p := range project.Procedures {
		for _, pub := range p.Publications {
			made, err := compile.Publication(project, p, &pub)
			if err != nil {
				return err
			}
			if !each(pub.ID.Text, mutate.Meaning(made)) {
				return nil
			}
		}
		for _, answers := range j.representatives(p) {
			made, err := compile.Compile(project, p, compile.Options{Answers: answers})
			if err != nil {
				return err
			}
			if !each(p.ID.Text+" "+answers.String(p), mutate.Meaning(made)) {
				return nil
			}
		}
	}
	return nil
}

// representatives are those of the clean content wherever the same questions are
// asked: to go through all variants takes longer than to compile some.
func (j *judge) representatives(p *model.Procedure) []space.Answers {
	for _, clean := range j.clean.Procedures {
		if clean.ID.Text == p.ID.Text && reflect.DeepEqual(clean.Facets, p.Facets) && reflect.DeepEqual(clean.Forbid, p.Forbid) {
			return j.variants[p.ID.Text]
		}
	}
	return representatives(p)
}

// of says what becomes of a mutant. What it means is asked only where nothing
// notices it.
func (j *judge) of(r *reader, m mutate.Mutant) verdict {
	files, err := m.Files()
	if err != nil {
		return verdict{mutant: m, err: err}
	}
	by, project := r.noticed(files)
	if by != "" {
		return verdict{mutant: m, by: by}
	}
	same := true
	err = j.meanings(project, func(name, meaning string) bool {
		same = same && j.means[name] == meaning
		return same
	})
	if err != nil {
		return verdict{mutant: m, by: "compile"}
	}
	return verdict{mutant: m, same: same}
}

// Law 6: whatever mistake is made in the content, a law notices it: loading, the
// proofs, the rules, or the facts that are stated a second time.
func TestMutants(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // memory for time
	read, err := mutate.Read(content.Files)
	if err != nil {
		t.Fatal(err)
	}
	unchanged, err := read.Unchanged()
	if err != nil {
		t.Fatal(err)
	}
	if by, _ := newReader().noticed(unchanged); by != "" {
		t.Fatalf("the clean content alarms %s", by)
	}
	j := newJudge(t)
	n := *every
	if n == 0 {
		n = 4
		if testing.Short() {
			n = 40
		}
	}
	all := read.All()
	sample := mutate.Sample(all, n)
	verdicts := make([]verdict, len(sample))
	var wait sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			r := newReader()
			for i := range next {
				verdicts[i] = j.of(r, sample[i])
				if v := verdicts[i]; *early && v.by == "" && !v.same {
					fmt.Println("SURV", v.mutant)
				}
			}
		})
	}
	for i := range sample {
		next <- i
	}
	close(next)
	wait.Wait()
	tell(t, n, all, verdicts)
}

// tell fails the test for each survivor and says what was tried.
func tell(t *testing.T, n int, all []mutate.Mutant, verdicts []verdict) {
	t.Helper()
	type count struct{ tried, same, killed int }
	classes, killers := map[string]*count{}, map[string]int{}
	var order []string
	total := count{}
	for _, v := range verdicts {
		c := classes[v.mutant.Class]
		if c == nil {
			c = &count{}
			classes[v.mutant.Class] = c
			order = append(order, v.mutant.Class)
		}
		c.tried++
		total.tried++
		switch {
		case v.err != nil:
			t.Errorf("%s: %v", v.mutant, v.err)
		case v.by != "":
			c.killed++
			total.killed++
			killers[v.by]++
		case v.same:
			c.same++
			total.same++
		default:
			t.Errorf("survives: %s", v.mutant)
		}
	}
	for _, class := range order {
		c := classes[class]
		t.Logf("%-24s %4d tried, %4d mean the same, %4d of %4d noticed", class, c.tried, c.same, c.killed, c.tried-c.same)
	}
	var by []string
	for name, n := range killers {
		by = append(by, fmt.Sprintf("%5d by %s", n, name))
	}
	slices.Sort(by)
	slices.Reverse(by)
	t.Logf("%d mutants, %d tried, %d mean the same, %d of %d noticed:\n%s", len(all), total.tried, total.same, total.killed, total.tried-total.same, strings.Join(by, "\n"))
	if n <= 4 && total.tried-total.same < 300 {
		t.Errorf("%d mutants that mean something else, want 300 at least", total.tried-total.same)
	}
}
