package load_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/triptych-docs/triptych/content"
	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/load"
	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/source"
)

// twoProcedures is the world with its procedure in it a second time.
func twoProcedures(t *testing.T) fstest.MapFS {
	t.Helper()
	files := world(t)
	for name, file := range maps.Clone(files) {
		if again := strings.ReplaceAll(name, "lantern-copies", "second-copies"); again != name {
			files[again] = &fstest.MapFile{Data: bytes.ReplaceAll(file.Data, []byte("lantern-copies"), []byte("second-copies"))}
		}
	}
	return files
}

// read reads content that is sound.
func read(t *testing.T, r *load.Reader) *model.Project {
	t.Helper()
	project, err := r.Load()
	if err != nil {
		t.Fatal(err)
	}
	return project
}

// alike tells whether two projects are the same, with every place: by its file, line
// and column, and what stands on that line.
func alike(a, b *model.Project) bool {
	return cmp.Equal(a, b, cmp.Exporter(func(reflect.Type) bool { return true }), cmp.Comparer(func(a, b source.Pos) bool {
		return a.String() == b.String() && a.Excerpt() == b.Excerpt()
	}))
}

// What a reader keeps is what has not changed, and nothing else.
func TestReaderKeepsWhatHasNotChanged(t *testing.T) {
	files := twoProcedures(t)
	r := load.NewReader(files, "world")
	last := read(t, r)
	for _, test := range []struct {
		name, file  string
		first, same bool // is the first procedure kept, and the second?
	}{
		{"nothing", "README.md", true, true},
		{"the first procedure", "lantern-copies/sections.yaml", false, true},
		{"the second", "second-copies/lantern.yaml", true, false},
		{"what both share", "labels.yaml", false, false},
		{"a file more", "second-copies/more.yaml", true, false},
		{"what an editor left", "second-copies/.more.yaml", true, true},
	} {
		file := files[test.file]
		if file == nil {
			file = &fstest.MapFile{}
			files[test.file] = file
			if strings.HasSuffix(test.file, "/more.yaml") {
				file.Data = []byte("facts: []\n")
			}
		}
		file.Data = append(bytes.Clone(file.Data), "# changed\n"...)
		now := read(t, r)
		if first, second := now.Procedures[0] == last.Procedures[0], now.Procedures[1] == last.Procedures[1]; first != test.first || second != test.same {
			t.Errorf("%s changed: the first is kept: %v, the second: %v; want %v and %v", test.name, first, second, test.first, test.same)
		}
		afresh := read(t, load.NewReader(files, "world"))
		if !alike(now, afresh) {
			t.Errorf("%s changed: what is read again differs from what is read afresh", test.name)
		}
		last = now
	}
	for name := range maps.Clone(files) {
		if strings.HasPrefix(name, "second-copies/") {
			delete(files, name)
		}
	}
	if now := read(t, r); len(now.Procedures) != 1 || now.Procedures[0] != last.Procedures[0] {
		t.Error("a procedure that is gone takes another with it, or stays")
	}
}

