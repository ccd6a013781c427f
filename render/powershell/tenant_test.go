package powershell_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render/powershell"
	"github.com/triptych-docs/triptych/render/powershell/readback"
	"github.com/triptych-docs/triptych/render/powershell/tenant"
)

// TestTenant holds laws over every variant of every procedure, by a simulated
// tenant: script and console end in the same state; applied twice is applied once,
// staged first or not, and nothing is there twice; what was there before is changed
// only when its owner agrees; Verify finds what somebody changes; rolled back is the
// start, by force where somebody changed it; no rule is on before what serves it; what depends on another
// comes after it; a run that is cut off can be started again, or taken back. -short
// takes some variants.
func TestTenant(t *testing.T) {
	var lock sync.Mutex
	seen := map[string]bool{}
	count := struct{ variants, tables, typed, taken, starts, cuts, tampered, swaps int }{}
	one := func(project, procedure int, name string, p *plan.Plan) error {
		values := valuesFor(p)
		r, err := powershell.Script(p, edition())
		if err != nil {
			return err
		}
		text := string(r.Fill(values))
		s, err := tenant.Read(text)
		if err != nil {
			return err
		}
		var said told
		if err := sameAsConsole(s, p, values, &said); err != nil {
			return err
		}
		key := fmt.Sprint(project, procedure, s.Desired)
		lock.Lock()
		known := seen[key]
		seen[key] = true
		count.variants++
		count.typed += said.typed
		count.taken += said.taken
		lock.Unlock()
		if known {
			return nil // the rest depends on nothing else
		}
		kinds := kindsOf(p)
		all := starts(s, kinds)
		cuts, tampered := 0, 0
		for _, from := range all {
			err := errors.Join(twiceIsOnce(s, from), nothingDoubled(s, kinds, from), stagedIsApplied(s, kinds, from),
				backIsStart(s, kinds, from, false), asksTheOwner(s, kinds, from, false))
			// What is changed since does not depend on more than whether it was made or changed.
			if err == nil && (from.name == "empty" || from.name == "other values") {
				err = forceIsNeeded(s, kinds, from, false)
			}
			if err == nil {
				var n int
				n, err = cutIsWhole(s, kinds, from, false)
				cuts += n
			}
			if err == nil && (from.name == "empty" || from.name == "an address is set") {
				var n int
				n, err = verifyNotices(s, kinds, from)
				tampered += n
			}
			if err != nil {
				return fmt.Errorf("%s: %w", from.name, err)
			}
		}
		swaps, err := orderMatters(s, kinds, kinds)
		lock.Lock()
		count.tables++
		count.starts += len(all)
		count.cuts += cuts
		count.tampered += tampered
		count.swaps += swaps
		lock.Unlock()
		return err
	}
	var done sync.WaitGroup
	const workers = 2
	for worker := range workers {
		projects := projects(t) // its own: nothing is shared
		done.Go(func() {
			faults := 0
			n := 0
			for i, project := range projects {
				for j, procedure := range project.Procedures {
					for answers := range space.Variants(procedure, nil) {
						n++
						if n%workers != worker || testing.Short() && n%97 > 1 && i == 0 {
							continue
						}
						name := procedure.ID.Text + " " + answers.String(procedure)
						p, err := compile.Compile(project, procedure, compile.Options{Answers: answers})
						if err == nil {
							err = one(i, j, name, p)
						}
						if err != nil {
							t.Errorf("%s: %v", name, err)
							if faults++; faults > 3 {
								return
							}
						}
					}
				}
			}
		})
	}
	done.Wait()
	t.Logf("%d variants, %d different tables, %d values read from the words of steps and %d from their settings, %d starts, %d runs cut off, %d settings changed by somebody and found, %d swaps refused",
		count.variants, count.tables, count.typed, count.taken, count.starts, count.cuts, count.tampered, count.swaps)
	if count.typed == 0 || count.cuts == 0 || count.tampered == 0 || count.swaps == 0 {
		t.Error("something was not tried at all")
	}
}

// subject is the script of the first variant of a procedure whose plan is wanted.
func subject(t testing.TB, procedure string, wanted func(*plan.Plan) bool) (*plan.Plan, plan.Values, string) {
	t.Helper()
	for _, project := range projects(t) {
		for _, proc := range project.Procedures {
			if proc.ID.Text != procedure {
				continue
			}
			for answers := range space.Variants(proc, nil) {
				p, err := compile.Compile(project, proc, compile.Options{Answers: answers})
				if err != nil {
					t.Fatal(err)
				}
				if !wanted(p) {
					continue
				}
				values := valuesFor(p)
				r, err := powershell.Script(p, edition())
				if err != nil {
					t.Fatal(err)
				}
				return p, values, string(r.Fill(values))
			}
		}
	}
	t.Fatal("there is no such variant")
	return nil, nil, ""
}

