package customers_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/triptych-docs/triptych/model/customers"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/golden"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
)

// Each list in testdata/customers has beside it what comes of it: the profile of
// each customer as triptych writes it, and what is wrong with the others.
func TestLists(t *testing.T) {
	project := fixture.Content(t)
	columns, err := customers.NewColumns(project, map[string]string{"region": "regions", "remark": "-"})
	if err != nil {
		t.Fatal(err)
	}
	lists, err := filepath.Glob("../../testdata/customers/*")
	if err != nil || len(lists) == 0 {
		t.Fatalf("no lists: %v", err)
	}
	for _, name := range lists {
		if strings.HasSuffix(name, ".want") {
			continue
		}
		t.Run(filepath.Base(name), func(t *testing.T) {
			file, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			var out strings.Builder
			form := customers.Form(strings.TrimPrefix(filepath.Ext(name), "."))
			for c, err := range customers.Read(file, filepath.Base(name), form, columns) {
				if err != nil {
					fmt.Fprintf(&out, "the list ends here\n%s", faultsOf(t, err))
					continue
				}
				fmt.Fprintf(&out, "== %d:%d\n", c.Pos.Line, c.Pos.Col)
				faults := c.Faults
				if c.Profile != nil {
					if bound := profile.Bind(project, c.Profile, "2026-12-05", faults); bound != nil {
						out.Write(bound.YAML())
					}
				}
				if err := faults.Err(); err != nil {
					out.WriteString(err.Error())
				}
			}
			golden.Check(t, name+".want", []byte(out.String()))
		})
	}
}

func faultsOf(t *testing.T, err error) string {
	t.Helper()
	var faults *source.List
	if !errors.As(err, &faults) {
		t.Fatalf("an error without a place: %v", err)
	}
	return faults.Error()
}

// A list that cannot be read to its end is not taken for a shorter one, not even where
// reading fails while it is looked at how the list is written.
func TestReadingFails(t *testing.T) {
	columns, err := customers.NewColumns(fixture.Content(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	list := iotest.TimeoutReader(strings.NewReader("id,name\na,A\n")) // its second read fails, and no other
	var failed error
	for _, err := range customers.Read(list, "list.csv", customers.CSV, columns) {
		failed = err
	}
	if !errors.Is(failed, iotest.ErrTimeout) {
		t.Errorf("the list ended with %v", failed)
	}
}

func TestColumnsThatNothingHas(t *testing.T) {
	project := fixture.Content(t)
	_, err := customers.NewColumns(project, map[string]string{"tier": "regoins"})
	if want := `did you mean "regions"?`; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("error is %v, want one with %s", err, want)
	}
}

// FuzzRead reads anything at all as a list: it ends, and every fault has a place
// in the list.
func FuzzRead(f *testing.F) {
	project := fixture.Content(f)
	columns, err := customers.NewColumns(project, nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add("id,name\nacme,\"Acme\n", "csv")
	f.Add("\ufeffid;regions\r\nacme;us eu\r\n", "csv")
	f.Add("{\"customer\": {\"id\": 1}}\n\n{", "jsonl")
	f.Add("---\ncustomer: {id: a}\n---\n", "yaml")
	f.Fuzz(func(t *testing.T, text, form string) {
		lines := strings.Count(text, "\n") + 1
		for c, err := range customers.Read(strings.NewReader(text), "list", customers.Form(form), columns) {
			if err == nil {
				err = c.Faults.Err()
			}
			var faults *source.List
			if err == nil || !errors.As(err, &faults) {
				continue
			}
			for _, d := range faults.Sorted() {
				if d.Pos.Line > lines {
					t.Errorf("%s is behind the end, line %d", d, lines)
				}
			}
		}
	})
}
