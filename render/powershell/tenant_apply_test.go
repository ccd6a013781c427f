package powershell_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/powershell/tenant"
)

// applied is what a tenant is after a script was applied to it, with the consent
// of whoever owns what was there.
func applied(s *tenant.Script, t *tenant.Tenant) (*tenant.Tenant, []*tenant.Operation, *tenant.File, error) {
	t = t.Clone()
	operations, file, err := (&tenant.Run{Script: s, Tenant: t, ChangeExisting: true}).Apply()
	return t, operations, file, err
}

// foreign are the settings of objects that were there at the start which an Apply
// changes, apart from those in which an object of our own may differ: the one that
// turns it on and off, and what takes a second call and is as on every new object.
func foreign(s *tenant.Script, kinds []plan.Kind, from start) ([]string, error) {
	after, _, _, err := applied(s, from.tenant)
	if err != nil {
		return nil, err
	}
	var all []string
	for _, k := range kinds {
		if k.Singleton {
			continue
		}
		for i, before := range from.tenant.Objects(k.ID) {
			now := after.Objects(k.ID)[i].Texts // new ones come behind
			for _, set := range k.Settings {
				fresh := tenant.New(kinds)
				fresh.Put(k.ID, nil)
				second := set.NotOnNew && slices.Equal(before.Texts[set.Name], fresh.Objects(k.ID)[0].Texts[set.Name])
				if !slices.Equal(before.Texts[set.Name], now[set.Name]) && !set.Switches && !second {
					all = append(all, k.ID+" "+set.Name)
				}
			}
		}
	}
	return all, nil
}

// asksTheOwner: what was there before is changed only with -ChangeExisting, and
// without it nothing at all is changed. Where nothing of the kind is there, nobody
// is asked, also not when a run that was cut off is started again.
func asksTheOwner(s *tenant.Script, kinds []plan.Kind, from start, careless bool) error {
	changed, err := foreign(s, kinds, from)
	if err != nil {
		return err
	}
	t := from.tenant.Clone()
	run := &tenant.Run{Script: s, Tenant: t, Careless: careless}
	planned, err := run.Plan(false)
	if len(changed) > 0 {
		if !errors.Is(err, tenant.ErrForeign) {
			return fmt.Errorf("nobody is asked about %v: %v", changed, err)
		}
		return nil
	}
	if err != nil {
		return err
	}
	t = from.tenant.Clone()
	run = &tenant.Run{Script: s, Tenant: t}
	run.After = func(behind int) error {
		if _, _, err := (&tenant.Run{Script: s, Tenant: t.Clone()}).Apply(); err != nil {
			return fmt.Errorf("cut off after %d, without consent: %w", behind, err)
		}
		return nil
	}
	return run.Invoke(planned, nil)
}

// told counts the values that the words of the steps say, and those for which the
// step's setting stands because the words name an option or a box.
type told struct{ typed, taken int }

// sameAsConsole: the script and the steps of the runbook end in one state.
func sameAsConsole(s *tenant.Script, p *plan.Plan, values plan.Values, count *told) error {
	kinds := kindsOf(p)
	for _, from := range starts(s, kinds)[:2] {
		byScript, _, _, err := applied(s, from.tenant)
		if err != nil {
			return fmt.Errorf("%s: %w", from.name, err)
		}
		console := tenant.Console{Tenant: from.tenant.Clone()}
		if err := console.Follow(p, values); err != nil {
			return fmt.Errorf("%s: in the console: %w", from.name, err)
		}
		count.typed += console.Typed
		count.taken += console.Taken
		without := notes(kinds)
		if err := differ(from.name+": the script differs from the console", byScript.State(false, without...), console.Tenant.State(false, without...)); err != nil {
			return err
		}
	}
	return nil
}

// twiceIsOnce: a second Apply changes nothing and plans nothing.
func twiceIsOnce(s *tenant.Script, from start) error {
	once, _, _, err := applied(s, from.tenant)
	if err != nil {
		return err
	}
	twice, operations, _, err := applied(s, once)
	if err != nil {
		return fmt.Errorf("again: %w", err)
	}
	if twice.Sent != once.Sent {
		return errors.New("again: a test message was sent once more")
	}
	if len(operations) > 0 {
		return fmt.Errorf("again: %d operations, the first is %s of %s %v", len(operations), operations[0].Name, operations[0].Want, operations[0].Rows)
	}
	return differ("again", twice.State(true), once.State(true))
}

// stagedIsApplied: a staged run turns nothing on, and a later one ends as one that
// was not staged.
func stagedIsApplied(s *tenant.Script, kinds []plan.Kind, from start) error {
	whole, _, _, err := applied(s, from.tenant)
	if err != nil {
		return err
	}
	t := from.tenant.Clone()
	run := &tenant.Run{Script: s, Tenant: t, ChangeExisting: true}
	operations, err := run.Plan(true)
	if err != nil {
		return err
	}
	if err := run.Invoke(operations, nil); err != nil {
		return fmt.Errorf("staged: %w", err)
	}
	after, before := t.State(false), from.tenant.State(false)
	for _, k := range kinds {
		for _, set := range k.Settings {
			on := " " + set.Name + "=True" // a space goes before each setting
			if set.Switches && strings.Count(after, on) > strings.Count(before, on) {
				return fmt.Errorf("staged: a %s was turned on", k.Title)
			}
		}
	}
	later, _, _, err := applied(s, t)
	if err != nil {
		return fmt.Errorf("after a staged run: %w", err)
	}
	return differ("after a staged run", later.State(false), whole.State(false))
}

// took carries a Rollback out, and compares what is there with the start:
// identities, records of tests and all. What is left is what the rollback says is
// left, and that is nothing but what no cmdlet unsets.
func took(run *tenant.Run, file *tenant.File, kinds []plan.Kind, from start, what string) error {
	operations, err := run.PlanRollback(file)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	safe := what == "rollback" && unserved(run.Script, kinds, run.Tenant) == nil
	if safe {
		run.After = func(behind int) error {
			if err := unserved(run.Script, kinds, run.Tenant); err != nil {
				return fmt.Errorf("after %d operations %w", behind, err)
			}
			return nil
		}
	}
	err = run.Invoke(operations, nil)
	run.After = nil
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	without := run.Tenant.Clone()
	for _, op := range operations {
		for _, row := range op.Rows {
			if !slices.Contains(stays(kindOf(kinds, op.Kind)), row.Name) {
				return fmt.Errorf("%s: %s of %s is left, and a cmdlet takes it back", what, row.Name, op.Want)
			}
			without.Alter(op.Kind, op.Identity, row.Name)
		}
	}
	return differ(what, without.State(true), from.tenant.State(true))
}

func differ(what, got, want string) error {
	if got == want {
		return nil
	}
	var all []string
	w := strings.Split(want, "\n")
	for _, line := range strings.Split(got, "\n") {
		if at := slices.Index(w, line); at >= 0 {
			w = slices.Delete(w, at, at+1)
		} else {
			all = append(all, "has   "+line)
		}
	}
	for _, line := range w {
		all = append(all, "wants "+line)
	}
	return fmt.Errorf("%s:\n%s", what, strings.Join(all, "\n"))
}
