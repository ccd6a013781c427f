package impact

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strconv"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v4"

	"github.com/triptych-docs/triptych/content"
	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/load"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/book"
)

// edits is how many random edits the oracle judges, and the seed of the first.
// TRIPTYCH_EDITS asks for more of them, TRIPTYCH_SEED for others.
func edits() (n int, seed uint64) {
	n, seed = 16, 4
	if testing.Short() {
		n = 4
	}
	if asked, err := strconv.Atoi(os.Getenv("TRIPTYCH_EDITS")); err == nil {
		n = asked
	}
	if asked, err := strconv.ParseUint(os.Getenv("TRIPTYCH_SEED"), 10, 64); err == nil {
		seed = asked
	}
	return n, seed
}

// The oracle prints everything that some variants and all publications make,
// before and after a random edit of the real content, and compares bytes. What
// Compare says changes, and nothing else, must have changed.
func TestOracleAgrees(t *testing.T) {
	old := fixture.Content(t)
	o := oracle{project: old, printed: map[string]map[string]string{}}
	want, seed := edits()
	random := rand.New(rand.NewPCG(seed, 2026))
	seen := map[string]int{}
	rows, rejected := 0, 0
	for n := 0; n < want; {
		files, what := edited(t, random)
		new, err := load.Load(files, "content")
		if err != nil {
			rejected++
			continue
		}
		sample := func(i int) bool { return i%401 == 29*n%401 }
		i, comparisons, err := attempt(old, new, Options{keep: sample})
		var side *SideError
		if errors.As(err, &side) || errors.Is(err, errBroken) {
			rejected++
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		n++
		after := oracle{project: new, printed: map[string]map[string]string{}}
		for _, c := range comparisons {
			rows += len(c.pairs)
			judge(t, what, c, &o, &after)
		}
		judgeDocuments(t, what, i, &o, &after)
		for _, c := range i.Changes {
			seen[c.Class.String()]++
		}
		if i.None() {
			seen["none"]++
		}
		if n%25 == 0 {
			t.Logf("%d edits judged", n)
		}
	}
	t.Logf("%d edits (%d more left no sound content), %d variants printed on both sides; changes seen: %v", want, rejected, rows, seen)
	if want >= 200 {
		for _, c := range classNames {
			if seen[c] == 0 {
				t.Errorf("no edit made a change of class %s", c)
			}
		}
	}
}

// errBroken is content that a printer refuses by panicking: a cmdlet's name that
// is none. What cannot be printed has no bytes to compare.
var errBroken = errors.New("the printer panics")

func attempt(old, new *model.Project, o Options) (i *Impact, all []*comparison, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("%w: %v", errBroken, broken)
		}
	}()
	return compare(old, new, o)
}

// An oracle prints one revision.
type oracle struct {
	project   *model.Project
	printed   map[string]map[string]string
	published map[string]string
}

// documents are all publications, by id.
func (o *oracle) documents(t *testing.T) map[string]string {
	t.Helper()
	if o.published != nil {
		return o.published
	}
	o.published = map[string]string{}
	for _, p := range o.project.Procedures {
		for _, pub := range p.Publications {
			text, _, err := document(o.project, p, pub.ID.Text, "")
			if err != nil {
				t.Fatal(err)
			}
			o.published[pub.ID.Text] = text
		}
	}
	return o.published
}

// variant is everything that a variant makes, nil where there is none.
func (o *oracle) variant(t *testing.T, id string, a space.Answers) map[string]string {
	t.Helper()
	if a == nil {
		return nil
	}
	p := procedure(o.project, id)
	name := id + " " + a.String(p)
	if o.printed[name] == nil {
		compiled, err := compile.Compile(o.project, p, compile.Options{Answers: a})
		if err != nil {
			t.Fatal(err)
		}
		all, err := printed(compiled)
		if err != nil {
			t.Fatal(err)
		}
		o.printed[name] = all
	}
	return o.printed[name]
}

func judge(t *testing.T, what string, c *comparison, before, after *oracle) {
	t.Helper()
	for row, p := range c.pairs {
		old, new := before.variant(t, c.id, p.old), after.variant(t, c.id, p.new)
		var want []string
		for _, name := range outputs() {
			if old[name] != new[name] {
				want = append(want, name)
			}
		}
		if !slices.Equal(c.made[row], want) {
			t.Errorf("%s\n  %s %s\n  the report says %v, the bytes say %v", what, c.id, p.answers().String(c.new), c.made[row], want)
			for _, n := range c.delta[row] {
				t.Logf("  difference: %+v", c.all[n])
			}
		}
		worst := classes
		for _, n := range c.delta[row] {
			worst = min(worst, c.all[n].class)
		}
		if worst >= Wording && old != nil && new != nil {
			if diff := differentFacts(t, old, new); diff != "" {
				t.Errorf("%s\n  %s %s\n  the report says %s only, and a fact differs: %s", what, c.id, p.answers().String(c.new), worst, diff)
			}
		}
	}
}

