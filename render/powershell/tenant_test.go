package powershell_test

import (
	"errors"
	"fmt"
	"maps"
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

// A start is a state that a tenant may be in before anything is done.
type start struct {
	name   string
	tenant *tenant.Tenant
	others string // what of it is somebody else's
}

// starts are a tenant with nothing in it, and what a script may meet: objects of
// others, an address for undeliverable reports, groups that are there already,
// objects as an older guide made them, all of ours with other values, and all of
// ours with nothing but defaults.
func starts(s *tenant.Script, kinds []plan.Kind) []start {
	var all []start
	add := func(name string, put func(*tenant.Tenant)) {
		t := tenant.New(kinds)
		others := ""
		if name != "empty" {
			putSingletons(t, kinds)
		}
		if name == "others" || name == "old" || name == "other values" {
			putOthers(t, kinds)
			others = t.State(true)
		}
		put(t)
		all = append(all, start{name, t, others})
	}
	add("empty", func(*tenant.Tenant) {})
	add("an address is set", func(*tenant.Tenant) {})
	add("others", func(*tenant.Tenant) {})
	add("groups", func(t *tenant.Tenant) {
		for _, w := range s.Desired {
			if k := kindOf(kinds, w.Kind); k.Members != nil {
				t.Put(w.Kind, matching(k, w))
			}
		}
	})
	add("old", func(t *tenant.Tenant) {
		done := map[string]bool{}
		for _, w := range s.Desired {
			if len(w.Known) == 0 || done[w.Kind] {
				continue
			}
			done[w.Kind] = true // an old value is found once, or nobody knows whose it is
			t.Put(w.Kind, aged(kindOf(kinds, w.Kind), w))
		}
	})
	add("other values", func(t *tenant.Tenant) {
		for _, w := range s.Desired {
			k := kindOf(kinds, w.Kind)
			if k.Singleton {
				continue
			}
			texts := altered(k, w)
			if len(w.Test) > 0 { // and was, with the values before
				texts[k.Validate.NoteSuccess] = []string{"True"}
				texts[k.Validate.NoteRecipients] = []string{"before@elsewhere.example"}
				texts[k.Validate.NoteTime] = []string{"2025-01-02 03:04:05Z"}
			}
			t.Put(w.Kind, texts)
		}
	})
	add("defaults", func(t *tenant.Tenant) {
		for _, w := range s.Desired {
			if k := kindOf(kinds, w.Kind); !k.Singleton {
				texts := matching(k, w)
				for _, set := range k.Settings {
					// A script that cannot give "unset" back is not held to it.
					if set.Type == "boolean" && set.NewDefault == "$null" && !s.UnsetBooleans {
						texts[set.Name] = []string{"False"}
					}
				}
				t.Put(w.Kind, texts)
			}
		}
	})
	return all
}

func kindOf(kinds []plan.Kind, id string) plan.Kind {
	return kinds[slices.IndexFunc(kinds, func(k plan.Kind) bool { return k.ID == id })]
}

func putSingletons(t *tenant.Tenant, kinds []plan.Kind) {
	for _, k := range kinds {
		if k.Singleton {
			for _, s := range k.Settings {
				t.Put(k.ID, map[string][]string{s.Name: {"already@elsewhere.example"}})
			}
		}
	}
}

// putOthers adds objects that nothing may touch: two of each kind, one of them
// hidden from a plain listing where there is such a thing.
func putOthers(t *tenant.Tenant, kinds []plan.Kind) {
	for _, k := range kinds {
		if k.Singleton {
			continue
		}
		for _, which := range []string{"first", "second"} {
			texts := map[string][]string{}
			for _, s := range k.Settings {
				switch {
				case s.Name == "Name":
					texts[s.Name] = []string{"Somebody's " + which}
				case s.Type == "address" && s.Recipient != nil && s.Recipient.Required:
				case s.Type == "address":
					texts[s.Name] = []string{which + "@elsewhere.example"}
				case slices.Contains(k.Match, s.Name):
					texts[s.Name] = []string{which + ".elsewhere.example"}
				}
			}
			for _, get := range k.Get {
				for _, on := range get.On {
					if _, ok := k.Setting(on); ok && which == "second" {
						texts[on] = []string{"True"}
					}
				}
			}
			t.Put(k.ID, texts)
		}
	}
}

// matching are the texts by which an object counts as ours, and a name.
func matching(k plan.Kind, w tenant.Want) map[string][]string {
	texts := map[string][]string{}
	for _, s := range w.Settings {
		if s.Name == "Name" || slices.Contains(k.Match, s.Name) {
			texts[s.Name] = s.Texts
		}
	}
	return texts
}

// aged is an object as an older guide made it: it has one known old value, and
// nothing else by which it could be found.
func aged(k plan.Kind, w tenant.Want) map[string][]string {
	texts := map[string][]string{}
	for _, s := range w.Settings {
		texts[s.Name] = s.Texts
		if set, _ := k.Setting(s.Name); set.Recipient != nil && set.Recipient.Required {
			delete(texts, s.Name)
		}
		if slices.Contains(k.Match, s.Name) || s.Name == "Name" {
			texts[s.Name] = []string{"old-" + s.Texts[0]}
		}
	}
	texts[w.Known[0].Name] = w.Known[0].Texts[:1]
	for _, s := range k.Settings {
		if s.Switches {
			texts[s.Name] = []string{"False"}
		}
	}
	return texts
}

// altered has our matching values and others for the rest.
func altered(k plan.Kind, w tenant.Want) map[string][]string {
	texts := matching(k, w)
	for _, s := range w.Settings {
		set, _ := k.Setting(s.Name)
		if slices.Contains(k.Match, s.Name) || s.Name == "Name" || set.NotOnSet && !set.Switches {
			continue
		}
		text := strings.Join(s.Texts, " ")
		switch {
		case set.Type == "boolean":
			texts[s.Name] = []string{map[bool]string{true: "False", false: "True"}[text == "True"]}
		case len(set.Values) > 0:
			texts[s.Name] = []string{set.Values[(slices.Index(set.Values, text)+1)%len(set.Values)]}
		case set.Recipient != nil && set.Recipient.Required:
		case set.Type == "address":
			texts[s.Name] = []string{"other@elsewhere.example"}
		default:
			texts[s.Name] = []string{"other.elsewhere.example"}
		}
		for _, partner := range set.With {
			if len(texts[partner]) == 0 {
				texts[partner] = []string{"other.elsewhere.example"} // one does not stand without the other
			}
		}
	}
	return texts
}

// notes are the properties in which a validation is noted: a person's test in the
// console, or the script's. No step says what it notes.
func notes(kinds []plan.Kind) []string {
	var all []string
	for _, k := range kinds {
		if v := k.Validate; v != nil {
			all = append(all, v.NoteRecipients, v.NoteSuccess, v.NoteTime)
		}
	}
	return all
}

// kindsOf are the kinds of a plan that cmdlets read.
func kindsOf(p *plan.Plan) []plan.Kind {
	var all []plan.Kind
	for _, o := range p.Objects {
		if len(o.Kind.Get) > 0 && !slices.ContainsFunc(all, func(k plan.Kind) bool { return k.ID == o.Kind.ID }) {
			all = append(all, o.Kind)
		}
	}
	return all
}

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
	for i := range planned {
		t := from.tenant.Clone()
		run := &tenant.Run{Script: s, Tenant: t}
		if err := run.Invoke(planned[:i+1], nil); err != nil {
			return err
		}
		if _, _, err := run.Apply(); err != nil {
			return fmt.Errorf("cut off after %d, without consent: %w", i+1, err)
		}
	}
	return nil
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
	for i := range operations {
		if !safe {
			break
		}
		t := run.Tenant.Clone()
		if err := (&tenant.Run{Script: run.Script, Tenant: t}).Invoke(operations[:i+1], nil); err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
		if err := unserved(run.Script, kinds, t); err != nil {
			return fmt.Errorf("%s: after %d operations %w", what, i+1, err)
		}
	}
	if err := run.Invoke(operations, nil); err != nil {
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

// verifyNotices: Verify after Apply finds nothing wrong, and a single setting that
// somebody changes, or an object that somebody removes, is found and named. Another
// object with the values of one of ours is found too.
func verifyNotices(s *tenant.Script, kinds []plan.Kind, from start) (int, error) {
	after, _, file, err := applied(s, from.tenant)
	if err != nil {
		return 0, err
	}
	failed := func(t *tenant.Tenant, file *tenant.File, statuses ...string) ([]string, error) {
		checks, err := (&tenant.Run{Script: s, Tenant: t}).Verify(file)
		var all []string
		for _, c := range checks {
			if slices.Contains(statuses, c.Status) {
				all = append(all, c.Setting)
			}
		}
		return all, err
	}
	if wrong, err := failed(after, file, "Fail", "Manual"); err != nil || len(wrong) > 0 {
		return 0, fmt.Errorf("verify after apply: %v %v", wrong, err)
	}
	n := 0
	for _, w := range s.Desired {
		k := kindOf(kinds, w.Kind)
		for _, o := range after.Objects(w.Kind) {
			mine := k.Singleton
			for _, set := range w.Settings {
				mine = mine || slices.Contains(k.Match, set.Name) && slices.Equal(o.Texts[set.Name], set.Texts)
			}
			if !mine {
				continue
			}
			names := []string{}
			if len(w.Test) > 0 && !w.Lenient {
				names = append(names, k.Validate.NoteSuccess)
			}
			all := []string{}
			for _, set := range w.Settings {
				names = append(names, set.Name)
				all = append(all, w.ID+"."+set.Name)
			}
			for _, name := range names {
				set, _ := k.Setting(name)
				text := "tampered@elsewhere.example"
				if slices.Contains([]string{"True", "False"}, strings.Join(o.Texts[name], " ")) {
					text = map[string]string{"True": "False", "False": "True"}[o.Texts[name][0]]
				}
				t := after.Clone()
				t.Alter(w.Kind, o.Identity, name, text)
				got, err := failed(t, file, "Fail")
				if err != nil {
					return n, err
				}
				want := []string{w.ID + "." + name}
				if slices.Contains(k.Match, set.Name) && len(k.Match) == 1 {
					want = all // nothing else tells that it is ours
				}
				if !slices.Equal(got, want) {
					return n, fmt.Errorf("%s.%s was changed, and Verify finds %v", w.ID, name, got)
				}
				if got, _ = failed(t, nil, "Fail", "Manual"); !slices.Contains(got, want[0]) {
					return n, fmt.Errorf("%s.%s was changed, and Verify without a state file finds %v", w.ID, name, got)
				}
				n++
			}
			if !k.Singleton {
				t := after.Clone()
				t.Drop(w.Kind, o.Identity)
				if got, err := failed(t, file, "Fail"); err != nil || !slices.Equal(got, all) {
					return n, fmt.Errorf("%s was removed, and Verify finds %v %v", w.ID, got, err)
				}
				t = after.Clone()
				twin := maps.Clone(o.Texts)
				twin["Name"] = []string{"Somebody's twin"}
				t.Put(w.Kind, twin)
				if got, err := failed(t, file, "Fail"); err != nil || len(got) == 0 {
					return n, fmt.Errorf("%s has a twin, and Verify finds nothing: %v", w.ID, err)
				}
			}
		}
	}
	return n, nil
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
	for i := range planned {
		t := from.tenant.Clone()
		run := &tenant.Run{Script: s, Tenant: t, Trusting: trusting}
		file, err := run.Begin()
		if err != nil {
			return i, err
		}
		if err := run.Invoke(planned[:i+1], file); err != nil {
			return i, err
		}
		if err := unserved(s, kinds, t); safe && err != nil {
			return i, fmt.Errorf("after %d operations %w", i+1, err)
		}
		again, _, later, err := applied(s, t)
		if err != nil {
			return i, fmt.Errorf("cut off after %d: %w", i+1, err)
		}
		if err := bothTaken(s, kinds, from, t, again.Clone(), file, later); err != nil {
			return i, fmt.Errorf("cut off after %d: %w", i+1, err)
		}
		if err := differ(fmt.Sprintf("cut off after %d", i+1), again.State(false), end); err != nil {
			return i, err
		}
		// A test whose result is disregarded is made once or not at all.
		if again.Sent < tests || again.Sent > whole.Sent+tests {
			return i, fmt.Errorf("cut off after %d: %d messages of tests were sent, and a whole run sends %d", i+1, again.Sent, whole.Sent)
		}
		file.Changes[i].Done = false
		file.Changes[i].Identity = planned[i].Identity
		if err := took(run, file, kinds, from, fmt.Sprintf("cut off after %d: rollback", i+1)); err != nil {
			return i, err
		}
	}
	return len(planned), nil
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

// unserved names a rule that is on while what the script is to make for its reports
// is not there and on: the connector for the domain of their address, the contact
// that has it. Reports would leave by another way. What serves what is worked out
// from the kinds' data.
func unserved(s *tenant.Script, kinds []plan.Kind, t *tenant.Tenant) error {
	for _, k := range kinds {
		for _, address := range k.Settings {
			if !address.Outside {
				continue
			}
			for _, o := range t.Objects(k.ID) {
				if !slices.Equal(o.Texts[switchOf(k)], []string{"True"}) {
					continue
				}
				for _, w := range s.Desired {
					if by := kindOf(kinds, w.Kind); serves(by, textsOf(w), o.Texts[address.Name]) && !served(t, by, o.Texts[address.Name]) {
						return fmt.Errorf("a %s is on, and no %s serves %s", k.Title, by.Title, o.Texts[address.Name])
					}
				}
			}
		}
	}
	return nil
}

// served tells whether an object of a kind that is on serves an address.
func served(t *tenant.Tenant, k plan.Kind, address []string) bool {
	return slices.ContainsFunc(t.Objects(k.ID), func(o *tenant.Object) bool {
		on := switchOf(k) == "" || slices.Equal(o.Texts[switchOf(k)], []string{"True"})
		return on && serves(k, o.Texts, address)
	})
}

// serves tells whether an object with some settings is recognised by an address, or
// by its domain, and is none that sends there itself.
func serves(k plan.Kind, texts map[string][]string, address []string) bool {
	if len(address) != 1 {
		return false
	}
	_, domain, _ := strings.Cut(address[0], "@")
	return slices.ContainsFunc(k.Settings, func(s plan.KindSetting) bool {
		is := texts[s.Name]
		return slices.Contains(k.Match, s.Name) && !s.Outside && (slices.Contains(is, address[0]) || s.Type == "list" && slices.Contains(is, domain))
	})
}

func textsOf(w tenant.Want) map[string][]string {
	all := map[string][]string{}
	for _, s := range w.Settings {
		all[s.Name] = s.Texts
	}
	return all
}

func switchOf(k plan.Kind) string {
	for _, s := range k.Settings {
		if s.Switches {
			return s.Name
		}
	}
	return ""
}

// orderMatters: two operations of which one depends on the other may not change
// places. The tenant refuses it, or a rule is on before what serves it. Which do
// depend is worked out from the kinds' data.
func orderMatters(s *tenant.Script, kinds, refusing []plan.Kind) (int, error) {
	operations, err := (&tenant.Run{Script: s, Tenant: tenant.New(kinds)}).Plan(false)
	if err != nil {
		return 0, err
	}
	n := 0
	for j, later := range operations {
		for i, earlier := range operations[:j] {
			if !depends(kinds, later, earlier) {
				continue
			}
			n++
			swapped := slices.Clone(operations)
			swapped[i], swapped[j] = later, earlier
			var err error
			for k := i; k < len(swapped) && err == nil; k++ {
				t := tenant.New(refusing)
				err = (&tenant.Run{Script: s, Tenant: t}).Invoke(swapped[:k+1], nil)
				if err == nil {
					err = unserved(s, kinds, t)
				}
			}
			if err == nil {
				return n, fmt.Errorf("%s of %s before %s of %s is not refused", later.Name, later.Want, earlier.Name, earlier.Want)
			}
		}
	}
	return n, nil
}

// depends tells whether an operation needs another one before it: the object
// itself, a value that its kind needs, or the recipient that a setting names.
func depends(kinds []plan.Kind, later, earlier *tenant.Operation) bool {
	if later.Want == earlier.Want {
		return earlier.Name == "Create"
	}
	if earlier.Name == "Create" && slices.Contains([]string{"Create", "Enable"}, later.Name) {
		for _, set := range kindOf(kinds, later.Kind).Settings {
			if set.Outside && serves(kindOf(kinds, earlier.Kind), earlier.Arguments, later.Arguments[set.Name]) {
				return true
			}
		}
	}
	if later.Name != "Create" {
		return false
	}
	for name, texts := range earlier.Arguments {
		set, _ := kindOf(kinds, earlier.Kind).Setting(name)
		if len(texts) > 0 && slices.Contains(set.NeededBy, later.Kind) {
			return true
		}
		for other, wanted := range later.Arguments {
			set, _ := kindOf(kinds, later.Kind).Setting(other)
			if set.Recipient != nil && set.Recipient.Required && earlier.Name == "Create" && slices.Equal(texts, wanted) {
				return true
			}
		}
	}
	return false
}

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

// TestTenantLawsFail breaks what each law is about, in the text of the script, in
// the steps or in the order, and has the law say so.
func TestTenantLawsFail(t *testing.T) {
	// Two groups, two rules and two connectors at least, and an address for
	// undeliverable reports.
	several := func(p *plan.Plan) bool { return len(kindsOf(p)) == 4 && len(p.Objects) > 6 }
	any := func(*plan.Plan) bool { return true }
	console := func(s *tenant.Script, p *plan.Plan, v plan.Values) error {
		return sameAsConsole(s, p, v, new(told))
	}
	var whole *tenant.Script // before anything is broken
	every := func(law func(*tenant.Script, []plan.Kind, start) error) func(*tenant.Script, *plan.Plan, plan.Values) error {
		return func(s *tenant.Script, p *plan.Plan, _ plan.Values) error {
			for _, from := range starts(whole, kindsOf(p)) {
				if err := law(s, kindsOf(p), from); err != nil {
					return fmt.Errorf("%s: %w", from.name, err)
				}
			}
			return nil
		}
	}
	twice := every(func(s *tenant.Script, _ []plan.Kind, from start) error { return twiceIsOnce(s, from) })
	back := every(func(s *tenant.Script, kinds []plan.Kind, from start) error { return backIsStart(s, kinds, from, false) })
	double := every(nothingDoubled)
	staged := every(stagedIsApplied)
	owner := every(func(s *tenant.Script, kinds []plan.Kind, from start) error {
		return asksTheOwner(s, kinds, from, false)
	})
	verify := every(func(s *tenant.Script, kinds []plan.Kind, from start) error {
		_, err := verifyNotices(s, kinds, from)
		return err
	})
	unforced := every(func(s *tenant.Script, kinds []plan.Kind, from start) error {
		return forceIsNeeded(s, kinds, from, true)
	})
	careless := every(func(s *tenant.Script, kinds []plan.Kind, from start) error { return asksTheOwner(s, kinds, from, true) })
	forward := every(func(s *tenant.Script, kinds []plan.Kind, from start) error { return backIsStart(s, kinds, from, true) })
	cut := every(func(s *tenant.Script, kinds []plan.Kind, from start) error {
		_, err := cutIsWhole(s, kinds, from, false)
		return err
	})
	trusting := every(func(s *tenant.Script, kinds []plan.Kind, from start) error {
		_, err := cutIsWhole(s, kinds, from, true)
		return err
	})
	order := func(s *tenant.Script, p *plan.Plan, _ plan.Values) error {
		_, err := orderMatters(s, kindsOf(p), kindsOf(p))
		return err
	}
	lax := func(change func(*plan.KindSetting)) func(*tenant.Script, *plan.Plan, plan.Values) error {
		return func(s *tenant.Script, p *plan.Plan, _ plan.Values) error {
			refusing := kindsOf(p)
			for i := range refusing {
				refusing[i].Settings = slices.Clone(refusing[i].Settings)
				for j := range refusing[i].Settings {
					change(&refusing[i].Settings[j])
				}
			}
			_, err := orderMatters(s, kindsOf(p), refusing)
			return err
		}
	}
	type sample struct {
		plan   *plan.Plan
		values plan.Values
		text   string
	}
	subjects := map[string]sample{}
	for procedure, wanted := range map[string]func(*plan.Plan) bool{"area1-journaling": several, "mimecast-journaling": any, "harbor-archive": any} {
		p, values, text := subject(t, procedure, wanted)
		subjects[procedure] = sample{p, values, text}
	}
	for _, c := range []struct {
		name      string
		procedure string
		old, new  string // in the text of the script; empty: nothing
		steps     func(*plan.Plan)
		law       func(*tenant.Script, *plan.Plan, plan.Values) error
		want      string
	}{
		{"as it is: console", "area1-journaling", "", "", nil, console, ""},
		{"as it is: order", "area1-journaling", "", "", nil, order, ""},
		{"as it is: back", "area1-journaling", "", "", nil, back, ""},
		{"as it is: cut", "mimecast-journaling", "", "", nil, cut, ""},
		{"another value", "area1-journaling", "'CertificateValidation'", "'EncryptionOnly'", nil, console, "the script differs from the console"},
		{"a rule stays off", "area1-journaling", "Name = 'Enabled';             Value = $true", "Name = 'Enabled';             Value = $false", nil, console, "the script differs from the console"},
		{"a step forgets a setting", "area1-journaling", "", "", func(p *plan.Plan) { forget(p, "Scope") }, console, "the script differs from the console"},
		{"a step does not save", "area1-journaling", "", "", func(p *plan.Plan) { unsaved(p) }, console, "never saved"},
		{"steps in another order", "area1-journaling", "", "", func(p *plan.Plan) { slices.Reverse(p.Sections) }, console, "in the console: step"},
		{"a prefix is not known", "mimecast-journaling", "@{ ExternalEmailAddress = 'SMTP:' }", "@{}", nil, twice, "was made and is found 0 times"},
		{"a property is spelled otherwise", "area1-journaling", "@{ UseMXRecord = 'UseMxRecord' }", "@{}", nil, twice, "again: "},
		{"an empty value is not known", "mimecast-journaling", "@{ JournalingReportNdrTo = @('<>') }", "@{}", nil, twice, "it needs a JournalingReportNdrTo"},
		{"a rule has no cmdlet to turn it on", "area1-journaling", "'journal-rule: Enable'", "'journal-rule: Start'", nil, twice, "no cmdlet for journal-rule: Enable"},
		{"a test is not noted", "area1-journaling", "Validated = 'IsValidated'", "Validated = 'LastValidationTimestamp'", nil, twice, "a test message was sent once more"},
		{"settings do not go together", "area1-journaling", "With      = @{ UseMXRecord = @('SmartHosts'); SmartHosts = @('UseMXRecord') }", "With      = @{}", nil, back, "it goes with"},
		{"old values are not known", "area1-journaling", "Known    = @(\n", "Older    = @(\n", nil, double, "of the kind"},
		{"somebody else's is taken for ours", "area1-journaling", "'Journal Messages to CloudflareArea 1'", "'Somebody''s first'", nil, double, "of the kind"},
		{"first change first", "area1-journaling", "", "", nil, forward, "rollback"},
		{"it asks", "area1-journaling", "-Confirm:$false", "", nil, back, "it asks, and nobody answers"},
		{"Remove names nothing", "area1-journaling", "-Confirm:$false -Identity $identity", "-Confirm:$false", nil, back, `is ""`},
		{"hidden objects are not listed", "area1-journaling", "Get-OutboundConnector -IsTransportRuleScoped $true", "Get-OutboundConnector", nil, twice, "another outbound connector has it"},
		{"what is there is not found", "area1-journaling", "Match     = @('Name', 'JournalEmailAddress')", "Match     = @('Scope')", nil, cut, "found 2 times"},
		{"nothing turns a rule off", "area1-journaling", "Switch    = 'Enabled'", "Switch    = ''", nil, staged, "was turned on"},
		{"nobody is asked", "area1-journaling", "", "", nil, careless, "nobody is asked about"},
		{"a note is not found", "area1-journaling", "Validated = 'IsValidated'", "Validated = 'Comment'", nil, verify, "verif"},
		{"what somebody changed is taken back unasked", "area1-journaling", "", "", nil, unforced, "was changed since"},
		{"what is new counts as old", "harbor-archive", "Fresh     = @{ AllowedOOFType = 'External'", "Fresh     = @{ AllowedOOFType = 'None'", nil, owner, "without consent"},
		{"a record of a test is lost", "area1-journaling", "TestedFor = 'ValidationRecipients'", "TestedFor = ''", nil, back, "rollback"},
		{"a time is unset", "area1-journaling", "TestedAt  = 'LastValidationTimestamp'", "TestedAt  = ''", nil, back, "rollback"},
		{"a success stays on record", "area1-journaling", "", "", nil, trusting, "cut off after"},
		{"nothing needs the address", "mimecast-journaling", "", "", nil, lax(func(s *plan.KindSetting) { s.NeededBy = nil }), "is not refused"},
		{"nothing needs the group", "area1-journaling", "", "", nil, lax(func(s *plan.KindSetting) { s.Recipient = nil }), "is not refused"},
	} {
		of := subjects[c.procedure]
		p, values, text := ownSteps(of.plan), of.values, of.text
		if c.steps != nil {
			c.steps(p)
		}
		broken := strings.ReplaceAll(text, c.old, c.new)
		if c.old == "" {
			broken = text
		} else if broken == text {
			t.Errorf("%s: the script has no %q", c.name, c.old)
			continue
		}
		s, err := tenant.Read(broken)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if whole, err = tenant.Read(text); err != nil {
			t.Fatal(err)
		}
		err = c.law(s, p, values)
		switch {
		case strings.HasPrefix(c.name, "as it is"):
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
		case err == nil:
			t.Errorf("%s: no law says anything", c.name)
		case !strings.Contains(err.Error(), c.want):
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

// ownSteps is a plan whose steps may be changed.
func ownSteps(p *plan.Plan) *plan.Plan {
	c := *p
	c.Sections = slices.Clone(p.Sections)
	for i := range c.Sections {
		c.Sections[i].Steps = slices.Clone(c.Sections[i].Steps)
	}
	return &c
}

// forget takes a setting from the steps that set it.
func forget(p *plan.Plan, name string) {
	for i := range p.Sections {
		for j := range p.Sections[i].Steps {
			step := &p.Sections[i].Steps[j]
			step.Settings = slices.DeleteFunc(slices.Clone(step.Settings), func(id string) bool { return strings.HasSuffix(id, "."+name) })
		}
	}
}

// unsaved has no step save anything.
func unsaved(p *plan.Plan) {
	for i := range p.Sections {
		for j := range p.Sections[i].Steps {
			p.Sections[i].Steps[j].Commits = nil
			p.Sections[i].Steps[j].Changes = false
		}
	}
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