// TestTenantReadsAlike: the reader of this package's tables and the one that
// proves the printer read the same values.
func TestTenantReadsAlike(t *testing.T) {
	for _, procedure := range []string{"area1-journaling", "mimecast-journaling", "harbor-archive"} {
		_, _, text := subject(t, procedure, func(*plan.Plan) bool { return true })
		s, err := tenant.Read(text)
		if err != nil {
			t.Fatal(err)
		}
		r, err := readback.Read(text, nil)
		if err != nil {
			t.Fatal(err)
		}
		var got, want []string
		for _, w := range s.Desired {
			for _, set := range w.Settings {
				got = append(got, fmt.Sprint(w.ID, " ", w.Kind, " ", set.Name, " ", set.Texts))
			}
			for _, k := range w.Known {
				got = append(got, fmt.Sprint(w.ID, " known ", len(k.Texts)))
			}
			got = append(got, fmt.Sprint(w.ID, " test ", w.Test))
		}
		for i, f := range r.Facts {
			values := f.Values
			if len(values) == 1 && strings.HasPrefix(values[0], "$") {
				values = []string{tenant.Asked}
			}
			want = append(want, fmt.Sprint(f.Object, " ", f.Kind, " ", f.Setting, " ", values))
			if i+1 == len(r.Facts) || r.Facts[i+1].Object != f.Object {
				counts := map[string]int{}
				var names []string
				for _, k := range r.Known[f.Object] {
					name, _, _ := strings.Cut(k, "=")
					if counts[name] == 0 {
						names = append(names, name)
					}
					counts[name]++
				}
				for _, name := range names {
					want = append(want, fmt.Sprint(f.Object, " known ", counts[name]))
				}
				want = append(want, fmt.Sprint(f.Object, " test ", r.Tests[f.Object]))
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got\n%s\nwant\n%s", procedure, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// TestTenantKeepsWhatIsNeeded: an address that this change has set stays where
// somebody else's rule needs it by then. Nothing else is left of the change.
func TestTenantKeepsWhatIsNeeded(t *testing.T) {
	p, _, text := subject(t, "mimecast-journaling", func(*plan.Plan) bool { return true })
	s, err := tenant.Read(text)
	if err != nil {
		t.Fatal(err)
	}
	kinds := kindsOf(p)
	from := tenant.New(kinds)
	after, _, file, err := applied(s, from)
	if err != nil {
		t.Fatal(err)
	}
	others := map[string][]string{"Name": {"Somebody's"}, "JournalEmailAddress": {"box@elsewhere.example"}}
	after.Put("journal-rule", others)
	if err := (&tenant.Run{Script: s, Tenant: after}).Rollback(file); err != nil {
		t.Fatal(err)
	}
	got := after.State(false, notes(kinds)...)
	want := `journal-rule: Enabled=False; JournalEmailAddress=box@elsewhere.example; Name=Somebody's; Scope=Global
transport-config: JournalingReportNdrTo=` + undeliverable(s)
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func undeliverable(s *tenant.Script) string {
	for _, w := range s.Desired {
		for _, set := range w.Settings {
			if set.Name == "JournalingReportNdrTo" {
				return set.Texts[0]
			}
		}
	}
	return ""
}

// TestDisregardedTestIsNotRepeated: a run that is cut off right before a test whose
// result the vendor says to disregard is whole. The next run makes no test, and
// changes nothing.
func TestDisregardedTestIsNotRepeated(t *testing.T) {
	p := journaling(t)
	for i := range p.Objects {
		p.Objects[i].Disregard = true
		// What the reader has to have made is not what this is about.
		p.Objects[i].Settings = slices.DeleteFunc(p.Objects[i].Settings, func(s plan.Setting) bool { return s.Name == "Recipient" })
	}
	s, err := tenant.Read(script(t, p, tailored(), values))
	if err != nil {
		t.Fatal(err)
	}
	from := tenant.New(kindsOf(p))
	run := &tenant.Run{Script: s, Tenant: from}
	planned, err := run.Plan(false)
	if err != nil {
		t.Fatal(err)
	}
	isTest := func(op *tenant.Operation) bool { return op.Name == "Validate" }
	if slices.IndexFunc(planned, isTest) < 0 {
		t.Fatal("no test is planned")
	}
	if err := run.Invoke(slices.DeleteFunc(slices.Clone(planned), isTest), nil); err != nil {
		t.Fatal(err)
	}
	again, err := run.Plan(false)
	if err != nil {
		t.Fatal(err)
	}
	if len(again) > 0 || from.Sent > 0 {
		t.Errorf("%d operations are planned, %d messages were sent", len(again), from.Sent)
	}
}