func judgeDocuments(t *testing.T, what string, i *Impact, before, after *oracle) {
	t.Helper()
	said := map[string]bool{}
	for _, out := range i.Outputs {
		if out.Document {
			said[out.Name] = true
		}
	}
	old, new := before.documents(t), after.documents(t)
	ids := maps.Clone(old)
	maps.Copy(ids, new)
	for id := range ids {
		if differ := old[id] != new[id]; differ != said[id] {
			t.Errorf("%s: document %s: the report says changed=%v, the bytes say %v", what, id, said[id], differ)
		}
	}
	seen := map[string]bool{}
	for _, c := range i.Changes {
		for _, id := range c.Documents {
			seen[id] = true
		}
	}
	for id := range said {
		if said[id] && !seen[id] {
			t.Errorf("%s: document %s changes, and no change says why", what, id)
		}
	}
}

// edited is the content with one random edit, and what it is. Not every edit
// leaves content that loads.
func edited(t *testing.T, random *rand.Rand) (fs.FS, string) {
	t.Helper()
	files := fixture.Copy(t, content.Files)
	names := slices.Sorted(maps.Keys(files))
	name := names[random.IntN(len(names))]
	var root yaml.Node
	if err := yaml.Unmarshal(files[name].Data, &root); err != nil {
		t.Fatal(err)
	}
	var all []*yaml.Node
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		all = append(all, n)
		for i, child := range n.Content {
			if n.Kind == yaml.MappingNode && i%2 == 0 {
				continue // a key
			}
			walk(child)
		}
	}
	walk(&root)
	what := ""
	for what == "" {
		what = edit(all[random.IntN(len(all))], random)
	}
	text, err := yaml.Marshal(&root)
	if err != nil {
		t.Fatal(err)
	}
	files[name] = &fstest.MapFile{Data: text}
	return files, name + ": " + what
}

// edit changes a node in one of the ways that authors do, and says how; nothing
// where there is no way.
func edit(n *yaml.Node, random *rand.Rand) string {
	at := func(format string, args ...any) string {
		return fmt.Sprintf("line %d: ", n.Line) + fmt.Sprintf(format, args...)
	}
	count := len(n.Content)
	switch {
	case n.Kind == yaml.SequenceNode && count > 1 && random.IntN(2) == 0:
		i := random.IntN(count - 1)
		n.Content[i], n.Content[i+1] = n.Content[i+1], n.Content[i]
		return at("items %d and %d change places", i+1, i+2)
	case n.Kind == yaml.SequenceNode && count > 1:
		i := random.IntN(count)
		n.Content = slices.Delete(n.Content, i, i+1)
		return at("item %d is dropped", i+1)
	case n.Kind == yaml.MappingNode && count > 2:
		i := 2 * random.IntN(count/2)
		key := n.Content[i].Value
		n.Content = slices.Delete(n.Content, i, i+2)
		return at("key %s is dropped", key)
	case n.Kind == yaml.ScalarNode && n.Tag == "!!bool":
		n.Value = map[string]string{"true": "false", "false": "true"}[n.Value]
		return at("turned to %s", n.Value)
	case n.Kind == yaml.ScalarNode && n.Tag == "!!int":
		n.Value += "1"
		return at("is %s", n.Value)
	case n.Kind == yaml.ScalarNode && n.Tag == "!!str" && n.Value != "":
		old := n.Value
		n.Value = reworded(n.Value, random)
		return at("%q becomes %q", old, n.Value)
	}
	return ""
}

// reworded is a text with one change of the kinds that writers make.
func reworded(s string, random *rand.Rand) string {
	words := slices.Collect(func(yield func(int) bool) {
		for i := range s {
			if (i == 0 || s[i-1] == ' ') && s[i] != '{' && s[i] != '`' && s[i] != '*' && !yield(i) {
				return
			}
		}
	})
	if len(words) == 0 {
		return s + "x"
	}
	at := words[random.IntN(len(words))]
	switch random.IntN(4) {
	case 0:
		return s[:at] + "again " + s[at:]
	case 1:
		return s[:at] + "not " + s[at:]
	case 2:
		return s[:at] + "q" + s[at:]
	}
	return s + " quite"
}

// How a document is set is seen too, whatever field of it changes.
func TestSettingsOfADocument(t *testing.T) {
	old := render.Document{Name: "a.md", Flavour: "hugo", Layout: book.Layout{Title: plan.Say("A"), Heading: 2}}
	new := old
	new.Drawings, new.Layout.Heading, new.Layout.Title = "a/", 3, plan.Say("B")
	var got []string
	for _, d := range settings("document a", reflect.ValueOf(old), reflect.ValueOf(new)) {
		got = append(got, fmt.Sprintf("%s %s: %s > %s", d.class, d.says, d.old, d.new))
	}
	want := []string{"wording title: A > B", "layout heading: 2 > 3", "layout drawings:  > a/"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
