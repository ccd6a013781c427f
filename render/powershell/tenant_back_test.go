package powershell_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/powershell/tenant"
)

// stays are the properties of a kind that a run sets and no cmdlet unsets: by the
// cmdlet reference, Set takes them, and their type has no value for "none".
func stays(k plan.Kind) []string {
	if k.Validate == nil {
		return nil
	}
	var all []string
	for _, name := range []string{k.Validate.NoteRecipients, k.Validate.NoteSuccess, k.Validate.NoteTime} {
		p, ok := exchange().Cmdlets[k.Set].parameter(name)
		if ok && p.Type == "DateTime" && !slices.Contains(p.Values, "$null") {
			all = append(all, name)
		}
	}
	return all
}

// backIsStart: Rollback leads back to the start.
func backIsStart(s *tenant.Script, kinds []plan.Kind, from start, forward bool) error {
	t, _, file, err := applied(s, from.tenant)
	if err != nil {
		return err
	}
	return took(&tenant.Run{Script: s, Tenant: t, Forward: forward}, file, kinds, from, "rollback")
}

// nothingDoubled: after Apply, there are as many objects of each kind as are wanted,
// and those of others, which are as they were.
func nothingDoubled(s *tenant.Script, kinds []plan.Kind, from start) error {
	t, _, _, err := applied(s, from.tenant)
	if err != nil {
		return err
	}
	after, others := strings.Split(t.State(true), "\n"), strings.Split(from.others, "\n")
	for _, k := range kinds {
		if k.Singleton {
			continue
		}
		of := func(lines []string) (n int) {
			for _, line := range lines {
				if strings.HasPrefix(line, k.ID+" ") {
					n++
				}
			}
			return n
		}
		wanted := of(others)
		for _, w := range s.Desired {
			if w.Kind == k.ID {
				wanted++
			}
		}
		if got := of(after); got != wanted {
			return fmt.Errorf("there are %d of the kind %s and not %d", got, k.ID, wanted)
		}
		for _, line := range others {
			if strings.HasPrefix(line, k.ID+" ") && !slices.Contains(after, line) {
				return fmt.Errorf("somebody else's was changed: %s", line)
			}
		}
	}
	return nil
}

// forceIsNeeded: where somebody has changed since what a run gave an object,
// Rollback stops and names it; with -Force it leads to the start.
func forceIsNeeded(s *tenant.Script, kinds []plan.Kind, from start, forced bool) error {
	after, _, file, err := applied(s, from.tenant)
	if err != nil {
		return err
	}
	for _, c := range file.Changes {
		k := kindOf(kinds, c.Kind)
		if c.Name != "Create" && c.Name != "Update" {
			continue
		}
		taken := false
		for _, row := range c.Rows {
			if row.Name == switchOf(k) || k.Validate != nil && row.Name == k.Validate.NoteSuccess {
				continue
			}
			t := after.Clone()
			t.Alter(c.Kind, c.Identity, row.Name, "tampered.elsewhere.example")
			before := t.State(true)
			_, err := (&tenant.Run{Script: s, Tenant: t, Force: forced}).PlanRollback(file)
			if err == nil || !strings.Contains(err.Error(), row.Name+" of "+c.Want) {
				return fmt.Errorf("%s of %s was changed since, and rollback says %v", row.Name, c.Want, err)
			}
			if err := differ("a refused rollback", t.State(true), before); err != nil {
				return err
			}
			if taken {
				continue // once for each change: it goes back as a whole
			}
			taken = true
			if err := took(&tenant.Run{Script: s, Tenant: t, Force: true}, file, kinds, from, "rollback by force"); err != nil {
				return err
			}
		}
	}
	return nil
}

// cutIsWhole: a run that is cut off after any operation, and started again, ends
// as a whole one. Taken back instead, it leads to the start, also where the last
// change was made and not noted.
func cutIsWhole(s *tenant.Script, kinds []plan.Kind, from start, trusting bool) (int, error) {
	whole, _, _, err := applied(s, from.tenant)
	if err != nil {
		return 0, err
	}
	planned, err := (&tenant.Run{Script: s, Tenant: from.tenant, Trusting: trusting, ChangeExisting: true}).Plan(false)
	if err != nil {
		return 0, err
	}
	end := whole.State(false)
	safe := unserved(s, kinds, from.tenant) == nil
	tests := 0 // messages of tests whose result counts
	for _, op := range planned {
		if op.Name == "Record" {
			tests += len(op.Test)
		}
	}
	run := &tenant.Run{Script: s, Tenant: from.tenant.Clone(), Trusting: trusting}
	file, err := run.Begin()
	if err != nil {
		return 0, err
	}
	run.After = func(behind int) error {
		t, file := run.Tenant.Clone(), &tenant.File{Start: file.Start, Changes: slices.Clone(file.Changes)}
		if err := unserved(s, kinds, t); safe && err != nil {
			return fmt.Errorf("after %d operations %w", behind, err)
		}
		again, _, later, err := applied(s, t)
		if err != nil {
			return fmt.Errorf("cut off after %d: %w", behind, err)
		}
		if err := bothTaken(s, kinds, from, t, again.Clone(), file, later); err != nil {
			return fmt.Errorf("cut off after %d: %w", behind, err)
		}
		if err := differ(fmt.Sprintf("cut off after %d", behind), again.State(false), end); err != nil {
			return err
		}
		// A test whose result is disregarded is made once or not at all.
		if again.Sent < tests || again.Sent > whole.Sent+tests {
			return fmt.Errorf("cut off after %d: %d messages of tests were sent, and a whole run sends %d", behind, again.Sent, whole.Sent)
		}
		last := *file.Changes[behind-1]
		last.Done, last.Identity = false, planned[behind-1].Identity
		file.Changes[behind-1] = &last
		back := &tenant.Run{Script: s, Tenant: t, Trusting: trusting}
		return took(back, file, kinds, from, fmt.Sprintf("cut off after %d: rollback", behind))
	}
	return len(planned), run.Invoke(planned, file)
}

// bothTaken: a run that was cut off and the one that went on, taken back with the
// later one first, lead to what was between them and then to the start.
func bothTaken(s *tenant.Script, kinds []plan.Kind, from start, between, end *tenant.Tenant, first, later *tenant.File) error {
	run := &tenant.Run{Script: s, Tenant: end}
	if later != nil {
		if err := took(run, later, kinds, start{tenant: between}, "rollback of the later run"); err != nil {
			return err
		}
		left, err := run.PlanRollback(later)
		if err != nil {
			return err
		}
		for _, op := range left { // what no cmdlet unsets
			for _, row := range op.Rows {
				end.Alter(op.Kind, op.Identity, row.Name)
			}
		}
	}
	return took(run, first, kinds, from, "rollback of both runs")
}