// Whatever is spoiled, a reader who saw the content sound says of it what one says
// who did not; and it is sound again when it is mended.
func TestReaderSaysWhatLoadSays(t *testing.T) {
	cases, err := filepath.Glob("../../testdata/errors/content/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	files := twoProcedures(t)
	r := load.NewReader(files, "world")
	sound := read(t, r)
	for _, path := range cases {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		whole := map[string][]byte{}
		for _, f := range archive.Files {
			if name, ok := strings.CutPrefix(f.Name, "edit "); ok {
				whole[name] = files[name].Data
				fixture.Edit(t, files[name], f.Data)
			}
		}
		_, again := r.Load()
		_, afresh := load.Load(files, "world")
		if fmt.Sprint(again) != fmt.Sprint(afresh) {
			t.Errorf("%s: read again:\n%v\nread afresh:\n%v", filepath.Base(path), again, afresh)
		}
		for name, data := range whole {
			files[name].Data = data
		}
		if mended := read(t, r); mended.Hash != sound.Hash {
			t.Errorf("%s: mended, and not the same", filepath.Base(path))
		}
	}
}

// Whatever is done to lines, a reader who knows an earlier version reads what one
// does who knows none, and says the same of it.
func TestReaderReadsPiecesAsTheWhole(t *testing.T) {
	files := world(t)
	r, random := load.NewReader(files, "world"), rand.New(rand.NewPCG(3, 5))
	read(t, r)
	edited := []string{"lantern-copies/sections.yaml", "lantern-copies/runbook.yaml", "lantern-copies/lantern.yaml", "kinds.yaml"}
	sound := 0
	for range 150 {
		file := files[edited[random.IntN(len(edited))]]
		whole := file.Data
		for range 1 + random.IntN(2) {
			file.Data = disturbed(file.Data, random)
		}
		again, fault := r.Load()
		afresh, want := load.Load(files, "world")
		if fmt.Sprint(fault) != fmt.Sprint(want) {
			t.Fatalf("%s\nread again:\n%v\nread afresh:\n%v", file.Data, fault, want)
		}
		if want != nil {
			file.Data = whole
			continue
		}
		sound++
		if !alike(again, afresh) {
			t.Fatalf("%s\nreads differently", file.Data)
		}
		if len(file.Data) > 2*len(whole) || random.IntN(4) > 0 {
			file.Data = whole
		}
	}
	t.Logf("%d of 150 were sound", sound)
	if sound < 25 {
		t.Errorf("only %d of 150 were sound", sound)
	}
}

// disturbed is a text of which some line is another.
func disturbed(text []byte, random *rand.Rand) []byte {
	lines := slices.Collect(bytes.Lines(text))
	at := random.IntN(len(lines))
	line := lines[at]
	indent := len(line) - len(bytes.TrimLeft(line, " "))
	col := indent + random.IntN(len(line)-indent)
	switch random.IntN(8) {
	case 0:
		lines = slices.Delete(lines, at, at+1)
	case 1:
		lines = slices.Insert(lines, at, line)
	case 2:
		other := random.IntN(len(lines))
		lines[at], lines[other] = lines[other], line
	case 3:
		lines[at] = append([]byte("  "), line...)
	case 4:
		lines[at] = bytes.TrimPrefix(line, []byte("  "))
	case 5:
		lines = slices.Insert(lines, at, []byte("# a remark\n"))
	case 6:
		lines = slices.Insert(lines, at, []byte("\n"))
	default:
		signs := []string{"\"", "'", "|\n", "- ", "\t", " #", ": ", "{", "[", "]", "&a ", "*a", "!!str ", "\r", "\u0085", "\uFEFF", "\x00", "\n", "\n---\n", "x"}
		sign := signs[random.IntN(len(signs))]
		lines[at] = slices.Concat(line[:col], []byte(sign), line[col:])
	}
	return bytes.Join(lines, nil)
}

// Whatever is called otherwise, a reader who saw the content sound says who still
// calls it as before, in texts that are the same.
func TestReaderLooksForOldNames(t *testing.T) {
	files := twoProcedures(t)
	r := load.NewReader(files, "world")
	id := pattern.New(`\bid: [a-z-]+`)
	unknown := 0
	for _, name := range []string{"lantern-copies/sections.yaml", "lantern-copies/lantern.yaml", "lantern-copies/runbook.yaml"} {
		whole := files[name].Data
		for _, at := range id().FindAllIndex(whole, -1) {
			files[name].Data = whole
			read(t, r)
			files[name].Data = slices.Concat(whole[:at[1]], []byte("-renamed"), whole[at[1]:])
			_, again := r.Load()
			_, afresh := load.Load(files, "world")
			if fmt.Sprint(again) != fmt.Sprint(afresh) {
				t.Errorf("%s of %s renamed: read again:\n%v\nread afresh:\n%v", whole[at[0]:at[1]], name, again, afresh)
			}
			if afresh != nil {
				unknown++
			}
		}
		files[name].Data = whole
	}
	if unknown < 20 {
		t.Errorf("only %d names are used", unknown)
	}
}

// TestProven: what is read without proof is what is proven, for the content in
// the program: of all procedures, or of those that are named.
func TestProven(t *testing.T) {
	want, err := load.Load(content.Files, "content")
	if err != nil {
		t.Fatal(err)
	}
	proven := func(procedures ...string) *model.Project {
		project, err := load.Proven(content.Files, "content", procedures...)
		if err != nil {
			t.Fatal(err)
		}
		return project
	}
	if got := proven(); !reflect.DeepEqual(got, want) {
		t.Error("all procedures differ from those that are proven")
	}
	for _, p := range want.Procedures {
		one := *want
		one.Procedures = []*model.Procedure{p}
		if got := proven(p.ID.Text); !reflect.DeepEqual(got, &one) {
			t.Errorf("%s differs from what is proven", p.ID.Text)
		}
	}
	if _, err := load.Proven(content.Files, "content", "no-procedure"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a procedure that is not there: %v", err)
	}
}
