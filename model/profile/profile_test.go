package profile_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/golden"
	"github.com/triptych-docs/triptych/model/load"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
)

const today = "2026-12-05"

// world is the invented vendor of testdata/world.
var world = sync.OnceValues(func() (*model.Project, error) {
	return load.Load(os.DirFS("../../testdata/world"), "world")
})

func project(t testing.TB) *model.Project {
	t.Helper()
	p, err := world()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// bind reads and binds a profile as the commands do.
func bind(t testing.TB, file *source.File, flags profile.Flags) (*profile.Bound, *source.List) {
	t.Helper()
	var faults source.List
	p := profile.FromFlags(flags, &faults)
	if file != nil {
		read := profile.Read(file, &faults)
		if read == nil {
			return nil, &faults
		}
		p = read.Override(p)
	}
	return profile.Bind(project(t), p, today, &faults), &faults
}

// TestErrors runs the bad profiles of testdata/errors/profile.
func TestErrors(t *testing.T) {
	cases, err := filepath.Glob("../../testdata/errors/profile/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var file *source.File
			var flags profile.Flags
			var want *txtar.File
			for i, f := range archive.Files {
				switch f.Name {
				case "want":
					want = &archive.Files[i]
				case "flags":
					flags = parse(t, strings.Fields(strings.ReplaceAll(string(f.Data), " ", "\u00a0")))
				default:
					file = &source.File{Name: f.Name, Text: f.Data}
				}
			}
			bound, faults := bind(t, file, flags)
			if bound != nil || faults.Len() == 0 {
				t.Fatal("a bad profile was bound")
			}
			got := faults.Error()
			if golden.Updating(t) {
				want.Data = []byte(got)
				if err := os.WriteFile(path, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != string(want.Data) {
				t.Errorf("got\n%s\nwant\n%s", got, want.Data)
			}
		})
	}
}

// parse reads flags as the command line has them.
func parse(t *testing.T, args []string) profile.Flags {
	t.Helper()
	var f profile.Flags
	set := flag.NewFlagSet("", flag.ContinueOnError)
	set.StringVar(&f.Procedure, "procedure", "", "")
	set.StringVar(&f.Customer, "customer", "", "")
	set.StringVar(&f.ID, "id", "", "")
	set.StringVar(&f.Address, "address", "", "")
	set.StringVar(&f.Date, "date", "", "")
	set.Var((*list)(&f.Set), "set", "")
	set.Var((*list)(&f.Input), "input", "")
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], "\u00a0", " ")
	}
	if err := set.Parse(args); err != nil {
		t.Fatal(err)
	}
	return f
}

type list []string

func (l *list) String() string     { return strings.Join(*l, " ") }
func (l *list) Set(s string) error { *l = append(*l, s); return nil }
